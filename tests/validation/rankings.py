"""How far the order of options and of lines of play hangs on the parameters.

A decision's options are tried one by one in what was done in fact, under the same luck, in many tables of
parameters, each drawn whole from the plausible ranges. In each table they are ranked by the mean result of
the seat that decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.plausible import tables
from game.engine.arrays import Array, Mask
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.settings import Settings
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.scenario.model import Decision, Scenario, Stage, Weights

TABLES, EACH, SEED = 200, 8, 2010
"""How many tables of parameters, how many plays of each, and under which seed."""
CLOSE = 0.25
"""Points of result: two options that differ by less in the mean count as equally good."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What becomes of one decision's order of options."""

    stage: str
    role: str
    decision: str
    options: int
    best: str
    """The label of the option that is best as calibrated."""
    stays: float
    """In what share of tables it is the best, or as good as that."""
    alike: float
    """How like the tables' orders are to the calibrated one: the mean of Spearman's ρ, from −1 to 1."""


def drawn(*fixed: str) -> Settings:
    """TABLES tables, each for EACH plays; these parameters stay as they are."""
    found = tables(SEED, 0, TABLES)
    return Settings({name: np.repeat(values, EACH) for name, values in found.items() if name not in fixed})


def rankings(scenario: Scenario) -> list[Ranking]:
    """Of every decision with two options or more."""
    models = [compile_world(scenario, model) for model in (Settings(), drawn())]
    weights = {role.id: role.weights for role in scenario.roles}
    names = {role.id: role.name for role in scenario.roles}
    return [
        _ranking(models, stage, decision, weights[decision.role], names[decision.role])
        for stage in scenario.stages
        for decision in stage.decisions
        if len(decision.options) > 1
    ]


def _ranking(models: list[World], stage: Stage, decision: Decision, weights: Weights, role: str) -> Ranking:
    key = (stage.id, decision.role, decision.id)
    calibrated, tried = (
        np.stack(
            [_results(world, {key: option.id}, weights) for option in decision.options if option.when is None]
        )
        for world in models
    )
    labels = [option.label for option in decision.options if option.when is None]
    means = calibrated.mean(axis=1)
    best = int(means.argmax())
    by_table = tried.reshape(len(labels), TABLES, EACH).mean(axis=2)
    stays = by_table[best] >= by_table.max(axis=0) - CLOSE
    return Ranking(
        stage=stage.title,
        role=role,
        decision=decision.id,
        options=len(labels),
        best=labels[best],
        stays=float(stays.mean()),
        alike=float(np.mean([spearman(means, by_table[:, t]) for t in range(TABLES)])),
    )


def _results(world: World, choices: Mapping[tuple[str, str, str], str], weights: Weights) -> Array:
    """(play,): what each play comes to by these weights."""
    policy: Policy = Script(choices, otherwise=Historical())
    seats = {role.id: policy for role in world.scenario.roles}
    trace = run(world, seats, Luck(SEED, 0, TABLES * EACH))
    return worth(weights, trace.end - trace.start)


def spearman(one: Array, other: Array) -> float:
    """The correlation of two orders; 1 where there is nothing to order."""
    if one.size < 2:
        return 1.0
    ranks = [each.argsort().argsort().astype(float) for each in (one, other)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


@dataclass(frozen=True, slots=True)
class Order:
    """An order of two lines of play on one figure."""

    text: str
    calibrated: float
    drawn: float
    patient: float
    """In what share of plays, of tables, and of tables whose δ stays as it is, it holds."""


def orders(scenario: Scenario) -> list[Order]:
    """The orders of lines that were calibrated for, in the plays as calibrated and in the tables drawn."""
    lines = {each.id: Script(each.choices) for each in scenario.lines}
    seats: dict[str, Policy] = {**lines, "historical": Historical()}
    found: list[dict[str, Array]] = []
    for model in (Settings(), drawn(), drawn("charge.patience")):
        world = compile_world(scenario, model)
        found.append({})
        for name, policy in seats.items():
            trace = run(world, {role.id: policy for role in scenario.roles}, Luck(SEED, 0, TABLES * EACH))
            end, table = trace.end, model.parameters
            found[-1][name] = end.reshape(3, TABLES, EACH).mean(axis=2) if table else end
    return [Order(text, *(float(holds(ends).mean()) for ends in found)) for text, holds in ORDERS]


def _below(ends: Mapping[str, Array], score: str, less: str, more: str) -> Mask:
    """Where one line's score is below another's."""
    at = SCORES.index(score)
    return np.asarray(np.less(ends[less][at], ends[more][at]))


def _least(ends: Mapping[str, Array], score: str, name: str) -> Mask:
    """Where a line's score is below every other's."""
    return np.asarray(
        np.logical_and.reduce([_below(ends, score, name, each) for each in ends if each != name])
    )


Holds = Callable[[Mapping[str, Array]], Mask]
ORDERS: tuple[tuple[str, Holds], ...] = (
    ("talk alone leaves less belief than silence",
     lambda all_: _below(all_, "credibility", "talk", "refuse")),
    ("refusing leaves less belief than what was done",
     lambda all_: _below(all_, "credibility", "refuse", "historical")),
    ("the remedy leaves more belief than help without force",
     lambda all_: _below(all_, "credibility", "aid", "remedy")),
    ("the remedy leaves more belief than Moscow alone",
     lambda all_: _below(all_, "credibility", "force", "remedy")),
    ("the region drifts least under the remedy", lambda all_: _least(all_, "diversification", "remedy")),
    ("Moscow alone is dearer than help without force", lambda all_: _below(all_, "cost", "aid", "force")),
    ("the remedy costs less in all than refusing", lambda all_: _below(all_, "cost", "remedy", "refuse")),
)  # fmt: skip
