"""A Textual driver for a screen that is elsewhere: many programs live in one process, each with an outlet.

Textual's own web driver speaks through stdin and stdout of a process of its own, and reads in a thread; this
one is fed by whoever holds the connection, on the loop on which the program runs.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol, TextIO

from textual import events
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.geometry import Size

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

LARGEST = (400, 150)
"""Columns and lines that a browser may ask for."""

START = "\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?2004h"
"""The other buffer, mouse, no cursor, pasted text marked as such."""
SYNC = "\x1b[?2026$p"
"""Asks whether the terminal can show a whole frame at once."""
STOP = "\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?25h\x1b[?1049l"


class Outlet(Protocol):
    """Where a screen's output goes."""

    def show(self, data: str) -> None:
        """What the terminal is to show."""
        ...

    def open_url(self, url: str) -> None:
        """An address for the browser to open."""
        ...

    def hand_over(self, name: str, data: bytes) -> None:
        """A file for the browser to keep."""
        ...


def fitting(width: int, height: int) -> tuple[int, int]:
    """A size as it was asked for, within bounds."""
    return min(max(width, 1), LARGEST[0]), min(max(height, 1), LARGEST[1])


class OutletDriver(Driver):
    """Drives a program that has an `outlet`; what is fed to it is fed on its loop."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        outlet: Outlet = app.outlet  # type: ignore[attr-defined]  # whoever picks this driver has one
        self._outlet = outlet
        self._parser = XTermParser(debug=debug)
        self._tick: asyncio.TimerHandle | None = None
        self._on = False

    @property
    def is_web(self) -> bool:
        """The screen is a browser's."""
        return True

    def write(self, data: str) -> None:
        """Have something shown."""
        self._outlet.show(data)

    def send_message(self, message: Message) -> None:
        """Hand an event to the program; this is its loop already."""
        self._app.post_message(message)

    def feed(self, data: str) -> None:
        """Take what was typed, as a terminal sends it. A lone Escape counts once its time is up."""
        if not data or not self._on:
            return
        for event in self._parser.feed(data):
            self.process_message(event)
        if self._tick:
            self._tick.cancel()
        self._tick = self._loop.call_later(ESCAPE_DELAY, self._wait)

    def _wait(self) -> None:
        self._tick = None
        for event in self._parser.tick():
            self.process_message(event)

    def resize(self, width: int, height: int) -> None:
        """The browser's window has another size."""
        self._size = fitting(width, height)
        size = Size(*self._size)
        self.send_message(events.Resize(size, size))

    def focus(self, *, there: bool) -> None:
        """The browser's window came to the front, or went."""
        self.send_message(events.AppFocus() if there else events.AppBlur())

    def repaint(self) -> None:
        """Draw everything anew: part of what was written got lost."""
        if self._on:
            self.write(START)
            self._app.screen.refresh()

    def start_application_mode(self) -> None:
        """Prepare the terminal."""
        self._on = True
        self.write(START + SYNC)
        size = Size(*(self._size or (80, 24)))
        self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Take nothing any more."""
        self._on = False

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        self._on = False
        if self._tick:
            self._tick.cancel()
        self.write(STOP)

    def open_url(self, url: str, new_tab: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 (Textual's)
        """Have the browser open an address; never this machine's."""
        self._outlet.open_url(url)

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",  # noqa: ARG002 (Textual's)
        encoding: str | None = None,
        mime_type: str | None = None,  # noqa: ARG002 (Textual's)
        name: str | None = None,
    ) -> None:
        """Hand a file to the browser; nothing is written on this machine."""
        with contextlib.closing(binary):
            data = binary.read()
        self._outlet.hand_over(
            save_path.name, data.encode(encoding or "utf-8") if isinstance(data, str) else data
        )
        self.send_message(events.DeliveryComplete(key=delivery_key, path=None, name=name))
