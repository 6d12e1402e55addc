"""`random`, `historical`, scripts and mixes choose as they say, and only what is on offer counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from game.analysis.ensemble import Sweep, tallied
from game.engine.arrays import Choice
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, offered, run, settle
from game.engine.settings import Settings
from game.engine.trace import Trace
from game.engine.world import CompiledDecision, World
from game.policies.fixed import Historical, Script
from game.policies.random import Mix, Random
from game.scenario.model import Scenario

PLAYS = 6_000


@pytest.fixture(scope="module")
def world(small: Scenario) -> World:
    return compile_world(small)


@pytest.fixture(scope="module")
def summer(world: World) -> Position:
    """The second stage, where some options hang on what was done in the first."""
    position = begin(world, Luck(11, 0, PLAYS))
    return settle(position, chosen(position, {role.id: Random() for role in world.scenario.roles}))


def decision(position: Position, name: str) -> CompiledDecision:
    assert position.stage is not None
    return next(each for each in position.stage.decisions if each.key[2] == name)


def play(world: World, policy: Policy, plays: int = PLAYS) -> Trace:
    return run(world, {role.id: policy for role in world.scenario.roles}, Luck(11, 0, plays))


# random -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["answer", "draft"])
def test_random_picks_only_what_is_on_offer(summer: Position, name: str) -> None:
    what = decision(summer, name)
    choice = Random().choose(summer, what)
    table = offered(summer, what)
    assert not table.all()
    assert table[choice, np.arange(PLAYS)].all()


@pytest.mark.parametrize("name", ["answer", "draft"])
def test_random_picks_everything_on_offer_about_equally_often(summer: Position, name: str) -> None:
    """Within every set of options that is on offer somewhere."""
    what = decision(summer, name)
    choice = Random().choose(summer, what)
    menus, which = np.unique(offered(summer, what), axis=1, return_inverse=True)
    assert menus.shape[1] > 1
    for m, menu in enumerate(menus.T):
        plays = int((which == m).sum())
        each = plays / menu.sum()
        counts = Counter(choice[which == m].tolist())
        for option in np.flatnonzero(menu):
            assert abs(counts[option] - each) < 4.0 * np.sqrt(each), what.options[option]


def test_random_picks_without_conditions_about_equally_often(world: World) -> None:
    for key, choice in play(world, Random()).stages[0].choices.items():
        counts = np.bincount(choice)
        each = PLAYS / counts.size
        assert (np.abs(counts - each) < 4.0 * np.sqrt(each)).all(), key


def test_random_choices_in_two_decisions_are_independent(world: World) -> None:
    first, second = (choice for choice in play(world, Random()).stages[0].choices.values())
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.05


def test_random_never_needs_a_default(world: World) -> None:
    assert not any(stage.defaulted for stage in play(world, Random()).stages)


# historical and scripts ---------------------------------------------------------------------------


def test_historical_does_what_was_done(flagship: Scenario) -> None:
    trace = play(compile_world(flagship), Historical(), 20)
    for stage, done in zip(flagship.stages, trace.stages, strict=True):
        for each in stage.decisions:
            index = [option.id for option in each.options].index(each.historical)
            assert (done.choices[stage.id, each.role, each.id] == index).all()
        assert not done.defaulted


def test_a_script_does_what_it_says_and_the_default_elsewhere(small: Scenario, world: World) -> None:
    line = next(line for line in small.lines if line.id == "silence")
    trace = play(world, Script(line.choices), 20)
    for stage, done in zip(small.stages, trace.stages, strict=True):
        for each in stage.decisions:
            key = (stage.id, each.role, each.id)
            wanted = line.choices.get(key, each.default)
            assert {each.options[i].id for i in done.choices[key].tolist()} == {wanted}


def test_what_a_script_leaves_out_may_go_to_another_policy(world: World) -> None:
    key = ("spring", "capital", "answer")
    trace = play(world, Script({key: "troops"}, otherwise=Random()))
    chance = play(world, Random())
    assert (trace.stages[0].choices[key] == 2).all()
    other = ("spring", "bureau", "draft")
    assert np.array_equal(trace.stages[0].choices[other], chance.stages[0].choices[other])


def test_an_option_not_on_offer_gives_way_to_the_default_and_is_counted(small: Scenario) -> None:
    """The corridor is open in summer only to those who opened it in spring."""
    script = Script({("summer", "capital", "answer"): "aid"}, otherwise=Random())
    world = compile_world(small)
    trace = play(world, script)
    spring = trace.stages[0].choices["spring", "capital", "answer"]
    summer, key = trace.stages[1], ("summer", "capital", "answer")
    opened = (spring == 1) | (spring == 2)
    assert np.array_equal(summer.defaulted[key], ~opened)
    assert np.array_equal(summer.choices[key] == 1, opened)
    assert np.array_equal(summer.choices[key] == 0, ~opened)
    tally = tallied(Sweep(small, Settings(), dict.fromkeys(("capital", "bureau"), script), 11), PLAYS)
    assert tally.stages[1].defaulted == {"capital.answer": int((~opened).sum())}


def test_a_script_with_an_option_that_there_is_not_is_an_error(world: World) -> None:
    with pytest.raises(ValueError):
        play(world, Script({("spring", "capital", "answer"): "sing"}), 2)


def test_a_role_without_a_policy_is_an_error(world: World) -> None:
    with pytest.raises(KeyError):
        run(world, {"capital": Random()}, Luck(1, 0, 2))


def test_no_choice_means_the_default(world: World) -> None:
    class Nothing:
        def choose(self, position: Position, decision: CompiledDecision) -> Choice:
            return np.full(position.luck.count, -1)

    trace = play(world, Nothing(), 5)
    usual = play(world, Script({}), 5)
    assert np.array_equal(trace.end, usual.end)
    assert trace.stages[0].defaulted["spring", "bureau", "draft"].all()


def test_the_default_is_the_one_that_the_scenario_states(small: Scenario) -> None:
    """Not the first option, and not the historical one."""
    spring = small.stages[0]
    draft = next(each for each in spring.decisions if each.id == "draft")
    stated = replace(draft, default=draft.options[-1].id)
    decisions = tuple(stated if each is draft else each for each in spring.decisions)
    world = compile_world(replace(small, stages=(replace(spring, decisions=decisions), *small.stages[1:])))
    last = len(draft.options) - 1
    key = ("spring", "bureau", "draft")
    assert draft.options[last].id != draft.historical
    assert (play(world, Script({}), 3).stages[0].choices[key] == last).all()
    position = begin(world, Luck(1, 0, 3))
    none = {each.key: np.full(3, -1) for each in world.stages[0].decisions}
    assert (settle(position, none).record[0].choices[key] == last).all()


# mixes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_a_mix_follows_its_first_policy_as_often_as_it_says(world: World, chance: float) -> None:
    one, other = Script({("spring", "capital", "answer"): "aid"}), Historical()
    choice = play(world, Mix(chance, one, other)).stages[0].choices["spring", "capital", "answer"]
    assert np.isin(choice, (0, 1)).all()
    assert choice.mean() == pytest.approx(chance, abs=0.02)


def test_seats_choose_at_once(world: World) -> None:
    """A policy is shown what its own role has settled in the stage, and nothing of the other's."""

    class Watching(Random):
        def __init__(self) -> None:
            self.seen: set[tuple[str, str]] = set()

        def choose(self, position: Position, decision: CompiledDecision) -> Choice:
            self.seen |= {(decision.key[1], key[1]) for key in position.made}
            assert all(key[0] != decision.key[0] for key in position.moment.chosen)
            return super().choose(position, decision)

    watching = Watching()
    play(world, watching, 5)
    assert all(chooser == settled for chooser, settled in watching.seen)
