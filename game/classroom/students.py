"""What comes of what students ask for: events, or a refusal in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.settling import settlement
from game.classroom.state import MOVE_ON, Room, State
from game.scenario.refusal import Refusal, unknown
from game.words import _, marked

Events = list[e.Event]

MOST_STUDENTS = 400
"""In a session; those who were taken out leave room for others."""

STALE = marked("The stage has moved on since you saw it.")


class Stale(Refusal):
    """A refusal of what was meant for a stage that is over, or for an attempt that was rewound."""

    __slots__ = ()


def known(state: State, student: str) -> Refusal | None:
    """Why a student can ask for nothing."""
    found = state.students.get(student)
    if found is None or found.removed:
        return Refusal(_("You are not in this session."), _("Join again with the code."))
    return None


def told_apart(state: State, name: str, student: str = "") -> str:
    """The name, with a number where another student of the session is called so already."""
    taken = {
        each.name.casefold() for each in state.students.values() if each.id != student and not each.removed
    }
    numbered = (f"{name} ({number})" for number in count(2))
    return name if name.casefold() not in taken else next(n for n in numbered if n.casefold() not in taken)


def _join(state: State, wish: w.Join, _at: float) -> Events | Refusal:
    if wish.student in state.students:
        return []
    if not state.joining:
        return Refusal(_("Joining is closed."), _("Ask your teacher."))
    if sum(not each.removed for each in state.students.values()) >= MOST_STUDENTS:
        return Refusal(_("The session is full."), _("Ask your teacher."))
    if (wish.room or wish.role) and not state.opened.chooses:
        hint = _("Join without naming a room or a seat. Your teacher can move you.")
        return Refusal(_("Seats are dealt in this session."), hint)
    rooms, roles = _rooms_called(state, wish.room), _roles_called(state, wish.role)
    if not rooms:
        return unknown("room", wish.room, state.rooms)
    if not roles:
        return unknown("role", wish.role, state.opened.roles)
    sitting = {
        (room, role): len(state.rooms[room].seats[role].students)
        for role in state.opened.roles
        for room in rooms
    }
    # Seats fill evenly, and of seats that are as full as each other, the one in the emptiest room.
    totals = {room: sum(sitting[room, role] for role in state.opened.roles) for room in rooms}
    seats = [(room, role) for role in roles for room in rooms]
    room, role = min(seats, key=lambda seat: (sitting[seat], totals[seat[0]]))
    return [e.Joined(wish.student, told_apart(state, wish.name), room, role, wish.link)]


def _rooms_called(state: State, called: str) -> list[str]:
    """The room of a name or a number, from 1; all of them if nothing is named."""
    numbered = enumerate(state.rooms, 1)
    known = {said: name for number, name in numbered for said in (name.casefold(), str(number))}
    return [name for name in state.rooms if not called or known.get(called.strip().casefold()) == name]


def _roles_called(state: State, called: str) -> list[str]:
    """The seat for people of an id or a name; all of them if nothing is named."""
    names = {role.id: role.name.casefold() for role in state.world.scenario.roles}
    wanted = called.strip().casefold()
    return [role for role in state.opened.roles if not called or wanted in {role.casefold(), names[role]}]


def _cast(state: State, wish: w.Cast, at: float) -> Events | Refusal:
    vote = wish.vote
    if refusal := known(state, vote.student):
        return refusal
    student = state.students[vote.student]
    if vote.request in student.requests:
        return []
    room = state.rooms[student.room]
    if refusal := _stale(state, wish, student.room, student.role, at) or _open(
        state, room, student.role, vote.decision
    ):
        return refusal
    if vote.decision != MOVE_ON and (refusal := room.play.unfit(student.role, vote.decision, vote.option)):
        return refusal
    if vote.decision == MOVE_ON and vote.option != MOVE_ON:
        return unknown("option", vote.option, [_("to go on")])
    if state.opened.reasons and vote.decision != MOVE_ON and not vote.reason.strip():
        return Refusal(_("Give a reason: it is kept for the debrief."))
    return [vote]


def _retract(state: State, wish: w.Retract, at: float) -> Events | Refusal:
    student = wish.withdrawal.student
    if refusal := known(state, student):
        return refusal
    found = state.students[student]
    room = state.rooms[found.room]
    if refusal := _stale(state, wish, found.room, found.role, at) or _open(
        state, room, found.role, wish.withdrawal.decision
    ):
        return refusal
    ballot = room.seats[found.role].ballots.get(wish.withdrawal.decision, {})
    return [wish.withdrawal] if student in ballot else []


def _lock(state: State, wish: w.Lock, at: float) -> Events | Refusal:
    if refusal := known(state, wish.student):
        return refusal
    student = state.students[wish.student]
    room = state.rooms[student.room]
    if refusal := _stale(state, wish, student.room, student.role, at) or _open(
        state, room, student.role, wish.decision
    ):
        return refusal
    seat = room.seats[student.role]
    if seat.captain != wish.student:
        return Refusal(_("Only your captain can lock a decision."))
    if not seat.ballots.get(wish.decision):
        return Refusal(_("Nobody has voted yet."), _("Vote first."))
    return [settlement(room, student.role, wish.decision, "locked")]


def _stale(
    state: State, wish: w.Cast | w.Retract | w.Lock, name: str, role: str, at: float
) -> Refusal | None:
    """Why a seat can do nothing in the stage that its student saw."""
    room = state.rooms[name]
    now = room.play.stage
    if now is None or now.id != wish.stage or room.attempt != wish.attempt:
        return Stale(_(STALE), _("This is how it stands now."))
    if room.phase == "waiting":
        return Refusal(_("The game has not begun."), _("Wait for your teacher."))
    if room.paused:
        return Refusal(_("The game is paused."), _("Wait for your teacher."))
    if room.deadline is not None and at >= room.deadline:
        return Stale(_("Time is up."), _("The votes that were in by then decide."))
    if state.policy(name, role):
        return Refusal(_("A policy holds this seat for now."), _("Ask your teacher to give it back."))
    return None


def _open(state: State, room: Room, role: str, decision: str) -> Refusal | None:
    """Why a seat can no longer vote on a decision, or never could."""
    if decision not in (due := state.due(room.name, role)):
        return unknown("decision", decision, due)
    if decision in room.seats[role].settled:
        return Stale(_("Your seat has settled this already."), _("It waits for the others."))
    return None


def _connected(state: State, wish: e.Connected, _at: float) -> Events | Refusal:
    return known(state, wish.student) or ([] if state.students[wish.student].there else [wish])


def _dropped(state: State, wish: e.Dropped, _at: float) -> Events | Refusal:
    return known(state, wish.student) or ([wish] if state.students[wish.student].there else [])


ANSWERS: Mapping[type, Callable[[State, Any, float], Events | Refusal]] = {
    w.Join: _join,
    w.Cast: _cast,
    w.Retract: _retract,
    w.Lock: _lock,
    e.Connected: _connected,
    e.Dropped: _dropped,
}
