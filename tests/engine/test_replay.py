"""Traces are saves: replayed, written and read, and apart by nothing but the choices."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.trace import Trace
from game.policies.fixed import Script
from game.policies.random import Random
from game.scenario.model import Event, Scenario
from tests.engine.plays import LAWS, played
from tests.engine.records import differing, record


@LAWS
@given(seed=st.integers(0, 2**64 - 1), play=st.integers(0, 2**40))
def test_the_recorded_choices_replay_the_same_play(scenario: Scenario, seed: int, play: int) -> None:
    was = played(scenario, None, Random(), seed=seed, first=play, plays=1)
    options = {
        (stage.id, each.role, each.id): [option.id for option in each.options]
        for stage in scenario.stages
        for each in stage.decisions
    }
    choices = {
        key: options[key][int(choice[0])] for stage in was.stages for key, choice in stage.choices.items()
    }
    again = played(scenario, None, Script(choices), seed=seed, first=play, plays=1)
    assert differing(record(was), record(again)) == set()


def test_a_trace_written_and_read_is_the_same(scenario: Scenario) -> None:
    trace = played(scenario, None, Random(), first=5, plays=33)
    read = Trace.from_bytes(trace.to_bytes())
    kept = {name: value for name, value in record(trace).items() if "/opened/" not in name}
    kept = {name: value for name, value in kept.items() if "/state/" not in name}
    assert differing(kept, record(read)) == set()
    for name in ("scenario", "digest", "version", "seed", "first", "plays"):
        assert getattr(read, name) == getattr(trace, name)
    assert read.to_bytes() == trace.to_bytes()


@pytest.mark.parametrize("data", [b"", b"not a trace", b"PK\x03\x04 cut short"])
def test_bytes_that_are_no_trace_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        Trace.from_bytes(data)


def test_half_a_trace_is_refused(small: Scenario) -> None:
    data = played(small, plays=2).to_bytes()
    with pytest.raises(ValueError):
        Trace.from_bytes(data[: len(data) // 2])


@pytest.mark.parametrize("head", ["[]", '"text"', '{"format": 2}', '{"format": 1, "scenario": "small"}'])
def test_other_arrays_are_refused(head: str) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, head=np.array(head))
    with pytest.raises(ValueError, match="trace"):
        Trace.from_bytes(buffer.getvalue())


def without_luck(scenario: Scenario) -> Scenario:
    """The scenario without its events."""
    return replace(scenario, events=(), stages=tuple(replace(each, events=()) for each in scenario.stages))


def test_a_new_draw_moves_no_other(scenario: Scenario) -> None:
    """Council noise, outbreaks, overthrows, exits and random choices are the same with more events."""
    bare = without_luck(scenario)
    rumours = tuple(Event(f"rumour-{i}", "", {}, chance=0.5) for i in range(3))
    more = replace(bare, events=rumours)
    was, now = (record(played(each, None, Random(), plays=300)) for each in (bare, more))
    assert {name for name in differing(was, now) if "/happened/" not in name} == set()
    drawn = [value.mean() for name, value in now.items() if name.endswith("/happened/rumour-0")]
    assert 0.3 < drawn[0] < 0.7


def test_an_event_added_last_moves_no_other_event(scenario: Scenario) -> None:
    last = replace(
        scenario.stages[-1],
        events=(*scenario.stages[-1].events, Event("rumour", "", {}, chance=0.5)),
    )
    more = replace(scenario, stages=(*scenario.stages[:-1], last))
    was, now = (record(played(each, None, Random(), plays=300)) for each in (scenario, more))
    assert differing(was, now) == {f"{last.id}/happened/rumour"}


def test_two_lines_of_play_face_the_same_luck(scenario: Scenario) -> None:
    """An event that hangs on nothing but luck happens in the same plays, whatever was chosen."""
    free = [
        f"{stage.id}/happened/{event.id}"
        for stage in scenario.stages
        for event in stage.events
        if event.when is None and event.chance < 1.0
    ]
    assert free
    one, other = (record(played(scenario, None, policy, plays=300)) for policy in (Script({}), Random()))
    assert "final/share" in differing(one, other)
    for event in free:
        assert 0 < one[event].sum() < 300
        assert np.array_equal(one[event], other[event])


def test_one_plays_luck_is_not_anothers(scenario: Scenario) -> None:
    trace = played(scenario, None, None, plays=500)
    assert len(np.unique(trace.end[0])) > 400
