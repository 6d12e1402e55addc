"""What a facilitator sees at a glance: every room, seat and student, and what each waits for. Pure.

The facilitator may see all of it: other than a seat, which learns what `views` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.classroom.injects import Handle, handles, written
from game.classroom.state import MOVE_ON, Room, Seat, State
from game.classroom.teams import tally
from game.classroom.views import HOW
from game.engine.book import SCORES, scores
from game.policies.named import NAMES
from game.scenario.model import Inject
from game.words import _, counted


@dataclass(frozen=True, slots=True)
class Named:
    """Anything that the console names."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Sitter:
    """A student in a seat."""

    id: str
    name: str
    label: str
    """What reports call them."""
    there: bool
    seen: float
    """When they last came or went, in session time."""
    captain: bool
    voted: int
    """On how many of the seat's decisions they themselves have a vote, settled or not."""


@dataclass(frozen=True, slots=True)
class Count:
    """Votes for one option."""

    option: str
    """Its label."""
    votes: int


@dataclass(frozen=True, slots=True)
class Poll:
    """A decision that a seat has to settle."""

    prompt: str
    counts: tuple[Count, ...]
    settled: str
    """The label of what the seat took; empty while it has not."""
    how: str
    """How it came to be settled, in words."""


@dataclass(frozen=True, slots=True)
class SeatBoard:
    """A seat."""

    role: str
    name: str
    captain: str
    """The id of its captain; empty for none."""
    policy: str
    """The policy that holds it; empty while students do."""
    given: bool
    """Whether the facilitator gave it to that policy."""
    open: bool
    """Whether students may sit here in this session."""
    waited_for: bool
    students: tuple[Sitter, ...]
    polls: tuple[Poll, ...]


@dataclass(frozen=True, slots=True)
class RoomBoard:
    """A room."""

    name: str
    phase: Literal["waiting", "open", "over"]
    practice: bool
    paused: bool
    stage: str
    """The id of the stage that is open; empty for none."""
    title: str
    number: int
    """Of the stage that is open, from 1; how many there are, once all are over."""
    deadline: float | None
    """In session time."""
    left: float | None
    """Seconds on a clock that stands still."""
    reached: tuple[Named, ...]
    """The stages to which it can be rewound."""
    scores: dict[str, float]
    """As they stand now, in points."""
    violence: float
    injects: tuple[str, ...]
    """Titles of what was let happen in it."""
    rewound: int
    """How often it was set back."""
    rewinds: str
    """That in words; empty for never."""
    seats: tuple[SeatBoard, ...]


@dataclass(frozen=True, slots=True)
class InjectRow:
    """An inject that the scenario has."""

    id: str
    title: str
    text: str
    levers: dict[str, float]


@dataclass(frozen=True, slots=True)
class Script:
    """What does not change while a session is up."""

    title: str
    session: str
    address: str
    code: str
    stages: tuple[Named, ...]
    roles: tuple[Named, ...]
    """The seats for people."""
    policies: tuple[Named, ...]
    injects: dict[str, tuple[InjectRow, ...]]
    """By stage's id."""
    levers: tuple[Handle, ...]
    practice: bool
    minutes: float
    """For each stage; 0 for no deadline."""


@dataclass(frozen=True, slots=True)
class Board:
    """The session as it stands."""

    now: float
    """The session time."""
    joining: bool
    forecasts: bool
    debriefed: bool
    waiting: str
    """For how many seats rooms wait, in words."""
    rooms: tuple[RoomBoard, ...]


def script(state: State, session: str, address: str, code: str) -> Script:
    """What a console is told once."""
    scenario = state.world.scenario
    names = {role.id: role.name for role in scenario.roles}
    held = {
        "historical": _("what was done in fact"),
        "random": _("anything on offer"),
        "planner": _("looks ahead"),
    }
    return Script(
        title=scenario.title,
        session=session,
        address=address,
        code=code,
        stages=tuple(Named(stage.id, stage.title) for stage in scenario.stages),
        roles=tuple(Named(role, names[role]) for role in state.opened.roles),
        policies=(
            *(Named(name, held[name]) for name in NAMES),
            *(Named(line.id, line.name) for line in scenario.lines),
        ),
        injects={
            stage.id: tuple(_row(each) for each in written(scenario, stage.id)) for stage in scenario.stages
        },
        levers=handles(scenario),
        practice=state.opened.practice,
        minutes=state.opened.seconds / 60.0,
    )


def board(state: State, now: float) -> Board:
    """The session as it stands at session time `now`."""
    rooms = tuple(_room(state, room) for room in state.rooms.values())
    waits = sum(seat.waited_for for room in rooms for seat in room.seats)
    waiting = counted("{count} seat", "{count} seats", waits).format(count=waits)
    return Board(now, state.joining, state.forecasts, state.debriefed, waiting, rooms)


def _row(inject: Inject) -> InjectRow:
    return InjectRow(inject.id, inject.title, inject.text, dict(inject.levers))


def _room(state: State, room: Room) -> RoomBoard:
    stages = state.world.scenario.stages
    number = len(room.play.taken)
    stage = stages[number] if room.phase != "over" and number < len(stages) else None
    position = room.play.position
    values = scores(position.world, position.state)
    rewound = room.attempt - room.practised  # the end of practice sets back as well
    return RoomBoard(
        name=room.name,
        phase=room.phase,
        practice=room.practice,
        paused=room.paused,
        stage=stage.id if stage else "",
        title=stage.title if stage else "",
        number=number + 1 if stage else number,
        deadline=room.deadline,
        left=room.left,
        reached=tuple(Named(each.id, each.title) for each in stages[: len(room.play.positions)]),
        scores={name: float(values[row, 0]) for row, name in enumerate(SCORES)},
        violence=100.0 * float(position.state.turmoil[0]),
        injects=tuple(each.title for each in room.injects),
        rewound=rewound,
        rewinds=_rewinds(rewound),
        seats=tuple(_seat(state, room, seat) for seat in room.seats.values()),
    )


def _rewinds(count: int) -> str:
    return counted("{count} rewind", "{count} rewinds", count).format(count=count) if count else ""


def _seat(state: State, room: Room, seat: Seat) -> SeatBoard:
    due = state.due(room.name, seat.role) if room.phase == "open" else ()
    policy = state.policy(room.name, seat.role)
    names = {role.id: role.name for role in state.world.scenario.roles}
    return SeatBoard(
        role=seat.role,
        name=names[seat.role],
        captain=seat.captain,
        policy=policy,
        given=bool(seat.policy),
        open=seat.role in state.opened.roles,
        waited_for=not policy and any(each not in seat.settled for each in due),
        students=tuple(
            Sitter(
                each.id,
                each.name,
                each.label,
                each.there,
                each.seen,
                each.id == seat.captain,
                sum(each.id in seat.ballots.get(decision, {}) for decision in due),
            )
            for each in state.sitting(room.name, seat.role)
        ),
        polls=() if policy else tuple(_poll(state, room, seat, decision) for decision in due),
    )


def _poll(state: State, room: Room, seat: Seat, decision: str) -> Poll:
    labels, prompt = {MOVE_ON: _("to go on")}, _("To go on")
    if room.play.stage and decision != MOVE_ON:
        stage = next(each for each in state.world.scenario.stages if each.id == room.play.stage.id)
        found = next(each for each in stage.decisions if (each.role, each.id) == (seat.role, decision))
        labels, prompt = {option.id: option.label for option in found.options}, found.prompt
    settled = seat.settled.get(decision)
    counts = tally(seat.ballots.get(decision, {}))
    return Poll(
        prompt=prompt,
        counts=tuple(Count(labels[option], votes) for option, votes in counts.items()),
        settled=labels[settled.option] if settled else "",
        how=_(HOW[settled.how]) if settled else "",
    )
