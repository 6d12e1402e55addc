"""The whole plausible parameter space: another table of parameters in every play, keyed by the play.

A play's table is the same whichever block it is played in, and the same under every reading.
"""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.arrays import Array
from game.engine.draws import Luck, Purpose
from game.engine.settings import VARIANTS, Settings
from game.scenario.parameters import PARAMETERS

SWITCHES = frozenset({"judge.flat", "judge.welcome", "judge.plot", "shadow.years"})
"""What is not drawn: rival readings, which are asked for by name, and a number that all plays share."""
DRAWN = tuple(name for name in PARAMETERS if name not in SWITCHES)
"""What is, in the order of the draws."""
STREAM = 64
"""The stream of luck from which tables are drawn; 0 is the game's."""


def tables(seed: int, first: int, count: int) -> Mapping[str, Array]:
    """By parameter: (play,), uniform over its plausible range."""
    luck = Luck(seed, first, count, stream=STREAM)
    found = {}
    for number, name in enumerate(DRAWN):
        known = PARAMETERS[name]
        found[name] = known.low + (known.high - known.low) * luck.uniform(0, Purpose.CHOICE, number)
    return found


def plausible(seed: int, first: int, count: int, variant: str | None = None) -> Settings:
    """The model anywhere in its plausible ranges; what a variant sets stays as the variant says."""
    fixed = VARIANTS[variant].parameters if variant else {}
    drawn = {name: values for name, values in tables(seed, first, count).items() if name not in fixed}
    return Settings(drawn, variant=variant)
