"""The longest that the event loop of the screen was held at a time: what a key may have to wait for.

Usage: python -m tests.bench.bench_loop [--rounds N]
"""

from __future__ import annotations

import argparse
import asyncio.events
import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from game.commands.screen import quieten_collector
from tests.bench.measure import Row, scaled, table
from tests.tui.driver import NARROW, WIDE, Player, drive, seated
from tests.tui.pictures import GAME, OSH, Advanced

LIMIT = 50.0
"""Milliseconds."""

SHOWN = 5
"""How many of the longest are named."""

DESK = ("o", "m", "s", "w", "j", "j", "f", "t", "c", "b", "a", "x", "v", "l", "question_mark", "ctrl+p")
"""Every panel and box of the decision screen."""

LEAVES = ("1", "2", "3", "4", "5", "6", "7", "8", "b", "question_mark")
"""Every leaf of the debrief."""


@dataclass(frozen=True)
class Turn:
    """One turn of the loop: how long it was held."""

    work: float
    """Seconds of the thread's own work."""
    clock: float
    """Seconds on the clock."""
    after: str
    """What the player had done."""


@dataclass
class Watch:
    """What each turn of the loop took."""

    after: str = "start"
    """What the player has just done."""
    turns: list[Turn] = field(default_factory=list)

    @contextmanager
    def over(self) -> Iterator[None]:
        """Time every turn of every loop in this process."""
        run: Callable[[asyncio.events.Handle], None] = asyncio.events.Handle._run

        def timed(handle: asyncio.events.Handle) -> None:
            clock, work = time.perf_counter(), time.thread_time()
            run(handle)
            self.turns.append(Turn(time.thread_time() - work, time.perf_counter() - clock, self.after))

        with patch.object(asyncio.events.Handle, "_run", timed):
            yield


def played(size: tuple[int, int]) -> Watch:
    """A visit to every screen and box of a game at one size."""
    watch = Watch()

    async def press(player: Player, key: str) -> None:
        watch.after = f"{type(player.screen).__name__}, {key}"
        await player.press(key)

    async def desk(player: Player) -> None:
        await seated(player)
        for key in DESK:
            await press(player, key)
            if not player.on("DecideScreen"):
                await press(player, "escape")

    async def debrief(player: Player) -> None:
        await player.reach("DebriefScreen")
        for key in LEAVES:
            await press(player, key)

    with watch.over():
        drive(desk, GAME, size=size, lobby=Advanced(OSH))
        drive(debrief, GAME, size=size, lobby=Advanced(""))
    return watch


def main() -> None:
    """Measure, and print the table and what took longest."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_loop", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often the game is played at each size")
    rounds = parser.parse_args().rounds
    lines, longest = [], []
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        os.environ |= {"TASHKENT_DATA": home, "TASHKENT_CONFIG": home}
        Path(home, "settings.json").write_text('{"guide": false}')
        played(NARROW)  # what is read and compiled once
        for size in (NARROW, WIDE):
            watches = []
            for _ in range(rounds):
                gc.collect()
                quieten_collector()
                watches.append(played(size))
            where = f"{size[0]}×{size[1]}"
            work = [max(turn.work for turn in watch.turns) for watch in watches]
            clock = [max(turn.clock for turn in watch.turns) for watch in watches]
            lines += [
                Row(f"{where}: the longest turn, its own work", "ms", scaled(work, 1e3), limit=LIMIT),
                Row(f"{where}: the longest turn, by the clock", "ms", scaled(clock, 1e3), limit=LIMIT),
            ]
            turns = sorted((turn for watch in watches for turn in watch.turns), key=lambda turn: -turn.work)
            longest += [f"{where}  {turn.work * 1e3:3.0f} ms  {turn.after}" for turn in turns[:SHOWN]]
    print(f"{rounds} games at each size; load {os.getloadavg()[0]:.1f} in the end")
    print(*table(lines), sep="\n")
    print("\nThe longest:", *longest, sep="\n")


if __name__ == "__main__":
    main()
