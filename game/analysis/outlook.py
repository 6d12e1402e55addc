"""What each option may lead to in the end: the three scores through the stages to come and the years after.

The world is what the seat takes it to be, and the luck is not the play's own (`analysis.reading`). All
options meet the same futures. In what comes later each seat does, decision by decision, a third of the time
what served it best in a rough plan, a third what was done in fact, and a third anything on offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.analysis.forecast import Tried, as_it_stands, each_in_turn, habit, options_on_offer
from game.analysis.reading import Seat
from game.engine.arrays import Array
from game.engine.book import SCORES, scores
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, chosen, finish, picked, settle
from game.engine.state import cost
from game.engine.trace import Trace
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.policies.random import Mix, Random

FUTURES = 320
"""How many are imagined for each option."""
SKETCHES = 1_536
"""How many random futures the rough plan is made from."""
PROSPECT, SKETCH = 3, 4
"""The streams of luck from which they draw; 0 is the game's, 1 the planner's, 2 the one-stage forecast's."""
THIRD = 1.0 / 3.0
PERCENTILES = (0.1, 0.5, 0.9)

COST = SCORES.index("cost")


@dataclass(frozen=True, slots=True)
class Prospect:
    """Where one option may lead."""

    spread: Array
    """(time, score, percentile): 10, 50 and 90, as this stage ends, as each later one does, and each year."""
    mean: Array
    """(score,): at the end, in points."""
    causes: Mapping[str, Array]
    """By rule: (score,), what it adds in the mean from here to the end."""


Outlook = Mapping[DecisionKey, tuple[Prospect | None, ...]]
"""By decision of the seat: each option's prospect, None where it is not on offer."""


def outlook(position: Position, role: str, futures: int = FUTURES) -> Outlook:
    """Where every option of `role` in the stage at hand may lead; what it has `made` stands.

    Raise ValueError if the position holds more than one play, or no stage waits.
    """
    stage = position.stage
    if stage is None or position.luck.count != 1:
        raise ValueError("an outlook is of one play in which a stage waits")
    tried = options_on_offer(position, stage, role)
    if not tried:
        return {}
    luck = Luck(position.luck.seed, position.luck.first * futures, futures, stream=PROSPECT)
    choices = each_in_turn(position, stage, tried, luck)
    many, seat = luck.repeated(len(tried)), Seat(position, role)
    opening = _imagined(position, seat, many, explained=True)
    seats = _seats(position, seat)
    after = settle(opening, choices)
    while after.stage is not None:
        after = settle(after, chosen(after, seats))
    trace = finish(after)
    prospects = _prospects(position, seat, opening, trace, tried, many)
    found = dict(zip(tried, prospects, strict=True))
    return {
        decision.key: tuple(found.get((decision.key, option)) for option in range(len(decision.options)))
        for decision in stage.decisions
        if decision.key[1] == role
    }


def _imagined(position: Position, seat: Seat, luck: Luck, *, explained: bool) -> Position:
    """The stage at hand in many futures, in the world as the seat supposes it to be."""
    futures = picked(position, np.zeros(luck.count, dtype=np.intp), luck)
    number = len(position.record)
    stages = tuple(
        as_it_stands(stage, position) if stage.index == number else stage for stage in futures.world.stages
    )
    state = seat.supposed(futures.state, luck, number)
    return replace(
        futures,
        world=replace(futures.world, stages=stages),
        explained=explained,
        moment=replace(futures.moment, state=state),
    )


def _seats(position: Position, seat: Seat) -> dict[str, Policy]:
    """Who decides in what comes later."""
    plan = _plan(position, seat)
    # Both mixes read the same draw: the inner one gets what lies above a third, and cuts it at two.
    otherwise = Mix(2.0 * THIRD, Historical(), Random())
    mixed = Mix(THIRD, Script(plan, otherwise=Historical()), otherwise)
    return {role.id: mixed for role in position.world.scenario.roles}


def _plan(position: Position, seat: Seat) -> dict[DecisionKey, str]:
    """For every later decision the option that served its role best, over random futures."""
    luck = Luck(position.luck.seed, position.luck.first * SKETCHES, SKETCHES, stream=SKETCH)
    after = _imagined(position, seat, luck, explained=False)
    start = scores(after.world, after.state)
    seats: dict[str, Policy] = {role.id: habit() for role in position.world.scenario.roles}
    own = {key: np.resize(choice, luck.count) for key, choice in position.made.items()}
    after = settle(after, {**chosen(after, seats), **own})
    later = after.world.stages[len(after.record) :]
    while after.stage is not None:
        after = settle(after, chosen(after, seats))
    trace = finish(after)
    change = trace.end - start
    taken = {key: choice for stage in trace.stages[-len(later) :] for key, choice in stage.choices.items()}
    plan = {}
    for stage in later:
        for decision in stage.decisions:
            result = worth(position.world.scenario.roles[decision.role].weights, change)
            means = [
                result[where].mean() if (where := taken[decision.key] == option).any() else -np.inf
                for option in range(len(decision.options))
            ]
            plan[decision.key] = decision.options[int(np.argmax(means))]
    return plan


def _prospects(
    position: Position, seat: Seat, opening: Position, trace: Trace, tried: list[Tried], luck: Luck
) -> list[Prospect]:
    passed = (*trace.stages[len(position.record) :], *trace.years)
    now = scores(opening.world, opening.state)
    # What has been paid so far is read as the seat reads it; what is to come, as it may reckon.
    reckoned = seat.reckoned(luck, len(position.record))
    paid = float(cost(position.state)[0]) * float(seat.reckoned()[0])
    course = np.stack([stage.scores for stage in passed])
    course[:, COST] = paid + (course[:, COST] - now[COST]) * reckoned
    rows = course.reshape(*course.shape[:2], len(tried), -1)
    spread = np.quantile(rows, PERCENTILES, axis=-1)  # (percentile, time, score, row)
    causes: dict[str, Array] = {}
    for stage in passed:
        for rule, change in stage.lines.items():
            part = change.reshape(len(SCORES), len(tried), -1).mean(axis=-1)
            causes[rule] = causes[rule] + part if rule in causes else part
    return [
        Prospect(
            spread=np.moveaxis(spread[..., row], 0, -1),
            mean=rows[-1, :, row].mean(axis=-1),
            causes={rule: change[:, row] for rule, change in causes.items()},
        )
        for row in range(len(tried))
    ]
