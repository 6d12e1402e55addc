"""A report of a finished game from its save to a file, in a process of its own, and its parts within one.

Usage: python -m tests.bench.bench_report [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from game import __version__
from game.commands.seating import loaded, seated
from game.report.game import Game
from game.report.html import report
from game.report.pictures import pictures
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable
from game.table.record import Header
from game.table.saves import create
from tests.bench.measure import Row, Samples, interleaved, scaled, seconds, table
from tests.bench.processes import Starter, game_command

LIMIT = 3.0
"""Seconds, for a report of the flagship scenario with its 100,000 other plays."""
ENDINGS = ("html", "md", "csv", "json")


def played(scenario: Scenario, folder: Path) -> LocalTable:
    """A whole game of what was done in fact, saved as `game`."""
    header = Header(scenario.id, scenario.digest, "", __version__, scenario.roles[0].id, "historical", 4)
    save = create(header, folder / "saves" / "game.jsonl")
    if isinstance(save, Refusal):
        raise RuntimeError(str(save))
    seat = seated(scenario, header, insists=True)
    seat.save_in(save)
    while not seat.finished:
        view = seat.view()
        stage = next(each for each in scenario.stages if each.id == view.stage)
        waiting = [each for each in stage.decisions if each.role == header.role and each.id not in view.made]
        refusal = seat.choose(waiting[0].id, waiting[0].historical) if waiting else seat.move_on()
        if refusal:
            raise RuntimeError(str(refusal))
    seat.close()
    return seat


def wall(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from start to end of a command that succeeds."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _waiting(command: list[str], environment: dict[str, str]) -> Callable[[int], float]:
    return lambda _: wall(command, environment)


def processor(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of the processor that it takes: on a machine that others use, the steadier figure."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _reckoning(command: list[str], environment: dict[str, str]) -> Callable[[int], float]:
    return lambda _: processor(command, environment)


def parts(seat: LocalTable, rounds: int) -> list[Row]:
    """What a report is made of, in this process: CPU time."""
    standing = seat.standing()
    assert not isinstance(standing, Refusal)
    game = Game("game", seat.debrief(), seat.hindsight(), seat.sources, standing)
    taken: dict[str, Samples] = interleaved(
        {
            "nine pictures": lambda _: seconds(lambda: pictures(game)),
            "the page, with them": lambda _: seconds(lambda: report(game)),
        },
        rounds,
    )
    return [Row(f"of it: {name}", "ms, CPU", scaled(samples, 1000.0)) for name, samples in taken.items()]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_report", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    scenario, _folder = loaded("kyrgyzstan-2010")
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        data = Path(home, "data")
        seat = played(scenario, data)
        environment = {**os.environ, **Starter(Path(home)).environment, "TASHKENT_DATA": str(data)}
        commands = {
            ending: [*game_command(), "report", "game", "-o", f"{home}/game.{ending}"] for ending in ENDINGS
        }
        walls = interleaved({each: _waiting(commands[each], environment) for each in ENDINGS}, rounds)
        cpu = interleaved({"html": _reckoning(commands["html"], environment)}, rounds)
        size = Path(home, "game.html").stat().st_size
    rows = [Row("report as .html, from its save", "s, wall", walls["html"], limit=LIMIT)]
    rows += [Row("the same, processor", "s, CPU", cpu["html"], limit=LIMIT)]
    rows += [Row(f"report as .{ending}", "s, wall", walls[ending]) for ending in ENDINGS[1:]]
    print("\n".join(table([*rows, *parts(seat, rounds)])))
    print(f"\nThe page has {size / 1024:.0f} KiB.")


if __name__ == "__main__":
    main()
