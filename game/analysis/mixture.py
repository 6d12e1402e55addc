"""Who else might decide, and how: the mix of players from which forecasts and clouds of plays are made.

A seat does, decision by decision, a third of the time what served it best in a rough plan, a third what was
done in fact, and a third anything on offer. The plan is made once from random plays, not anew in every
future: a planner that looks ahead in each of thousands would take minutes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.analysis.forecast import guessed
from game.engine.arrays import Choice
from game.engine.book import scores
from game.engine.conditions import DecisionKey
from game.engine.play import Policy, Position, chosen, finish, settle
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.policies.random import Mix, Random

SKETCHES = 1_536
"""How many random plays a rough plan is made from."""
SKETCH = 4
"""The stream of luck from which they draw."""
THIRD = 1.0 / 3.0

Plan = Mapping[DecisionKey, str]
"""An option for every decision that is still to come."""


def mixed(plan: Plan) -> Policy:
    """A third by plan, a third as in fact, a third at random; where the plan is silent, as in fact."""
    # Both mixes read the same draw: the inner one gets what lies above a third, and cuts it at two.
    return Mix(THIRD, Script(plan, otherwise=Historical()), Mix(2.0 * THIRD, Historical(), Random()))


def rough_plan(opening: Position, made: Mapping[DecisionKey, Choice]) -> dict[DecisionKey, str]:
    """For every decision of the stages to come the option that served its role best over the plays at hand.

    `made` is what is settled in the stage at hand, in every play; what is not, and all that follows, is
    guessed by habit. Raise ValueError if all stages are over.
    """
    number = len(opening.record)
    if opening.stage is None:
        raise ValueError("all stages are over")
    roles = opening.world.scenario.roles
    seats = guessed(opening.world)
    start = scores(opening.world, opening.state)
    position = settle(opening, {**chosen(opening, seats), **made})
    while position.stage is not None:
        position = settle(position, chosen(position, seats))
    trace = finish(position)
    change = trace.end - start
    plan = {}
    for compiled, stage in zip(opening.world.stages[number:], trace.stages[number:], strict=True):
        for decision in compiled.decisions:
            if decision.key in made:
                continue
            result = worth(roles[decision.role].weights, change)
            taken = stage.choices[decision.key]
            counts = np.bincount(taken, minlength=len(decision.options))
            totals = np.bincount(taken, weights=result, minlength=len(decision.options))
            means = np.where(counts > 0, totals / np.maximum(counts, 1), -np.inf)
            plan[decision.key] = decision.options[int(np.argmax(means))]
    return plan
