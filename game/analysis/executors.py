"""Work in blocks over any `concurrent.futures.Executor`: the result does not depend on which, or how many.

A block's size is fixed, a block plays the same wherever it is played, and results are taken in the order of
the blocks. What is done when somebody interrupts is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 64
"""Blocks that are handed out before the first of them is back."""


def in_order(executor: Executor | None, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """The results of all tasks, in their order, as they come; without an executor, here and now.

    What is left to do is dropped when the caller stops asking. An executor whose workers die raises what it
    raises: one that does the task again elsewhere (Dask) does not.
    """
    if executor is None:
        yield from map(work, tasks)
        return
    left = iter(tasks)
    waiting: deque[Future[R]] = deque(executor.submit(work, task) for task in islice(left, AHEAD))
    try:
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(executor.submit(work, task) for task in islice(left, 1))
    finally:
        for future in waiting:
            future.cancel()
