"""`random`, and mixes: choices left to luck."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from game.engine.arrays import Choice, added
from game.engine.draws import Purpose
from game.engine.play import Policy, Position, offered
from game.engine.world import CompiledDecision


class Random:
    """Any option on offer, each as likely."""

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """A keyed draw in every play."""
        stage = len(position.record)
        drawn = position.luck.uniform(stage, Purpose.CHOICE, decision.number)
        if decision.always:
            return (drawn * len(decision.options)).astype(np.intp)
        table = offered(position, decision)
        counts = list(accumulate(table.view(np.int8)))  # row by row: a tenth of `np.add.accumulate`
        rank = (drawn * counts[-1]).astype(np.int8)
        # The option that is number `rank`, from 0, among those on offer.
        return added((count <= rank).view(np.int8) for count in counts).astype(np.intp)


class Mix:
    """One policy with a given chance at each decision, and another otherwise."""

    def __init__(self, chance: float, first: Policy, otherwise: Policy) -> None:
        self.chance, self.first, self.otherwise = chance, first, otherwise

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """A keyed draw in every play decides whose choice counts."""
        drawn = position.luck.uniform(len(position.record), Purpose.MIX, decision.number)
        return np.where(
            drawn < self.chance,
            self.first.choose(position, decision),
            self.otherwise.choose(position, decision),
        )
