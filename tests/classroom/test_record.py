"""What a log says of votes, decisions, attendance and the facilitator; and rooms compared."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.comparison import compared
from game.classroom.overrides import told
from game.classroom.pictures import score_picture, scores_picture
from game.classroom.record import Record, recorded
from game.classroom.slides import slides
from game.scenario.model import Scenario
from tests.classroom.classes import Class


def record(of: Class) -> Record:
    """Of what has been logged."""
    return recorded(of.log, of.world)


@pytest.fixture
def pair(small: Scenario) -> Class:
    """Two students in a seat of room A, one in a seat of room B."""
    of = Class(small)
    for student, room in (("ann", "A"), ("ben", "A"), ("cem", "B")):
        of.seat(student, room, "capital")
    of.begin()
    return of


def finished(of: Class, *students: str) -> None:
    """Vote for the defaults to the end."""
    while any(of.room(each).phase == "open" for each in students):
        for each in students:
            if of.room(each).phase == "open" and of.state.due(of.room(each).name, "capital"):
                of.vote(each, of.default(each))


def test_a_vote_that_was_changed_did_not_stand(pair: Class) -> None:
    pair.vote("ann", "aid")
    pair.vote("ann", "troops")
    pair.vote("ben", "troops")
    votes = [(each.student, each.option, each.stood, each.counts) for each in record(pair).votes]
    assert votes == [
        ("ann", "aid", False, False), ("ann", "troops", True, True), ("ben", "troops", True, True),
    ]  # fmt: skip


def test_what_was_rewound_is_kept_and_does_not_count(pair: Class) -> None:
    pair.vote("cem", "troops")
    pair.must(e.Rewound("B", "spring", "too fast"))
    pair.plan()
    pair.vote("cem", "aid")
    found = record(pair)
    made = [(each.option, each.attempt, each.counts) for each in found.decided if each.role == "capital"]
    assert made == [("troops", 0, False), ("aid", 1, True)]
    assert [(each.option, each.stood, each.counts) for each in found.votes] == [
        ("troops", True, False), ("aid", True, True),
    ]  # fmt: skip


def test_practice_does_not_count(small: Scenario) -> None:
    of = Class(small, practice=True)
    of.seat("ann", "A", "capital")
    of.begin("A")
    of.vote("ann", "troops")
    assert not of.state.rooms["A"].practice
    of.begin("A")
    of.vote("ann", "aid")
    found = [(each.option, each.practice, each.counts) for each in record(of).decided if each.votes]
    assert found == [("troops", True, False), ("aid", False, True)]


def test_attendance_is_the_time_for_which_a_screen_was_there(pair: Class) -> None:
    pair.now = 100.0
    pair.must(e.Dropped("ann"), "host")
    pair.now = 160.0
    pair.must(e.Connected("ann"), "host")
    pair.now = 200.0
    pair.must(e.Nudged("A", "capital"))
    found = record(pair)
    assert found.attended == {"ann": 140.0, "ben": 200.0, "cem": 200.0}
    assert found.drops == {"ann": 1}


def test_every_override_is_told_in_words_and_a_stage_moved_on_once(pair: Class) -> None:
    pair.must(e.Paused(("A", "B")))
    pair.must(e.Resumed(("A", "B")))
    pair.must(e.Injected("A", "spring", "torches", "Torches", "Torches burn.", (("turmoil", 0.1),)))
    pair.plan()
    pair.must(w.Advance(("A",)))
    pair.must(e.Moved("ben", "B", "bureau"))
    pair.must(e.Told(("B",), "bureau", "Ten minutes."))
    pair.must(e.Allowed(joining=False, forecasts=True))
    pair.must(e.Delegated("A", "capital", "random"))
    pair.must(e.Rewound("B", "spring", "A slip."))
    found = record(pair)
    lines = [text for _, text in told(found, lambda each: found.state.students[each].label)]
    assert lines[2:] == [
        "The clock was stopped in all rooms.",
        "The clock went on in all rooms.",
        "A, in “Ash asks for help”: “Torches” was let happen (violence +10).",
        "A: moved on from “Ash asks for help” by the votes so far.",
        "Student 2 was moved to B, The Bureau.",
        "To B, The Bureau: “Ten minutes”",
        "Joining was closed.",
        "A, The Capital: a policy took the seat (random).",
        "B: set back to the start of “Ash asks for help”. A slip.",
    ]
    assert not [each for each in told(found, str, play_only=True) if isinstance(each[0].event, e.Moved)]


def test_a_room_that_does_what_was_done_in_fact_lies_upon_history(pair: Class) -> None:
    pair.vote("ann", "aid")
    pair.vote("ben", "aid")
    finished(pair, "ann", "ben", "cem")
    found = compared(record(pair))
    a, b = found.rooms
    assert b.values == found.history.values
    assert a.values != b.values
    assert {len(values) for values in a.values} == {len(found.marks)}
    assert found.parting
    assert (found.parting.stage, found.parting.decision) == ("spring", "answer")
    assert {split.option: split.rooms for split in found.parting.splits} == {
        "refuse": ("B",), "aid": ("A",), "troops": (),
    }  # fmt: skip


def test_over_one_room_it_is_asked_where_its_students_parted(small: Scenario) -> None:
    of = Class(small, rooms=("A",))
    for student in ("ann", "ben", "cem"):
        of.seat(student, "A", "capital")
    of.begin()
    of.vote("ann", "aid")
    of.vote("ben", "troops")
    of.vote("cem", "troops")
    of.must(w.Advance(("A",)))
    of.plan()
    finished(of, "ann", "ben", "cem")
    found = compared(record(of))
    assert found.parting
    assert found.parting.stage == "spring"
    assert {each.title for each in slides(found)} >= {"Where you disagreed most", "To discuss"}


def test_a_session_in_which_nobody_has_voted_can_be_talked_over(small: Scenario) -> None:
    of = Class(small)
    found = compared(record(of))
    assert found.parting is None
    assert not found.questions
    assert not found.quotes
    assert [len(course.values[0]) for course in found.rooms] == [1, 1]
    assert slides(found)[0].svg.startswith("<svg")


def test_only_reasons_that_may_be_shown_are_shown_and_never_a_name(pair: Class) -> None:
    for student, room, quotable in (("ann", "A", True), ("ben", "A", False), ("cem", "B", True)):
        cast = pair.ballot(student, "aid")
        voted = e.Voted(student, f"r-{student}", "answer", "aid", f"<b>reason of {student[0]}</b>", quotable)
        pair.must(w.Cast(cast.stage, cast.attempt, voted), student)
        pair.plan()
        assert room in pair.state.rooms
    found = compared(record(pair))
    assert {each.reason for each in found.quotes} == {"<b>reason of a</b>", "<b>reason of c</b>"}
    said = repr(slides(found))
    assert "Student 1" not in said
    assert not [name for name in ("Ann", "Ben", "Cem") if name in said]


def test_of_a_reason_that_is_too_long_for_a_slide_the_beginning_is_shown(pair: Class) -> None:
    cast = pair.ballot("ann", "aid")
    long = replace(cast.vote, reason="word " * 199, quotable=True)
    pair.must(replace(cast, vote=long), "ann")
    pair.must(w.Advance(("A",)))
    (quote,) = compared(record(pair)).quotes
    assert quote.reason.startswith("word word")
    assert quote.reason.endswith(" …")
    assert len(quote.reason) <= 220


def test_pictures_hold_what_authors_wrote_as_text_and_never_as_marks(small: Scenario) -> None:
    stage = small.stages[0]
    decision = stage.decisions[0]
    wild = replace(decision.options[0], label="<script>alert(1)</script>")
    spoilt = replace(decision, options=(wild, *decision.options[1:]))
    first = replace(stage, decisions=(spoilt, *stage.decisions[1:]))
    of = Class(replace(small, stages=(first, *small.stages[1:])))
    of.seat("ann", "A", "capital")
    of.begin("A")
    of.vote("ann", "refuse")
    pictures = "".join(each.svg for each in slides(compared(record(of))))
    assert "<script" not in pictures
    assert "&lt;script" in pictures


def test_no_slide_shows_a_decision_on_which_nobody_voted_and_a_stage_shares_one(small: Scenario) -> None:
    of = Class(small)
    for student, role in (("ann", "capital"), ("ben", "bureau")):
        of.seat(student, "A", role)
    of.begin("A")
    of.vote("ann", of.default("ann"))
    of.vote("ben", of.default("ben"))
    of.must(w.Advance(("A",)))  # the second stage passes in silence
    found = compared(recorded(of.log, of.world))
    assert {each.stage for each in found.questions} == {stage.id for stage in small.stages[:2]}
    assert found.parting is None
    shown = [each for each in slides(found) if each.title == "How you voted"]
    assert [each.note for each in shown] == [small.stages[0].title]
    assert "; " in shown[0].svg.partition("</title>")[0]  # several decisions


def test_small_differences_look_small_and_an_unfinished_room_says_so(small: Scenario) -> None:
    of = Class(small)
    of.seat("ann", "A", "capital")
    of.begin("A")
    found = compared(recorded(of.log, of.world))
    one = score_picture("a", replace(found, history=found.rooms[0]), "credibility")
    ticks = [int(each) for each in re.findall(r'text-anchor="end">(-?\d+)</text>', one)]
    assert max(ticks) - min(ticks) >= 15
    assert "A (so far)" in score_picture("b", found, "credibility")
    assert "A (so far)" in scores_picture("c", found)


def test_many_rooms_still_fit_one_picture(small: Scenario) -> None:
    rooms = tuple(f"Room {number}" for number in range(1, 31))
    of = Class(small, rooms=rooms)
    for number, room in enumerate(rooms):
        of.seat(f"s{number}", room, "capital")
    of.begin()
    for number in range(len(rooms)):
        of.vote(f"s{number}", ("aid", "troops", "refuse")[number % 3])
    found = compared(record(of))
    assert found.parting
    assert [len(split.rooms) for split in found.parting.splits] == [10, 10, 10]
    pictures = [each.svg for each in slides(found) if each.svg]
    assert all("10 rooms" in each for each in pictures if "parted-title" in each)
