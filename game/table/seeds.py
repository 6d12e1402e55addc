"""Seeds: what gives a play its luck."""

from __future__ import annotations

import os

from game.scenario.refusal import Refusal
from game.words import _

SEED_LIMIT = 2**64

SEEDS = 1_000_000
"""A seed that nobody gave is drawn below this: short enough to be typed again."""


def drawn() -> int:
    """A seed that nobody gave."""
    return int.from_bytes(os.urandom(8)) % SEEDS


def unfit(seed: int) -> Refusal | None:
    """Why a number cannot be a seed."""
    if 0 <= seed < SEED_LIMIT:
        return None
    return Refusal(_("A seed lies between 0 and 2^64 - 1, got {seed}.").format(seed=seed))
