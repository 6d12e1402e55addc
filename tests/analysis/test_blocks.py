"""Whoever does the work of a sweep, and however far it comes: the figures are the same, bit for bit."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.analysis.blocks import Crew, spans
from game.analysis.ensemble import Sweep, Tally, tallied
from game.engine.play import Policy
from game.engine.settings import Settings
from game.policies.random import Random
from game.scenario.model import Scenario
from tests.engine.plays import table

PLAYS, SEED = 230, 17


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    """Two of them."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        yield pool


def one(task: int) -> int:
    """Of a task."""
    return 1


def squared(number: int) -> int:
    return number * number


def slow(number: int) -> int:
    """The first are the slowest, so that the last are done first."""
    time.sleep(0.02 * max(0, 4 - number))
    return number


def deadly(number: int) -> int:
    """Kills the process that works on it, unless that is the one that asked."""
    if number == 3 and os.getpid() != int(os.environ["ASKED_BY"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(number)


def nap(_number: int) -> None:
    time.sleep(0.8)


def wrong(number: int) -> int:
    raise TimeoutError(f"the task's own, of {number}")


def figures(tally: Tally) -> dict[str, Any]:
    """All that a tally has counted."""

    def plain(value: Any) -> Any:
        if hasattr(value, "tolist"):
            return value.tolist()
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return plain(vars(value)) if hasattr(value, "__dict__") else value

    found: dict[str, Any] = plain({key: each for key, each in vars(tally).items() if key != "scenario"})
    return found


def counted(
    small: Scenario, crew: Crew, plays: int = PLAYS, block: int = 40, model: Settings | None = None
) -> dict[str, Any]:
    seats: dict[str, Policy] = {role.id: Random() for role in small.roles}
    sweep = Sweep(small, model or Settings(), seats, SEED, explained=True, chunk=16)
    return figures(tallied(sweep, plays, block=block, crew=crew))


@pytest.mark.parametrize("model", [Settings(), table(6, PLAYS)], ids=["the model", "a table"])
def test_figures_do_not_hang_on_who_does_the_work(
    small: Scenario, processes: Executor, model: Settings
) -> None:
    alone = counted(small, Crew(), model=model)
    assert alone["plays"] == PLAYS
    assert counted(small, Crew(processes), model=model) == alone
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as pool:
            assert counted(small, Crew(pool), model=model) == alone


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ahead=st.integers(1, 9), workers=st.integers(1, 4), block=st.sampled_from([16, 40, 230]))
def test_figures_do_not_hang_on_how_much_is_under_way(
    small: Scenario, ahead: int, workers: int, block: int
) -> None:
    with ThreadPoolExecutor(workers) as pool:
        assert counted(small, Crew(pool, ahead), block=block) == counted(small, Crew(), block=block)


def test_results_come_in_the_order_of_the_tasks() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(Crew(pool, 6).swept(slow, range(8), one)) == list(range(8))


def stopping(after: int) -> tuple[Callable[[], bool], Callable[[int], None]]:
    """A wish to stop once so many blocks are done, and the ear that hears of them."""
    done: list[int] = []
    return (lambda: len(done) >= after), done.append


@pytest.mark.parametrize("pooled", [False, True])
def test_a_sweep_that_is_stopped_is_what_a_shorter_one_would_have_been(small: Scenario, pooled: bool) -> None:
    stop, hear = stopping(3)
    with ThreadPoolExecutor(2) as pool:
        crew = Crew(pool if pooled else None, stop=stop, progress=hear)
        cut = counted(small, crew)
    assert crew.stopped
    assert cut["plays"] == 3 * 40
    assert cut == counted(small, Crew(), plays=120)


def test_what_is_waited_for_can_be_stopped() -> None:
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 2

    with ThreadPoolExecutor(1) as pool:
        crew = Crew(pool, stop=stop)
        assert list(crew.swept(nap, [1], one)) == []
    assert crew.stopped


def test_a_sweep_that_is_not_stopped_is_whole(small: Scenario) -> None:
    crew = Crew()
    counted(small, crew)
    assert not crew.stopped


def test_progress_is_told_of_every_block_once() -> None:
    told: list[int] = []
    with ThreadPoolExecutor(3) as pool:
        for executor in (None, pool):
            list(Crew(executor, progress=told.append).swept(squared, range(5), lambda task: task + 10))
    assert told == [10, 11, 12, 13, 14] * 2


def test_no_more_is_handed_out_than_was_said() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(Crew(pool, 5).swept(squared, tasks(), one)):
            assert len(taken) <= done + 5


def test_a_pool_whose_process_was_killed_is_given_up_and_the_rest_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASKED_BY", str(os.getpid()))
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert list(Crew(pool).swept(deadly, range(9), one)) == [n * n for n in range(9)]


def test_a_cluster_that_has_gone_is_given_up_and_the_rest_is_done_here() -> None:
    class Gone(ThreadPoolExecutor):
        """Takes work, and after three tasks loses all that it holds."""

        def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
            future = super().submit(fn, *args, **more)
            if args[0] < 3:
                return future
            lost: Future[Any] = Future()
            lost.cancel()
            return lost

    with Gone(1) as pool:
        assert list(Crew(pool).swept(squared, range(9), one)) == [n * n for n in range(9)]


def test_a_task_that_fails_is_told_of() -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(TimeoutError, match="own, of 0"):
        list(Crew(pool).swept(wrong, range(3), one))


@given(plays=st.integers(1, 500), size=st.integers(1, 90))
def test_blocks_hold_every_play_once(plays: int, size: int) -> None:
    cut = list(spans(plays, size))
    assert [play for first, count in cut for play in range(first, first + count)] == list(range(plays))
    assert {count for _, count in cut[:-1]} <= {size}


@pytest.mark.parametrize(("plays", "size"), [(0, 5), (5, 0)])
def test_blocks_of_nothing_are_refused(plays: int, size: int) -> None:
    with pytest.raises(ValueError, match="got 0"):
        spans(plays, size)


# A cluster ----------------------------------------------------------------------------------------


def with_a_rest(number: int) -> tuple[int, int]:
    """Takes long enough to be killed on the way."""
    time.sleep(0.1)
    return number * number, os.getpid()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Dask's own, as it takes a killed worker down
def test_a_cluster_gives_the_same_figures_though_a_worker_is_killed_on_the_way(
    small: Scenario, tmp_path: Path
) -> None:
    from distributed import Client, LocalCluster  # noqa: PLC0415 (slow to start)

    cluster_of: Any = LocalCluster
    client_of: Any = Client
    with (
        cluster_of(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        client_of(cluster) as client,
    ):
        executor = client.get_executor()
        killed, seen, results = 0, set(), []
        for result, worker in Crew(executor, 8).swept(with_a_rest, range(60), one):
            results.append(result)
            seen.add(worker)
            if len(results) == 10:
                killed = worker
                os.kill(killed, signal.SIGKILL)
        assert results == [number * number for number in range(60)]
        assert killed
        assert len(seen) >= 2
        assert counted(small, Crew(executor, 4)) == counted(small, Crew())
