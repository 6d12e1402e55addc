"""What an exploration found, as pictures: the same figures give the same file, byte for byte."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from game.analysis.findings import Finding, Grid
from game.analysis.knockout import WHOLE
from game.commands.explore_words import headed, many, said
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.present.plays import ILLUSTRATES
from game.words import _, counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DARK, LIGHT, MARK = "#1b4965", "#a9c9dd", "#c8553d"
"""Told apart by those who see colours otherwise, and in grey."""
SHADES = "cividis"
FOREMOST = 12
"""Inputs in a tornado, and options that are named."""
NAMED = 34
"""Letters of a line of their names."""
PAPER = 420.0, 340.0
"""About how large the picture of all options is, in points."""
AROUND = [
    (far * math.cos(angle), far * math.sin(angle))
    for far in (10.0, 15.0)
    for angle in np.linspace(0.0, 2.0 * math.pi, 12, endpoint=False).tolist()
]
"""Where a number may stand beside its mark, in points."""


def picture(finding: Finding, form: str) -> bytes:
    """As `png` or `svg`."""
    import matplotlib as mpl  # noqa: PLC0415 (slow to start)
    from matplotlib.figure import Figure  # noqa: PLC0415

    style: dict[Any, Any] = {
        "svg.hashsalt": "tashkent",
        "font.size": 9.0,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(10.0, 6.5), layout="constrained")
        DRAWN[finding.kind](figure, finding)
        partial = f" ({_('partial')})" if finding.partial else ""
        figure.suptitle(f"{finding.title} · {finding.kind}{partial}", fontsize=12, fontweight="bold")
        plays = counted("{count} play, seed {seed}", "{count} plays, seed {seed}", finding.plays)
        told = plays.format(count=many(finding.plays), seed=finding.seed)
        figure.supxlabel(f"{told}. {_(ILLUSTRATES)}", fontsize=8)
        buffer = io.BytesIO()
        kept: dict[str, Any] = {"Date": None} if form == "svg" else {"Software": None}
        figure.savefig(buffer, format=form, dpi=150, metadata=kept)
    return buffer.getvalue()


def _strategies(figure: Figure, finding: Finding) -> None:
    """Each score in a panel: a strategy's mean, and the range of four plays in five."""
    records = _records(finding.grids[0])
    rows = np.arange(len(records))
    for axes, score in zip(figure.subplots(1, len(SCORES), sharey=True), SCORES, strict=True):
        low, mean, high = ([row[f"{score}{end}"] for row in records] for end in (" p10", "", " p90"))
        axes.hlines(rows, low, high, color=LIGHT, linewidth=7)
        axes.plot(mean, rows, "o", color=DARK)
        axes.set_yticks(rows, [row["strategy"] for row in records])
        axes.set_title(
            f"{headed(score)}\n({_('more is better') if score == 'credibility' else _('less is better')})"
        )
        axes.grid(axis="x", alpha=0.3)
    axes.invert_yaxis()


def _sensitivity(figure: Figure, finding: Finding) -> None:
    """A tornado for each score: total indices, in front of them the first-order ones."""
    for axes, grid in zip(figure.subplots(1, len(finding.grids)), finding.grids, strict=True):
        records = [row for row in _records(grid) if row["total"] is not None][:FOREMOST]
        rows = np.arange(len(records))
        total, first = (np.array([row[name] for row in records]) for name in ("total", "first"))
        ends = np.array([[row["total low"], row["total high"]] for row in records]).T
        reach = np.abs(ends - total) * np.array([[1.0], [1.0]])
        axes.barh(
            rows,
            total,
            color=LIGHT,
            xerr=reach,
            error_kw={"ecolor": "#555555", "lw": 0.8},
            label=headed("total"),
        )
        axes.barh(rows, np.maximum(first, 0.0), color=DARK, height=0.45, label=_("first order"))
        axes.set_yticks(rows, [said(row["input"]) for row in records])
        axes.set_title(grid.title)
        axes.set_xlim(left=0.0)
        axes.invert_yaxis()
        axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="lower right", frameon=False)


def _thesis(figure: Figure, finding: Finding) -> None:
    """Statements by readings: in what share of plays each holds."""
    rates = finding.grids[0]
    readings = rates.columns[2:-1]
    records = _records(rates)
    axes = figure.subplots()
    table = [[_share(row[reading]) for reading in readings] for row in records]
    _heat(
        figure,
        axes,
        table,
        [f"{row['statement']}  {row['claim']}" for row in records],
        [*map(headed, readings)],
    )
    for number, row in enumerate(records):
        axes.text(len(readings) - 0.4, number, said(row["verdict"]), va="center", fontsize=9)
    axes.set_title(rates.title, loc="left")


def _knockout(figure: Figure, finding: Finding) -> None:
    """Rules by parts of the pattern: how often each is still seen."""
    grid, key = finding.grids
    parts = [str(row[0]) for row in key.rows]
    records = _records(grid)
    table = [[_share(row[part]) for part in (*parts, "jointly")] for row in records]
    axes = figure.subplots()
    _heat(
        figure,
        axes,
        table,
        [_off(row["without"]) for row in records],
        [*parts, headed("jointly")],
        small=True,
    )
    axes.set_title(grid.title, loc="left")


def _balance(figure: Figure, finding: Finding) -> None:
    """Every option by what it does to cost and to credibility; the farthest out are numbered and named."""
    records = [row for row in _records(finding.grids[0]) if row["cost"] is not None]
    axes, names = figure.subplots(1, 2, width_ratios=(5, 2))
    for rises, marker in ((True, "^"), (False, "v")):
        for dominated, face in ((False, DARK), (True, "none")):
            some = [
                row
                for row in records
                if (row["diversification"] > 0.0) == rises and (row["verdict"] == "dominated") == dominated
            ]
            axes.scatter(
                [row["cost"] for row in some],
                [row["credibility"] for row in some],
                s=[16.0 + 30.0 * abs(row["diversification"]) for row in some],
                marker=marker,
                facecolors=face,
                edgecolors=DARK,
                linewidths=1.0,
            )
    far = sorted(records, key=lambda row: -(row["cost"] ** 2 + row["credibility"] ** 2))[:FOREMOST]
    places = _apart([(row["cost"], row["credibility"]) for row in far], records)
    for number, (row, offset) in enumerate(zip(far, places, strict=True), 1):
        axes.annotate(
            str(number),
            (row["cost"], row["credibility"]),
            offset,
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=8,
            color=MARK,
            fontweight="bold",
        )
    axes.axhline(0.0, color="#999999", linewidth=0.8)
    axes.axvline(0.0, color="#999999", linewidth=0.8)
    axes.set_xlabel(_("cost: change in points (less is better)"))
    axes.set_ylabel(_("credibility: change in points"))
    axes.set_title(_("What taking an option does"), loc="left")
    names.set_axis_off()
    names.text(0.0, 1.0, "\n".join(_named(far)), va="top", fontsize=8, linespacing=1.3)


def _named(far: list[dict[str, Any]]) -> Iterator[str]:
    """What the marks mean, and the options behind the numbers."""
    yield _("▲ diversification rises   ▼ it falls")
    yield _("larger: by more")
    yield _("hollow: dominated by another option")
    yield ""
    for number, row in enumerate(far, 1):
        stage, role, _decision = str(row["option"]).partition("=")[0].split(".")
        head, *more = wrap(f"{row['label']} ({stage}, {role})", NAMED, break_on_hyphens=False)
        yield f"{number:>2}  {head}"
        yield from (f"      {line}" for line in more)


def _apart(marks: list[tuple[float, float]], records: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """Where beside each mark its number stands, in points: as free of marks and other numbers as can be."""
    points = np.array([(row["cost"], row["credibility"]) for row in records])
    low, reach = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-9)

    def place(mark: Array) -> Array:
        placed: Array = (mark - low) / reach * np.array(PAPER)
        return placed

    taken = [*place(points)]
    found = []
    for mark in marks:
        own = place(np.array(mark))
        others = np.array([each for each in taken if (each != own).any()] or [own + 1e3])
        best = max(AROUND, key=lambda offset: float(np.hypot(*(others - own - offset).T).min()))
        taken.append(own + best)
        found.append(best)
    return found


def _heat(
    figure: Figure,
    axes: Axes,
    table: list[list[float]],
    rows: list[str],
    columns: list[str],
    *,
    small: bool = False,
) -> None:
    """Shares as shades and figures; what was not tried is left white."""
    figure.set_size_inches(10.0, max(4.0, 0.9 + 0.27 * len(rows)))
    axes.imshow(np.array(table), cmap=SHADES, vmin=0.0, vmax=1.0, aspect="auto")
    axes.set_xticks(
        range(len(columns)), columns, rotation=30 if small else 0, ha="right" if small else "center"
    )
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for i, cells in enumerate(table):
        for k, share in enumerate(cells):
            told = "–" if np.isnan(share) else f"{100.0 * share:.0f}"
            ink = "black" if np.isnan(share) or share > 0.55 else "white"
            axes.text(k, i, told, ha="center", va="center", color=ink, fontsize=8)


def _off(rule: str) -> str:
    return _("the whole model") if rule == WHOLE else _("without {rule}").format(rule=rule)


def _share(cell: Any) -> float:
    return float("nan") if cell is None else float(cell)


def _records(grid: Grid) -> list[dict[str, Any]]:
    return [dict(zip(grid.columns, row, strict=True)) for row in grid.rows]


DRAWN: dict[str, Callable[[Figure, Finding], None]] = {
    "strategies": _strategies,
    "sensitivity": _sensitivity,
    "thesis": _thesis,
    "balance": _balance,
    "knockout": _knockout,
}
