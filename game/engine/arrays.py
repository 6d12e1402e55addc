"""Array types and the few sums that must not depend on the size of a batch."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""float64; the play is the last axis."""
Choice = NDArray[np.intp]
"""(play,): the index of an option."""
Mask = NDArray[np.bool_]
Value = float | Array
"""A number for all plays, or one for each: (play,)."""


def added(terms: Iterable[Array]) -> Array:
    """The sum over the first axis, in order.

    NumPy's own `sum`, `einsum` and `@` may change the last bits with the size of the batch, and a
    play must be the same alone and among a million. Of terms of several shapes, the first two have that
    of the sum. Raise ValueError if there is nothing to add.
    """
    rest = iter(terms)
    first = next(rest, None)
    if first is None:
        raise ValueError("nothing to add")
    second = next(rest, None)
    if second is None:
        return first
    total = first + second
    for term in rest:
        total += term
    return total


def counted(marks: Mask) -> Array:
    """(play,): in how many rows it holds, in whole numbers."""
    # Bytes add up several times as fast as wider numbers, but only to 127.
    return added(marks.view(np.int8) if len(marks) < 128 else marks.astype(np.int64))


def clip(x: Array) -> Array:
    """`x` held within [0, 1]."""
    return np.minimum(np.maximum(x, 0.0), 1.0)


def ones(where: Mask) -> Array:
    """1 where it holds, 0 elsewhere."""
    return where.astype(np.float64)


def logistic(x: Array) -> Array:
    """1 / (1 + e^−x)."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


GRID = 2.0**20
"""Scores are read to a 2^20th of a point, so that differences add up exactly in binary arithmetic."""


def on_grid(x: Array) -> Array:
    """`x` rounded to the grid on which sums and differences of scores are exact."""
    near = np.asarray(x * GRID)
    return np.multiply(np.rint(near, out=near), 1.0 / GRID, out=near)
