"""Every random number of the game, keyed by seed, play, stage and purpose.

A new draw moves no other, and two lines of play under one seed face the same luck.
Philox: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from game.engine.arrays import Array, Mask


class Purpose(IntEnum):
    """What a draw is for."""

    TURMOIL = 1
    """How an outbreak flares."""
    OVERTHROW = 2
    COUNCIL = 3
    """What nobody can know of a member's vote; by member."""
    EVENT = 4
    """Whether an event happens; by event."""
    EXIT = 5
    """Whether a member leaves; by member."""
    CHOICE = 6
    """A random policy's choice; by decision."""
    MIX = 7
    """Which of its policies a mix follows; by decision."""
    MISREADING = 8
    """How far a role misreads a member; by role and member."""


BLOCK = 8
"""Numbers of 32 bits that Philox makes at each step of its counter."""


class Luck:
    """The draws of plays `first` … `first + count − 1` under one seed.

    `stream` parts worlds that must not share luck: 0 is the game, 1 a planner's imagination.
    Raise ValueError if `seed` is not within [0, 2^64), `first` is below 0 or `count` below 1.
    """

    def __init__(self, seed: int, first: int, count: int, stream: int = 0) -> None:
        if not 0 <= seed < 2**64:
            raise ValueError(f"a seed lies between 0 and 2^64 - 1, got {seed}")
        if first < 0 or count < 1:
            raise ValueError(f"no plays {first} … {first + count - 1}")
        self.seed, self.first, self.count, self.stream = seed, first, count, stream
        self._philox = np.random.Philox(key=np.array([seed, stream], dtype=np.uint64))
        self._counter = np.zeros(4, dtype=np.uint64)
        self._state = self._philox.state
        self._state["state"]["counter"] = self._counter
        self._state["buffer_pos"] = 4  # its buffer holds four numbers of 64 bits: used up
        self._skip = first % BLOCK
        self._words = (self._skip + count + 1) // 2

    def uniform(self, stage: int, purpose: Purpose, index: int = 0) -> Array:
        """(play,), each in [0, 1), in steps of 2^−24: fine enough for any chance, and half the work."""
        drawn: Array = (self._bits(stage, purpose, index) >> 8) * np.float64(2.0**-24)
        return drawn

    def below(self, chance: float, stage: int, purpose: Purpose, index: int = 0) -> Mask:
        """(play,): where `uniform` lies below `chance`, without making the numbers."""
        marks = min(max(math.ceil(chance * 2.0**24), 0), 2**24)
        return np.less(self._bits(stage, purpose, index), marks << 8)

    def _bits(self, stage: int, purpose: Purpose, index: int) -> NDArray[np.uint32]:
        """(play,): 32 bits each, of which the upper 24 are used."""
        counter = self._counter
        counter[0], counter[1], counter[2] = self.first // BLOCK, stage, (int(purpose) << 32) | index
        self._philox.state = self._state  # re-keying one generator costs a fifth of making a new one
        raw = self._philox.random_raw(self._words)
        return raw.astype("<u8", copy=False).view("<u4")[self._skip : self._skip + self.count]

    def repeated(self, times: int) -> Luck:
        """The same draws `times` over, one after the other: alternatives under common random numbers."""
        return _Repeated(self, times)

    def logistic(self, stage: int, purpose: Purpose, index: int = 0) -> Array:
        """(play,), from the standard logistic distribution."""
        drawn = np.maximum(self.uniform(stage, purpose, index), 2.0**-25)
        return np.log(drawn / (1.0 - drawn))


class _Repeated(Luck):
    """A luck's draws, several times over."""

    def __init__(self, luck: Luck, times: int) -> None:
        self.seed, self.first, self.stream = luck.seed, luck.first, luck.stream
        self.count = luck.count * times
        self._luck, self._times = luck, times

    def _bits(self, stage: int, purpose: Purpose, index: int) -> NDArray[np.uint32]:
        """(times · play,)"""
        return np.tile(self._luck._bits(stage, purpose, index), self._times)
