"""A seat's screens as a worker runs them: many in one process, none of which touches the machine."""

from __future__ import annotations

import asyncio
import sys

from game.classroom.driver import Outlet, OutletDriver
from game.tui.classroom.app import ClassApp
from game.tui.classroom.seat import SharedTable
from game.tui.settings import Settings


class Served(ClassApp):
    """A seat's screens in a browser: nothing of this machine is read or written for a student."""

    def __init__(self, table: SharedTable, outlet: Outlet) -> None:
        super().__init__(table)
        self.outlet = outlet
        self.driver_class = OutletDriver
        # Textual redirects the whole process's output to a program as it runs: here it stays what it is.
        self._capture_stdout = sys.stdout  # type: ignore[assignment]  # a text file as well
        self._capture_stderr = sys.stderr  # type: ignore[assignment]  # a text file as well
        self.broken_settings = ""
        self.use(Settings())
        self.stands = asyncio.Event()
        """Set once the first screen that means something is shown."""

    def keep(self, settings: Settings) -> None:
        """Use settings as long as this screen is open."""
        self.use(settings)

    def _arrange(self) -> None:
        super()._arrange()
        if self.shared.team() is not None or self.said:
            self.call_after_refresh(self.stands.set)


class Nowhere:
    """An outlet that shows nothing to nobody."""

    def show(self, data: str) -> None:
        """Nothing."""

    def open_url(self, url: str) -> None:
        """Nothing."""

    def hand_over(self, name: str, data: bytes) -> None:
        """Nothing."""
