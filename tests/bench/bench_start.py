"""Process start to first paint in a pseudo-terminal, beside the smallest Textual program, turn by turn.

Usage: python -m tests.bench.bench_start [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Row, interleaved, ratio, table
from tests.bench.processes import Starter, game_command
from tests.bench.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("first paint")

Bare().run()
"""
"""What any program on this library has to wait for."""

SIZE = (80, 24)
LIMIT = 1.5


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        starter = Starter(Path(home))
        folders = {"TASHKENT_DATA": f"{home}/data", "TASHKENT_CONFIG": f"{home}/config"}
        environment = {**starter.environment, **folders}

        def painted(command: list[str], words: str) -> float:
            with Terminal(command, SIZE, environment) as terminal:
                return terminal.until(words) - terminal.began

        taken = interleaved(
            {
                "bare": lambda _: painted([sys.executable, "-c", BARE], "first paint"),
                "game": lambda _: painted([*game_command(), "play"], "Settings"),
                "list": lambda _: painted([*game_command(), "play"], "Kyrgyzstan 2010"),
            },
            rounds,
        )
    lines = [
        Row("the first screen stands", "s, wall", taken["game"]),
        Row("beside it: a bare Textual program", "s, wall", taken["bare"]),
        Row("how many times as long", "times", ratio(taken["game"], taken["bare"]), limit=LIMIT),
        Row("a scenario is read and listed", "s, wall", taken["list"]),
    ]
    print(f"{rounds} rounds, interleaved; load {os.getloadavg()[0]:.1f} in the end")
    print(*table(lines), sep="\n")


if __name__ == "__main__":
    main()
