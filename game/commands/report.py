"""`tashkent report`: finished games read from their saves, as a page, as Markdown, as figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

from game import __version__
from game.commands.seating import RefusedError, loaded, met, seated
from game.report.files import keep
from game.report.game import Game
from game.scenario.refusal import Refusal
from game.table.local import LocalTable
from game.table.record import Header
from game.table.saves import find, read, saves_folder
from game.words import _

ENDINGS = {
    ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".csv": "csv",
    ".json": "json",
}  # fmt: skip
"""By a file's ending: the form of the report in it."""


def reported(saves: Sequence[str], output: Path | None, language: str = "") -> Iterator[str] | Refusal:
    """Write the report, and say where; or why it cannot be written.

    Without `output` a page of the usual name is written into the folder at hand, if there is no such file.
    """
    form = ENDINGS.get(output.suffix.lower()) if output else "html"
    if form is None:
        given = output.suffix if output and output.suffix else str(output)
        return Refusal(
            _("A report cannot be written as `{ending}`.").format(ending=given),
            _("Name a file that ends in {endings}.").format(endings=".html, .md, .csv, .json"),
        )
    try:
        games = gathered(saves, language, standings=form != "markdown" or len(saves) == 1)
        text = FORMS[form](games, language)
    except RefusedError as refused:
        return refused.refusal
    usual = _usual(games)
    where = keep(text, str(output or usual), usual, over=output is not None)
    if isinstance(where, Refusal):
        return where
    return iter([_("The report is in {path}.").format(path=where)])


def gathered(saves: Sequence[str], language: str = "", *, standings: bool = True) -> list[Game]:
    """The games of these saves. Raise RefusedError if one is not over, or they are of several scenarios."""
    tables = [_seat(save, language) for save in saves]
    ids = {of.scenario for _table, of, _name, _notices in tables}
    if len(ids) > 1:
        raise RefusedError(
            Refusal(
                _("These games are of several scenarios: {ids}.").format(ids=", ".join(sorted(ids))),
                _("Games of one scenario can be compared."),
            )
        )
    names = told_apart([name for _table, _of, name, _notices in tables], *ids)
    with ThreadPoolExecutor(max_workers=2) as pool:  # the engine's arrays leave Python to the others
        # Each in a copy of this context, in which the language is known.
        asked = [pool.submit(copy_context().run, table.standing) for table, *_rest in tables if standings]
        games = []
        for n, (table, _of, _name, notices) in enumerate(tables):
            debrief, hindsight = table.debrief(), table.hindsight()
            standing = asked[n].result() if asked else None
            place = None if isinstance(standing, Refusal) else standing
            games.append(Game(names[n], debrief, hindsight, table.sources, place, notices))
    return games


def _seat(save: str, language: str) -> tuple[LocalTable, Header, str, tuple[str, ...]]:
    """A table at the end of a saved game. Nothing is held or written: a game may be read while it is open."""
    path = met(find(save))
    record = met(read(path))
    header = record.header
    scenario, _folder = loaded(header.path or header.scenario, language)
    table = seated(scenario, header, insists=False)
    misfit = table.restore(record.entries)
    notices = []
    if header.version != __version__:
        told = _(
            "This game was played with version {then}, and is told by version {now}: figures may differ."
        )
        notices.append(told.format(then=header.version, now=__version__))
    if header.digest != scenario.digest:
        notices.append(_("The scenario has been changed since this game was played: figures may differ."))
    if misfit:
        line = record.lines[misfit.applied]
        raise RefusedError(
            Refusal(
                _("The save {path} cannot be played again: at line {line}, {why}.").format(
                    path=path, line=line, why=misfit.why
                ),
                notices[-1] if notices else _("Somebody has changed it."),
            )
        )
    if not table.finished:
        stage, name = table.view(), path.stem if path.parent == saves_folder() else str(path)
        raise RefusedError(
            Refusal(
                _("The game {name} is not over: stage {number} of {of} waits.").format(
                    name=name, number=stage.number, of=stage.of
                ),
                _("Play it to its end with: tashkent play --resume {name}").format(name=name),
            )
        )
    return table, header, path.stem, tuple(notices)


def told_apart(names: Sequence[str], scenario: str) -> list[str]:
    """The same names without what all begin with, where several do; numbered where one occurs again."""
    head = f"{scenario}-"
    if len(names) > 1 and all(name.startswith(head) for name in names):
        names = [name.removeprefix(head) for name in names]
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _usual(games: Sequence[Game]) -> str:
    """How a report's file is called where nobody names it."""
    of = games[0].hindsight.particulars
    if len(games) > 1:
        return f"tashkent-{of.scenario}-compared.html"
    return f"tashkent-{of.scenario}-{of.role}-{of.seed}.html"


def _html(games: Sequence[Game], language: str) -> str:
    if len(games) > 1:
        from game.report.comparing import comparison  # noqa: PLC0415

        return comparison(games, language)
    from game.report.html import report  # noqa: PLC0415

    return report(games[0], language)


def _markdown(games: Sequence[Game], _language: str) -> str:
    from game.report.markdown import report  # noqa: PLC0415

    return "\n\n---\n\n".join(
        report(each.debrief, each.hindsight, each.sources, each.standing) for each in games
    )


def _csv(games: Sequence[Game], _language: str) -> str:
    from game.report.document import table  # noqa: PLC0415

    return table(games)


def _json(games: Sequence[Game], _language: str) -> str:
    import json  # noqa: PLC0415

    from game.report.document import document  # noqa: PLC0415

    return f"{json.dumps(document(games), ensure_ascii=False, indent=2)}\n"


FORMS: dict[str, Callable[[Sequence[Game], str], str]] = {
    "html": _html,
    "markdown": _markdown,
    "csv": _csv,
    "json": _json,
}
