"""The full-screen game without a terminal: keys and clicks in, the screen as text out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from rich.segment import Segment
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerCancelled

from game.commands.lobby import LocalLobby
from game.commands.wish import Wish
from game.tui.app import Start, Tashkent
from game.tui.lobby import Lobby
from tests.cli.run import SMALL
from tests.tui.hurry import hurried, idle, under_way

NARROW, MIDDLE, WIDE = (80, 24), (100, 30), (140, 45)

PATIENCE = 20.0
"""Seconds after which something that should come to pass is taken not to."""

MOST = 20
"""How often a screen may be painted before it stands still; one that moves never does."""

AT_THE_LAKE = Start(str(SMALL), "capital", "historical", 4)
"""A game of the small scenario that begins at once."""


@dataclass
class Player:
    """Someone who sits before the screen."""

    app: Tashkent
    pilot: Pilot[None]

    @property
    def screen(self) -> Screen[Any]:
        """What is on top."""
        return self.app.screen

    def on(self, name: str) -> bool:
        """Whether the screen on top is of the class of this name."""
        return type(self.screen).__name__ == name

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        until = monotonic() + PATIENCE
        while not come():
            assert monotonic() < until, f"nothing came of it:\n{self.text}"
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def reach(self, name: str) -> None:
        """Wait until a screen of this name is on top, and all that it has asked for is there."""
        await self.until(lambda: self.on(name))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way; a program that has ended has given up what was."""
        with suppress(WorkerCancelled):
            await self.app.workers.wait_for_complete()
        for _ in range(MOST):
            await self.pilot.pause()
            await idle()
            if not under_way(self.screen):
                return

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Change the window's size; the program waits a moment whether more changes come."""
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: self.app.size == size and self.app._resize_event is None)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if char == " " else char for char in text))

    async def click(self, words: str, times: int = 1) -> None:
        """Click on the first place where these words stand."""
        for at, line in enumerate(self.rows):
            if words in line:
                await self.pilot.click(offset=(line.index(words) + 1, at), times=times)
                await self.settle()
                return
        raise AssertionError(f"{words!r} stands nowhere:\n{self.text}")

    @property
    def rows(self) -> list[str]:
        """The lines of the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def words(self) -> str:
        """What stands on top as one line, without frames: a text is found however it was wrapped."""
        rows = self.rows
        for box in self.screen.query(".sheet"):
            left, top, width, height = box.region
            rows = [_cut(row, left, width) for row in rows[top : top + height]]
        return " ".join(re.sub(r"[│█▸]", " ", "\n".join(rows)).split())

    @property
    def said(self) -> str:
        """What was said in passing, in the corner of the screen."""
        return "\n".join(each.message for each in self.app._notifications)

    def find(self, selector: str) -> Widget:
        """The widget that a selector names, on the screen on top."""
        return self.screen.query_one(selector)


def _cut(row: str, left: int, width: int) -> str:
    """Some cells of a row."""
    return "".join(segment.text for segment in Strip([Segment(row)]).crop(left, left + width))


def drive(
    script: Callable[[Player], Awaitable[None]],
    start: Start = Start(),  # noqa: B008 (frozen)
    *,
    size: tuple[int, int] = NARROW,
    wish: Wish | None = None,
    lobby: Lobby | None = None,
) -> Tashkent:
    """Play a script, and hand back the program as it ended."""

    def open_lobby() -> Lobby:
        return lobby or LocalLobby(wish or Wish(scenario=start.scenario or None))

    app = Tashkent(open_lobby, start)

    async def played() -> None:
        async with app.run_test(size=size) as pilot:
            player = Player(app, pilot)
            await player.pilot.pause()
            await player.settle()
            await script(player)

    with hurried():
        asyncio.run(played())
    if app.table:
        app.table.close()
    return app


async def seated(player: Player) -> None:
    """Wait for the game that was asked for, and put the brief aside if it comes first."""
    await player.until(lambda: player.on("DecideScreen") or player.on("ReadingSheet"))
    await player.settle()
    if player.on("ReadingSheet"):
        await player.press("escape")
    await player.reach("DecideScreen")
    await player.until(lambda: player.rows[0].strip() not in {"", "Tashkent"})  # in any language
