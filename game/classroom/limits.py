"""How much of something there may be: buckets that fill by time. Pure but for the clock that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

MOST_ADDRESSES = 10_000
"""That are remembered; the fullest buckets are forgotten first, for they say nothing."""


@dataclass(slots=True)
class Bucket:
    """Holds up to `size`, and gains `rate` a second."""

    size: float
    rate: float
    clock: Callable[[], float] = monotonic
    _level: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._level, self._at = self.size, self.clock()

    @property
    def level(self) -> float:
        """What is in it now."""
        now = self.clock()
        self._level = min(self.size, self._level + (now - self._at) * self.rate)
        self._at = now
        return self._level

    def take(self, amount: float = 1.0) -> bool:
        """Take so much out, if it is there."""
        if self.level < amount:
            return False
        self._level -= amount
        return True


class Buckets:
    """A bucket for each address."""

    def __init__(self, size: float, rate: float, clock: Callable[[], float] = monotonic) -> None:
        self._size, self._rate, self._clock = size, rate, clock
        self._known: dict[str, Bucket] = {}

    def of(self, address: str) -> Bucket:
        """The bucket of an address."""
        found = self._known.get(address)
        if found is None:
            if len(self._known) >= MOST_ADDRESSES:
                self._known = {name: each for name, each in self._known.items() if each.level < self._size}
            if len(self._known) >= MOST_ADDRESSES:  # all of them guess: they share what is left
                address = ""
            found = self._known.setdefault(address, Bucket(self._size, self._rate, self._clock))
        return found
