"""The engine's speed and size, beside the same game written the plain way, in one run.

    python -m tests.bench.bench_engine [--quick] [--json]

Run it from the top of the checkout. Every figure is taken once in each round, so that a busy machine
disturbs all of them alike; the table gives the best and the median over the rounds, and goals are judged
by the median. What happens inside this process is CPU time (`time.process_time`: a core that is shared
with others costs nothing), what needs a process of its own is wall-clock time. Plays are full plays of
the flagship, both seats choosing at random, with scores at every stage and the years that follow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from game.analysis.ensemble import Sweep, chunks, tallied
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, begin, chosen, run, settle
from game.engine.settings import Settings
from game.engine.world import World
from game.policies.planner import Planner
from game.policies.random import Random
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario
from tests.bench.measure import Row, Samples, interleaved, rate, ratio, scaled, seconds, table
from tests.bench.plain import played
from tests.bench.plain_nouns import Dice, Game
from tests.bench.processes import SCENARIO, Starter

SIZES = (1, 100, 10_000, 100_000)
"""Of a batch, in plays."""
MANY = SIZES[-1]
AGAIN = {1: 20, 100: 15, 10_000: 2, 100_000: 1}
"""How often a batch is played for one sample."""
PLAIN_PLAYS = 200
"""The same for the plain game."""
ROUNDS, QUICK_ROUNDS = 9, 3
SPANS, QUICK_SPANS = (0, 100_000, 1_000_000), (0, 100_000)
"""Plays whose memory is measured."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, ready to run."""

    scenario: Scenario
    world: World
    plain: Game
    policies: dict[str, Policy]
    starter: Starter
    planner: Planner = field(default_factory=Planner)

    def tasks(self) -> dict[str, Callable[[int], float]]:
        """By name: a round's number to seconds for one unit."""
        return {
            "plain": self.plain_play,
            **{f"batch {size}": self.batch(size) for size in SIZES},
            "tallied": self.tallied_play,
            "stage": lambda number: self.stage(number, explained=False),
            "explained stage": lambda number: self.stage(number, explained=True),
            "planner": self.plan,
            "load": lambda _: seconds(lambda: load_scenario(find_scenario(SCENARIO))),
            "prompt": lambda _: self.starter.first_prompt(),
            "pass": lambda _: self.starter.whole_run("pass"),
            "numpy": lambda _: self.starter.whole_run("import numpy"),
        }

    def plain_play(self, number: int) -> float:
        """One play of the plain game."""
        dice = Dice(number)
        return seconds(lambda: played(self.plain, dice), PLAIN_PLAYS)

    def batch(self, size: int) -> Callable[[int], float]:
        """One play of so many: at once, or in chunks where they are more than fit."""

        def batch(number: int) -> float:
            def play() -> None:
                for _ in chunks(Sweep(self.scenario, Settings(), self.policies, number), size):
                    pass

            def once() -> None:
                run(self.world, self.policies, Luck(number, 0, size))

            return seconds(play if size == MANY else once, AGAIN[size]) / size

        return batch

    def tallied_play(self, number: int) -> float:
        """One play of many that are counted as well."""
        sweep = Sweep(self.scenario, Settings(), self.policies, number)
        return seconds(lambda: tallied(sweep, MANY)) / MANY

    def stage(self, number: int, *, explained: bool) -> float:
        """One stage of a single play: what the seats chose is settled, and the next stage opens."""

        def stages() -> None:
            position = begin(self.world, Luck(number, 0, 1), explained=explained)
            while position.stage is not None:
                position = settle(position, chosen(position, self.policies))

        return seconds(stages, AGAIN[1]) / len(self.world.stages)

    def plan(self, number: int) -> float:
        """One decision of the planner: the longest menu of the first stage, with all others to follow."""
        position = begin(self.world, Luck(number, 0, 1))
        decision = max(self.world.stages[0].decisions, key=lambda each: len(each.options))
        return seconds(lambda: self.planner.plan(position, decision))


def prepared(starter: Starter) -> Bench:
    """The flagship, ready to be measured."""
    scenario = load_scenario(find_scenario(SCENARIO)).scenario
    assert scenario is not None
    policies: dict[str, Policy] = {role.id: Random() for role in scenario.roles}
    return Bench(scenario, compile_world(scenario), Game(scenario), policies, starter)


def rows(taken: dict[str, Samples], memory: dict[int, float]) -> list[Row]:
    """The table's lines, with the goals."""
    plain = taken["plain"]
    lines = [Row("the plain loop", "plays/s", rate(plain), "more")]
    for size in SIZES:
        limit = 150_000 if size == MANY else None
        speed = rate(taken[f"batch {size}"])
        lines.append(Row(f"the engine, a batch of {size:,}", "plays/s", speed, "more", limit))
    for size in SIZES:
        limit = 40 if size == MANY else None
        faster = ratio(plain, taken[f"batch {size}"])
        lines.append(Row(f"beside the plain loop, a batch of {size:,}", "times", faster, "more", limit))
    lines += [
        Row(f"the engine and tallies, {MANY:,} plays", "plays/s", rate(taken["tallied"]), "more"),
        Row("a stage of one play", "ms", scaled(taken["stage"], 1e3), limit=2),
        Row("a stage of one play, explained", "ms", scaled(taken["explained stage"], 1e3), limit=2),
        Row("the planner's first decision", "ms", scaled(taken["planner"], 1e3), limit=200),
        Row("load and check the flagship", "ms", scaled(taken["load"], 1e3)),
        Row("process start to first prompt", "s, wall", taken["prompt"], limit=0.5),
        Row("beside it: python -c pass", "s, wall", taken["pass"]),
        Row('beside it: python -c "import numpy"', "s, wall", taken["numpy"]),
    ]
    for plays, held in memory.items():
        name = f"peak memory, {plays:,} plays tallied" if plays else "beside it: the scenario loaded"
        lines.append(Row(name, "MB", (held,), limit=150 if plays else None))
    return lines


def machine() -> dict[str, object]:
    """Where this was measured."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": list(os.getloadavg()),
    }


def main() -> None:
    """Measure, and print one table or one document."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_engine", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and no million plays")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    given = parser.parse_args()
    rounds, spans = (QUICK_ROUNDS, QUICK_SPANS) if given.quick else (ROUNDS, SPANS)
    where = machine()
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        starter = Starter(Path(home))
        memory = {plays: starter.megabytes(plays) for plays in spans}
        lines = rows(interleaved(prepared(starter).tasks(), rounds), memory)
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
        "CPU time of one process unless it says wall; goals judged by the median. "
        f"Again: python -m tests.bench.bench_engine{' --quick' if given.quick else ''}"
    )


if __name__ == "__main__":
    main()
