"""The nouns of a seat that several people share: who is there, what they want, and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Phase = Literal["waiting", "open", "over"]


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody in the same seat."""

    name: str
    there: bool
    captain: bool
    you: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """One option of a decision, as far as votes for it go."""

    option: str
    names: tuple[str, ...]
    """Of those who voted for it, in the order of their votes."""
    reasons: tuple[str, ...]
    """What they gave as reasons."""


@dataclass(frozen=True, slots=True)
class Polling:
    """How one decision of the stage at hand stands within the seat."""

    decision: str
    yours: str
    """The option that you voted for; empty if none."""
    wanted: tuple[Wanted, ...]
    """The one that would be taken now comes first."""
    settled: str
    """The option that was taken; empty while it is open."""
    how: str
    """In words; empty while it is open."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage as somebody saw it: what was meant for it counts in no other."""

    stage: str
    attempt: int
    """How often the room had been set back."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the facilitator let happen in the stage at hand."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Team:
    """A seat among others in a room."""

    room: str
    phase: Phase
    practice: bool
    """Whether what is decided now does not count."""
    mates: tuple[Mate, ...]
    polls: tuple[Polling, ...]
    seconds_left: float | None
    """Of the stage at hand, as this was sent; None where there is no deadline."""
    paused: bool
    waits_for: tuple[str, ...]
    """The seats that the room still waits for, by name."""
    rules: str
    """How a vote is decided, in words."""
    messages: tuple[str, ...]
    """From the facilitator, the latest last."""
    reasons: bool
    """Whether a vote needs a reason."""
    forecasts: bool
    """Whether forecasts are allowed."""
    moves_on: bool
    """Whether there is nothing to decide in the stage at hand but to go on."""
    seat: str = ""
    """The name of the role."""
    title: str = ""
    """Of the scenario."""
    debriefed: bool = False
    """Whether the debrief may be seen, once all stages are over."""
    called: bool = False
    """Whether the facilitator has opened the debrief."""
    note: str = ""
    """What a class should know of the scenario beforehand."""
    happenings: tuple[Happening, ...] = ()
    """In the stage at hand, the latest last."""
