"""The interface that every way of playing drives: one seat's place in one play, here or far away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from game.present.looking_back import Hindsight
from game.present.view import Debrief, OutcomeView, View
from game.scenario.model import Source
from game.scenario.refusal import Refusal
from game.table.team import Team

if TYPE_CHECKING:
    from game.present.prospects import ForecastView
    from game.present.standing import Standing


@dataclass(frozen=True, slots=True)
class Decided:
    """This seat has settled a decision; the stage may still wait for others."""

    stage: str
    decision: str
    option: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A stage is over, and what came of it; the next one is open, or all are over."""

    outcome: OutcomeView
    finished: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A decision was taken back; `stage` is the one that now waits."""

    stage: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the player should know about the table itself, in words."""

    text: str


@dataclass(frozen=True, slots=True)
class TeamChanged:
    """Something about the seat's team changed: who is there, votes, the clock, messages."""


@dataclass(frozen=True, slots=True)
class Away:
    """The host of the table cannot be reached, or is back."""

    away: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """The seat is no longer this player's, and why."""

    text: str


News = Decided | Settled | Undone | Notice | TeamChanged | Away | Gone


class Table(Protocol):
    """One seat's place in one play.

    Nobody sees what another seat chose before the stage is settled. A request that cannot be met comes
    back as a Refusal and changes nothing; an exception is a mistake of ours.
    """

    @property
    def role(self) -> str:
        """The id of the role that this seat plays."""
        ...

    @property
    def finished(self) -> bool:
        """Whether all stages are over."""
        ...

    @property
    def place(self) -> str:
        """Where this play is kept, as one would name it to resume; empty while it is not saved."""
        ...

    @property
    def sources(self) -> Mapping[str, Source]:
        """By id: what the prose cites."""
        ...

    def view(self) -> View:
        """All that this seat may see now. Raise ValueError if all stages are over."""
        ...

    def outcomes(self) -> tuple[OutcomeView, ...]:
        """The stages that are over, in order."""
        ...

    def team(self) -> Team | None:
        """The seat among others in a room; None where one plays alone."""
        ...

    def forecast(self) -> ForecastView | Refusal:
        """Where each option of the stage at hand may lead, reckoned when it is asked for: it takes a while.

        A refusal where forecasts are switched off, or all stages are over.
        """
        ...

    def debrief(self) -> Debrief:
        """The end of the game. Raise ValueError if a stage still waits."""
        ...

    def hindsight(self) -> Hindsight:
        """What only the end of the game can show. Raise ValueError if a stage still waits."""
        ...

    def standing(self) -> Standing | Refusal:
        """Where the finished game stands among many others, reckoned when it is asked for: it takes a while.

        A refusal where a stage still waits, or the host reckons none.
        """
        ...

    def branch(self, stage: str, decision: str, option: str, rationale: str = "") -> Table | Refusal:
        """A new table at a new game: this one up to a decision of this seat, which is settled otherwise.

        Only a game that is over can be branched from, and it stays as it is. Luck is the same; what
        follows is for the players to decide.
        """
        ...

    def choose(self, decision: str, option: str, rationale: str = "") -> Refusal | None:
        """Settle one decision of the stage at hand. It is kept safe before this returns None."""
        ...

    def move_on(self) -> Refusal | None:
        """Leave a stage in which this seat has nothing to decide."""
        ...

    def undo(self) -> Refusal | None:
        """Take back the last decision of this stage, or else go back to the start of the stage before.

        Luck stays as it was; how often this was done is part of the record.
        """
        ...

    def stop_saving(self) -> Refusal | None:
        """Go on without keeping what is decided from here on."""
        ...

    def close(self) -> None:
        """Let go of whatever is held for this seat. Everything decided is safe already."""
        ...

    def listen(self, hear: Callable[[News], None]) -> None:
        """Have `hear` called with everything that changes, in order, from here on."""
        ...
