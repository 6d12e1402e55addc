"""What a choice was worth before anyone knew the luck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.analysis.regret import regrets
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.policies.random import Random
from game.scenario.model import Scenario


def played(world: World, seed: int) -> Trace:
    """One random play."""
    return run(world, {role.id: Random() for role in world.scenario.roles}, Luck(seed, 0, 1))


def calm(scenario: Scenario) -> World:
    """Its first stage opens the same whatever the luck."""
    world = compile_world(scenario)
    first, *rest = world.stages
    return replace(world, stages=(replace(first, events=(), shock=0.0), *rest))


def test_every_other_option_of_the_seat_has_its_regret(small: Scenario) -> None:
    world = compile_world(small)
    trace = played(world, 3)
    found = regrets(world, trace, "capital", 16)
    taken = {key: int(choice[0]) for stage in trace.stages for key, choice in stage.choices.items()}
    wanted = {
        (decision.key, option)
        for stage in world.stages
        for decision in stage.decisions
        for option in range(len(decision.options))
        if decision.key[1] == "capital" and option != taken[decision.key]
    }
    assert found.keys() == wanted


def test_at_the_first_stage_it_is_what_whole_plays_come_to_in_the_mean(small: Scenario) -> None:
    """Played as scripts from the beginning under luck of their own; nothing happens before the choice."""
    world = calm(small)
    trace = run(world, {role.id: Historical() for role in small.roles}, Luck(5, 0, 1))
    weights = next(role.weights for role in small.roles if role.id == "capital")
    first = next(each for each in world.stages[0].decisions if each.key[1] == "capital")

    def mean(option: int) -> float:
        policy = Script({first.key: first.options[option]}, otherwise=Historical())
        whole = run(world, {role.id: policy for role in small.roles}, Luck(900, 0, 6_000))
        return float(worth(weights, whole.end - whole.start).mean())

    found = regrets(world, trace, "capital", 6_000)
    for option in range(len(first.options)):
        if option != first.historical:
            expected = mean(option) - mean(first.historical)
            assert found[first.key, option] == pytest.approx(expected, abs=0.35)


def test_it_does_not_hang_on_the_luck_that_the_play_met_later(small: Scenario) -> None:
    """Only what had happened by then counts, and here nothing has."""
    world = calm(small)
    policies = {role.id: Historical() for role in small.roles}
    first = next(each for each in world.stages[0].decisions if each.key[1] == "capital")
    found = []
    for seed in (1, 2):
        trace = run(world, policies, Luck(seed, 0, 1))
        found.append(regrets(world, trace, "capital", 4_000))
    for option in range(len(first.options)):
        if option != first.historical:
            assert found[0][first.key, option] == pytest.approx(found[1][first.key, option], abs=0.3)


def test_a_regret_is_of_one_play(small: Scenario) -> None:
    world = compile_world(small)
    both = run(world, {role.id: Historical() for role in small.roles}, Luck(1, 0, 2))
    with pytest.raises(ValueError, match="one play"):
        regrets(world, both, "capital")
    with pytest.raises(KeyError):
        regrets(world, played(world, 1), "nobody")


def test_more_luck_gives_nearly_the_same(flagship: Scenario) -> None:
    world = compile_world(flagship)
    trace = played(world, 7)
    few, many = (regrets(world, trace, "moscow", lucks) for lucks in (128, 512))
    apart = np.array([few[key] - many[key] for key in many])
    assert np.abs(apart).max() < 1.0
    assert np.sqrt(np.mean(apart**2)) < 0.25
