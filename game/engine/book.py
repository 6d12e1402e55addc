"""The book of causes: every change of a score, entered under the rule that made it."""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array, on_grid
from game.engine.state import LEDGERS, State, cost, credibility, diversification
from game.engine.world import World

SCORES = ("credibility", "cost", "diversification")
"""The order of the scores in every array that has them all."""

BETTER = np.array([1.0 if score == "credibility" else -1.0 for score in SCORES])
"""(score,): 1 where more is better, −1 where less is: only credibility is good."""

Lines = dict[str, Array]
"""By rule: (score, play), what it changed. What is paid is entered by kind, as `charge.operation`."""


def scores(world: World, state: State) -> Array:
    """(score, play), in the order of SCORES."""
    table = np.empty((len(SCORES), *state.turmoil.shape))
    table[0] = credibility(world.needs, state)
    table[1] = cost(state)
    table[2] = diversification(world.regional, state)
    return table


class Book:
    """Collects the entries of one stage; they add up to the change of each score exactly."""

    def __init__(self, world: World, state: State) -> None:
        self.lines: Lines = {}
        self._world = world
        self._state = state
        self._scores = scores(world, state)

    def enter(self, rule: str, state: State) -> None:
        """Enter what `rule` changed since the last entry."""
        before, self._state = self._state, state
        if all(
            getattr(state, field) is getattr(before, field)
            for field in ("rescue_good", "rescue_bad", "share", "ledger", "upkeep")
        ):
            return
        now = scores(self._world, state)
        change = now - self._scores
        self._scores = now
        if state.ledger is not before.ledger:
            for kind, old, new in zip(LEDGERS, before.ledger, state.ledger, strict=True):
                paid = np.zeros_like(change)
                paid[SCORES.index("cost")] = on_grid(new) - on_grid(old)
                self._add(f"charge.{kind}", paid)
                change = change - paid
        self._add(rule, change)

    def _add(self, rule: str, change: Array) -> None:
        if change.any():
            self.lines[rule] = self.lines[rule] + change if rule in self.lines else change
