"""The whole plausible parameter space: every parameter drawn from its range, another table in every play."""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Value
from game.engine.settings import VARIANTS, Settings
from game.scenario.parameters import PARAMETERS

SWITCHES = {"judge.flat", "judge.welcome", "judge.plot", "shadow.years"}
"""What is not drawn: rival readings, which are asked for by name, and a number that all plays share."""

DRAWN = tuple(name for name in PARAMETERS if name not in SWITCHES)
"""The parameters that are."""


def drawn(plays: int, seed: int, variant: str | None = None, each: int = 1) -> Settings:
    """Settings for `plays` plays, with a new table for every `each` of them.

    A variant's own parameters stay as the variant has them.
    """
    dice = np.random.default_rng(seed)
    tables = -(-plays // each)
    fixed = VARIANTS[variant].parameters if variant else {}
    values: dict[str, Value] = {}
    for name in DRAWN:
        known = PARAMETERS[name]
        table = dice.uniform(known.low, known.high, tables)  # drawn for all, so that a variant moves no other
        if name not in fixed:
            values[name] = np.repeat(table, each)[:plays]
    return Settings(values, variant=variant)
