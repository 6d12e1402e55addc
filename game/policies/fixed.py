"""`historical` and `script`: choices that were made beforehand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.engine.arrays import Choice
from game.engine.conditions import DecisionKey
from game.engine.play import Policy, Position
from game.engine.world import CompiledDecision


class Historical:
    """What was done in fact."""

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """The historical option, in every play."""
        return np.full(position.luck.count, decision.historical)


class Script:
    """A line of play: option ids by (stage, role, decision).

    What it leaves out goes to `otherwise`, and without that to the decision's stated default. Raise
    ValueError at a choice that is no option of its decision.
    """

    def __init__(self, choices: Mapping[DecisionKey, str], otherwise: Policy | None = None) -> None:
        self.choices = dict(choices)
        self.otherwise = otherwise

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """The script's option, in every play."""
        option = self.choices.get(decision.key)
        if option is not None:
            return np.full(position.luck.count, decision.options.index(option))
        if self.otherwise is not None:
            return self.otherwise.choose(position, decision)
        return np.full(position.luck.count, decision.default)
