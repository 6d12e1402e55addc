"""Work in blocks over any executor: what comes out does not hang on who did it, nor in which order.

A sweep is cut into blocks by how many plays it has and by nothing else; every block is a pure function
of its bounds; results come back in the order of the blocks, and are combined in that order. So serial,
threads, processes and a cluster give the same figures, bit for bit, and a sweep that is cut short is
what a shorter sweep would have been.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

BLOCK = 61_440
"""Plays a task, at most: five chunks of `ensemble.CHUNK`, and no more than 65,536."""
PATIENCE = 0.2
"""Seconds for which a result is awaited before it is asked again whether to go on."""


@dataclass(frozen=True, slots=True)
class Block:
    """Plays `first` … `first + count − 1`."""

    first: int
    count: int


class Study(Protocol[T_co]):
    """What is done with a block: pure, and fit to be sent to another process."""

    def __call__(self, block: Block) -> T_co:
        """The result for these plays."""
        ...


def blocks(plays: int, size: int = BLOCK) -> tuple[Block, ...]:
    """Plays 0 … plays − 1, cut. Raise ValueError if `plays` or `size` is below 1."""
    if plays < 1:
        raise ValueError(f"at least one play, got {plays}")
    if size < 1:
        raise ValueError(f"at least one play a block, got {size}")
    return tuple(Block(first, min(size, plays - first)) for first in range(0, plays, size))


def never() -> bool:
    """Nobody wants to stop."""
    return False


def swept(
    study: Study[T],
    parts: Sequence[Block],
    executor: Executor | None = None,
    *,
    ahead: int = 4,
    stop: Callable[[], bool] = never,
) -> Iterator[T]:
    """The results of the blocks, in their order, until `stop` says so; without an executor, here.

    So many tasks are handed out `ahead` of the result that is awaited: memory does not grow with the
    sweep. What was under way when it is stopped is dropped. A pool whose processes were killed is
    given up, and the rest is done here.
    """
    if executor is None:
        yield from _here(study, parts, stop)
        return
    waiting: deque[Future[T]] = deque()
    done = 0
    try:
        for block in parts[:ahead]:
            waiting.append(executor.submit(study, block))
        while waiting:
            try:
                result = _awaited(waiting[0], stop)
            except _StoppedError:
                return
            waiting.popleft()
            done += 1
            yield result
            following = done + len(waiting)
            if following < len(parts):
                waiting.append(executor.submit(study, parts[following]))
    except BrokenExecutor:
        yield from _here(study, parts[done:], stop)
    finally:
        for future in waiting:
            future.cancel()


class _StoppedError(Exception):
    """Somebody wants to stop."""


def _awaited(future: Future[T], stop: Callable[[], bool]) -> T:
    while not stop():
        try:
            return future.result(timeout=PATIENCE)
        except NotYetError:
            if future.done():  # the task's own, and not that it takes long
                raise
    raise _StoppedError


def _here(study: Study[T], parts: Sequence[Block], stop: Callable[[], bool]) -> Iterator[T]:
    for block in parts:
        if stop():
            return
        yield study(block)
