"""Who does the work of many plays: this process, processes of this machine, or a Dask cluster by address."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from types import FrameType
from typing import Any

from game import __version__
from game.analysis.blocks import Crew
from game.commands.seating import RefusedError
from game.scenario.refusal import Refusal
from game.words import _, marked

WORTH = 300_000
"""Plays that are worth processes of their own, unless somebody says how many: some two seconds' work."""
PARTIAL = marked("PARTIAL: it was stopped; this is what was done by then.")
NOTHING = marked("Nothing was done before it was stopped.")
PATIENCE = 10
"""Seconds in which a cluster must answer."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who is asked to do it."""

    workers: int | None = None
    """Processes; 1 for none but this. None: as many as there are cores, where it is worth it."""
    dask: str = ""
    """The address of a cluster's scheduler, as in tcp://127.0.0.1:8786."""


HERE = Hands()
"""Nobody is asked: this machine does as it thinks fit."""


@contextmanager
def crew(hands: Hands, plays: int, progress: Callable[[int], None]) -> Iterator[Crew]:
    """A crew for so many plays. Ctrl-C stops its sweep and keeps what is done; a second one ends at once.

    Raise RefusedError if the cluster cannot be had.
    """
    with ExitStack() as open_:
        stop = open_.enter_context(_interruptible())
        if hands.dask:
            executor, many = open_.enter_context(_cluster(hands.dask))
            yield Crew(executor, 2 * many, stop, progress)
            return
        many = hands.workers or (_cores() if plays >= WORTH else 1)
        if many == 1:
            yield Crew(None, stop=stop, progress=progress)
            return
        pool = ProcessPoolExecutor(many, get_context("spawn"), initializer=_left_alone)
        open_.callback(pool.shutdown, wait=False, cancel_futures=True)
        yield Crew(pool, 2 * many, stop, progress)


def _cores() -> int:
    """Those that this process may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _left_alone() -> None:
    """Ctrl-C reaches every process of a terminal: a worker leaves it to the one that it works for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Whether somebody has pressed Ctrl-C. The second time it is as ever."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of a running cluster, and how many tasks it does at once."""
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 (an optional dependency)
    except ImportError:
        raise RefusedError(
            Refusal(
                _("A cluster is reached with Dask, which is not installed."),
                _("In the project's folder: {command}.").format(command="pip install -e '.[dask]'"),
            )
        ) from None
    connect: Any = Client  # Dask is not typed
    for name in ("distributed", "distributed.client"):  # they would tell their own story besides
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RefusedError(
            _lost(_("No Dask scheduler answers at {address}: {reason}."), address, error, "dask scheduler")
        ) from None
    with client:
        many = _hands_of(client, address)
        try:
            yield client.get_executor(), many
        except KilledWorker as error:
            raise RefusedError(
                Refusal(
                    _("The cluster at {address} gave the work up: {reason}.").format(
                        address=address, reason=error
                    ),
                    _("Look at its own log; the same figures can be had with --workers."),
                )
            ) from None


def _hands_of(client: Any, address: str) -> int:
    """How many threads the workers have, all of which must have this version of the game."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        versions: dict[str, str] = client.run(_version)
        threads: dict[str, int] = client.nthreads()
    except TimeoutError:
        raise RefusedError(
            _lost(_("The cluster at {address} has no workers."), address, None, f"dask worker {address}")
        ) from None
    except Exception as error:  # noqa: BLE001 (a worker without the game fails in ways of its own)
        raise RefusedError(
            Refusal(
                _("The workers at {address} cannot run the game: {reason}.").format(
                    address=address, reason=error
                ),
                _("Install tashkent {version} where they run.").format(version=__version__),
            )
        ) from None
    others = sorted(set(versions.values()) - {__version__})
    if others:
        raise RefusedError(
            Refusal(
                _("The workers at {address} have tashkent {theirs}, this is {ours}.").format(
                    address=address, theirs=", ".join(others), ours=__version__
                ),
                _("Figures are the same only under the same version."),
            )
        )
    return max(1, sum(threads.values()))


def _lost(message: str, address: str, error: Exception | None, command: str) -> Refusal:
    """The refusal of a cluster that is not there, and what would start it."""
    return Refusal(
        message.format(address=address, reason=error),
        _("Start one with: {command}").format(command=command),
    )


def _version() -> str:
    """Asked of a worker."""
    return __version__
