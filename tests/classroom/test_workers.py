"""Worker processes, held by the front: one that fails to start, dies or hangs is replaced."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from game.classroom import frames as f
from game.classroom import relay as relays
from game.classroom.client import Line
from game.classroom.relay import Relay

READY = f"""
import socket, sys, time
secret = sys.stdin.readline().strip()
front = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
front.sendall(secret.encode() + b"\\n" + {f.packed(0, f.READY)!r})
time.sleep(60)
"""
"""A worker that comes up, and then does nothing any more."""


class Idle:
    """A browser that remembers why its screen ended."""

    def __init__(self) -> None:
        self.ends: list[str] = []

    async def show(self, data: bytes) -> None:
        """Nothing."""

    async def open_url(self, url: str) -> None:
        """Nothing."""

    async def offer(self, name: str, data: bytes) -> None:
        """Nothing."""

    async def end(self, why: str) -> None:
        """Remember."""
        self.ends.append(why)


def kept(
    monkeypatch: pytest.MonkeyPatch, fates: list[str], script: Callable[[Relay], Awaitable[None]]
) -> None:
    """Run a script at a relay whose workers run these programs, one after the other; none for no process."""
    monkeypatch.setattr(relays, "REST", 0.01)
    spawn = asyncio.create_subprocess_exec

    async def spawned(*command: str, **more: Any) -> asyncio.subprocess.Process:
        program = fates.pop(0)
        if not program:
            raise OSError(12, "Cannot allocate memory")
        return await spawn(sys.executable, "-c", program, command[-1], **more)

    async def attend(_: Line) -> None:
        return None

    async def run() -> None:
        monkeypatch.setattr(asyncio, "create_subprocess_exec", spawned)
        relay = Relay(attend, 1, None)
        await relay.begin()
        try:
            async with asyncio.timeout(20.0):
                await script(relay)
        finally:
            await relay.finish()

    asyncio.run(run())


def test_a_worker_that_cannot_be_started_or_dies_as_it_starts_is_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def script(relay: Relay) -> None:
        screen = await relay.open(Idle(), f.Wanted("token", 80, 24))
        assert screen is not None
        screen.leave()

    kept(monkeypatch, ["", "raise SystemExit(3)", READY], script)
    assert "Cannot allocate memory" in caplog.text
    assert "a worker died (3)" in caplog.text


def test_a_worker_that_hangs_is_ended_and_its_browsers_are_asked_to_come_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(relays, "BACKLOG", 100_000)

    async def script(relay: Relay) -> None:
        browser = Idle()
        screen = await relay.open(browser, f.Wanted("token", 80, 24))
        assert screen is not None
        while not browser.ends:
            screen.say(f.NEWS, b"x" * 50_000)
            await asyncio.sleep(0)
        assert browser.ends == ["again"]
        assert await relay.open(browser, f.Wanted("token", 80, 24))

    kept(monkeypatch, [READY, READY], script)
    assert "a worker takes nothing any more" in caplog.text
