"""Where games come from: scenarios to pick, saves to go on with, and a table to sit down at.

The start screens drive this interface and know nothing of files, engines or networks behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from game.scenario.refusal import Refusal
    from game.table.table import Table


@dataclass(frozen=True)
class Seat:
    """A role that can be taken."""

    id: str
    name: str
    brief: str
    weights: tuple[tuple[str, float], ...]
    """What its result counts: a score's name and its weight."""


@dataclass(frozen=True)
class Rival:
    """Who may play the other seats."""

    id: str
    name: str
    about: str


@dataclass(frozen=True)
class Offer:
    """A scenario that can be played."""

    id: str
    """What to ask for it by: an id, or the path of its folder."""
    title: str
    summary: str
    minutes: int
    difficulty: str
    content_note: str
    alliance: str
    stages: tuple[tuple[str, float], ...]
    """Its stages: the date, and the months that pass after it."""
    regions: tuple[tuple[str, tuple[str, ...]], ...]
    """The members' names by region, in the scenario's order."""
    seats: tuple[Seat, ...]
    rivals: tuple[Rival, ...]


@dataclass(frozen=True)
class Broken:
    """A scenario that cannot be played, and its problems as an author reads them."""

    id: str
    errors: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """A saved game."""

    name: str
    """What to resume it by."""
    title: str
    seat: str
    when: str
    """When it was last written to, in local time."""
    stands: str
    """How far it has come: `stage 3 of 9`, `finished`."""
    seed: int
    rival: str


@dataclass(frozen=True)
class Order:
    """The game that somebody wants to begin."""

    scenario: str
    role: str
    rival: str
    seed: int | None
    """None for any."""


@dataclass(frozen=True)
class Sitting:
    """A table to play at, and what goes with it."""

    table: Table
    scenario: str
    """What to ask for the scenario by."""
    seed: int
    rival: str
    regions: Mapping[str, str]
    """By member: the region in which the map shows it."""
    notices: tuple[str, ...] = ()
    """What the player should know before going on."""
    resumed: bool = False


@dataclass(frozen=True)
class Changed:
    """A save does not fit the game as it is now: what changed, and how far it can be played again."""

    save: str
    changes: tuple[str, ...]
    fits: str


class Lobby(Protocol):
    """What is on offer. Everything here may take a while, and is asked in a worker."""

    def wrong(self) -> Refusal | None:
        """What cannot be met in what was asked for before there was a screen."""
        ...

    def scenarios(self) -> Iterator[Offer | Broken]:
        """The scenarios, one by one; one that was asked for by its path comes first."""
        ...

    def saves(self) -> Iterator[Kept | Refusal]:
        """The saved games, the latest first; a refusal for what cannot be read."""
        ...

    def begin(self, order: Order) -> Sitting | Broken | Refusal:
        """A fresh game."""
        ...

    def resume(self, save: str, *, agreed: bool = False) -> Sitting | Changed | Broken | Refusal:
        """A saved game where it stood; if it no longer fits, what still does, once that is `agreed`."""
        ...
