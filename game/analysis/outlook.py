"""What each option may lead to in the end: the three scores through the stages to come and the years after.

The world is what the seat takes it to be, and the luck is not the play's own (`analysis.reading`). All
options meet the same futures. In what comes later the seats decide by the mix of `analysis.mixture`; a
range from the 10th to the 90th percentile holds the truth four times in five where they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.analysis.forecast import Tried, as_it_stands, each_in_turn, options_on_offer
from game.analysis.mixture import SKETCH, SKETCHES, mixed, rough_plan
from game.analysis.reading import Seat
from game.engine.arrays import Array
from game.engine.book import SCORES, scores
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, chosen, finish, picked, settle
from game.engine.state import rescue, restraint
from game.engine.trace import Trace

FUTURES = 320
"""How many are imagined for each option."""
PROSPECT = 5
"""The stream of luck from which they draw."""
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
    """By rule: (score,), what it adds in the mean from here to the end; costs as the seat reckons them, so
    that the causes of two options differ by as much as their means."""


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
    seat = Seat(position, role)
    luck = Luck(position.luck.seed, position.luck.first * futures, futures, stream=PROSPECT)
    seats = expected(position, role)
    choices = each_in_turn(position, stage, tried, luck, seats)
    many = luck.repeated(len(tried))
    opening = replace(_imagined(position, seat, many), explained=True)
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


def expected(position: Position, role: str) -> dict[str, Policy]:
    """How `role` expects every seat, its own too, to decide what is not settled yet.

    The plan in the mix is made in the world as the role supposes it to be.
    """
    luck = Luck(position.luck.seed, position.luck.first * SKETCHES, SKETCHES, stream=SKETCH)
    made = {key: np.resize(choice, SKETCHES) for key, choice in position.made.items()}
    mix = mixed(rough_plan(_imagined(position, Seat(position, role), luck), made))
    return {each.id: mix for each in position.world.scenario.roles}


def _imagined(position: Position, seat: Seat, luck: Luck) -> Position:
    """The stage at hand in many futures, in the world as the seat supposes it to be."""
    futures = picked(position, np.zeros(luck.count, dtype=np.intp), luck)
    number = len(position.record)
    stages = tuple(
        as_it_stands(stage, position) if stage.index == number else stage for stage in futures.world.stages
    )
    # What is measured from the start is measured from the start as it is supposed to have been.
    start = seat.opening(luck, number)
    world = replace(
        futures.world, stages=stages, belief=rescue(start), restraint=restraint(start), share=start.share
    )
    state = seat.supposed(futures.state, luck, number)
    return replace(futures, world=world, moment=replace(futures.moment, state=state))


def _prospects(
    position: Position, seat: Seat, opening: Position, trace: Trace, tried: list[Tried], luck: Luck
) -> list[Prospect]:
    number = len(position.record)
    passed = (*trace.stages[number:], *trace.years)
    gauge, factor = seat.gauge(), seat.reckoned(luck, number)
    # From the levels that the seat reads, as far off as they may be; the changes are the futures' own.
    level = gauge.read(scores(position.world, position.state)) + seat.level(luck, number)
    level[COST] *= factor / gauge.factor[COST]
    reckoned = np.ones_like(level)
    reckoned[COST] = factor
    change = np.stack([stage.scores for stage in passed]) - scores(opening.world, opening.state)
    course = level + change * reckoned
    rows = course.reshape(*course.shape[:2], len(tried), -1)
    spread = np.quantile(rows, PERCENTILES, axis=-1)  # (percentile, time, score, row)
    causes: dict[str, Array] = {}
    for stage in passed:
        for rule, line in stage.lines.items():
            part = (line * reckoned).reshape(len(SCORES), len(tried), -1).mean(axis=-1)
            causes[rule] = causes[rule] + part if rule in causes else part
    return [
        Prospect(
            spread=np.moveaxis(spread[..., row], 0, -1),
            mean=rows[-1, :, row].mean(axis=-1),
            causes={rule: part[:, row] for rule, part in causes.items()},
        )
        for row in range(len(tried))
    ]
