"""What a console may ask for, and what comes of it."""

from __future__ import annotations

import json

import pytest

from game.classroom import events as e
from game.classroom import orders as o
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        '{"kind":"begin"}',
        '{"kind":"begin","id":"a","rooms":["A"],"more":1}',
        '{"kind":"extend","id":"a","rooms":["A"],"seconds":1e9}',
        '{"kind":"extend","id":"a","rooms":["A"],"seconds":NaN}',
        '{"kind":"drop tables","id":"a"}',
        json.dumps({"kind": "tell", "id": "a", "rooms": ["A"], "text": "x" * 501}),
        "x" * (o.LONGEST_ORDER + 1),
        "[" * 5000,
    ],
)
def test_what_is_no_order_is_not_taken_for_one(document: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        o.read(document)


@pytest.fixture
def busy(small: Scenario) -> Class:
    """Two students in room A, which plays, and one in room B, which waits."""
    of = Class(small, seconds=60.0)
    for student, room in (("ann", "A"), ("ben", "A"), ("cem", "B")):
        of.seat(student, room, "capital")
    of.begin("A")
    return of


@pytest.mark.parametrize(
    ("order", "events"),
    [
        ({"kind": "begin", "rooms": ["A", "B"]}, ["begun"]),
        ({"kind": "pause", "rooms": ["A"]}, ["paused"]),
        ({"kind": "advance", "rooms": ["A"]}, ["settled", "closed"]),
        ({"kind": "extend", "rooms": ["A"], "seconds": 30}, ["extended"]),
        ({"kind": "rewind", "room": "A", "stage": "spring", "reason": "why"}, ["rewound"]),
        ({"kind": "tell", "rooms": ["A", "B"], "text": "Ten\nminutes"}, ["told"]),
        ({"kind": "rename", "student": "ann", "name": "A\nB"}, ["renamed"]),
        ({"kind": "nudge", "room": "A", "role": "capital"}, ["nudged"]),
        ({"kind": "inject", "rooms": ["A"], "inject": "torches"}, ["injected"]),
        (
            {
                "kind": "inject",
                "rooms": ["A"],
                "title": "Rain",
                "text": "It rains.",
                "levers": {"turmoil": -0.1},
            },
            ["injected"],
        ),
        ({"kind": "preview", "rooms": ["A"], "inject": "torches"}, []),
        ({"kind": "delegate", "room": "A", "role": "capital", "policy": "random"}, ["delegated"]),
        ({"kind": "move", "student": "ben", "room": "B", "role": "bureau"}, ["moved"]),
        ({"kind": "remove", "student": "ben"}, ["removed"]),
        ({"kind": "relink", "student": "ben"}, ["relinked"]),
        ({"kind": "captain", "student": "ben"}, ["captained"]),
        ({"kind": "allow", "joining": False, "forecasts": True}, ["allowed"]),
        ({"kind": "debrief"}, ["debriefed"]),
    ],
)
def test_every_order_is_an_event_in_the_log(busy: Class, order: dict[str, object], events: list[str]) -> None:
    wishes = o.wishes(busy.state, o.read(json.dumps({"id": "a", **order})), "a hash")
    assert not isinstance(wishes, Refusal), wishes
    logged = [entry.event.kind for wish in wishes for entry in busy.must(wish)]
    assert list(dict.fromkeys(logged)) == events


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "pause", "rooms": ["nowhere"]},
        {"kind": "tell", "rooms": ["A"], "text": "\u202e"},
        {"kind": "inject", "rooms": ["B"], "inject": "torches"},
        {"kind": "inject", "rooms": ["A"], "inject": "unknown"},
        {"kind": "remove", "student": "nobody"},
        {"kind": "rename", "student": "ann", "name": " \u202e"},
        {"kind": "delegate", "room": "A", "role": "capital", "policy": "oracle"},
        {"kind": "rewind", "room": "A", "stage": "summer", "reason": ""},
    ],
)
def test_an_order_that_cannot_be_met_is_refused_and_changes_nothing(
    busy: Class, order: dict[str, object]
) -> None:
    before = busy.state
    wishes = o.wishes(busy.state, o.read(json.dumps({"id": "a", **order})))
    refusals = [wishes] if isinstance(wishes, Refusal) else [busy.do(wish) for wish in wishes]
    assert any(isinstance(each, Refusal) for each in refusals)
    assert busy.state == before


def test_slides_and_the_hosts_end_are_no_part_of_the_session(busy: Class) -> None:
    for order in ({"kind": "turn", "by": 1}, {"kind": "turn", "by": -1}, {"kind": "end"}):
        assert o.wishes(busy.state, o.read(json.dumps({"id": "a", **order}))) == []


def test_a_message_is_one_line_whatever_was_typed(busy: Class) -> None:
    order = o.read('{"kind":"tell","id":"a","rooms":["A"],"text":"a\\u001b[2Jb\\nc"}')
    assert o.wishes(busy.state, order) == [e.Told(("A",), "", "a [2Jb c")]


def test_to_end_the_practice_of_all_rooms_passes_over_those_that_do_not_practise(small: Scenario) -> None:
    of = Class(small, practice=True)
    for student, room in (("ann", "A"), ("ben", "B")):
        of.seat(student, room, "capital")
    of.begin("B")
    order = o.read('{"kind":"practised","id":"a","rooms":["A","B"]}')
    wishes = o.wishes(of.state, order)
    assert wishes == [e.Practised("B")]
    of.must(wishes[0])
    assert isinstance(of.do(e.Practised("B")), Refusal)
    again = o.wishes(of.state, order)
    assert not isinstance(again, Refusal)
    assert isinstance(of.do(again[0]), Refusal)  # no room practises any more
