"""A session as it stands: frozen nouns that the log of events adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from game.classroom.events import Opened, Taken
from game.classroom.room import Play
from game.classroom.teams import Ballot, How
from game.engine.world import World
from game.scenario.model import Event
from game.words import _

MOVE_ON = ""
"""What a seat decides, by one option of the same name, in a stage that leaves no seat anything to decide."""


@dataclass(frozen=True, slots=True)
class Student:
    """Someone who joined."""

    id: str
    name: str
    number: int
    """In the order in which students joined, from 1."""
    room: str
    role: str
    link: str
    """The hash of the secret in their personal link."""
    there: bool = False
    seen: float = 0.0
    """When they last came or went, in session time."""
    removed: bool = False
    requests: tuple[str, ...] = ()
    """Of their votes, those counted last: sent again, they count no second time."""

    @property
    def label(self) -> str:
        """A pseudonym, in the language in use: what reports call them."""
        return _("Student {number}").format(number=self.number)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a seat settled one decision."""

    option: str
    how: How
    reason: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in a room, in the stage that is open."""

    role: str
    students: tuple[str, ...] = ()
    """Who sits there, in the order in which they sat down."""
    captain: str = ""
    policy: str = ""
    """Who holds it in the place of its students, if the facilitator gave it away."""
    ballots: Mapping[str, Ballot] = field(default_factory=dict)
    """By decision."""
    settled: Mapping[str, Settlement] = field(default_factory=dict)
    """By decision."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the facilitator said."""

    at: float
    role: str
    """The seat it was for; empty for the whole room."""
    text: str
    nudge: bool = False


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that the facilitator let happen."""

    stage: str
    title: str
    event: Event
    """As the scenario would have had it."""


@dataclass(frozen=True, slots=True)
class Room:
    """One play and its seats."""

    name: str
    seed: int
    play: Play
    seats: Mapping[str, Seat]
    """By role, in the scenario's order: all of them."""
    phase: Literal["waiting", "open", "over"] = "waiting"
    attempt: int = 0
    """How often the room was set back: what was meant for an earlier attempt is stale."""
    practice: bool = False
    """Whether what is decided now does not count."""
    practised: bool = False
    """Whether it has had its practice: when it begins again, it counts."""
    deadline: float | None = None
    """In session time; None while there is none, or the clock stands still."""
    left: float | None = None
    """Seconds on a clock that stands still."""
    paused: bool = False
    planned: Taken | None = None
    """What the policies will choose in the stage that is open, once they were asked."""
    messages: tuple[Message, ...] = ()
    injects: tuple[Inject, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A session, after so many entries of its log."""

    opened: Opened
    world: World
    rooms: Mapping[str, Room]
    students: Mapping[str, Student]
    entries: int
    at: float
    """The session time of the last entry."""
    joining: bool = True
    forecasts: bool = True
    debriefed: bool = False

    @property
    def revealed(self) -> bool:
        """Whether rooms may see how they ended: the debrief is open, or nobody plays any more.

        Rooms have the same luck, so that one which is done would spoil it for the others.
        """
        return self.debriefed or all(
            room.phase == "over"
            for room in self.rooms.values()
            if any(seat.students for seat in room.seats.values())
        )

    def sitting(self, room: str, role: str) -> tuple[Student, ...]:
        """The students in a seat, in the order in which they sat down."""
        return tuple(self.students[each] for each in self.rooms[room].seats[role].students)

    def policy(self, room: str, role: str) -> str:
        """The policy that holds a seat; empty while people do."""
        seat = self.rooms[room].seats[role]
        return seat.policy or ("" if seat.students else self.opened.opponent)

    def people(self, room: str) -> tuple[str, ...]:
        """The roles of a room that people hold."""
        return tuple(role for role in self.rooms[room].seats if not self.policy(room, role))

    def due(self, room: str, role: str) -> tuple[str, ...]:
        """What a seat that people hold has to settle in the stage that is open, settled or not."""
        play = self.rooms[room].play
        own = tuple(each.key[2] for each in play.decisions(role))
        if own or play.stage is None:
            return own
        others = any(play.decisions(each) for each in self.people(room))
        return () if others else (MOVE_ON,)
