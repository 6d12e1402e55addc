"""What comes of what the facilitator and the host ask for: events, or a refusal in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.settling import pending, settlement, taken
from game.classroom.state import State
from game.classroom.students import Stale, known, told_apart
from game.policies.named import policy
from game.scenario.refusal import Refusal, unknown
from game.words import _

Events = list[e.Event]


def _relinked(state: State, wish: e.Relinked, _at: float) -> Events | Refusal:
    return known(state, wish.student) or [wish]


def _renamed(state: State, wish: e.Renamed, _at: float) -> Events | Refusal:
    if refusal := known(state, wish.student):
        return refusal
    if not wish.name:
        return Refusal(_("A student is called something."))
    name = told_apart(state, wish.name, wish.student)
    return [] if name == state.students[wish.student].name else [e.Renamed(wish.student, name)]


def _moved(state: State, wish: e.Moved, _at: float) -> Events | Refusal:
    if refusal := known(state, wish.student) or _no_seat(state, wish.room, wish.role):
        return refusal
    if wish.role not in state.opened.roles:
        return Refusal(_("The seat `{role}` is held by a policy in this session.").format(role=wish.role))
    student = state.students[wish.student]
    return [] if (student.room, student.role) == (wish.room, wish.role) else [wish]


def _removed(state: State, wish: e.Removed, _at: float) -> Events | Refusal:
    return known(state, wish.student) or [wish]


def _captained(state: State, wish: e.Captained, _at: float) -> Events | Refusal:
    if refusal := _no_seat(state, wish.room, wish.role):
        return refusal
    if wish.student and wish.student not in state.rooms[wish.room].seats[wish.role].students:
        return Refusal(_("A captain sits in the seat."), _("Move the student there first."))
    return [wish]


def _delegated(state: State, wish: e.Delegated, _at: float) -> Events | Refusal:
    if refusal := _no_seat(state, wish.room, wish.role):
        return refusal
    if wish.policy and isinstance(found := policy(wish.policy, state.world.scenario), Refusal):
        return found
    return [] if state.rooms[wish.room].seats[wish.role].policy == wish.policy else [wish]


def _planned(state: State, wish: e.Planned, _at: float) -> Events | Refusal:
    room = state.rooms[wish.room]
    stage = room.play.stage
    if room.phase != "open" or stage is None or stage.id != wish.stage or room.planned is not None:
        return []
    # Something may have been let happen while they thought: they will be asked anew.
    unfit = any(room.play.unfit(role, decision, option) for role, decision, option, _ in wish.taken)
    return [] if unfit else [wish]


def _begin(state: State, wish: w.Begin, _at: float) -> Events | Refusal:
    if refusal := _no_rooms(state, wish.rooms):
        return refusal
    waiting = [state.rooms[name] for name in wish.rooms if state.rooms[name].phase == "waiting"]
    return [e.Begun(room.name, state.opened.practice and not room.practised) for room in waiting]


def _practised(state: State, wish: e.Practised, _at: float) -> Events | Refusal:
    if refusal := _no_rooms(state, (wish.room,)):
        return refusal
    return [wish] if state.rooms[wish.room].practice else Refusal(_("This room is not practising."))


def _paused(state: State, wish: e.Paused, _at: float) -> Events | Refusal:
    return _of_rooms(state, wish.rooms, e.Paused, paused=False)


def _resumed(state: State, wish: e.Resumed, _at: float) -> Events | Refusal:
    return _of_rooms(state, wish.rooms, e.Resumed, paused=True)


def _of_rooms(
    state: State, names: e.Names, event: Callable[[e.Names], e.Event], *, paused: bool
) -> Events | Refusal:
    """The event for those of the rooms whose clock stands still, or goes on; nothing if there are none."""
    if refusal := _no_rooms(state, names):
        return refusal
    rooms = tuple(name for name in names if state.rooms[name].paused == paused)
    return [event(rooms)] if rooms else []


def _extended(state: State, wish: e.Extended, _at: float) -> Events | Refusal:
    if refusal := _no_rooms(state, wish.rooms):
        return refusal
    rooms = tuple(
        name
        for name in wish.rooms
        if (room := state.rooms[name]).phase == "open"
        and (wish.seconds > 0 or room.deadline is not None or room.left is not None)
    )
    return [e.Extended(rooms, wish.seconds)] if rooms else Refusal(_("No clock runs there."))


def _told(state: State, wish: e.Told, _at: float) -> Events | Refusal:
    roles = [role.id for role in state.world.scenario.roles]
    if wish.role and wish.role not in roles:
        return unknown("role", wish.role, roles)
    return _no_rooms(state, wish.rooms) or [wish]


def _advance(state: State, wish: w.Advance, _at: float) -> Events | Refusal:
    if refusal := _no_rooms(state, wish.rooms):
        return refusal
    found: Events = []
    thinking = False
    for room in (state.rooms[name] for name in wish.rooms):
        stage = room.play.stage
        if room.phase != "open" or stage is None:
            continue
        if room.paused:
            found.append(e.Resumed((room.name,)))
        found += [settlement(room, role, decision, "advanced") for role, decision in pending(state, room)]
        if state.people(room.name):
            continue
        if room.planned is None:
            thinking = True
        else:
            found.append(e.Closed(room.name, stage.id, taken(state, room)))
    if found:
        return found
    return Refusal(_("The policies there are still thinking.") if thinking else _("No stage is open there."))


def _rewound(state: State, wish: e.Rewound, _at: float) -> Events | Refusal:
    if refusal := _no_rooms(state, (wish.room,)):
        return refusal
    room = state.rooms[wish.room]
    reached = [stage.id for stage in state.world.stages][: len(room.play.positions)]
    if room.phase == "waiting" or wish.stage not in reached:
        return Refusal(_("{room} has not come to `{stage}`.").format(room=wish.room, stage=wish.stage))
    return [wish]


def _injected(state: State, wish: e.Injected, _at: float) -> Events | Refusal:
    if refusal := _no_rooms(state, (wish.room,)):
        return refusal
    room = state.rooms[wish.room]
    if room.phase != "open" or room.play.stage is None:
        return Refusal(_("No stage is open in {room}.").format(room=wish.room))
    if room.play.stage.id != wish.stage:
        return Stale(
            _("{room} has moved on since you saw it.").format(room=wish.room), _("This is how it stands now.")
        )
    return [wish]


def _nudged(state: State, wish: e.Nudged, _at: float) -> Events | Refusal:
    return _no_seat(state, wish.room, wish.role) or [wish]


def _allowed(state: State, wish: e.Allowed, _at: float) -> Events | Refusal:
    same = (state.joining, state.forecasts) == (wish.joining, wish.forecasts)
    return [] if same else [wish]


def _debriefed(state: State, wish: e.Debriefed, _at: float) -> Events | Refusal:
    return [] if state.debriefed else [wish]


def _no_rooms(state: State, names: Sequence[str]) -> Refusal | None:
    return next((unknown("room", name, state.rooms) for name in names if name not in state.rooms), None)


def _no_seat(state: State, room: str, role: str) -> Refusal | None:
    if room not in state.rooms:
        return unknown("room", room, state.rooms)
    return None if role in state.rooms[room].seats else unknown("role", role, state.rooms[room].seats)


ANSWERS: Mapping[type, Callable[[State, Any, float], Events | Refusal]] = {
    w.Advance: _advance,
    w.Begin: _begin,
    e.Relinked: _relinked,
    e.Renamed: _renamed,
    e.Moved: _moved,
    e.Removed: _removed,
    e.Captained: _captained,
    e.Delegated: _delegated,
    e.Planned: _planned,
    e.Practised: _practised,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.Extended: _extended,
    e.Told: _told,
    e.Rewound: _rewound,
    e.Injected: _injected,
    e.Nudged: _nudged,
    e.Allowed: _allowed,
    e.Debriefed: _debriefed,
}
