"""Threads that know what their starter knows: a worker speaks the player's language."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InheritingExecutor(ThreadPoolExecutor):
    """Runs each task in a copy of the context from which it was handed over."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a task over."""
        return super().submit(copy_context().run, partial(fn, *args, **kwargs))
