"""No choice on the flagship is right whatever happens: two sentences of the design's calibration table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from game.engine.arrays import Array, Choice
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, continued, offered, run, settle
from game.engine.world import CompiledDecision, World
from game.policies.fixed import Script
from game.policies.random import Random
from game.scenario.model import Option, Scenario
from tests.engine.plays import COST, CREDIBILITY, DIVERSIFICATION

SIGNS = np.array([1.0, -1.0, -1.0])[:, None]
"""Credibility is good; cost and diversification are bad."""
LUCK = Luck(2010, 0, 80)
"""What one-note policies and random ones alike are put through."""


@pytest.fixture(scope="module")
def world(flagship: Scenario) -> World:
    """The flagship with the model as it stands."""
    return compile_world(flagship)


def played_by(world: World, policy: Policy, luck: Luck) -> Array:
    """(score, play): how the plays end with one policy in both seats."""
    return run(world, {role.id: policy for role in world.scenario.roles}, luck).end


class RandomScripts:
    """Many policies at once, each a choice at random for every decision, kept through all luck."""

    def __init__(self, policies: int, plays: int) -> None:
        self.policies, self.plays = policies, plays

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """(policy · play,)"""
        dice = np.random.default_rng(decision.number)
        return np.repeat(dice.integers(len(decision.options), size=self.policies), self.plays)


@pytest.fixture(scope="module")
def chance(world: World) -> Array:
    """(score, policy): the means of random policies over the same luck."""
    policies, plays = 400, LUCK.count
    end = played_by(world, RandomScripts(policies, plays), LUCK.repeated(policies))
    return np.array(end.reshape(len(SCORES), policies, plays).mean(axis=-1))


def best_on_all_three(world: World, plays: int) -> dict[str, float]:
    """By option: the share of plays in which no other option on offer beats it on any score.

    All else is left to luck, the same for every option of a decision.
    """
    policies = {role.id: Random() for role in world.scenario.roles}
    shares: dict[str, float] = {}
    position = begin(world, Luck(2010, 0, plays))
    while position.stage is not None:
        usual = chosen(position, policies)
        for decision in position.stage.decisions:
            there = offered(position, decision)
            ends = []
            for i in range(len(decision.options)):
                instead = {**usual, decision.key: np.full(plays, i)}
                ends.append(SIGNS * continued(settle(position, instead), policies).end)
            worth = np.where(there[:, None], np.array(ends), -np.inf)  # (option, score, play)
            best = there & (worth >= worth.max(axis=0)).all(axis=1)
            shares |= {
                f"{'.'.join(decision.key)}={option}": float(best[i].mean())
                for i, option in enumerate(decision.options)
            }
        position = settle(position, usual)
    return shares


def check_no_option_is_best(world: World, plays: int) -> None:
    shares = best_on_all_three(world, plays)
    often = {option: share for option, share in shares.items() if share > 0.5}
    assert not often, often


def test_no_option_is_best_on_all_three_scores_in_more_than_half_of_the_plays(world: World) -> None:
    check_no_option_is_best(world, 500)


@pytest.mark.slow
def test_no_option_is_best_on_all_three_scores_in_more_than_half_of_10000_plays(world: World) -> None:
    check_no_option_is_best(world, 10_000)


def one_note_policies(scenario: Scenario) -> dict[str, Policy]:
    """Policies with one idea: the same option wherever it is offered, or always the most of one lever."""
    decisions = {
        (stage.id, each.role, each.id): each for stage in scenario.stages for each in stage.decisions
    }

    def most(lever: str, options: Iterable[Option]) -> Option:
        return max(options, key=lambda option: option.levers.get(lever, 0.0))

    ids = {option.id for each in decisions.values() for option in each.options}
    levers = {lever for each in decisions.values() for option in each.options for lever in option.levers}
    notes: dict[str, Policy] = {
        f"always {name}": Script(
            {key: name for key, each in decisions.items() if name in {option.id for option in each.options}}
        )
        for name in sorted(ids)
    }
    notes |= {
        f"most {lever}": Script(
            {
                key: most(lever, each.options).id
                for key, each in decisions.items()
                if any(option.levers.get(lever, 0.0) > 0.0 for option in each.options)
            }
        )
        for lever in sorted(levers)
    }
    notes |= {line.id: Script(line.choices) for line in scenario.lines if line.id != "remedy"}
    return notes


def test_no_one_note_policy_is_in_the_top_tenth_of_random_policies_on_all_three_scores(
    flagship: Scenario, world: World, chance: Array
) -> None:
    tenth = np.percentile(SIGNS * chance, 90.0, axis=1)
    notes = one_note_policies(flagship)
    assert len(notes) > 20
    above = {}
    for name, policy in notes.items():
        mean = (SIGNS * played_by(world, policy, LUCK)).mean(axis=1)
        if (mean >= tenth).all():
            above[name] = mean.round(1).tolist()
    assert not above, above


def test_random_policies_differ_enough_for_a_top_tenth_to_mean_something(chance: Array) -> None:
    low, high = np.percentile(chance, [5.0, 95.0], axis=1)
    assert high[CREDIBILITY] - low[CREDIBILITY] > 5.0
    assert high[COST] - low[COST] > 5.0
    assert high[DIVERSIFICATION] - low[DIVERSIFICATION] > 5.0
