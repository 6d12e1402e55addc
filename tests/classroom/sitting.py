"""A student before the screen, at a host in the same process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.pilot import Pilot

from game.classroom import wishes as w
from game.tui.classroom.app import ClassApp
from game.tui.classroom.screens import TeamDecideScreen
from game.tui.classroom.sheets import VoteSheet
from tests.classroom.inside import Inside

Script = Callable[["Student"], Awaitable[None]]


class Student:
    """Someone before the screen, and the class around them."""

    def __init__(self, room: Inside, app: ClassApp, pilot: Pilot[None]) -> None:
        self.room, self.app, self.pilot = room, app, pilot

    @property
    def text(self) -> str:
        """All that stands on the screen, as one line."""
        strips = self.app.screen._compositor.render_strips()
        return " ".join("".join(segment.text for strip in strips for segment in strip).split())

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        for _ in range(1000):
            await self.pilot.pause(0.01)
            if come():
                return
        raise AssertionError(f"nothing came of it: {self.text}")

    async def on(self, kind: type[object]) -> None:
        """Wait for a screen."""
        await self.until(lambda: isinstance(self.app.screen, kind))

    async def begin(self) -> None:
        """The teacher begins, and the brief is put away."""
        await self.room.host.do(w.Begin(("Room 1",)), "facilitator")
        await self.until(lambda: "You are" in self.text)
        await self.pilot.press("escape")
        await self.on(TeamDecideScreen)

    async def vote(self, reason: str = "") -> None:
        """For the option at hand."""
        await self.pilot.press("o")
        await self.pilot.press("enter")
        await self.on(VoteSheet)
        await self.pilot.press(*("space" if each == " " else each for each in reason), "enter")
