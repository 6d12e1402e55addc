"""A saved game, played again to where it stood, and what is left of it if the world has changed since."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace

from game import __version__
from game.commands.seating import RefusedError, loaded, met, seated
from game.commands.wish import Wish
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable, Misfit
from game.table.record import Header
from game.table.saves import Opened, create, open_save
from game.words import _, marked

TORN = marked(
    "The last line of the save was not fully written, as happens when a computer stops at once. It was "
    "left out; everything that had been confirmed is there."
)

OFFER = marked("What still fits can be played again, as a new game beside the old save; scores may differ.")


@dataclass(frozen=True, slots=True)
class Reopened:
    """A save that is held, and a table that stands where it left off, or as far as it still fits.

    The file is let go of by `go_on`, which hands it to the table, or else by `close`.
    """

    opened: Opened
    scenario: Scenario
    table: LocalTable
    misfit: Misfit | None
    changes: tuple[str, ...]
    """What is no longer as it was when the game was saved, in words."""

    @property
    def header(self) -> Header:
        """What the save says first."""
        return self.opened.record.header

    @property
    def begun(self) -> bool:
        """Whether anything had been decided."""
        return bool(self.opened.record.entries)

    @property
    def fits(self) -> str:
        """How far the save can be played again, in a sentence."""
        if self.misfit is None:
            return _("All of it still fits.")
        line = self.opened.record.lines[self.misfit.applied]
        told = _("Played again up to line {line} of the save, where {why}. You go on from there.")
        return told.format(line=line, why=self.misfit.why)

    def go_on(self, wish: Wish) -> list[str]:
        """Have the table save, in the same file or anew if something changed; what there is to say."""
        notices = []
        if self.changes:
            notices += [self.fits, *self._anew(wish)]
            self.close()
        elif self.opened.save and wish.saved:
            refusal = self.table.save_in(self.opened.save)
            notices += [str(refusal)] if refusal else []
        else:
            self.close()
        notices += [_(TORN)] if self.opened.record.torn else []
        notices += [self.opened.notice] if self.opened.notice else []
        return notices

    def close(self) -> None:
        """Let go of the save."""
        if self.opened.save:
            self.opened.save.close()

    def _anew(self, wish: Wish) -> list[str]:
        """Keep what still fits under a new name."""
        if not wish.saved:
            return []
        record = self.opened.record
        fitting = record.entries[: self.misfit.applied] if self.misfit else record.entries
        save = create(replace(record.header, digest=self.scenario.digest, version=__version__), wish.save)
        refusal = save if isinstance(save, Refusal) else save.add(*fitting)
        if isinstance(save, Refusal) or refusal:
            return [" ".join([str(refusal), _("The game goes on without being saved.")])]
        self.table.save_in(save)
        return []


def reopen(name_or_path: str, *, insists: bool, language: str = "", forecasts: bool = True) -> Reopened:
    """Open a save and play it again; nothing is written.

    Raise RefusedError if it cannot be read, is held by another game, or does not fit though nothing changed.
    """
    opened = met(open_save(name_or_path))
    with ExitStack() as held:
        if opened.save:
            held.callback(opened.save.close)
        header = opened.record.header
        scenario, _folder = loaded(header.path or header.scenario, language)
        table = seated(scenario, header, insists=insists, forecasts=forecasts)
        misfit = table.restore(opened.record.entries)
        changes = tuple(_changes(header, scenario))
        if misfit and not changes:
            raise RefusedError(_altered(opened, misfit))
        held.pop_all()
    return Reopened(opened, scenario, table, misfit, changes)


def _changes(header: Header, scenario: Scenario) -> list[str]:
    found = []
    if header.version != __version__:
        versions = _("The save is of version {then} of the game, and this is {now}.")
        found.append(versions.format(then=header.version, now=__version__))
    if header.digest != scenario.digest:
        changed = _("The scenario {name} has been changed since the game was saved.")
        found.append(changed.format(name=scenario.id))
    return found


def _altered(opened: Opened, misfit: Misfit) -> Refusal:
    line = opened.record.lines[misfit.applied]
    return Refusal(
        _("The save {path} cannot be played again: at line {line}, {why}.").format(
            path=opened.path, line=line, why=misfit.why
        ),
        _("Somebody has changed it. Delete line {line} and all after it to resume from before that.").format(
            line=line
        ),
    )
