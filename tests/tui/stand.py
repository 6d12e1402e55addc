"""One screen of the game by itself, in the game's colours, with nothing behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar, cast

from textual.app import App
from textual.screen import Screen

import game.tui
from game.tui.app import Tashkent
from game.tui.settings import Settings
from game.tui.themes import THEMES
from game.tui.threads import InheritingExecutor
from tests.tui.driver import NARROW, Player
from tests.tui.hurry import hurried

Script = Callable[[Player], Awaitable[None]]

STILL_STANDS = object()
"""What a screen ended in that did not end."""


class Stand(App[None]):
    """Shows one screen, and keeps what it ends in."""

    CSS_PATH: ClassVar = Path(game.tui.__file__).parent / "game.tcss"

    def __init__(self, screen: Callable[[], Screen[Any]], theme: str) -> None:
        super().__init__()
        self._first = screen
        self.ended: object = STILL_STANDS
        self.said: list[str] = []
        for _, colours in THEMES.values():
            self.register_theme(colours)
        self.settings = Settings(guide=False)
        self.theme = theme
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Show it; workers speak its language, as they do in the game."""
        asyncio.get_running_loop().set_default_executor(InheritingExecutor())
        self.push_screen(self._first(), self._end)

    def _end(self, what: object) -> None:
        self.ended = what

    def notify(self, message: str, **rest: Any) -> None:
        """Keep what is said."""
        self.said.append(message)
        super().notify(message, **rest)


def stand(
    screen: Callable[[], Screen[Any]],
    script: Script,
    *,
    size: tuple[int, int] = NARROW,
    theme: str = "dark",
) -> Stand:
    """Play a script before a screen, and hand back the program as it ended."""
    app = Stand(screen, theme)

    async def played() -> None:
        async with app.run_test(size=size) as pilot:
            player = Player(cast(Tashkent, app), pilot)
            await pilot.pause()
            await player.settle()
            await script(player)
            await player.settle()

    with hurried():
        asyncio.run(played())
    return app


def words(text: str) -> str:
    """A text on one line, as it can be found again however it was wrapped."""
    return " ".join(text.split())
