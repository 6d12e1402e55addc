"""What a session makes of what is asked of it: events, or a refusal in words. Pure: no clock, no files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from game.classroom import events as e
from game.classroom import facilitating, students
from game.classroom import wishes as w
from game.classroom.applied import applied
from game.classroom.settling import pending, settlement, taken
from game.classroom.state import Room, State
from game.classroom.teams import agreed
from game.scenario.refusal import Refusal

Events = list[e.Event]


def asked(state: State, wish: w.Wish, at: float) -> Events | Refusal:
    """The events that a wish comes to at session time `at`, without what follows from them.

    Nothing at all for what was counted already, or changes nothing.
    """
    found: Events | Refusal = _ANSWERS[type(wish)](state, wish, at)
    return found


def done(state: State, wish: w.Wish, at: float, wall: str, by: str) -> tuple[State, list[e.Entry]] | Refusal:
    """The session after a wish and all that follows from it, and the entries that its log gains."""
    found = asked(state, wish, at)
    if isinstance(found, Refusal):
        return found
    entries: list[e.Entry] = []
    before = state

    def enter(event: e.Event, author: str) -> None:
        nonlocal state
        entry = e.Entry(state.entries, at, wall, author, event)
        state = applied(state, entry)
        entries.append(entry)

    for event in found:
        enter(event, by)
    for name in wish.rooms if isinstance(wish, w.Tick) else _touched(before, state):
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
    if room.paused:
        return None
    late = room.deadline is not None and at >= room.deadline
    waits = False
    for role, decision in pending(state, room):
        there = [each.id for each in state.sitting(room.name, role) if each.there]
        ballot = room.seats[role].ballots.get(decision, {})
        option = agreed(ballot, there)
        if option is not None:
            return settlement(room, role, decision, "agreed", option)
        if late:
            return settlement(room, role, decision, "deadline")
        waits = True
    # Where nobody plays, the room keeps the pace of the clock and of the facilitator.
    if waits or room.planned is None or not (late or state.people(room.name)):
        return None
    return e.Closed(room.name, stage.id, taken(state, room))


def next_deadline(state: State) -> float | None:
    """The session time of the next deadline that something waits for; None while there is none."""
    return min((deadline for _name, deadline in _deadlines(state)), default=None)


def late(state: State, at: float) -> tuple[str, ...]:
    """The rooms whose time was up by session time `at`, the one that has waited longest first."""
    found = sorted((deadline, name) for name, deadline in _deadlines(state) if deadline <= at)
    return tuple(name for _deadline, name in found)


def unplanned(state: State) -> tuple[str, ...]:
    """The rooms whose policies have yet to be asked what they choose in the stage that is open."""
    return tuple(room.name for room in state.rooms.values() if room.phase == "open" and room.planned is None)


def _deadlines(state: State) -> list[tuple[str, float]]:
    """Those that change something when they come: not where the policies alone are waited for."""
    return [
        (room.name, room.deadline)
        for room in state.rooms.values()
        if room.deadline is not None and (room.planned is not None or any(pending(state, room)))
    ]


def _touched(before: State, after: State) -> Collection[str]:
    """The rooms that stand otherwise than they did, or one of whose students does."""
    rooms = {name: None for name, room in after.rooms.items() if before.rooms[name] is not room}
    for name, student in after.students.items():
        if before.students.get(name) is not student:
            rooms[student.room] = None
    return rooms


_ANSWERS: Mapping[type, Callable[[State, Any, float], Events | Refusal]] = {
    w.Tick: lambda _state, _wish, _at: [],
    **students.ANSWERS,
    **facilitating.ANSWERS,
}
