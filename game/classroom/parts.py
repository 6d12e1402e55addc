"""A session with one part of it otherwise. Pure."""

from __future__ import annotations

from dataclasses import replace

from game.classroom.state import Room, Seat, State, Student


def with_student(state: State, student: Student) -> State:
    """The session with one student otherwise."""
    return replace(state, students={**state.students, student.id: student})


def with_room(state: State, room: Room) -> State:
    """The session with one room otherwise."""
    return replace(state, rooms={**state.rooms, room.name: room})


def with_seat(state: State, room: str, role: str, **changes: object) -> State:
    """The session with one seat otherwise: of the fields that are named."""
    at = state.rooms[room]
    seat: Seat = replace(at.seats[role], **changes)  # type: ignore[arg-type]  # of a field each, by its name
    return with_room(state, replace(at, seats={**at.seats, role: seat}))


def replanned(state: State, room: str) -> State:
    """A policy holds other seats than it did: what it was to choose is asked anew."""
    at = state.rooms[room]
    return state if at.planned is None else with_room(state, replace(at, planned=None))
