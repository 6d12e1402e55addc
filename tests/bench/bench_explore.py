"""How long the questions of `tashkent explore` take on the flagship, and how large many plays grow.

    python -m tests.bench.bench_explore [--quick] [--json]

Run it from the top of the checkout. Every figure is taken once in each round, so that a busy machine
disturbs all of them alike; goals are judged by the median. What happens in this process is CPU time of
one core; a whole command, and two processes beside one, are wall-clock time. Memory is the most that a
process of its own held. Plays have scores at every stage and in the years that follow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from game.analysis.balance import balance
from game.analysis.blocks import Crew
from game.analysis.ensemble import Sweep, chunks, tallied
from game.analysis.knockout import knockout
from game.analysis.sensitivity import sensitivity
from game.analysis.sensitivity import size as sensitivity_size
from game.analysis.thesis import thesis
from game.engine.play import Policy
from game.engine.settings import Settings
from game.policies.random import Random
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario
from tests.bench.measure import Row, Samples, interleaved, rate, ratio, seconds, table
from tests.bench.processes import SCENARIO, Starter

MANY = 100_000
STREAMED, QUICK_STREAMED = 10_000_000, 1_000_000
"""Plays whose memory is measured."""
SHARED = 600_000
"""Plays that two processes share."""
STATEMENTS = 500
"""Plays of the thesis."""
ROUNDS, QUICK_ROUNDS = 5, 2
COMMAND = (
    "import io, sys\n"
    "from game.cli import main\n"
    f"sys.argv = ['tashkent', 'explore', 'sensitivity', '{SCENARIO}', '--workers', '1', '--json']\n"
    "sys.stdout = io.StringIO()\n"
    "main()\n"
)


def tasks(scenario: Scenario, pool: Executor, starter: Starter) -> dict[str, Callable[[int], float]]:
    """By name: a round's number to seconds."""
    seats: dict[str, Policy] = {role.id: Random() for role in scenario.roles}
    model = Settings()

    def scores(seed: int) -> None:
        for trace in chunks(Sweep(scenario, model, seats, seed), MANY):
            assert trace.end.size

    def shared(executor: Executor | None) -> Callable[[int], float]:
        def played(seed: int) -> float:
            start = time.perf_counter()
            tallied(Sweep(scenario, model, seats, seed), SHARED, crew=Crew(executor))
            return time.perf_counter() - start

        return played

    return {
        "scores": lambda seed: seconds(lambda: scores(seed)),
        "tallied": lambda seed: seconds(lambda: tallied(Sweep(scenario, model, seats, seed), MANY)),
        "sensitivity": lambda seed: seconds(lambda: sensitivity(scenario, "historical", MANY, seed, Crew())),
        "command": lambda _: starter.whole_run(COMMAND),
        "thesis": lambda seed: seconds(lambda: thesis(scenario, STATEMENTS, seed, Crew())),
        "balance": lambda seed: seconds(lambda: balance(scenario, MANY, seed, model, Crew())),
        "knockout": lambda seed: seconds(lambda: knockout(scenario, 1_000, seed, model, Crew())),
        "alone": shared(None),
        "two": shared(pool),
    }


def rows(taken: dict[str, Samples], memory: dict[int, float]) -> list[Row]:
    """The table's lines, with the goals."""
    plays = sensitivity_size(MANY)
    lines = [
        Row(f"{MANY:,} plays with scores", "s", taken["scores"], limit=1.5),
        Row(f"{MANY:,} plays counted", "s", taken["tallied"], limit=1.5),
        Row(f"sensitivity, {plays:,} plays", "s", taken["sensitivity"], limit=10),
        Row("the same as a whole command", "s, wall", taken["command"]),
        Row(f"thesis, {STATEMENTS:,} tables in five readings", "s", taken["thesis"]),
        Row(f"balance, {MANY:,} plays four times over", "s", taken["balance"]),
        Row("knockout, 1,000 plays without each rule", "s", taken["knockout"]),
        Row(
            "one process, plays counted", "plays/s, wall", rate([t / SHARED for t in taken["alone"]]), "more"
        ),
        Row("two processes beside one", "times, wall", ratio(taken["alone"], taken["two"]), "more"),
    ]
    for streamed, held in memory.items():
        name = f"peak memory, {streamed:,} plays streamed" if streamed else "beside it: the scenario loaded"
        lines.append(Row(name, "MB", (held,), limit=500 if streamed else None))
    return lines


def main() -> None:
    """Measure, and print one table or one document."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_explore", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and a million plays streamed")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    given = parser.parse_args()
    rounds, streamed = (QUICK_ROUNDS, QUICK_STREAMED) if given.quick else (ROUNDS, STREAMED)
    scenario = load_scenario(find_scenario(SCENARIO)).scenario
    assert scenario is not None
    with (
        TemporaryDirectory(prefix="tashkent-bench-") as home,
        ProcessPoolExecutor(2, get_context("spawn")) as pool,
    ):
        starter = Starter(Path(home))
        memory = {plays: starter.megabytes(plays) for plays in (0, streamed)}
        lines = rows(interleaved(tasks(scenario, pool, starter), rounds), memory)
    where = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": list(os.getloadavg()),
    }
    if given.json:
        document = {"machine": where, "rounds": rounds, "rows": [line.document() for line in lines]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    print(
        f"Python {where['python']}, NumPy {where['numpy']}, {where['system']}, {where['cores']} cores, "
        f"load {os.getloadavg()[0]:.1f} in the end; {rounds} rounds, interleaved"
    )
    print(*table(lines), sep="\n")
    print(
        "CPU time of one core unless it says wall; goals judged by the median. "
        f"Again: python -m tests.bench.bench_explore{' --quick' if given.quick else ''}"
    )


if __name__ == "__main__":
    main()
