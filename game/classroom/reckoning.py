"""What takes a while is reckoned in threads, in the language of whoever asks; of a play, once for all."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Any, TypeVar

from game.classroom.room import Play

T = TypeVar("T")

MOST_KEPT = 2_000
"""Results that are kept at hand: those of 50 rooms."""


class Reckoner:
    """Reckons in the threads of `pool`."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self._kept: OrderedDict[tuple[object, ...], tuple[Play, asyncio.Future[Any]]] = OrderedDict()
        """By what it is of; with the play, so that its identity stays its own."""

    def begin(self, reckon: Callable[[], T]) -> asyncio.Future[T]:
        """What will be `reckon()`."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._pool, copy_context().run, reckon)

    async def of(self, play: Play, what: tuple[object, ...], reckon: Callable[[], T]) -> T:
        """The same as `reckon()`, which `what` tells from all else that is asked of a play standing so.

        A failure is not kept.
        """
        key = (id(play.position), *what)
        if key not in self._kept:
            self._kept[key] = play, self.begin(reckon)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        future: asyncio.Future[T] = self._kept[key][1]
        try:
            # One line that goes away takes nothing from the others.
            return await asyncio.shield(future)
        except Exception:
            self._kept.pop(key, None)
            raise
