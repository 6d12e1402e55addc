"""A browser's screen and its client's line to the host, as the front process holds them.

A slow browser holds up nobody: what waits for it is bounded, and what was dropped is drawn anew.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Protocol

from game.classroom import frames as f
from game.classroom.client import Line

MOST_WAITING = 256 * 1024
"""Bytes of output that may wait for a browser."""

MOST_NEWS = 64
"""Messages that may wait for a screen's client; it takes them at once, or its worker hangs."""


class Process(Protocol):
    """The worker that runs a screen."""

    def say(self, screen: int, kind: bytes, payload: bytes = b"") -> None:
        """One frame."""
        ...

    async def attend(self, line: Line) -> None:
        """Serve a line to the host."""
        ...

    def start(self, work: Awaitable[None]) -> None:
        """Have something done beside."""
        ...

    def leave(self, screen: Screen) -> None:
        """A browser has gone."""
        ...


class Browser(Protocol):
    """What shows a screen."""

    async def show(self, data: bytes) -> None:
        """Output of the terminal. Raise OSError if it is gone."""
        ...

    async def open_url(self, url: str) -> None:
        """Open an address of the web."""
        ...

    async def offer(self, name: str, data: bytes) -> None:
        """Offer a file."""
        ...

    async def end(self, why: str) -> None:
        """One of `frames.ENDS`, or `again` for a worker that has gone."""
        ...


class Screen:
    """A browser's screen, as the front process holds it."""

    def __init__(self, number: int, worker: Process, browser: Browser) -> None:
        self.number = number
        self.worker = worker
        self._browser = browser
        self._waiting: list[bytes] = []
        self._bytes = 0
        self._dropped = False
        self._more = asyncio.Event()
        self._end = ""
        self._line: ScreenLine | None = None
        self.dropped = 0
        """How often output was dropped."""
        self._sending = asyncio.get_running_loop().create_task(self._send())

    @property
    def waiting(self) -> int:
        """Bytes of output that wait for the browser."""
        return self._bytes

    def say(self, kind: bytes, payload: bytes = b"") -> None:
        """To the program."""
        self.worker.say(self.number, kind, payload)

    def hear(self, kind: bytes, payload: bytes) -> None:
        """From the program."""
        if kind == f.OUTPUT:
            if self._dropped:
                return
            self._waiting.append(payload)
            self._bytes += len(payload)
            if self._bytes > MOST_WAITING:
                self._waiting, self._bytes, self._dropped = [], 0, True
                self.dropped += 1
            self._more.set()
        elif kind == f.TEXT:
            self._start(self._browser.open_url(payload.decode()))
        elif kind == f.FILE:
            name, _, data = payload.partition(b"\n")
            self._start(self._browser.offer(name.decode(), data))
        elif kind == f.DIAL:
            self._hang_up()
            self._line = ScreenLine(self)
            self._start(self.worker.attend(self._line))
        elif kind == f.REQUEST:
            if self._line:
                self._line.put(payload.decode() if payload else None)
        elif kind == f.ENDED:
            self.end(payload.decode())

    def end(self, why: str) -> None:
        """The program has ended, or its worker has."""
        self._hang_up()
        self._end = why
        self._more.set()

    async def wait(self) -> None:
        """Until all is shown and the browser is told the end."""
        await asyncio.shield(self._sending)

    def leave(self) -> None:
        """The browser has gone."""
        self._hang_up()
        self._sending.cancel()
        self.worker.leave(self)

    def _hang_up(self) -> None:
        if self._line:
            self._line.put(None)
            self._line = None

    def _start(self, work: Awaitable[None]) -> None:
        self.worker.start(work)

    async def _send(self) -> None:
        try:
            while True:
                await self._more.wait()
                self._more.clear()
                waiting, self._waiting, self._bytes = self._waiting, [], 0
                if waiting:
                    await self._browser.show(b"".join(waiting))
                if self._dropped:
                    # All that was sent has been taken: from here on it is worth drawing again.
                    self._dropped = False
                    self.say(f.REPAINT)
                if self._end and not self._waiting:
                    await self._browser.end(self._end)
                    return
        except OSError:
            # It is gone, or takes nothing for too long: a screen that stands still without a word is worse.
            with contextlib.suppress(OSError):
                await self._browser.end("again")


class ScreenLine:
    """A screen's line to the host, at the host's end."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._said: asyncio.Queue[str | None] = asyncio.Queue(MOST_NEWS)
        self._open = True

    def put(self, document: str | None) -> None:
        """What the screen's client says; None as it hangs up."""
        if document is None:
            self._open = False
            while self._said.full():
                self._said.get_nowait()
        with contextlib.suppress(asyncio.QueueFull):  # it asks again when it has heard nothing
            self._said.put_nowait(document)

    async def send(self, document: str) -> None:
        """To the screen's client. Raise OSError once it has hung up."""
        if not self._open:
            raise ConnectionResetError
        self._screen.say(f.NEWS, document.encode())

    async def receive(self) -> str | None:
        """From the screen's client."""
        return await self._said.get()

    async def close(self) -> None:
        """Hang up."""
        if self._open:
            self._open = False
            self._screen.say(f.NEWS)
