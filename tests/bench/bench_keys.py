"""Key to repaint on the decision screen, in a pseudo-terminal: the time until the first byte is painted.

Usage: python -m tests.bench.bench_keys [--keys N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Row, scaled, table
from tests.bench.processes import Starter, game_command
from tests.bench.terminal import Terminal

SIZES = ((80, 24), (140, 45))
KEYS = ("j", "j", "k", "j", "m", "j", "k", "w", "s", "j", "o", "3", "1")
"""Through the options, the members and the texts."""

PAUSE = 0.05
"""Seconds between what one key painted and the next key, as a quick player's."""

MEDIAN_LIMIT, LAST_LIMIT = 30.0, 80.0
"""Milliseconds, for the middle key and for all but one in a hundred."""


def delays(command: list[str], size: tuple[int, int], environment: dict[str, str], keys: int) -> list[float]:
    """Seconds from each key to the first thing that it painted."""
    found = []
    with Terminal(command, size, environment) as terminal:
        terminal.until("You are Moscow")
        terminal.press("\r")
        terminal.quiet(0.5)
        terminal.press("o")
        terminal.quiet(0.5)
        for key in islice(cycle(KEYS), keys):
            began = time.perf_counter()
            terminal.press(key)
            if terminal.read(1.0):
                found.append(time.perf_counter() - began)
            terminal.quiet(PAUSE)
    return found


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_keys", description=__doc__)
    parser.add_argument("--keys", type=int, default=400, help="how many keys are pressed at each size")
    keys = parser.parse_args().keys
    command = [*game_command(), "play", "kyrgyzstan-2010", "--role", "moscow", "--seed", "1", "--no-save"]
    lines = []
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        folders = {"TASHKENT_DATA": f"{home}/data", "TASHKENT_CONFIG": f"{home}/config"}
        environment = {**Starter(Path(home)).environment, **folders}
        settings = Path(home, "config", "settings.json")
        settings.parent.mkdir()
        settings.write_text('{"guide": false}')
        for size in SIZES:
            taken = scaled(delays(command, size, environment, keys), 1e3)
            last = statistics.quantiles(taken, n=100)[-1]
            where = f"{size[0]}×{size[1]}"
            lines += [
                Row(f"{where}: key to repaint, the middle of {len(taken)}", "ms", taken, limit=MEDIAN_LIMIT),
                Row(f"{where}: 99 of 100 within", "ms", (last,), limit=LAST_LIMIT),
            ]
    print(f"{keys} keys at each size; load {os.getloadavg()[0]:.1f} in the end")
    print(*table(lines), sep="\n")


if __name__ == "__main__":
    main()
