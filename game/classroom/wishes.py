"""What students and the facilitator ask of a session. Most of what may be asked for is an event itself."""

from __future__ import annotations

from dataclasses import dataclass

from game.classroom import events as e


@dataclass(frozen=True, slots=True)
class Join:
    """A newcomer's wish for a seat; empty for whichever has the fewest."""

    student: str
    """The id that they get."""
    name: str
    link: str
    """The hash of the secret in their personal link."""
    room: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """A student's vote, in a stage as the student saw it."""

    stage: str
    attempt: int
    vote: e.Voted


@dataclass(frozen=True, slots=True)
class Retract:
    """A student's vote taken back, in a stage as the student saw it."""

    stage: str
    attempt: int
    withdrawal: e.Withdrew


@dataclass(frozen=True, slots=True)
class Lock:
    """The captain's wish to settle a decision by the votes so far, in a stage as the captain saw it."""

    student: str
    stage: str
    attempt: int
    decision: str


@dataclass(frozen=True, slots=True)
class Advance:
    """The facilitator's wish that rooms settle what is open by the votes so far, and go on."""

    rooms: e.Names


@dataclass(frozen=True, slots=True)
class Begin:
    """The facilitator's wish that rooms that wait begin."""

    rooms: e.Names


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed for these rooms."""

    rooms: e.Names


Wish = (
    Join
    | Cast
    | Retract
    | Lock
    | Advance
    | Begin
    | Tick
    | e.Relinked
    | e.Renamed
    | e.Moved
    | e.Removed
    | e.Connected
    | e.Dropped
    | e.Captained
    | e.Delegated
    | e.Planned
    | e.Practised
    | e.Paused
    | e.Resumed
    | e.Extended
    | e.Rewound
    | e.Injected
    | e.Told
    | e.Nudged
    | e.Allowed
    | e.Debriefed
)
