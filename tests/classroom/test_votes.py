"""Votes: how a seat decides by them, and which of them count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.students import Stale
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, closed, settled


def test_a_seat_with_one_student_settles_at_its_vote(small: Scenario) -> None:
    one = Class(small)
    one.seat("ann", "A", "capital")
    one.begin("A")
    found = one.vote("ann", "aid")
    assert settled(found) == [("A", "aid", "agreed")]
    assert closed(found) == ["A"]


def test_a_decision_stands_when_all_agree_and_not_before(trio: Class) -> None:
    assert not settled(trio.vote("ann", "aid"))
    assert not settled(trio.vote("ben", "aid"))
    assert settled(trio.vote("cem", "aid")) == [("A", "aid", "agreed")]


def test_those_who_are_there_agree_without_those_who_have_gone(trio: Class) -> None:
    trio.vote("ann", "troops")
    trio.vote("ben", "aid")
    trio.must(e.Dropped("ann"), "host")
    assert settled(trio.vote("cem", "aid")) == [("A", "aid", "agreed")]


def test_a_seat_that_waits_for_one_who_goes_waits_no_more(trio: Class) -> None:
    trio.vote("ann", "aid")
    trio.vote("ben", "aid")
    assert settled(trio.must(e.Dropped("cem"), "host")) == [("A", "aid", "agreed")]


def test_agreement_of_those_who_are_there_beats_a_majority_that_has_gone(trio: Class) -> None:
    trio.vote("ann", "troops")
    trio.vote("ben", "troops")
    for student in ("ann", "ben"):
        trio.must(e.Dropped(student), "host")
    assert settled(trio.vote("cem", "aid")) == [("A", "aid", "agreed")]


def test_at_the_deadline_the_majority_decides(trio: Class) -> None:
    trio.vote("ann", "troops")
    trio.vote("ben", "aid")
    trio.vote("cem", "aid")
    assert settled(trio.wait(60.0)) == [("A", "aid", "deadline")]
    assert trio.room("ann").play.taken[0][0] == ("capital", "answer", "aid", "because")


def test_a_tie_goes_to_the_option_whose_oldest_vote_is_the_oldest(trio: Class) -> None:
    trio.vote("ben", "troops")
    trio.vote("ann", "aid")
    assert settled(trio.wait(60.0)) == [("A", "troops", "deadline")]


def test_a_vote_that_is_changed_counts_as_new(trio: Class) -> None:
    trio.vote("ben", "troops")
    trio.vote("ann", "aid")
    trio.vote("ben", "refuse")
    trio.vote("ben", "troops")
    assert settled(trio.wait(60.0)) == [("A", "aid", "deadline")]


def test_silence_at_the_deadline_is_the_stated_default(trio: Class) -> None:
    found = trio.wait(60.0)
    assert settled(found) == [("A", "refuse", "default")]
    assert closed(found) == ["A"]


def test_the_captain_locks_by_the_votes_so_far(trio: Class) -> None:
    trio.vote("ben", "aid")
    lock = w.Lock("ann", "spring", 0, "answer")
    assert settled(trio.must(lock, "ann")) == [("A", "aid", "locked")]


def test_nobody_but_the_captain_locks_and_no_captain_locks_nothing(trio: Class) -> None:
    assert isinstance(trio.do(w.Lock("ann", "spring", 0, "answer")), Refusal)
    trio.vote("ben", "aid")
    assert isinstance(trio.do(w.Lock("ben", "spring", 0, "answer")), Refusal)


def test_a_vote_sent_twice_counts_once_even_when_its_stage_is_over(trio: Class) -> None:
    once = trio.ballot("ann", "aid")
    assert len(trio.must(once)) == 1
    assert trio.must(once) == []
    trio.wait(60.0)
    assert trio.must(once) == []


def test_a_vote_for_an_earlier_stage_or_attempt_is_stale_and_changes_nothing(trio: Class) -> None:
    late = trio.ballot("ann", "aid")
    trio.wait(60.0)
    before = trio.state
    assert isinstance(trio.do(late), Stale)
    trio.must(e.Rewound("A", "spring", "once more"))
    trio.plan()
    before = trio.state
    assert isinstance(trio.do(late), Stale)
    assert trio.state is before


def test_a_vote_that_comes_when_time_is_up_is_stale(trio: Class) -> None:
    trio.now += 60.0
    found = trio.do(trio.ballot("ann", "aid"))
    assert isinstance(found, Stale)
    assert "Time is up" in found.message


@pytest.mark.parametrize("option", ["flee", "propose", ""])
def test_a_vote_for_what_is_not_on_offer_is_refused(trio: Class, option: str) -> None:
    assert isinstance(trio.do(trio.ballot("ann", option)), Refusal)


def test_an_option_whose_condition_does_not_hold_is_refused(trio: Class) -> None:
    trio.wait(60.0)
    found = trio.do(trio.ballot("ann", "aid"))  # the road was not opened in spring
    assert isinstance(found, Refusal)
    assert "not on offer" in found.message


def test_a_class_that_gives_reasons_gives_them_for_every_vote(small: Scenario) -> None:
    found = Class(small, reasons=True)
    found.seat("ann", "A", "capital")
    found.begin("A")
    silent = found.ballot("ann", "aid")
    silent = replace(silent, vote=replace(silent.vote, reason="  "))
    assert isinstance(found.do(silent), Refusal)
    found.vote("ann", "aid")
    assert found.room("ann").play.reasons["spring", "capital", "answer"] == "because"
