"""What happens in a session, in the past tense: the log of these is the only truth about it.

Times are in seconds of *session time*: how long the session has been up, by a clock that only goes forward.
It stands still while the host is away, so neither an outage nor a clock that is set takes anybody's minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from game.classroom.teams import How

Names = tuple[str, ...]
Taken = tuple[tuple[str, str, str, str], ...]
"""Of a stage: role, decision, option and the reason that was given."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The session began to exist: what it plays, and by which rules."""

    scenario: str
    path: str
    """Where the scenario lies; empty for one that comes with the game."""
    digest: str
    version: str
    """Of the engine."""
    rooms: Names
    roles: Names
    """The seats for people; policies hold the others."""
    opponent: str
    """The policy that holds a seat which nobody has."""
    seed: int
    same_luck: bool
    seconds: float
    """For each stage; 0 for no deadline."""
    forecasts: bool
    reasons: bool
    """Whether a vote needs a reason."""
    practice: bool
    """Whether the first stage is first played as practice that does not count."""
    language: str = ""
    variant: str | None = None
    without: Names = ()
    parameters: tuple[tuple[str, float], ...] = ()
    chooses: bool = False
    """Whether students may choose their room and seat as they join; else they are dealt."""
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True)
class Joined:
    """A student came, with a name of their own or a label that was given."""

    student: str
    name: str
    room: str
    role: str
    link: str
    """The hash of the secret in their personal link."""
    kind: Literal["joined"] = "joined"


@dataclass(frozen=True, slots=True)
class Relinked:
    """The personal link was issued anew; the old one opens nothing any more."""

    student: str
    link: str
    kind: Literal["relinked"] = "relinked"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A student is called otherwise from now on."""

    student: str
    name: str
    kind: Literal["renamed"] = "renamed"


@dataclass(frozen=True, slots=True)
class Moved:
    """A student now sits elsewhere."""

    student: str
    room: str
    role: str
    kind: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True)
class Removed:
    """A student was taken out of the session."""

    student: str
    kind: Literal["removed"] = "removed"


@dataclass(frozen=True, slots=True)
class Connected:
    """A student's screen is there."""

    student: str
    kind: Literal["connected"] = "connected"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A student's screen has been gone for a while: their seat no longer waits for them."""

    student: str
    kind: Literal["dropped"] = "dropped"


@dataclass(frozen=True, slots=True)
class Captained:
    """A seat has a captain, who may lock its decisions; an empty name for none."""

    room: str
    role: str
    student: str
    kind: Literal["captained"] = "captained"


@dataclass(frozen=True, slots=True)
class Delegated:
    """A policy holds a seat from now on; an empty name gives it back to its students."""

    room: str
    role: str
    policy: str
    kind: Literal["delegated"] = "delegated"


@dataclass(frozen=True, slots=True)
class Begun:
    """A room's play began: its first stage is open, and its clock runs."""

    room: str
    practice: bool
    kind: Literal["begun"] = "begun"


@dataclass(frozen=True, slots=True)
class Voted:
    """A student wants an option, for a reason."""

    student: str
    request: str
    """What the student's program calls this vote: sent twice, it counts once."""
    decision: str
    option: str
    reason: str
    quotable: bool
    kind: Literal["voted"] = "voted"


@dataclass(frozen=True, slots=True)
class Withdrew:
    """A student took a vote back."""

    student: str
    decision: str
    kind: Literal["withdrew"] = "withdrew"


@dataclass(frozen=True, slots=True)
class Planned:
    """What the policies of a room will choose in the stage that is open: asked once, and kept."""

    room: str
    stage: str
    taken: Taken
    kind: Literal["planned"] = "planned"


@dataclass(frozen=True, slots=True)
class Settled:
    """A seat has settled one decision."""

    room: str
    role: str
    decision: str
    option: str
    how: How
    reason: str
    kind: Literal["settled"] = "settled"


@dataclass(frozen=True, slots=True)
class Closed:
    """A stage is over in a room, and the next one is open, or all are over."""

    room: str
    stage: str
    taken: Taken
    kind: Literal["closed"] = "closed"


@dataclass(frozen=True, slots=True)
class Practised:
    """A room's practice ended: it stands at its start and waits; what was decided does not count."""

    room: str
    kind: Literal["practised"] = "practised"


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock of these rooms stands still."""

    rooms: Names
    kind: Literal["paused"] = "paused"


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock of these rooms goes on."""

    rooms: Names
    kind: Literal["resumed"] = "resumed"


@dataclass(frozen=True, slots=True)
class Extended:
    """The stage at hand takes longer in these rooms; negative for shorter."""

    rooms: Names
    seconds: float
    kind: Literal["extended"] = "extended"


@dataclass(frozen=True, slots=True)
class Rewound:
    """A room went back to the start of a stage, for a reason."""

    room: str
    stage: str
    reason: str
    kind: Literal["rewound"] = "rewound"


@dataclass(frozen=True, slots=True)
class Injected:
    """The facilitator let something happen in a room, in the stage that is open."""

    room: str
    stage: str
    inject: str
    """The id of one that the scenario has, or of one composed now."""
    title: str
    text: str
    levers: tuple[tuple[str, float], ...]
    kind: Literal["injected"] = "injected"


@dataclass(frozen=True, slots=True)
class Told:
    """The facilitator said something to all rooms, a room, or a seat."""

    rooms: Names
    role: str
    """Empty for the whole room."""
    text: str
    kind: Literal["told"] = "told"


@dataclass(frozen=True, slots=True)
class Nudged:
    """The facilitator reminded a seat that it is waited for."""

    room: str
    role: str
    kind: Literal["nudged"] = "nudged"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the facilitator lets the class do from now on."""

    joining: bool
    forecasts: bool
    kind: Literal["allowed"] = "allowed"


@dataclass(frozen=True, slots=True)
class Debriefed:
    """The debrief is open: every room that is over may see how it ended, and the projector compares them."""

    kind: Literal["debriefed"] = "debriefed"


Event = (
    Opened
    | Joined
    | Relinked
    | Renamed
    | Moved
    | Removed
    | Connected
    | Dropped
    | Captained
    | Delegated
    | Begun
    | Voted
    | Withdrew
    | Planned
    | Settled
    | Closed
    | Practised
    | Paused
    | Resumed
    | Extended
    | Rewound
    | Injected
    | Told
    | Nudged
    | Allowed
    | Debriefed
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log."""

    number: int
    """From 0, without gaps."""
    at: float
    """In session time."""
    wall: str
    """In UTC, ISO 8601, as the host's clock had it: for people to read, nothing hangs on it."""
    by: str
    """`facilitator`, `host`, or the id of a student."""
    event: Annotated[Event, Field(discriminator="kind")]


_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def written(entry: Entry) -> bytes:
    """One JSON document, without a line break."""
    return _ENTRY.dump_json(entry)


def read(document: bytes | str) -> Entry:
    """What `written` wrote. Raise ValueError for anything else."""
    return _ENTRY.validate_json(document)
