"""What entries of the log do to students, seats and votes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from game.classroom import events as e
from game.classroom.parts import replanned, with_seat, with_student
from game.classroom.state import Settlement, State, Student
from game.classroom.teams import Vote

MOST_REQUESTS = 200
"""Of one student that are remembered: far more than a play has votes."""


def _joined(state: State, event: e.Joined) -> State:
    number = len(state.students) + 1
    student = Student(event.student, event.name, number, event.room, event.role, event.link, seen=state.at)
    return _seated(with_student(state, student), student)


def _relinked(state: State, event: e.Relinked) -> State:
    return with_student(state, replace(state.students[event.student], link=event.link))


def _renamed(state: State, event: e.Renamed) -> State:
    return with_student(state, replace(state.students[event.student], name=event.name))


def _moved(state: State, event: e.Moved) -> State:
    student = state.students[event.student]
    moved = replace(student, room=event.room, role=event.role)
    return _seated(with_student(_left(state, student), moved), moved)


def _removed(state: State, event: e.Removed) -> State:
    student = state.students[event.student]
    state = _left(state, student)
    return with_student(state, replace(student, removed=True, there=False, seen=state.at))


def _seated(state: State, student: Student) -> State:
    """A student's seat with them; whoever comes first is captain."""
    room, role = student.room, student.role
    seat = state.rooms[room].seats[role]
    state = with_seat(
        state, room, role, students=(*seat.students, student.id), captain=seat.captain or student.id
    )
    # What a policy was to choose here, it chooses no more.
    return state if seat.students else replanned(state, room)


def _left(state: State, student: Student) -> State:
    """A student's seat without them: their votes go, and the next one is captain."""
    room, role = student.room, student.role
    seat = state.rooms[room].seats[role]
    ballots = {
        decision: {who: vote for who, vote in ballot.items() if who != student.id}
        for decision, ballot in seat.ballots.items()
    }
    others = tuple(each for each in seat.students if each != student.id)
    captain = seat.captain if seat.captain != student.id else next(iter(others), "")
    state = with_seat(state, room, role, students=others, ballots=ballots, captain=captain)
    # A policy is to choose here from now on.
    return state if others else replanned(state, room)


def _connected(state: State, event: e.Connected) -> State:
    return with_student(state, replace(state.students[event.student], there=True, seen=state.at))


def _dropped(state: State, event: e.Dropped) -> State:
    return with_student(state, replace(state.students[event.student], there=False, seen=state.at))


def _captained(state: State, event: e.Captained) -> State:
    return with_seat(state, event.room, event.role, captain=event.student)


def _delegated(state: State, event: e.Delegated) -> State:
    state = with_seat(state, event.room, event.role, policy=event.policy)
    return replanned(state, event.room)


def _voted(state: State, event: e.Voted) -> State:
    student = state.students[event.student]
    vote = Vote(event.option, event.reason, event.quotable, state.entries - 1)
    seat = state.rooms[student.room].seats[student.role]
    ballot = {**seat.ballots.get(event.decision, {}), student.id: vote}
    state = with_seat(state, student.room, student.role, ballots={**seat.ballots, event.decision: ballot})
    requests = (*student.requests, event.request)[-MOST_REQUESTS:]
    return with_student(state, replace(student, requests=requests))


def _withdrew(state: State, event: e.Withdrew) -> State:
    student = state.students[event.student]
    seat = state.rooms[student.room].seats[student.role]
    ballot = {who: vote for who, vote in seat.ballots.get(event.decision, {}).items() if who != student.id}
    return with_seat(state, student.room, student.role, ballots={**seat.ballots, event.decision: ballot})


def _settled(state: State, event: e.Settled) -> State:
    seat = state.rooms[event.room].seats[event.role]
    settlement = Settlement(event.option, event.how, event.reason)
    return with_seat(state, event.room, event.role, settled={**seat.settled, event.decision: settlement})


EFFECTS: Mapping[type, Callable[[State, Any], State]] = {
    e.Joined: _joined,
    e.Relinked: _relinked,
    e.Renamed: _renamed,
    e.Moved: _moved,
    e.Removed: _removed,
    e.Connected: _connected,
    e.Dropped: _dropped,
    e.Captained: _captained,
    e.Delegated: _delegated,
    e.Voted: _voted,
    e.Withdrew: _withdrew,
    e.Settled: _settled,
}
