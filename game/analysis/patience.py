"""δ*: the patience at which two lines of play change places in total cost (C10, C12).

The article's argument in one number: below it the one that pays less today is the cheaper, above it
the one that pays less later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.state import short_cost
from game.engine.trace import Trace
from game.engine.world import World

UPKEEP = "charge.upkeep"
STEPS = 100
"""Into how many parts [0, 1] is cut to find where the order changes."""
HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Bill:
    """What a line of play costs, before anyone has discounted it."""

    short: float
    """Paid in the stages, in points."""
    years: Array
    """(payment,): when upkeep falls due, in years from the start."""
    upkeep: Array
    """(payment,): the upkeep above the starting level, undiscounted, in points."""

    def total(self, patience: float) -> float:
        """Short-term cost, and upkeep as a patience δ counts it; 0 sees today alone."""
        return self.short + float(np.sum(self.upkeep * np.power(patience, self.years)))


def bill(world: World, trace: Trace) -> Bill:
    """The mean bill of explained plays: what was booked as upkeep, undone by the discount.

    Raise ValueError if the plays are not explained.
    """
    passed = (*trace.stages, *trace.years)
    if passed and trace.stages[0].state is None:
        raise ValueError("only explained plays have a bill")
    last = world.stages[-1].years
    years = np.array(
        [stage.years for stage in world.stages] + [last + 1.0 + year for year in range(len(trace.years))]
    )
    booked = np.array(
        [
            float(np.mean(stage.lines[UPKEEP][SCORES.index("cost")])) if UPKEEP in stage.lines else 0.0
            for stage in passed
        ]
    )
    discount = np.power(float(np.mean(world["charge.patience"])), years)
    return Bill(float(np.mean(short_cost(trace.final))), years, booked / discount)


def flip(one: Bill, other: Bill) -> float | None:
    """The patience at which the two cost the same; the highest, should there be several; None if none.

    Bills that cost the same at every patience do not change places.
    """

    def dearer(patience: float) -> float:
        return one.total(patience) - other.total(patience)

    marks = [mark for mark in np.linspace(1.0, 0.0, STEPS + 1).tolist() if dearer(mark) != 0.0]
    for high, low in pairwise(marks):
        if (dearer(high) > 0.0) != (dearer(low) > 0.0):
            return _narrowed(dearer, low, high)
    return None


def _narrowed(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that changes sign between `low` and `high` crosses 0, by bisection."""
    above = function(high) > 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if (function(middle) > 0.0) == above:
            high = middle
        else:
            low = middle
    return (low + high) / 2.0
