"""A cloud of plays: how others might have played the same scenario, and where one play stands among them.

Every seat of every play decides by the mix of `analysis.mixture`, under luck of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.ensemble import Sweep, chunks
from game.analysis.mixture import SKETCH, SKETCHES, mixed, rough_plan
from game.engine.arrays import Array, Mask
from game.engine.book import BETTER, SCORES
from game.engine.draws import Luck
from game.engine.play import Policy, begin, run
from game.engine.world import World

PLAYS = 100_000


@dataclass(frozen=True, slots=True)
class Cloud:
    """The ends of many plays."""

    seed: int
    start: Array
    """(score,): where every play begins."""
    scores: Array
    """(score, play): after the years that follow."""

    @property
    def plays(self) -> int:
        """How many."""
        return int(self.scores.shape[1])

    def ahead(self, score: str, value: float) -> float:
        """The share of plays that a score of this value is better than; those that equal it count half."""
        s = SCORES.index(score)
        return share_below(self.scores[s] * BETTER[s], value * BETTER[s])

    def gap(self, end: Array) -> float:
        """How many points an end lacks on every score at once to be at the frontier: (score,) in.

        0 or less where no play is better on all three: then it may lose so many on each before one is.
        """
        return float(self._ahead_of(end).min(axis=0).max())

    def beaten(self, end: Array) -> int:
        """How many plays are better than an end, (score,), on all three scores at once."""
        return int((self._ahead_of(end) > 0.0).all(axis=0).sum())

    def frontier(self) -> Mask:
        """(play,): those that no other play equals or betters on all three scores."""
        return frontier(BETTER[:, None] * self.scores)

    def _ahead_of(self, end: Array) -> Array:
        """(score, play): by how many points each play is better than an end; negative where it is worse."""
        return BETTER[:, None] * (self.scores - end[:, None])


def cloud(world: World, seed: int, plays: int = PLAYS) -> Cloud:
    """So many plays of a scenario under its settings. Raise ValueError if `plays` is below 1.

    Play 0 of the seed is left out: a game that was played with it is not one of the others.
    """
    seats = players(world, seed)
    sweep = Sweep(world.scenario, world.settings, seats, seed)
    parts = [trace.end for trace in chunks(sweep, plays, first=1)]
    start = run(world, seats, Luck(seed, 0, 1)).start[:, 0]
    return Cloud(seed, start, np.concatenate(parts, axis=1))


def players(world: World, seed: int) -> dict[str, Policy]:
    """Who sits in the seats of a cloud."""
    opening = begin(world, Luck(seed, 0, SKETCHES, stream=SKETCH))
    policy = mixed(rough_plan(opening, {}))
    return {role.id: policy for role in world.scenario.roles}


def share_below(values: Array, value: float) -> float:
    """The share of values below one; those that equal it count half."""
    return float(np.mean(values < value) + np.mean(values == value) / 2.0)


def frontier(good: Array) -> Mask:
    """(point,): where no other is at least as good on every axis and better on one; (axis, point) in."""
    on = np.zeros(good.shape[1], dtype=np.bool_)
    left = np.arange(good.shape[1])
    while left.size:
        points = good[:, left]
        best = int(points.sum(axis=0).argmax())  # nothing has a larger sum, so nothing betters it
        here = points[:, best : best + 1]
        on[left[(points == here).all(axis=0)]] = True
        left = left[(points > here).any(axis=0)]
    return on
