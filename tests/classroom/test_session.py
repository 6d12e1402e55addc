"""A session: what is asked of it, and what comes of that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.state import MOVE_ON
from game.classroom.students import Stale
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike


def settled(found: list[e.Entry]) -> list[tuple[str, str, str]]:
    """Room, option and how, of what was settled."""
    events = [each.event for each in found]
    return [(each.room, each.option, each.how) for each in events if isinstance(each, e.Settled)]


def closed(found: list[e.Entry]) -> list[str]:
    """The rooms whose stage closed."""
    return [each.event.room for each in found if isinstance(each.event, e.Closed)]


@pytest.fixture
def trio(small: Scenario) -> Class:
    """Three students in one seat of room A, and a policy in the other; a minute for each stage."""
    found = Class(small, seconds=60.0)
    for student in ("ann", "ben", "cem"):
        found.seat(student, "A", "capital")
    found.begin("A")
    return found


# Votes


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


# Seats


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


# The facilitator


def test_paused_time_takes_no_minutes(trio: Class) -> None:
    trio.wait(50.0)
    trio.must(e.Paused(("A",)))
    assert isinstance(trio.do(trio.ballot("ann", "aid")), Refusal)
    assert trio.wait(1000.0) == []
    trio.must(e.Resumed(("A",)))
    assert trio.wait(9.9) == []
    assert closed(trio.wait(0.2)) == ["A"]


def test_a_pause_lets_nothing_settle_that_was_not(trio: Class) -> None:
    trio.vote("ann", "aid")
    trio.vote("ben", "aid")
    trio.must(e.Paused(("A",)))
    assert not settled(trio.must(e.Dropped("cem"), "host"))
    assert settled(trio.must(e.Resumed(("A",)))) == [("A", "aid", "agreed")]


def test_a_stage_can_be_made_longer_and_shorter(trio: Class) -> None:
    trio.must(e.Extended(("A",), 30.0))
    assert trio.wait(89.0) == []
    assert closed(trio.must(e.Extended(("A",), -1.0))) == ["A"]


def test_where_no_clock_runs_none_is_shortened_but_one_can_be_set(small: Scenario) -> None:
    found = Class(small)
    found.seat("ann", "A", "capital")
    found.begin("A")
    assert isinstance(found.do(e.Extended(("A",), -60.0)), Refusal)
    assert isinstance(found.do(e.Extended(("B",), 60.0)), Refusal)  # it has not begun
    found.must(e.Extended(("A",), 60.0))
    assert closed(found.wait(60.0)) == ["A"]


def test_to_advance_settles_by_the_votes_so_far_and_the_default(small: Scenario) -> None:
    found = Class(small)
    for student, role in (("ann", "capital"), ("ben", "capital"), ("cem", "bureau")):
        found.seat(student, "A", role)
    found.begin("A")
    found.vote("ann", "troops")
    entries = found.must(w.Advance(("A", "B")))
    assert settled(entries) == [("A", "troops", "advanced"), ("A", "wait", "advanced")]
    assert closed(entries) == ["A"]
    assert isinstance(found.do(w.Advance(("B",))), Refusal)


def test_to_advance_a_paused_room_sets_its_clock_going(trio: Class) -> None:
    trio.must(e.Paused(("A",)))
    assert closed(trio.must(w.Advance(("A",)))) == ["A"]
    assert not trio.room("ann").paused


def test_a_rewound_room_stands_as_that_stage_opened(trio: Class) -> None:
    opening = trio.room("ann").play
    trio.vote("ann", "aid")
    trio.wait(60.0)
    trio.wait(60.0)
    assert trio.room("ann").phase == "over"
    trio.must(e.Rewound("A", "spring", "once more"))
    room = trio.room("ann")
    assert (room.phase, room.attempt, room.deadline) == ("open", 1, trio.now + 60.0)
    assert alike(room.play, opening)
    assert not room.seats["capital"].ballots
    assert isinstance(trio.do(e.Rewound("A", "summer", "too far")), Refusal)


def test_what_is_let_happen_acts_now_and_is_gone_after_a_rewind_before_it(trio: Class) -> None:
    calm = trio.room("ann").play.position.state.turmoil
    trio.must(e.Injected("A", "spring", "fire", "Fire", "A fire.", (("turmoil", 0.2),)))
    assert trio.room("ann").play.position.state.turmoil > calm
    assert trio.room("ann").planned is None  # the policies look again
    trio.plan()
    trio.wait(60.0)
    assert isinstance(trio.do(e.Injected("A", "spring", "fire", "Fire", "x", ())), Stale)
    trio.must(e.Rewound("A", "spring", "once more"))
    assert trio.room("ann").play.position.state.turmoil == calm
    assert trio.room("ann").injects == ()


def test_an_option_that_an_inject_takes_away_takes_its_votes_along(trio: Class) -> None:
    trio.wait(60.0)
    trio.vote("ann", "troops")
    assert trio.room("ann").seats["capital"].ballots["answer"]
    calming = e.Injected("A", "summer", "calm", "Calm", "It ends.", (("turmoil", -1.0),))
    trio.must(calming)
    assert trio.room("ann").play.unfit("capital", "answer", "troops")
    assert not trio.room("ann").seats["capital"].ballots["answer"]


def test_practice_does_not_count_and_waits_for_the_real_beginning(small: Scenario) -> None:
    found = Class(small, practice=True, seconds=60.0)
    found.seat("ann", "A", "capital")
    start = found.state.rooms["A"].play
    found.begin("A")
    assert found.room("ann").practice
    early = found.ballot("ann", "aid")
    found.vote("ann", "troops")
    room = found.room("ann")
    assert (room.phase, room.practice, room.attempt, room.deadline) == ("waiting", False, 1, None)
    assert alike(room.play, start)
    assert [each.event.kind for each in found.log[-2:]] == ["closed", "practised"]
    found.begin("A")
    assert not found.room("ann").practice
    assert isinstance(found.do(early), Stale)
    found.vote("ann", "aid")
    assert len(found.room("ann").play.taken) == 1


def test_rooms_share_their_luck_unless_each_has_its_own(small: Scenario) -> None:
    shared = Class(small, rooms=("A", "B", "C")).state.rooms.values()
    own = Class(small, rooms=("A", "B", "C"), same_luck=False).state.rooms.values()
    assert [room.seed for room in shared] == [7, 7, 7]
    assert len({room.seed for room in own}) == 3
    assert all(room.play.position.luck.seed == room.seed for room in (*shared, *own))
    again = Class(small, rooms=("A", "B", "C"), same_luck=False).state.rooms.values()
    assert [room.seed for room in own] == [room.seed for room in again]


@pytest.mark.parametrize(
    "wish",
    [
        w.Begin(("C",)), w.Advance(("C",)), e.Paused(("C",)), e.Extended(("C",), 1.0),
        e.Told(("C",), "", "x"), e.Told(("A",), "nobody", "x"), e.Nudged("A", "nobody"),
        e.Nudged("C", "capital"), e.Captained("A", "capital", "nobody"), e.Moved("ann", "A", "nobody"),
        e.Delegated("C", "capital", ""), e.Rewound("C", "spring", ""), e.Rewound("A", "winter", ""),
        e.Practised("A"), e.Relinked("nobody", ""), e.Injected("B", "spring", "x", "x", "x", ()),
        w.Join("dan", "Dan", "", "C"), w.Join("dan", "Dan", "", "", "nobody"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_changes_nothing(trio: Class, wish: w.Wish) -> None:
    before = trio.state
    assert isinstance(trio.do(wish), Refusal)
    assert trio.state is before


def test_what_changes_nothing_leaves_no_entry(trio: Class) -> None:
    for wish in (
        e.Connected("ann"), e.Resumed(("A",)), e.Allowed(joining=True, forecasts=True),
        e.Moved("ann", "A", "capital"), e.Delegated("A", "capital", ""), w.Begin(("A",)),
        w.Retract("spring", 0, e.Withdrew("ann", "answer")), w.Tick(("A",)),
    ):  # fmt: skip
        assert trio.must(wish) == [], wish
