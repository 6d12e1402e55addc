"""What an entry of the log does to a session. Pure: the same log adds up to the same session, always."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from game.classroom import events as e
from game.classroom.room import closed, fresh, injected, rewound
from game.classroom.state import Inject, Message, Room, Seat, Settlement, State, Student
from game.classroom.teams import Vote
from game.engine.world import World
from game.scenario.model import Event

STRIDE = 0x9E3779B97F4A7C15
"""Between the seeds of rooms that have each their own luck."""

MOST_MESSAGES = 50
"""That a room keeps at hand; the log has all."""


def begun(entry: e.Entry, world: World) -> State:
    """The session that a first entry opens, in `world`. Raise ValueError for any other entry."""
    opened = entry.event
    if not isinstance(opened, e.Opened):
        raise ValueError("a log begins with how the session was opened")
    rooms = {}
    for number, name in enumerate(opened.rooms):
        seed = opened.seed if opened.same_luck else (opened.seed + number * STRIDE) % 2**64
        seats = {role.id: Seat(role.id) for role in world.scenario.roles}
        rooms[name] = Room(name, seed, fresh(world, seed), seats)
    return State(opened, world, rooms, {}, 1, entry.at, forecasts=opened.forecasts)


def applied(state: State, entry: e.Entry) -> State:
    """The session after one more entry. Raise ValueError if a number is left out."""
    if entry.number != state.entries:
        raise ValueError(f"entry {entry.number} where {state.entries} was due")
    state = replace(state, entries=entry.number + 1, at=entry.at)
    return _EFFECTS[type(entry.event)](state, entry.event)


def replayed(entries: Iterable[e.Entry], world: World) -> State:
    """The session that a whole log adds up to. Raise ValueError if it is no log."""
    log = iter(entries)
    first = next(log, None)
    if first is None:
        raise ValueError("a log has at least one entry")
    state = begun(first, world)
    for entry in log:
        state = applied(state, entry)
    return state


# Students


def _joined(state: State, event: e.Joined) -> State:
    label = f"Student {len(state.students) + 1}"
    student = Student(
        event.student, event.name, label, event.room, event.role, event.link, state.at, seen=state.at
    )
    state = _student(state, student)
    first = len(state.sitting(event.room, event.role)) == 1
    state = _seat(state, event.room, event.role, captain=event.student) if first else state
    # What a policy was to choose here, it chooses no more.
    return _unplanned(state, event.room) if first else state


def _relinked(state: State, event: e.Relinked) -> State:
    return _student(state, replace(state.students[event.student], link=event.link))


def _moved(state: State, event: e.Moved) -> State:
    student = state.students[event.student]
    state = _left(state, student)
    state = _student(state, replace(student, room=event.room, role=event.role))
    if len(state.sitting(event.room, event.role)) == 1:
        state = _seat(state, event.room, event.role, captain=event.student)
        state = _unplanned(state, event.room)
    return state


def _removed(state: State, event: e.Removed) -> State:
    student = state.students[event.student]
    state = _left(state, student)
    return _student(state, replace(student, removed=True, there=False, seen=state.at))


def _left(state: State, student: Student) -> State:
    """A student's seat without them: their votes go, and the next one is captain."""
    room, role = student.room, student.role
    seat = state.rooms[room].seats[role]
    ballots = {
        decision: {who: vote for who, vote in ballot.items() if who != student.id}
        for decision, ballot in seat.ballots.items()
    }
    others = [each.id for each in state.sitting(room, role) if each.id != student.id]
    captain = seat.captain if seat.captain != student.id else next(iter(others), "")
    return _seat(state, room, role, ballots=ballots, captain=captain)


def _connected(state: State, event: e.Connected) -> State:
    return _student(state, replace(state.students[event.student], there=True, seen=state.at))


def _dropped(state: State, event: e.Dropped) -> State:
    return _student(state, replace(state.students[event.student], there=False, seen=state.at))


def _captained(state: State, event: e.Captained) -> State:
    return _seat(state, event.room, event.role, captain=event.student)


def _delegated(state: State, event: e.Delegated) -> State:
    state = _seat(state, event.room, event.role, policy=event.policy)
    return _unplanned(state, event.room)


# Votes


def _voted(state: State, event: e.Voted) -> State:
    student = state.students[event.student]
    vote = Vote(event.option, event.reason, event.quotable, state.entries - 1)
    seat = state.rooms[student.room].seats[student.role]
    ballot = {**seat.ballots.get(event.decision, {}), student.id: vote}
    state = _seat(state, student.room, student.role, ballots={**seat.ballots, event.decision: ballot})
    return replace(state, requests=state.requests | {(student.id, event.request)})


def _withdrew(state: State, event: e.Withdrew) -> State:
    student = state.students[event.student]
    seat = state.rooms[student.room].seats[student.role]
    ballot = {who: vote for who, vote in seat.ballots.get(event.decision, {}).items() if who != student.id}
    return _seat(state, student.room, student.role, ballots={**seat.ballots, event.decision: ballot})


def _settled(state: State, event: e.Settled) -> State:
    seat = state.rooms[event.room].seats[event.role]
    settlement = Settlement(event.option, event.how, event.reason)
    return _seat(state, event.room, event.role, settled={**seat.settled, event.decision: settlement})


# Rooms


def _room_begun(state: State, event: e.Begun) -> State:
    room = replace(state.rooms[event.room], phase="open", practice=event.practice)
    return _timed(_room(state, room), event.room, state.at)


def _planned(state: State, event: e.Planned) -> State:
    return _room(state, replace(state.rooms[event.room], planned=event.taken))


def _closed(state: State, event: e.Closed) -> State:
    room = state.rooms[event.room]
    play = closed(room.play, event.taken)
    room = _cleared(replace(room, play=play, phase="open" if play.stage else "over"))
    return _timed(_forgotten(_room(state, room), event.room), event.room, state.at)


def _practised(state: State, event: e.Practised) -> State:
    room = state.rooms[event.room]
    room = replace(room, play=fresh(state.world, room.seed), practice=False, attempt=room.attempt + 1)
    room = _cleared(replace(room, phase="open", injects=()))
    return _timed(_forgotten(_room(state, room), event.room), event.room, state.at)


def _rewound(state: State, event: e.Rewound) -> State:
    room = state.rooms[event.room]
    ids = [stage.id for stage in state.world.stages]
    kept = tuple(each for each in room.injects if ids.index(each.stage) < ids.index(event.stage))
    play = rewound(room.play, event.stage)
    if kept != room.injects:  # what was let happen there has not happened now
        taken, play = play.taken, fresh(state.world, room.seed)
        for inject in kept:
            play = injected(play, inject.stage, inject.event)
        for each in taken:
            play = closed(play, each)
    room = _cleared(replace(room, play=play, attempt=room.attempt + 1, phase="open", injects=kept))
    return _timed(_forgotten(_room(state, room), event.room), event.room, state.at)


def _paused(state: State, event: e.Paused) -> State:
    for name in event.rooms:
        room = state.rooms[name]
        left = None if room.deadline is None else max(0.0, room.deadline - state.at)
        if not room.paused:
            state = _room(state, replace(room, paused=True, deadline=None, left=left))
    return state


def _resumed(state: State, event: e.Resumed) -> State:
    for name in event.rooms:
        room = state.rooms[name]
        deadline = None if room.left is None else state.at + room.left
        if room.paused:
            state = _room(state, replace(room, paused=False, deadline=deadline, left=None))
    return state


def _extended(state: State, event: e.Extended) -> State:
    for name in event.rooms:
        room = state.rooms[name]
        if room.paused:
            left = max(0.0, (room.left or 0.0) + event.seconds)
            state = _room(state, replace(room, left=left))
        elif room.phase == "open":
            begins = state.at if room.deadline is None else room.deadline
            state = _room(state, replace(room, deadline=max(state.at, begins + event.seconds)))
    return state


def _injected(state: State, event: e.Injected) -> State:
    room = state.rooms[event.room]
    # By its own name, so that it draws its own luck, however often it is let happen.
    name = f"{event.inject}-{state.entries - 1}"
    inject = Inject(event.stage, event.title, Event(name, event.text, dict(event.levers)))
    play = injected(room.play, inject.stage, inject.event)
    return _room(state, replace(room, play=play, injects=(*room.injects, inject), planned=None))


def _told(state: State, event: e.Told) -> State:
    for name in event.rooms:
        state = _message(state, name, Message(state.at, event.role, event.text))
    return state


def _nudged(state: State, event: e.Nudged) -> State:
    return _message(state, event.room, Message(state.at, event.role, "", nudge=True))


def _allowed(state: State, event: e.Allowed) -> State:
    return replace(state, joining=event.joining, forecasts=event.forecasts)


def _debriefed(state: State, _: e.Debriefed) -> State:
    return replace(state, debriefed=True)


# Parts


def _student(state: State, student: Student) -> State:
    return replace(state, students={**state.students, student.id: student})


def _room(state: State, room: Room) -> State:
    return replace(state, rooms={**state.rooms, room.name: room})


def _seat(state: State, room: str, role: str, **changes: object) -> State:
    at = state.rooms[room]
    seat: Seat = replace(at.seats[role], **changes)  # type: ignore[arg-type]  # of a field each, by its name
    return _room(state, replace(at, seats={**at.seats, role: seat}))


def _message(state: State, room: str, message: Message) -> State:
    at = state.rooms[room]
    return _room(state, replace(at, messages=(*at.messages, message)[-MOST_MESSAGES:]))


def _unplanned(state: State, room: str) -> State:
    """A policy holds other seats than it did: what it was to choose is asked anew."""
    at = state.rooms[room]
    return state if at.planned is None else _room(state, replace(at, planned=None))


def _cleared(room: Room) -> Room:
    """The seats of a room whose stage has just opened."""
    seats = {role: replace(seat, ballots={}, settled={}) for role, seat in room.seats.items()}
    return replace(room, seats=seats, planned=None)


def _timed(state: State, name: str, at: float) -> State:
    """The stage at hand gets its whole time; a clock that stands still goes on standing."""
    room, seconds = state.rooms[name], state.opened.seconds
    whole = seconds if seconds and room.phase == "open" else None
    if room.paused:
        return _room(state, replace(room, deadline=None, left=whole))
    return _room(state, replace(room, deadline=None if whole is None else at + whole, left=None))


def _forgotten(state: State, room: str) -> State:
    """What was asked in a stage that is over need not be remembered: it is stale."""
    here = {each.id for each in state.students.values() if each.room == room}
    return replace(state, requests=frozenset(each for each in state.requests if each[0] not in here))


_EFFECTS: dict[type, Callable[[State, Any], State]] = {
    e.Joined: _joined,
    e.Relinked: _relinked,
    e.Moved: _moved,
    e.Removed: _removed,
    e.Connected: _connected,
    e.Dropped: _dropped,
    e.Captained: _captained,
    e.Delegated: _delegated,
    e.Begun: _room_begun,
    e.Voted: _voted,
    e.Withdrew: _withdrew,
    e.Planned: _planned,
    e.Settled: _settled,
    e.Closed: _closed,
    e.Practised: _practised,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.Extended: _extended,
    e.Rewound: _rewound,
    e.Injected: _injected,
    e.Told: _told,
    e.Nudged: _nudged,
    e.Allowed: _allowed,
    e.Debriefed: _debriefed,
}
