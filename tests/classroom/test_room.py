"""A room's play: what is let happen in it, and what is taken back, leaves everything else as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.classroom.room import Play, apart, closed, fresh, injected, rewound
from game.engine.compile import compile_world
from game.engine.play import finish
from game.scenario.model import Event, Scenario
from tests.classroom.classes import alike

NEWS = Event("news-7", "News comes.", {"turmoil": 0.2, "cost": 1.0})


def history(scenario: Scenario, stages: int, seed: int = 7) -> Play:
    """A play in which the first stages took what was done in fact."""
    play = fresh(compile_world(scenario), seed)
    for _ in range(stages):
        play = closed(play, ())
    return play


@pytest.mark.parametrize("name", ["small", "flagship"])
@pytest.mark.parametrize("flag", [False, True])
def test_a_play_with_an_inject_is_the_play_of_a_scenario_that_has_the_event(
    request: pytest.FixtureRequest, name: str, flag: bool
) -> None:
    scenario: Scenario = request.getfixturevalue(name)
    event = replace(NEWS, levers={**NEWS.levers, "flag.news": 1.0}) if flag else NEWS
    for number, stage in enumerate(scenario.stages):
        stages = list(scenario.stages)
        stages[number] = replace(stage, events=(*stage.events, event))
        played = injected(history(scenario, number), stage.id, event)
        assert alike(played, history(replace(scenario, stages=tuple(stages)), number))


def test_an_inject_in_a_stage_that_is_over_acts_from_there_on(flagship: Scenario) -> None:
    before, stage = history(flagship, 4), flagship.stages[2]
    after = injected(before, stage.id, NEWS)
    assert [each.record[-1].scores.tolist() for each in after.positions[1:3]] == [
        each.record[-1].scores.tolist() for each in before.positions[1:3]
    ]
    assert after.position.record[2].scores.tolist() != before.position.record[2].scores.tolist()
    with pytest.raises(ValueError):
        injected(before, "no-such-stage", NEWS)


def test_an_inject_moves_no_other_luck(flagship: Scenario) -> None:
    idle = Event("idle", "Nothing follows from it.", {})
    plain = history(flagship, len(flagship.stages))
    after = injected(plain, flagship.stages[3].id, idle)
    assert alike(finish(after.position).final, finish(plain.position).final)


def test_a_play_apart_is_the_same_play_with_a_generator_of_its_own(flagship: Scenario) -> None:
    play = history(flagship, 3)
    own = apart(play)
    assert alike(own, play)
    assert own.position.luck is not play.position.luck
    assert alike(closed(own, ()), closed(play, ()))


def test_a_rewound_play_goes_on_as_if_nothing_had_been(flagship: Scenario) -> None:
    play = history(flagship, 5)
    back = rewound(play, flagship.stages[2].id)
    assert alike(back, history(flagship, 2))
    assert alike(closed(back, ()), history(flagship, 3))
    with pytest.raises(ValueError):
        rewound(back, flagship.stages[4].id)
    with pytest.raises(ValueError):
        closed(history(flagship, len(flagship.stages)), ())
