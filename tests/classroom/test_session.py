"""What a facilitator does to rooms, and what time does."""

from __future__ import annotations

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.students import Stale
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike, closed, settled


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
    assert len({id(room.play) for room in shared}) == 1  # one play, of which views are reckoned once
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
