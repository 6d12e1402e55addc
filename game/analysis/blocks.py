"""Work in blocks over any executor: what comes out does not hang on who did it, nor in which order.

A sweep is cut into blocks by what it is to do and by nothing else; a block's result is a pure function of
the block; results come back in the order of the blocks, and are put together in that order. So this
process, threads, processes and a cluster give the same figures, bit for bit, and a sweep that is stopped
is what a shorter sweep would have been.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

BLOCK = 61_440
"""Plays of a task, at most: five chunks of `ensemble.CHUNK`, which is the most below 65,536."""
PATIENCE = 0.2
"""Seconds for which a result is awaited before it is asked again whether to go on."""


def spans(plays: int, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """First play and count of each block of 0 … plays − 1. Raise ValueError if either is below 1."""
    if plays < 1:
        raise ValueError(f"at least one play, got {plays}")
    if size < 1:
        raise ValueError(f"at least one play a block, got {size}")
    return ((first, min(size, plays - first)) for first in range(0, plays, size))


def never() -> bool:
    """Nobody wants to stop."""
    return False


def unheard(_plays: int) -> None:
    """Nobody wants to know how far it is."""


@dataclass
class Crew:
    """Who does the work of a sweep, who may stop it, and who is told how far it is."""

    executor: Executor | None = None
    """None: this process, one block after the other."""
    ahead: int = 4
    """How many blocks are handed out at once: memory does not grow with the sweep."""
    stop: Callable[[], bool] = never
    progress: Callable[[int], None] = unheard
    """Told the plays of every block that is done."""
    stopped: bool = False
    """Whether a sweep was cut short."""

    def swept(self, work: Callable[[T], R], tasks: Iterable[T], weight: Callable[[T], int]) -> Iterator[R]:
        """The results of the tasks, in their order; `weight` says how many plays one has.

        What is under way when it is stopped is dropped. A pool whose processes were killed, or a cluster
        that has gone, is given up, and the rest is done here.
        """
        if self.executor is None:
            yield from self._here(work, tasks, weight)
            return
        left = iter(tasks)
        handed: deque[T] = deque()
        futures: deque[Future[R]] = deque()
        try:
            while not self.stopped:
                for task in islice(left, max(self.ahead, 1) - len(handed)):
                    handed.append(task)
                    futures.append(self.executor.submit(work, task))
                if not futures or not self._done(futures[0]):
                    return
                result = futures[0].result()
                futures.popleft()
                self.progress(weight(handed.popleft()))
                yield result
        except (BrokenExecutor, CancelledError):
            self.executor = None
            yield from self._here(work, chain(handed, left), weight)
        finally:
            for future in futures:
                future.cancel()

    def _here(self, work: Callable[[T], R], tasks: Iterable[T], weight: Callable[[T], int]) -> Iterator[R]:
        for task in tasks:
            if self._asked():
                return
            result = work(task)
            self.progress(weight(task))
            yield result

    def _done(self, future: Future[R]) -> bool:
        """Wait for it; False if somebody stops the sweep before."""
        while not self._asked():
            try:
                future.exception(timeout=PATIENCE)
            except TimeoutError:
                continue
            return True
        return False

    def _asked(self) -> bool:
        self.stopped = self.stopped or self.stop()
        return self.stopped
