"""Seats: who sits where, who takes them over, and what a seat does that has nothing to decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.state import MOVE_ON
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike, closed


def test_newcomers_fill_rooms_and_seats_evenly(small: Scenario) -> None:
    found = Class(small)
    for number in range(8):
        found.must(w.Join(f"s{number}", "x", "y"))
    sizes = [len(seat.students) for room in found.state.rooms.values() for seat in room.seats.values()]
    assert sizes == [2, 2, 2, 2]


def test_joining_can_be_closed(small: Scenario) -> None:
    found = Class(small)
    found.must(e.Allowed(joining=False, forecasts=True))
    assert isinstance(found.do(w.Join("ann", "Ann", "y")), Refusal)


def test_joining_twice_is_joining_once(small: Scenario) -> None:
    found = Class(small)
    found.seat("ann", "A", "capital")
    assert found.must(w.Join("ann", "Ann", "y", "B", "bureau")) == []


def test_whoever_leaves_a_seat_leaves_no_vote_and_no_captaincy(trio: Class) -> None:
    trio.vote("ann", "troops")
    trio.must(e.Moved("ann", "B", "bureau"))
    seat = trio.state.rooms["A"].seats["capital"]
    assert (seat.students, seat.captain, seat.ballots["answer"]) == (("ben", "cem"), "ben", {})
    assert trio.state.rooms["B"].seats["bureau"].captain == "ann"


def test_students_of_one_name_are_told_apart_by_a_number(small: Scenario) -> None:
    of = Class(small)
    for student in ("s1", "s2", "s3"):
        of.must(w.Join(student, "Ann" if student != "s2" else "ann", f"hash of {student}"), student)
    assert [each.name for each in of.state.students.values()] == ["Ann", "ann (2)", "Ann (3)"]
    of.must(e.Removed("s1"))
    of.must(e.Renamed("s3", "Ann"))
    assert of.state.students["s3"].name == "Ann"


def test_a_student_is_called_otherwise_from_now_on_and_keeps_seat_and_votes(trio: Class) -> None:
    trio.vote("ann", "aid")
    before = trio.state.rooms
    trio.must(e.Renamed("ann", "Ben"))
    assert trio.state.students["ann"].name == "Ben (2)"
    assert trio.state.rooms == before
    assert alike(trio.again(), trio.state)
    assert isinstance(trio.do(e.Renamed("ann", "")), Refusal)
    assert isinstance(trio.do(e.Renamed("nobody", "Eve")), Refusal)


def test_a_removed_student_can_do_nothing_any_more(trio: Class) -> None:
    vote = trio.ballot("ann", "aid")
    trio.must(e.Removed("ann"))
    assert isinstance(trio.do(vote), Refusal)
    assert isinstance(trio.do(e.Connected("ann")), Refusal)
    assert isinstance(trio.do(e.Moved("ann", "B", "bureau")), Refusal)


def test_a_policy_holds_a_seat_that_is_left_and_leaves_it_to_who_comes(small: Scenario) -> None:
    found = Class(small)
    found.seat("ann", "A", "capital")
    found.seat("ben", "A", "bureau")
    found.begin("A")
    found.must(e.Removed("ben"))
    assert found.state.policy("A", "bureau") == "historical"
    assert found.state.rooms["A"].planned is None  # it is asked now
    found.seat("cem", "A", "bureau")
    assert found.state.policy("A", "bureau") == ""
    assert not closed(found.vote("ann", "aid"))
    assert closed(found.vote("cem", "plan")) == ["A"]


def test_a_policy_that_is_given_a_deserted_seat_decides_in_it(small: Scenario) -> None:
    found = Class(small)
    found.seat("ann", "A", "capital")
    found.seat("ben", "A", "bureau", there=False)
    found.begin("A")
    assert not closed(found.vote("ann", "aid"))
    assert isinstance(found.do(e.Delegated("A", "bureau", "nobody")), Refusal)
    found.must(e.Delegated("A", "bureau", "build-first"))
    found.plan()
    assert ("bureau", "draft", "plan", "") in found.room("ann").play.taken[0]
    refused = found.do(found.ballot("ben", "wait"))
    assert isinstance(refused, Refusal)
    found.must(e.Delegated("A", "bureau", ""))
    found.must(found.ballot("ben", "wait"))


def test_a_room_where_nobody_plays_keeps_the_pace_of_the_class(small: Scenario) -> None:
    found = Class(small, seconds=60.0)
    found.seat("ann", "A", "capital")
    found.begin()
    assert found.state.rooms["B"].play.taken == ()
    found.wait(60.0)
    assert len(found.state.rooms["B"].play.taken) == 1
    found.must(w.Advance(("B",)))
    assert found.state.rooms["B"].phase == "over"


@pytest.fixture
def idle(small: Scenario) -> Scenario:
    """The capital has nothing to decide in the second stage."""
    spring, summer = small.stages
    mine = tuple(each for each in summer.decisions if each.role == "bureau")
    return replace(small, stages=(spring, replace(summer, decisions=mine)))


def test_in_a_stage_without_decisions_a_seat_only_says_to_go_on(idle: Scenario) -> None:
    found = Class(idle, roles=("capital",))
    found.seat("ann", "A", "capital")
    found.begin("A")
    found.vote("ann", "aid")
    assert found.state.due("A", "capital") == (MOVE_ON,)
    assert isinstance(found.do(found.ballot("ann", "aid")), Refusal)
    assert closed(found.vote("ann", MOVE_ON)) == ["A"]
    assert [each[:2] for each in found.room("ann").play.taken[1]] == [("bureau", "draft")]


def test_a_seat_without_decisions_does_not_keep_a_seat_that_has_some(idle: Scenario) -> None:
    found = Class(idle)
    found.seat("ann", "A", "capital")
    found.seat("ben", "A", "bureau")
    found.begin("A")
    found.vote("ann", "aid")
    found.vote("ben", "plan")
    assert isinstance(found.do(found.ballot("ann", "aid", "answer")), Refusal)
    assert closed(found.vote("ben", "wait")) == ["A"]


def test_a_session_that_is_full_has_room_again_where_somebody_was_taken_out(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.students.MOST_STUDENTS", 2)
    found = Class(small)
    for student in ("ann", "ben"):
        found.seat(student, "A", "capital")
    assert isinstance(found.do(w.Join("cem", "Cem", "y")), Refusal)
    found.must(e.Removed("ann"))
    found.must(w.Join("cem", "Cem", "y"))
    assert [each.number for each in found.state.students.values()] == [1, 2, 3]


def test_seats_are_dealt_unless_the_host_lets_students_choose(small: Scenario) -> None:
    found = Class(small, chooses=False)
    for room, role in (("A", ""), ("", "capital"), ("2", "bureau")):
        refused = found.do(w.Join("ann", "Ann", "y", room, role))
        assert isinstance(refused, Refusal)
        assert "dealt" in str(refused)
    found.must(w.Join("ann", "Ann", "y"))


@pytest.mark.parametrize(
    ("room", "role", "seat"),
    [
        ("B", "bureau", ("B", "bureau")),
        ("2", "The Bureau", ("B", "bureau")),
        (" b ", "", ("B", "capital")),
        ("", "the capital", ("A", "capital")),
    ],
)
def test_a_chosen_seat_is_known_by_its_name_or_number(
    small: Scenario, room: str, role: str, seat: tuple[str, str]
) -> None:
    found = Class(small, chooses=True)
    found.must(w.Join("ann", "Ann", "y", room, role))
    ann = found.state.students["ann"]
    assert (ann.room, ann.role) == seat


@pytest.mark.parametrize(("room", "role"), [("3", ""), ("0", ""), ("", "nobody")])
def test_a_seat_that_does_not_exist_is_refused_by_its_name(small: Scenario, room: str, role: str) -> None:
    refused = Class(small, chooses=True).do(w.Join("ann", "Ann", "y", room, role))
    assert isinstance(refused, Refusal)
    assert f"`{room or role}`" in refused.message
