"""What each other option would have been worth in expectation: a choice judged apart from the luck it met.

From where the play stood, the luck to come is drawn anew many times, the same for all options of a stage;
everything else is chosen as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from game.engine.arrays import Choice
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Position, begin, finish, picked, settle
from game.engine.trace import Trace
from game.engine.world import CompiledStage, World
from game.policies.planner import worth
from game.scenario.model import Weights

LUCKS = 128
"""How often the luck to come is drawn for each option."""
ANEW = 6
"""The stream of luck from which it is drawn."""

Untaken = tuple[DecisionKey, int]
"""An option that was not taken, by its decision and its number."""


def regrets(world: World, trace: Trace, role: str, lucks: int = LUCKS) -> dict[Untaken, float]:
    """By other option of `role`: how much more than the choice made it is worth in the mean, by its weights.

    An option that was not on offer counts as the decision's default. Only the choices of `trace` matter.
    Raise ValueError if there are several plays, KeyError if the scenario has no such role.
    """
    if trace.plays != 1:
        raise ValueError(f"a regret is of one play, got {trace.plays}")
    weights = {each.id: each.weights for each in world.scenario.roles}[role]
    taken = {key: choice for stage in trace.stages for key, choice in stage.choices.items()}
    luck = Luck(trace.seed, trace.first * lucks, lucks, stream=ANEW)
    position = begin(world, Luck(trace.seed, trace.first, 1))
    found: dict[Untaken, float] = {}
    while position.stage is not None:
        tried = tuple(others(position.stage, role, taken))
        if tried:
            gains = _gains(position, taken, tried, luck, weights)
            found |= dict(zip(tried, gains, strict=True))
        position = settle(position, {each.key: taken[each.key] for each in position.stage.decisions})
    return found


def others(stage: CompiledStage, role: str, taken: Mapping[DecisionKey, Choice]) -> Iterator[Untaken]:
    """What `role` could have chosen instead in a stage, on offer or not."""
    for decision in stage.decisions:
        if decision.key[1] == role:
            for option in range(len(decision.options)):
                if option != int(taken[decision.key][0]):
                    yield decision.key, option


def _gains(
    position: Position,
    taken: Mapping[DecisionKey, Choice],
    tried: Sequence[Untaken],
    luck: Luck,
    weights: Weights,
) -> list[float]:
    """What each option adds to the result in the mean, beside what was done; the same luck for all."""
    rows = len(tried) + 1  # the last one is what was done
    plays = rows * luck.count
    start = position.start
    position = picked(position, np.zeros(plays, dtype=np.intp), luck.repeated(rows))
    first = len(position.record)
    while position.stage is not None:
        choices = {each.key: np.full(plays, taken[each.key][0]) for each in position.stage.decisions}
        if len(position.record) == first:
            for row, (key, option) in enumerate(tried):
                choices[key][row * luck.count : (row + 1) * luck.count] = option
        position = settle(position, choices)
    results = worth(weights, finish(position).end - start).reshape(rows, luck.count).mean(axis=1)
    return [float(each) for each in results[:-1] - results[-1]]
