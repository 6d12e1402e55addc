"""What a session makes of what is asked of it: events, or a refusal in words. Pure: no clock, no files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.applied import applied
from game.classroom.state import MOVE_ON, Room, State
from game.classroom.teams import How, agreed, leading, reason_for
from game.policies.named import policy
from game.scenario.refusal import Refusal, unknown

MOST_STUDENTS = 400
"""In a session."""

STALE = "The stage has moved on since you saw it."

Events = list[e.Event]


class Stale(Refusal):
    """A refusal of what was meant for a stage that is over, or for an attempt that was rewound."""

    __slots__ = ()


def asked(state: State, wish: w.Wish) -> Events | Refusal:
    """The events that a wish comes to, without what follows from them.

    Nothing at all for what was counted already, or changes nothing.
    """
    return _ANSWERS[type(wish)](state, wish)


def done(state: State, wish: w.Wish, at: float, wall: str, by: str) -> tuple[State, list[e.Entry]] | Refusal:
    """The session after a wish and all that follows from it, and the entries that its log gains."""
    found = asked(state, wish)
    if isinstance(found, Refusal):
        return found
    entries: list[e.Entry] = []

    def enter(event: e.Event, author: str) -> None:
        nonlocal state
        entry = e.Entry(state.entries, at, wall, author, event)
        state = applied(state, entry)
        entries.append(entry)

    for event in found:
        enter(event, by)
    for name in state.rooms:
        while follows := consequence(state, state.rooms[name], at):
            enter(follows, "host")
    return state, entries


def consequence(state: State, room: Room, at: float) -> e.Event | None:
    """The next thing that follows by itself from how a room stands at session time `at`; None for nothing."""
    stage = room.play.stage
    if room.phase != "open" or stage is None:
        return None
    if room.practice and room.play.taken:
        return e.Practised(room.name)
    late = room.deadline is not None and at >= room.deadline
    waits = False
    for role in state.people(room.name):
        there = [each.id for each in state.sitting(room.name, role) if each.there]
        seat = room.seats[role]
        for decision in state.due(room.name, role):
            if decision in seat.settled:
                continue
            ballot = seat.ballots.get(decision, {})
            option = None if room.paused else agreed(ballot, there)
            if option is not None:
                return _settled(room, role, decision, "agreed")
            if late:
                return _settled(room, role, decision, "deadline")
            waits = True
    if waits or room.planned is None or room.paused:
        return None
    return e.Closed(room.name, stage.id, _taken(state, room))


def next_deadline(state: State) -> float | None:
    """The session time of the next deadline of any room; None while none is near."""
    return min((room.deadline for room in state.rooms.values() if room.deadline is not None), default=None)


def unplanned(state: State) -> tuple[str, ...]:
    """The rooms whose policies have yet to be asked what they choose in the stage that is open."""
    return tuple(room.name for room in state.rooms.values() if room.phase == "open" and room.planned is None)


def _settled(room: Room, role: str, decision: str, how: How) -> e.Settled:
    """What the votes so far come to; the default where there are none."""
    ballot = room.seats[role].ballots.get(decision, {})
    option = leading(ballot)
    if option is not None:
        return e.Settled(room.name, role, decision, option, how, reason_for(option, ballot))
    found = room.play.decision(role, decision)
    default = found.options[found.default] if found else MOVE_ON
    return e.Settled(room.name, role, decision, default, "default" if how == "deadline" else how, "")


def _taken(state: State, room: Room) -> e.Taken:
    """What every seat took: people by their votes, the others by what was planned."""
    own = tuple(
        (role, decision, settlement.option, settlement.reason)
        for role in state.people(room.name)
        for decision, settlement in room.seats[role].settled.items()
        if decision != MOVE_ON
    )
    held = {(role, decision) for role, decision, _, _ in own}
    return own + tuple(each for each in room.planned or () if each[:2] not in held)


# Students


def _join(state: State, wish: w.Join) -> Events | Refusal:
    if not state.joining:
        return Refusal("Joining is closed.", "Ask your teacher.")
    if len(state.students) >= MOST_STUDENTS:
        return Refusal("The session is full.", "Ask your teacher.")
    if wish.room and wish.room not in state.rooms:
        return unknown("room", wish.room, state.rooms)
    if wish.role and wish.role not in state.opened.roles:
        return unknown("role", wish.role, state.opened.roles)
    rooms = [wish.room] if wish.room else list(state.rooms)
    roles = [wish.role] if wish.role else list(state.opened.roles)
    seats = [(room, role) for role in roles for room in rooms]
    # Rooms fill evenly, and a room's seats before another's second student.
    totals = {room: sum(len(state.sitting(room, role)) for role in state.opened.roles) for room in rooms}
    room, role = min(seats, key=lambda seat: (len(state.sitting(*seat)), totals[seat[0]]))
    return [e.Joined(wish.student, wish.name, room, role, wish.link)]


def _known(state: State, student: str) -> Refusal | None:
    found = state.students.get(student)
    if found is None or found.removed:
        return Refusal("You are not in this session.", "Join again with the code.")
    return None


def _stale(state: State, student: str, stage: str, attempt: int) -> Refusal | None:
    """Why a student cannot do anything in the stage that they saw."""
    if refusal := _known(state, student):
        return refusal
    room = state.rooms[state.students[student].room]
    if room.phase == "waiting":
        return Refusal("The game has not begun.", "Wait for your teacher.")
    now = room.play.stage
    if now is None or now.id != stage or room.attempt != attempt:
        return Stale(STALE, "This is how it stands now.")
    if room.paused:
        return Refusal("The game is paused.", "Wait for your teacher.")
    if state.policy(room.name, state.students[student].role):
        return Refusal("A policy holds this seat for now.", "Ask your teacher to give it back.")
    return None


def _cast(state: State, wish: w.Cast) -> Events | Refusal:
    vote = wish.vote
    if (vote.student, vote.request) in state.requests:
        return []
    if refusal := _stale(state, vote.student, wish.stage, wish.attempt):
        return refusal
    student = state.students[vote.student]
    room = state.rooms[student.room]
    if refusal := _open(state, room, student.role, vote.decision):
        return refusal
    if vote.decision != MOVE_ON and (refusal := room.play.unfit(student.role, vote.decision, vote.option)):
        return refusal
    if vote.decision == MOVE_ON and vote.option != MOVE_ON:
        return unknown("option", vote.option, ["to go on"])
    if state.opened.reasons and vote.decision != MOVE_ON and not vote.reason.strip():
        return Refusal("Give a reason: it is kept for the debrief.")
    return [vote]


def _open(state: State, room: Room, role: str, decision: str) -> Refusal | None:
    """Why a seat can no longer vote on a decision, or never could."""
    if decision not in (due := state.due(room.name, role)):
        return unknown("decision", decision, due)
    if decision in room.seats[role].settled:
        return Stale("Your seat has settled this already.", "It waits for the others.")
    return None


def _retract(state: State, wish: w.Retract) -> Events | Refusal:
    student = wish.withdrawal.student
    if refusal := _stale(state, student, wish.stage, wish.attempt):
        return refusal
    found = state.students[student]
    room = state.rooms[found.room]
    if refusal := _open(state, room, found.role, wish.withdrawal.decision):
        return refusal
    ballot = room.seats[found.role].ballots.get(wish.withdrawal.decision, {})
    return [wish.withdrawal] if student in ballot else []


def _lock(state: State, wish: w.Lock) -> Events | Refusal:
    if refusal := _stale(state, wish.student, wish.stage, wish.attempt):
        return refusal
    student = state.students[wish.student]
    room = state.rooms[student.room]
    if refusal := _open(state, room, student.role, wish.decision):
        return refusal
    seat = room.seats[student.role]
    if seat.captain != wish.student:
        return Refusal("Only your captain can lock a decision.")
    if not seat.ballots.get(wish.decision):
        return Refusal("Nobody has voted yet.", "Vote first.")
    return [_settled(room, student.role, wish.decision, "locked")]


def _connected(state: State, wish: e.Connected) -> Events | Refusal:
    return _known(state, wish.student) or ([] if state.students[wish.student].there else [wish])


def _dropped(state: State, wish: e.Dropped) -> Events | Refusal:
    return _known(state, wish.student) or ([wish] if state.students[wish.student].there else [])


# The facilitator


def _relinked(state: State, wish: e.Relinked) -> Events | Refusal:
    return _known(state, wish.student) or [wish]


def _moved(state: State, wish: e.Moved) -> Events | Refusal:
    if refusal := _known(state, wish.student) or _no_seat(state, wish.room, wish.role):
        return refusal
    if wish.role not in state.opened.roles:
        return Refusal(f"The seat `{wish.role}` is held by a policy in this session.")
    student = state.students[wish.student]
    return [] if (student.room, student.role) == (wish.room, wish.role) else [wish]


def _removed(state: State, wish: e.Removed) -> Events | Refusal:
    return _known(state, wish.student) or [wish]


def _captained(state: State, wish: e.Captained) -> Events | Refusal:
    if refusal := _no_seat(state, wish.room, wish.role):
        return refusal
    sitting = [each.id for each in state.sitting(wish.room, wish.role)]
    if wish.student and wish.student not in sitting:
        return Refusal("A captain sits in the seat.", "Move the student there first.")
    return [wish]


def _delegated(state: State, wish: e.Delegated) -> Events | Refusal:
    if refusal := _no_seat(state, wish.room, wish.role):
        return refusal
    if wish.policy and isinstance(found := policy(wish.policy, state.world.scenario), Refusal):
        return found
    return [] if state.rooms[wish.room].seats[wish.role].policy == wish.policy else [wish]


def _planned(state: State, wish: e.Planned) -> Events | Refusal:
    room = state.rooms[wish.room]
    stage = room.play.stage
    stale = stage is None or stage.id != wish.stage or room.planned is not None
    return [] if stale else [wish]


def _begin(state: State, wish: w.Begin) -> Events | Refusal:
    if refusal := _no_rooms(state, wish.rooms):
        return refusal
    practice = state.opened.practice
    return [e.Begun(name, practice) for name in wish.rooms if state.rooms[name].phase == "waiting"]


def _practised(state: State, wish: e.Practised) -> Events | Refusal:
    if refusal := _no_rooms(state, (wish.room,)):
        return refusal
    return [wish] if state.rooms[wish.room].practice else Refusal("This room is not practising.")


def _rooms(state: State, wish: e.Paused | e.Resumed | e.Extended | e.Told) -> Events | Refusal:
    return _no_rooms(state, wish.rooms) or [wish]


def _advance(state: State, wish: w.Advance) -> Events | Refusal:
    if refusal := _no_rooms(state, wish.rooms):
        return refusal
    found: Events = []
    for name in wish.rooms:
        room = state.rooms[name]
        if room.phase != "open":
            continue
        if room.paused:
            found.append(e.Resumed((name,)))
        found += [
            _settled(room, role, decision, "advanced")
            for role in state.people(name)
            for decision in state.due(name, role)
            if decision not in room.seats[role].settled
        ]
    return found or Refusal("No stage is open there.")


def _rewound(state: State, wish: e.Rewound) -> Events | Refusal:
    if refusal := _no_rooms(state, (wish.room,)):
        return refusal
    room = state.rooms[wish.room]
    reached = [stage.id for stage in state.world.stages][: len(room.play.positions)]
    if room.phase == "waiting" or wish.stage not in reached:
        return Refusal(f"{wish.room} has not come to `{wish.stage}`.")
    return [wish]


def _injected(state: State, wish: e.Injected) -> Events | Refusal:
    if refusal := _no_rooms(state, (wish.room,)):
        return refusal
    room = state.rooms[wish.room]
    if room.phase != "open" or room.play.stage is None:
        return Refusal(f"No stage is open in {wish.room}.")
    if room.play.stage.id != wish.stage:
        return Stale(STALE)
    return [wish]


def _nudged(state: State, wish: e.Nudged) -> Events | Refusal:
    return _no_seat(state, wish.room, wish.role) or [wish]


def _as_it_is(_: State, wish: e.Allowed | e.Debriefed) -> Events | Refusal:
    return [wish]


def _tick(_state: State, _wish: w.Tick) -> Events | Refusal:
    return []


def _no_rooms(state: State, names: Sequence[str]) -> Refusal | None:
    return next((unknown("room", name, state.rooms) for name in names if name not in state.rooms), None)


def _no_seat(state: State, room: str, role: str) -> Refusal | None:
    if room not in state.rooms:
        return unknown("room", room, state.rooms)
    return None if role in state.rooms[room].seats else unknown("role", role, state.rooms[room].seats)


_ANSWERS: dict[type, Callable[[State, Any], Events | Refusal]] = {
    w.Join: _join,
    w.Cast: _cast,
    w.Retract: _retract,
    w.Lock: _lock,
    w.Advance: _advance,
    w.Begin: _begin,
    w.Tick: _tick,
    e.Relinked: _relinked,
    e.Moved: _moved,
    e.Removed: _removed,
    e.Connected: _connected,
    e.Dropped: _dropped,
    e.Captained: _captained,
    e.Delegated: _delegated,
    e.Planned: _planned,
    e.Practised: _practised,
    e.Paused: _rooms,
    e.Resumed: _rooms,
    e.Extended: _rooms,
    e.Told: _rooms,
    e.Rewound: _rewound,
    e.Injected: _injected,
    e.Nudged: _nudged,
    e.Allowed: _as_it_is,
    e.Debriefed: _as_it_is,
}
