"""A saved game, played again to where it stood; and what can be done when the world has changed since."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import replace

from game import __version__
from game.commands.seating import RefusedError, Seating, Wish, loaded, met, opening, seated
from game.plain.answers import YES
from game.plain.page import Page
from game.plain.talk import Leave, Manner, Prompt
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable, Misfit
from game.table.record import Header
from game.table.saves import Opened, create, open_save

Agreement = Generator[str | Prompt, str | None, None]

TORN = (
    "The last line of the save was not fully written, as happens when a computer stops at once. It was "
    "left out; everything that had been confirmed is there."
)


def resume(wish: Wish, manner: Manner, page: Page) -> Seating:
    """A table that stands where the save left it.

    Raise RefusedError if the save cannot be read, is held by another game or does not fit, Leave if the
    player goes.
    """
    opened = met(open_save(wish.resume or ""))
    with ExitStack() as held:
        if opened.save:
            held.callback(opened.save.close)
        header = opened.record.header
        scenario, _ = loaded(header.path or header.scenario)
        changes = _changes(header, scenario)
        if changes:
            yield from _agreement(changes, wish, manner, page)
        table = seated(scenario, header, insists=manner.confirms)
        misfit = table.restore(opened.record.entries)
        if misfit and not changes:
            raise RefusedError(_altered(opened, misfit))
        if changes:
            _begin_anew(table, scenario, opened, misfit, wish, page)
        elif opened.save and wish.saved:
            refusal = table.save_in(opened.save)
            held.pop_all()
            if refusal:
                page.heading(str(refusal))
    if opened.record.torn:
        page.heading(TORN)
    if opened.notice:
        page.heading(opened.notice)
    return table, opening(scenario, header, table.place, again=bool(opened.record.entries))


def _changes(header: Header, scenario: Scenario) -> list[str]:
    """What is no longer as it was when the game was saved, in words."""
    found = []
    if header.version != __version__:
        found.append(f"The save is of version {header.version} of the game, and this is {__version__}.")
    if header.digest != scenario.digest:
        found.append(f"The scenario {scenario.id} has been changed since the game was saved.")
    return found


def _agreement(changes: list[str], wish: Wish, manner: Manner, page: Page) -> Agreement:
    """Ask whether to play again what still fits. Raise Leave if not, RefusedError if nobody can say."""
    offer = "What still fits can be played again, as a new game beside the old save; scores may differ."
    if wish.yes:
        page.heading(" ".join([*changes, offer]))
        return
    if not manner.confirms:
        raise RefusedError(Refusal(" ".join(changes), f"{offer} To do that, add --yes."))
    page.heading(" ".join([*changes, offer]))
    page.gap()
    yield page.take()
    line = yield Prompt("Play it again as far as it fits? [Y/n] ")
    page.prompted()
    if line is None or line.strip().casefold() not in YES:
        raise Leave


def _begin_anew(
    table: LocalTable, scenario: Scenario, opened: Opened, misfit: Misfit | None, wish: Wish, page: Page
) -> None:
    """Keep what still fits under a new name, and say how far that was."""
    record = opened.record
    fitting = record.entries[: misfit.applied] if misfit else record.entries
    if misfit:
        line = record.lines[misfit.applied]
        page.heading(f"Played again up to line {line} of the save, where {misfit.why}. You go on from there.")
    else:
        page.heading("All of it still fits.")
    if not wish.saved:
        return
    save = create(replace(record.header, digest=scenario.digest, version=__version__), wish.save)
    refusal = save if isinstance(save, Refusal) else save.add(*fitting)
    if isinstance(save, Refusal) or refusal:
        page.heading(f"{refusal} The game goes on without being saved.")
    else:
        table.save_in(save)


def _altered(opened: Opened, misfit: Misfit) -> Refusal:
    line = opened.record.lines[misfit.applied]
    return Refusal(
        f"The save {opened.path} cannot be played again: at line {line}, {misfit.why}.",
        f"Somebody has changed it. Delete line {line} and all after it to resume from before that.",
    )
