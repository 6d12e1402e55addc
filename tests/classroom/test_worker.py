"""A worker and its screens: one that fails ends alone, and whatever it is told reaches the right one."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from game.classroom import frames as f
from game.classroom import protocol as p
from game.classroom.served import Served
from game.classroom.worker import Worker
from game.table.team import Mate, Team
from tests.cli.run import environment

TEAM = Team(
    room="Room 1",
    phase="waiting",
    practice=False,
    mates=(Mate("Ann", there=True, captain=True, you=True),),
    polls=(),
    seconds_left=None,
    paused=False,
    waits_for=(),
    rules="All agree.",
    messages=(),
    reasons=True,
    forecasts=True,
    moves_on=False,
    seat="The Capital",
    title="The Lake Pact",
)


class FrontEnd:
    """The other end of a worker's socket."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, bytes, bytes]] = []
        self._writer: asyncio.StreamWriter | None = None
        self.called = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Remember all that the worker says, and answer for a host whose game has not begun."""
        self._writer = writer
        self.called.set()
        try:
            while True:
                screen, kind, payload = await f.read(reader)
                self.heard.append((screen, kind, payload))
                if kind == f.DIAL:
                    welcome = p.Welcome(
                        version=p.VERSION, scenario="small", role="capital", regions={}, sources={}
                    )
                    stage = p.StageNow(role="capital", attempt=0, over=0, view=None)
                    for news in (welcome, stage, p.TeamNow(team=TEAM)):
                        self.say(screen, f.NEWS, p.written(news).encode())
        except asyncio.IncompleteReadError:
            pass

    def say(self, screen: int, kind: bytes, payload: bytes = b"") -> None:
        """To the worker."""
        assert self._writer
        self._writer.write(f.packed(screen, kind, payload))

    def hang_up(self) -> None:
        """Close the socket."""
        assert self._writer
        self._writer.close()

    def text(self, screen: int) -> str:
        """What a screen has shown."""
        shown = b"".join(
            payload for number, kind, payload in self.heard if (number, kind) == (screen, f.OUTPUT)
        )
        return " ".join(re.sub(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]", b" ", shown).decode().split())

    def end(self, screen: int) -> str:
        """Why a screen ended; empty while it has not."""
        found = [payload for number, kind, payload in self.heard if (number, kind) == (screen, f.ENDED)]
        return found[0].decode() if found else ""

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        async with asyncio.timeout(20):
            while not come():
                await asyncio.sleep(0.01)


def worked(script: Callable[[FrontEnd], Awaitable[None]]) -> None:
    """Run a worker in this process, and a script at the other end of its socket."""

    async def run() -> None:
        front = FrontEnd()
        server = await asyncio.start_server(front.serve, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        working = asyncio.create_task(Worker(reader, writer).run())
        await front.called.wait()
        await script(front)
        for screen in {number for number, _, _ in front.heard} - {0}:
            front.say(screen, f.CLOSE)
            await front.until(partial(front.end, screen))
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        front.hang_up()
        for each in (writer, server):
            each.close()
            await each.wait_closed()

    asyncio.run(run())


def test_a_screen_that_fails_ends_alone_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    arranged = Served._arrange

    def arrange(self: Served) -> None:
        if self.size.width == 81:
            raise ZeroDivisionError("planted")
        arranged(self)

    monkeypatch.setattr(Served, "_arrange", arrange)

    async def script(front: FrontEnd) -> None:
        front.say(1, f.OPEN, f.Wanted("one", 80, 24).packed())
        front.say(2, f.OPEN, f.Wanted("two", 81, 24).packed())
        await front.until(lambda: front.end(2) == "fault")
        await front.until(lambda: "has not begun" in front.text(1))
        front.say(1, f.INPUT, b"?")
        await front.until(lambda: "Your seat and the people in it" in front.text(1))
        assert front.end(1) == ""
        front.say(1, f.CLOSE)
        await front.until(lambda: front.end(1) == "left")

    worked(script)
    assert "planted" in caplog.text


def test_a_screen_takes_keys_sizes_and_a_wish_to_be_drawn_anew() -> None:
    async def script(front: FrontEnd) -> None:
        front.say(1, f.OPEN, f.Wanted("one", 80, 24).packed())
        await front.until(lambda: "has not begun" in front.text(1))
        for say in ((f.REPAINT, b""), (f.RESIZE, b"120x40")):
            await asyncio.sleep(0.2)
            front.heard.clear()
            front.say(1, *say)
            await front.until(lambda: "has not begun" in front.text(1))
        front.say(1, f.INPUT, b"q")
        await front.until(lambda: "Leave the class?" in front.text(1))
        front.say(1, f.INPUT, b"\r")
        await front.until(lambda: front.end(1) == "left")

    worked(script)


def test_a_screen_whose_seat_was_opened_elsewhere_says_so() -> None:
    async def script(front: FrontEnd) -> None:
        front.say(1, f.OPEN, f.Wanted("one", 80, 24).packed())
        await front.until(lambda: "has not begun" in front.text(1))
        bye = p.Bye(message="elsewhere", final=True, reason="elsewhere")
        front.say(1, f.NEWS, p.written(bye).encode())
        await front.until(lambda: front.end(1) == "elsewhere")

    worked(script)


def test_a_worker_whose_host_went_before_it_was_up_says_so_in_a_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])  # nobody listens there
        done = subprocess.run(
            [sys.executable, "-m", "game.classroom.worker", port],
            input=b"secret\n", capture_output=True, timeout=60, check=False, env=environment(tmp_path),
        )  # fmt: skip
    assert done.returncode == 0
    (line,) = done.stderr.decode().splitlines()
    assert "the host went before this worker was up" in line
