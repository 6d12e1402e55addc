"""The messages: strict, of bounded size, and views travel whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.classroom import protocol as p
from game.classroom import views
from game.classroom.room import closed, fresh
from game.classroom.tokens import CODE_LENGTH, LETTERS, hashed, join_code, same_code, secret
from game.engine.compile import compile_world
from game.scenario.model import Scenario
from game.table.tidy import LONGEST_REASON

VOTE = {"kind": "vote", "id": "v1", "stage": "spring", "attempt": 0, "decision": "answer", "option": "aid"}


def test_a_vote_reads_as_it_was_meant() -> None:
    found = p.read_request(json.dumps(VOTE | {"reason": "because", "quotable": True}))
    assert found == p.Vote(
        id="v1", stage="spring", attempt=0, decision="answer", option="aid", reason="because", quotable=True
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "votes"}, {"kind": None}, {"id": ""}, {"id": "a b"}, {"id": "x" * 65}, {"id": 1},
        {"stage": None}, {"stage": "x" * 65}, {"attempt": "0"}, {"attempt": 0.5},
        {"reason": "x" * (LONGEST_REASON + 1)},
        {"quotable": "yes"}, {"admin": True}, {"student": "s1"},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_a_message_that_is_not_quite_right_is_none(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        p.read_request(json.dumps(VOTE | change))


@pytest.mark.parametrize("missing", sorted(VOTE))
def test_a_message_that_leaves_something_out_is_none(missing: str) -> None:
    with pytest.raises(ValueError):
        p.read_request(json.dumps({key: value for key, value in VOTE.items() if key != missing}))


@pytest.mark.slow
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_garbage_is_a_value_error_and_nothing_else(garbage: bytes | str) -> None:
    with pytest.raises(ValueError):
        p.read_request(garbage)


def test_a_message_that_is_too_long_is_not_even_read() -> None:
    with pytest.raises(ValueError, match="too long"):
        p.read_request("[" * (p.LONGEST_REQUEST + 1))


def test_what_the_host_says_is_no_request_and_the_other_way_round() -> None:
    with pytest.raises(ValueError):
        p.read_request(p.written(p.Done(id="v1")))
    with pytest.raises(ValueError):
        p.read_news(json.dumps(VOTE))


def test_views_travel_whole_through_a_play_of_the_flagship(flagship: Scenario) -> None:
    play = fresh(compile_world(flagship), 7)
    for number in range(len(flagship.stages)):
        for role in (each.id for each in flagship.roles):
            stage = p.StageNow(role=role, attempt=0, over=number, view=views.stage_view(play, role, {}))
            assert p.read_news(p.written(stage)) == stage
        play = closed(play, ())
        for role in (each.id for each in flagship.roles):
            over = p.Outcome(attempt=0, number=number, outcome=views.outcome_view(play, number, role))
            assert p.read_news(p.written(over)) == over


# Secrets


def test_a_join_code_is_typed_as_one_likes() -> None:
    codes = {join_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert len(code) == CODE_LENGTH
        assert set(code) <= set(LETTERS)
    code = "ABC234"
    assert all(same_code(typed, code) for typed in ("ABC234", "abc234", " abc-234 ", "a b c 2 3 4"))
    assert not any(same_code(typed, code) for typed in ("", "ABC23", "ABC2345", "ABC235", "АBC234"))


def test_a_link_cannot_be_guessed_and_cannot_be_told_from_what_is_kept_of_it() -> None:
    links = {secret() for _ in range(200)}
    assert len(links) == 200
    assert min(map(len, links)) >= 32  # 192 bits
    assert not {hashed(link) for link in links} & links
