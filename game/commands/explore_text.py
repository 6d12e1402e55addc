"""What an exploration found, as text for 80 columns. The whole of it is in the files and in `--json`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import TextWrapper

from game.analysis.findings import Cell, Finding, Grid
from game.analysis.knockout import LOST
from game.commands.explore_crew import PARTIAL
from game.commands.explore_words import headed, many, said, shown, written
from game.engine.book import SCORES
from game.engine.settings import VARIANTS
from game.present.plays import ILLUSTRATES
from game.words import _, counted, in_context, marked

WIDTH = 80
FOREMOST = 8
"""How many inputs are shown for each score."""
BAR = 16
"""Columns of a bar that stands for the whole."""

Rows = Sequence[Sequence[str]]


def text(finding: Finding) -> Iterator[str]:
    """The finding in words and tables, and what it is worth."""
    plays = counted("{count} play, seed {seed}", "{count} plays, seed {seed}", finding.plays)
    told = plays.format(count=many(finding.plays), seed=finding.seed)
    yield f"{finding.title} · {finding.kind}, {told}"
    if finding.partial:
        yield _(PARTIAL)
    yield ""
    yield from TOLD[finding.kind](finding)
    for note in finding.notes:
        yield from _wrapped(note)
    yield ""
    yield _(ILLUSTRATES)


def _strategies(finding: Finding) -> Iterator[str]:
    scores, dominance, patience = finding.grids
    head = ["", *map(headed, (*SCORES, "now", "later", "plays"))]
    rows = [
        [
            str(row["strategy"]),
            *(_range(row[name], row[f"{name} p10"], row[f"{name} p90"]) for name in SCORES),
            shown(row["short"], ".1f"),
            shown(row["long"], ".1f"),
            many(int(_number(row["plays"]))),
        ]
        for row in _records(scores)
    ]
    yield from _titled(scores, [head, *rows])
    results = [name for name in scores.columns if name.startswith("result.")]
    rows = [
        [str(row["strategy"]), *(shown(row[name], "+.1f") for name in results)] for row in _records(scores)
    ]
    yield _("What each is worth to a role, by its weights")
    yield from _table([["", *(name.removeprefix("result.") for name in results)], *rows])
    yield ""
    for grid in (dominance, patience):
        yield from _titled(grid, [["", *(_short(headed(name)) for name in grid.columns[1:])], *_cells(grid)])


def _sensitivity(finding: Finding) -> Iterator[str]:
    for grid in finding.grids:
        rows = _records(grid)
        yield f"{grid.title} ({grid.about.rstrip('.').lower()})"
        foremost = [row for row in rows[:FOREMOST] if isinstance(row["total"], float)]
        table = [
            [
                said(row["input"]),
                _range(row["total"], row["total low"], row["total high"], ".2f"),
                _range(row["first"], row["first low"], row["first high"], ".2f"),
                "█" * round(BAR * min(1.0, max(0.0, float(row["total"] or 0.0)))),
            ]
            for row in foremost
        ]
        yield from _table([["", headed("total"), headed("first"), ""], *table])
        rest = sum(isinstance(row["total"], float) for row in rows) - len(foremost)
        more = counted(
            "… and {count} more, with a smaller total.",
            "… and {count} more, each with a smaller total.",
            rest,
        )
        yield f"  {more.format(count=rest)}"
        yield ""


def _thesis(finding: Finding) -> Iterator[str]:
    rates, reasons = finding.grids
    yield from _titled(rates, [["", *map(headed, rates.columns[1:])], *_cells(rates)])
    yield _("The rival readings")
    for name, each in VARIANTS.items():
        yield from _wrapped(f"{name}: {_(each.claim)}", initial_indent="  ", subsequent_indent="    ")
    yield ""
    for verdict, head in VERDICTS.items():
        told = [row for row in _records(reasons) if row["verdict"] == verdict]
        if told:
            yield _(head)
            for row in told:
                yield from _wrapped(_reason(row), initial_indent="  ", subsequent_indent="    ")
            yield ""


VERDICTS = {
    "built in": marked("Built in: one rule says it outright; without that rule it seldom holds"),
    "follows": marked("Follows: it comes of several rules together"),
    "open": marked("Open: it hangs on the numbers"),
    "fails": marked("Fails: the model says otherwise"),
    "untried": marked("Not tried here"),
}


def _reason(row: dict[str, Cell]) -> str:
    """How a statement was tried, what it comes from, and where and why it fails."""
    if row["missing"]:
        why = _("The scenario cannot try it: {why}.").format(why=row["missing"])
        return f"{row['statement']}  {why}"
    parts = [f"{row['statement']}  {_('Tried: {what}.').format(what=row['tried'])}"]
    if row["said by"] and isinstance(row["without it"], float):
        text = _("Said by {rule}: without it {share}.")
        parts.append(text.format(rule=row["said by"], share=f"{row['without it']:.0%}"))
    if row["denied by"]:
        parts.append(_("Denied by {readings}.").format(readings=row["denied by"]))
    if row["upheld by"]:
        parts.append(_("Upheld by {readings}.").format(readings=row["upheld by"]))
    if row["fails"]:
        parts.append(_("Fails most where {where}.").format(where=row["fails"]))
    return " ".join(parts)


def _balance(finding: Finding) -> Iterator[str]:
    options, roles = finding.grids
    rows = _records(options)
    title = counted("{title}: {count} option", "{title}: {count} options", len(rows))
    yield title.format(title=options.title, count=len(rows))
    for verdict, told in ALIKE.items():
        found = [str(row["option"]) for row in rows if row["verdict"] == verdict]
        text = _(told).format(options=", ".join(found) or _("none"))
        yield from _wrapped(text, subsequent_indent="  ")
    yield _("Dominated, and by which:")
    by_decision: dict[str, list[str]] = {}
    for row in rows:
        decision, _sign, option = str(row["option"]).partition("=")
        if row["verdict"] == "dominated":
            better = _("{option} (by {better})").format(option=option, better=row["by"])
            by_decision.setdefault(decision, []).append(better)
    for decision, found in by_decision.items():
        yield from _wrapped(f"{decision}: {', '.join(found)}", initial_indent="  ", subsequent_indent="    ")
    if not by_decision:
        yield f"  {_('none')}"
    yield ""
    yield from _titled(roles, [["", *map(headed, roles.columns[1:])], *_cells(roles)])


ALIKE = {
    "dominant": marked("Dominant: {options}"),
    "dead": marked("Dead: {options}"),
    "idle": marked("Idle: {options}"),
}
"""Verdicts that are told with all options that share them."""


def _knockout(finding: Finding) -> Iterator[str]:
    grid, key = finding.grids
    yield from _key(grid, key)
    parts = [str(row[0]) for row in key.rows]
    records = _records(grid)
    whole = records[0]
    rows = []
    for row in records:
        moved = [f"{'−' if _number(row[part]) < _number(whole[part]) else '+'}{part}"
                 for part in parts if abs(_number(row[part]) - _number(whole[part])) >= LOST]  # fmt: skip
        rows.append(
            [
                said(row["without"]),
                *(shown(_number(row[score]), "+.1f") for score in SCORES),
                f"{_number(row['jointly']):.0%}",
                " ".join(moved),
            ]
        )
    head = [headed("without"), _("cred."), headed("cost"), _("divers."), headed("jointly")]
    yield from _titled(grid, [[*head, f"  {_('lost and gained')}"], *rows])


def _key(grid: Grid, key: Grid) -> Iterator[str]:
    """The parts of the pattern, with how often each is seen in the whole model."""
    whole = _records(grid)[0]
    rows = [
        [str(part), str(told), f"{_number(whole[str(part)]):.0%}", "*" if record else ""]
        for part, told, record in key.rows
    ]
    yield from _titled(key, [["", "", headed("seen"), ""], *rows], left=(0, 1, 3))


TOLD: dict[str, Callable[[Finding], Iterator[str]]] = {
    "strategies": _strategies,
    "sensitivity": _sensitivity,
    "thesis": _thesis,
    "balance": _balance,
    "knockout": _knockout,
}


def _wrapped(text: str, initial_indent: str = "", subsequent_indent: str = "") -> list[str]:
    """Lines within the width; ids are kept whole."""
    wrapper = TextWrapper(WIDTH, initial_indent, subsequent_indent, break_on_hyphens=False)
    return wrapper.wrap(text)


# Tables -------------------------------------------------------------------------------------------


def _records(grid: Grid) -> list[dict[str, Cell]]:
    return [dict(zip(grid.columns, row, strict=True)) for row in grid.rows]


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _cells(grid: Grid) -> list[list[str]]:
    """Every cell as it is shown."""
    forms = [grid.formats.get(column, "") for column in grid.columns]
    return [[shown(cell, form) for cell, form in zip(row, forms, strict=True)] for row in grid.rows]


def _range(mean: Cell, low: Cell, high: Cell, form: str = ".0f") -> str:
    """A mean and its range."""
    precise = ".1f" if form == ".0f" else form
    ends = in_context("in a table", "{low} to {high}").format(
        low=written(_number(low), form), high=written(_number(high), form)
    )
    return f"{written(_number(mean), precise)} ({ends})"


def _short(name: str) -> str:
    """A column's name where columns are narrow."""
    return name if len(name) <= 7 else f"{name[:6]}."


def _titled(grid: Grid, rows: Rows, left: Sequence[int] = ()) -> Iterator[str]:
    yield grid.title
    yield from _table(rows, left)
    yield from _wrapped(grid.about)
    yield ""


def _table(rows: Rows, left: Sequence[int] = ()) -> Iterator[str]:
    """Columns as wide as they must be: words to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    words = [i in left or i == 0 or not any(_numeral(row[i]) for row in rows[1:]) for i in range(len(widths))]
    for row in rows:
        cells = [
            cell.ljust(width) if word else cell.rjust(width)
            for cell, width, word in zip(row, widths, words, strict=True)
        ]
        yield f"  {' '.join(cells)}".rstrip()


def _numeral(cell: str) -> bool:
    return bool(cell) and (cell[0].isdigit() or (cell[0] in "+-−" and cell[1:2].isdigit()))
