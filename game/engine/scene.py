"""What a rule is told of the stage at hand, beside the world and the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.engine.arrays import Array, Value
from game.engine.draws import Luck
from game.engine.world import CompiledAppeal


@dataclass(frozen=True, slots=True)
class Scene:
    """One stage, or one of the years that follow, as the rules see it."""

    index: int
    """The stage's, or the number of stages + the year's, from 0; keys the draws."""
    months: float
    """Time that passes in it."""
    years: float
    """Years since the start, as it ends."""
    move: Mapping[str, Array]
    """What the seats' choices add up to, by lever in use: (play,)."""
    appeals: tuple[tuple[CompiledAppeal, Array | None], ...]
    """The appeals made, each with the plays (1 or 0) in which it is; None for all."""
    luck: Luck

    def lever(self, name: str) -> Value:
        """The value of a lever; 0 where no option uses it."""
        return self.move.get(name, 0.0)
