"""The planner takes what its role would be glad of, with restraint, and knows no more than a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from game.engine.arrays import Choice
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, run, settle
from game.engine.settings import Settings, portion
from game.policies.fixed import Historical
from game.policies.planner import Plan, Planner, worth
from game.policies.random import Random
from game.scenario.model import Decision, Event, Option, Scenario, Weights
from game.scenario.parsing import read
from tests.engine.plays import staged, table, turn

COST = SCORES.index("cost")
FEW = 16
"""Continuations: enough for what is certain."""


def decision(options: Mapping[str, Mapping[str, float]], historical: str, name: str = "answer") -> Decision:
    """One of the Capital's, with these options and what each does."""
    return Decision(
        name,
        "capital",
        "",
        tuple(
            Option(each, each, "", levers, historical=each == historical) for each, levers in options.items()
        ),
        historical,
    )


def rigged(small: Scenario, *decisions: Decision, events: tuple[Event, ...] = ()) -> Scenario:
    """A game of two stages: one to decide in, and one in which things come home."""
    first, then = replace(turn("first"), decisions=decisions), replace(turn("then"), events=events)
    return staged(small, first, then)


def plan(scenario: Scenario, planner: Planner, number: int = 0, plays: int = 6) -> Plan:
    position = begin(compile_world(scenario), Luck(5, 0, plays))
    assert position.stage is not None
    return planner.plan(position, position.stage.decisions[number])


def names(scenario: Scenario, planner: Planner, plays: int = 6) -> set[str]:
    """What it takes in the first decision."""
    options = scenario.stages[0].decisions[0].options
    return {options[i].id for i in plan(scenario, planner, plays=plays).choice.tolist()}


def test_it_takes_the_obviously_best_option(small: Scenario) -> None:
    options = {"usual": {}, "waste": {"cost": 40.0}, "save": {"cost": -40.0}, "spend": {"cost": 10.0}}
    assert names(rigged(small, decision(options, "usual")), Planner(FEW)) == {"save"}


def test_it_decides_by_its_own_roles_weights(small: Scenario) -> None:
    """Promises raise belief before a test; only those who care for belief pay for them."""
    options = {"usual": {}, "promise": {"promise.internal": 0.6, "cost": 30.0}}
    scenario = rigged(small, decision(options, "usual"))

    def weighing(credibility: float, cost: float) -> Scenario:
        weights = Weights(credibility, cost, 0.0)
        return replace(scenario, roles=tuple(replace(role, weights=weights) for role in scenario.roles))

    assert names(weighing(5.0, 0.0), Planner(FEW)) == {"promise"}
    assert names(weighing(0.0, 5.0), Planner(FEW)) == {"usual"}


@pytest.mark.parametrize(("gain", "taken"), [(0.5, "usual"), (0.99, "usual"), (1.5, "better")])
def test_it_keeps_to_history_within_its_margin(small: Scenario, gain: float, taken: str) -> None:
    options: dict[str, dict[str, float]] = {"better": {"cost": -gain}, "usual": {}, "worse": {"cost": 5.0}}
    assert names(rigged(small, decision(options, "usual")), Planner(FEW, margin=1.0)) == {taken}


def test_without_a_margin_it_takes_any_gain(small: Scenario) -> None:
    options = {"better": {"cost": -0.01}, "usual": {}}
    assert names(rigged(small, decision(options, "usual")), Planner(FEW, margin=0.0)) == {"better"}


def test_options_face_the_same_imagined_luck(small: Scenario) -> None:
    """Twins are worth exactly the same, and a price differs by exactly its amount, with few continuations."""
    options = {"usual": {}, "twin": {}, "dearer": {"cost": 3.25}}
    expected = plan(rigged(small, decision(options, "usual")), Planner(FEW)).expected
    assert np.array_equal(expected[0], expected[1])
    assert np.array_equal(expected[2, COST] - expected[0, COST], np.full(6, 3.25))


def fire(chance: float) -> Event:
    """It costs 40, unless insured."""
    return Event("fire", "", {"cost": 40.0}, chance=chance, when=read("not flag.insured").condition)


@pytest.mark.parametrize(("chance", "taken"), [(0.6, "insure"), (0.05, "usual")])
def test_it_does_not_know_the_luck_to_come(small: Scenario, chance: float, taken: str) -> None:
    """It insures at a fair price in all plays or in none, whether there will be a fire or not."""
    options = {"usual": {}, "insure": {"cost": 8.0, "flag.insured": 1.0}}
    scenario = rigged(small, decision(options, "usual"), events=(fire(chance),))
    assert names(scenario, Planner(256), plays=40) == {taken}
    world = compile_world(scenario)
    burnt = run(world, {role.id: Historical() for role in small.roles}, Luck(5, 0, 40)).stages[1].happened
    assert 0 < burnt["fire"].sum() < 40


def test_what_it_imagines_is_not_what_will_be(small: Scenario) -> None:
    """With one continuation it insures where it imagined a fire, whether there will be one or not."""
    options = {"usual": {}, "insure": {"cost": 8.0, "flag.insured": 1.0}}
    scenario = rigged(small, decision(options, "usual"), events=(fire(0.5),))
    insured = plan(scenario, Planner(1, margin=0.0), plays=1_000).choice == 1
    usual = run(compile_world(scenario), {role.id: Historical() for role in small.roles}, Luck(5, 0, 1_000))
    fires = usual.stages[1].happened["fire"]
    assert 0.4 < insured.mean() < 0.6
    assert 0.4 < fires.mean() < 0.6
    assert abs(np.corrcoef(insured, fires)[0, 1]) < 0.12


def test_it_takes_only_what_is_on_offer(small: Scenario) -> None:
    options = {"usual": {}, "save": {"cost": -40.0}}
    plain = decision(options, "usual")
    shut = replace(plain.options[1], when=read("turmoil > 2").condition)
    scenario = rigged(small, replace(plain, options=(plain.options[0], shut)))
    made = plan(scenario, Planner(FEW))
    assert (made.choice == 0).all()
    assert np.isneginf(made.worth[1]).all()
    assert np.isfinite(made.worth[0]).all()


def test_what_it_has_settled_in_a_stage_stands_while_it_settles_the_rest(small: Scenario) -> None:
    first = decision({"cheap": {}, "dear": {"cost": 20.0}}, "cheap", "first")
    second = decision({"usual": {}, "other": {"cost": 1.0}}, "usual", "second")
    position = begin(compile_world(rigged(small, first, second)), Luck(5, 0, 4))
    assert position.stage is not None
    one, two = position.stage.decisions
    cheap, dear = (
        Planner(FEW).plan(replace(position, made={one.key: np.full(4, made)}), two).expected
        for made in (0, 1)
    )
    assert np.array_equal(dear[:, COST] - cheap[:, COST], np.full((2, 4), 20.0))


def test_the_worth_of_a_change_counts_cost_and_diversification_against_it() -> None:
    change = np.array([[1.0], [10.0], [100.0]])
    assert SCORES == ("credibility", "cost", "diversification")
    assert worth(Weights(2.0, 0.5, 0.1), change).tolist() == [2.0 - 5.0 - 10.0]


# The same alone and in a batch --------------------------------------------------------------------


def second_stage(small: Scenario, settings: Settings, luck: Luck) -> Position:
    """Positions that differ from play to play, with decisions to make."""
    position = begin(compile_world(small, settings), luck)
    return settle(position, chosen(position, {role.id: Random() for role in small.roles}))


@pytest.mark.parametrize("settings", [Settings(), table(3, 7)], ids=["the model", "a table"])
def test_a_plan_is_the_same_alone_and_in_a_batch(small: Scenario, settings: Settings) -> None:
    """However many plays are planned at once, and wherever the batch begins."""
    planner = Planner(FEW)
    batch = second_stage(small, settings, Luck(8, 13, 7))
    assert batch.stage is not None
    for what in batch.stage.decisions:
        together = planner.plan(batch, what)
        for i in (0, 3, 6):
            part = portion(settings, slice(i, i + 1))
            alone = planner.plan(second_stage(small, part, Luck(8, 13 + i, 1)), what)
            assert np.array_equal(alone.expected[..., 0], together.expected[..., i])
            assert np.array_equal(alone.worth[..., 0], together.worth[..., i])
            assert alone.choice[0] == together.choice[i]


def test_a_plan_is_the_same_however_it_is_tiled(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    position = second_stage(small, Settings(), Luck(8, 2, 9))
    assert position.stage is not None
    what = position.stage.decisions[0]
    whole = Planner(FEW).plan(position, what)
    monkeypatch.setattr("game.policies.planner.TILE", 2 * FEW * len(what.options))
    assert np.array_equal(Planner(FEW).plan(position, what).expected, whole.expected)


def test_a_game_against_the_planner_is_the_same_alone_and_in_a_batch(small: Scenario) -> None:
    world = compile_world(small)
    policies: dict[str, Policy] = {"capital": Planner(FEW), "bureau": Random()}
    batch = run(world, policies, Luck(21, 6, 5))
    for i in (0, 4):
        alone = run(world, policies, Luck(21, 6 + i, 1))
        assert np.array_equal(alone.end[:, 0], batch.end[:, i])
        for stage, other in zip(alone.stages, batch.stages, strict=True):
            for key, choice in stage.choices.items():
                assert choice[0] == other.choices[key][i]


def test_planning_leaves_the_game_as_it_was(small: Scenario) -> None:
    """Imagined plays draw from luck of their own."""

    class Thinking(Random):
        def choose(self, position: Position, decision: object) -> Choice:
            assert position.stage is not None
            what = next(each for each in position.stage.decisions if each is decision)
            Planner(FEW).plan(position, what)
            return super().choose(position, what)

    world = compile_world(small)
    thought, plain = (
        run(world, {role.id: policy for role in small.roles}, Luck(4, 0, 6))
        for policy in (Thinking(), Random())
    )
    assert np.array_equal(thought.end, plain.end)


def test_on_the_flagship_it_does_better_by_its_own_lights_than_chance(flagship: Scenario) -> None:
    world = compile_world(flagship)
    patron = next(role for role in flagship.roles if role.kind == "patron")
    worths = []
    for policy in (Planner(24), Random()):
        others = {role.id: Historical() for role in flagship.roles}
        trace = run(world, {**others, patron.id: policy}, Luck(2, 0, 12))
        worths.append(worth(patron.weights, trace.end - trace.start).mean())
    assert worths[0] > worths[1] + 5.0
