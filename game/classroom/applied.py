"""What an entry of the log does to a session. Pure: the same log adds up to the same session, always."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from game.classroom import events as e
from game.classroom import seating
from game.classroom.parts import with_room
from game.classroom.room import Play, closed, fresh, injected, rewound
from game.classroom.state import MOVE_ON, Inject, Message, Room, Seat, State
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
    plays: dict[int, Play] = {}
    for number, name in enumerate(opened.rooms):
        seed = opened.seed if opened.same_luck else (opened.seed + number * STRIDE) % 2**64
        # Rooms of the same luck begin as one play: whatever is reckoned of it is reckoned once for all.
        play = plays[seed] = plays.get(seed) or fresh(world, seed)
        seats = {role.id: Seat(role.id) for role in world.scenario.roles}
        rooms[name] = Room(name, seed, play, seats)
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


def _begun(state: State, event: e.Begun) -> State:
    room = replace(state.rooms[event.room], phase="open", practice=event.practice)
    return _timed(with_room(state, room), event.room, state.at)


def _planned(state: State, event: e.Planned) -> State:
    return with_room(state, replace(state.rooms[event.room], planned=event.taken))


def _closed(state: State, event: e.Closed) -> State:
    room = state.rooms[event.room]
    play = closed(room.play, event.taken)
    room = _cleared(replace(room, play=play, phase="open" if play.stage else "over"))
    return _timed(with_room(state, room), event.room, state.at)


def _practised(state: State, event: e.Practised) -> State:
    room = state.rooms[event.room]
    # Without what was let happen in it, it is the play that the other rooms have begun or will.
    play = fresh(state.world, room.seed) if room.injects else rewound(room.play, state.world.stages[0].id)
    room = replace(room, play=play, attempt=room.attempt + 1, injects=())
    room = _cleared(replace(room, phase="waiting", practice=False, practised=True))
    return _timed(with_room(state, room), event.room, state.at)


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
    return _timed(with_room(state, room), event.room, state.at)


def _paused(state: State, event: e.Paused) -> State:
    for name in event.rooms:
        room = state.rooms[name]
        left = None if room.deadline is None else max(0.0, room.deadline - state.at)
        if not room.paused:
            state = with_room(state, replace(room, paused=True, deadline=None, left=left))
    return state


def _resumed(state: State, event: e.Resumed) -> State:
    for name in event.rooms:
        room = state.rooms[name]
        deadline = None if room.left is None else state.at + room.left
        if room.paused:
            state = with_room(state, replace(room, paused=False, deadline=deadline, left=None))
    return state


def _extended(state: State, event: e.Extended) -> State:
    for name in event.rooms:
        room = state.rooms[name]
        if room.paused:
            left = max(0.0, (room.left or 0.0) + event.seconds)
            state = with_room(state, replace(room, left=left))
        else:
            begins = state.at if room.deadline is None else room.deadline
            state = with_room(state, replace(room, deadline=max(state.at, begins + event.seconds)))
    return state


def _injected(state: State, event: e.Injected) -> State:
    room = state.rooms[event.room]
    # By its own name, so that it draws its own luck, however often it is let happen.
    name = f"{event.inject}-{state.entries - 1}"
    inject = Inject(event.stage, event.title, Event(name, event.text, dict(event.levers)))
    play = injected(room.play, inject.stage, inject.event)
    seats = {role: _on_offer(seat, play) for role, seat in room.seats.items()}
    room = replace(room, play=play, injects=(*room.injects, inject), seats=seats, planned=None)
    return with_room(state, room)


def _on_offer(seat: Seat, play: Play) -> Seat:
    """The seat without votes and settlements for what is no longer on offer."""

    def fits(decision: str, option: str) -> bool:
        return decision == MOVE_ON or play.unfit(seat.role, decision, option) is None

    ballots = {
        decision: {who: vote for who, vote in ballot.items() if fits(decision, vote.option)}
        for decision, ballot in seat.ballots.items()
    }
    settled = {decision: each for decision, each in seat.settled.items() if fits(decision, each.option)}
    return replace(seat, ballots=ballots, settled=settled)


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


def _message(state: State, room: str, message: Message) -> State:
    at = state.rooms[room]
    return with_room(state, replace(at, messages=(*at.messages, message)[-MOST_MESSAGES:]))


def _cleared(room: Room) -> Room:
    """The seats of a room whose stage has just opened."""
    seats = {role: replace(seat, ballots={}, settled={}) for role, seat in room.seats.items()}
    return replace(room, seats=seats, planned=None)


def _timed(state: State, name: str, at: float) -> State:
    """The stage at hand gets its whole time; a clock that stands still goes on standing."""
    room, seconds = state.rooms[name], state.opened.seconds
    whole = seconds if seconds and room.phase == "open" else None
    if room.paused:
        return with_room(state, replace(room, deadline=None, left=whole))
    return with_room(state, replace(room, deadline=None if whole is None else at + whole, left=None))


_EFFECTS: Mapping[type, Callable[[State, Any], State]] = {
    **seating.EFFECTS,
    e.Begun: _begun,
    e.Planned: _planned,
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
