"""Between browsers and workers: what waits is bounded, and what was dropped is drawn anew."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from game.classroom import frames as f
from game.classroom.client import Line
from game.classroom.screens import MOST_WAITING, Screen
from game.classroom.sockets import Files, _frame, _pong


class Worker:
    """Stands in for a worker process."""

    def __init__(self) -> None:
        self.said: list[tuple[int, bytes, bytes]] = []
        self.lines: list[Line] = []
        self.tasks: list[asyncio.Future[None]] = []

    def say(self, screen: int, kind: bytes, payload: bytes = b"") -> None:
        """Remember."""
        self.said.append((screen, kind, payload))

    async def attend(self, line: Line) -> None:
        """Answer each message with itself."""
        self.lines.append(line)
        while (document := await line.receive()) is not None:
            await line.send(document)

    def start(self, work: Awaitable[None]) -> None:
        """On this loop."""
        self.tasks.append(asyncio.ensure_future(work))

    def leave(self, screen: Screen) -> None:
        """Nothing."""


class Slow:
    """A browser that takes output only when it is let."""

    def __init__(self) -> None:
        self.taken = b""
        self.let = asyncio.Event()
        self.ends: list[str] = []

    async def show(self, data: bytes) -> None:
        """Wait until let."""
        await self.let.wait()
        self.taken += data

    async def open_url(self, url: str) -> None:
        """Nothing."""

    async def offer(self, name: str, data: bytes) -> None:
        """Nothing."""

    async def end(self, why: str) -> None:
        """Remember."""
        self.ends.append(why)


def relayed(script: Callable[[Screen, Worker, Slow], Awaitable[None]]) -> None:
    async def run() -> None:
        worker, browser = Worker(), Slow()
        screen = Screen(7, worker, browser)
        await script(screen, worker, browser)
        screen.leave()

    asyncio.run(run())


def test_what_waits_for_a_slow_browser_is_bounded_and_it_is_drawn_anew_when_it_is_back() -> None:
    async def script(screen: Screen, worker: Worker, browser: Slow) -> None:
        screen.hear(f.OUTPUT, b"first")
        await asyncio.sleep(0)
        for _ in range(100):
            screen.hear(f.OUTPUT, b"x" * (MOST_WAITING // 10))
            await asyncio.sleep(0)
        assert screen.waiting <= MOST_WAITING
        assert screen.dropped == 1
        assert (7, f.REPAINT, b"") not in worker.said
        browser.let.set()
        await asyncio.sleep(0.05)
        assert worker.said == [(7, f.REPAINT, b"")]
        screen.hear(f.OUTPUT, b"anew")
        await asyncio.sleep(0.05)
        assert browser.taken.endswith(b"anew")
        assert len(browser.taken) < MOST_WAITING

    relayed(script)


def test_a_browser_is_told_the_end_after_all_that_came_before_it() -> None:
    async def script(screen: Screen, worker: Worker, browser: Slow) -> None:
        screen.hear(f.OUTPUT, b"last")
        screen.hear(f.ENDED, b"left")
        browser.let.set()
        await screen.wait()
        assert (browser.taken, browser.ends) == (b"last", ["left"])

    relayed(script)


def test_a_browser_that_takes_nothing_for_too_long_is_let_go_so_that_it_comes_back() -> None:
    async def script(screen: Screen, worker: Worker, browser: Slow) -> None:
        async def stuck(_: bytes) -> None:
            raise TimeoutError

        browser.show = stuck  # type: ignore[method-assign,assignment]  # as a tab's is after so many seconds
        screen.hear(f.OUTPUT, b"a frame")
        await screen.wait()
        assert browser.ends == ["again"]

    relayed(script)


def test_a_screens_client_has_a_line_to_the_host_and_a_new_one_ends_the_old() -> None:
    async def script(screen: Screen, worker: Worker, browser: Slow) -> None:
        screen.hear(f.DIAL, b"")
        screen.hear(f.REQUEST, "grüß".encode())
        await asyncio.sleep(0.01)
        assert worker.said == [(7, f.NEWS, "grüß".encode())]
        screen.hear(f.DIAL, b"")
        await asyncio.sleep(0.01)
        old, new = worker.lines
        with pytest.raises(OSError):
            await old.send("to nobody")
        await new.send("to the screen")
        assert worker.said[-1] == (7, f.NEWS, b"to the screen")

    relayed(script)


def test_frames_arrive_whole_and_none_is_endless() -> None:
    async def run() -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(f.packed(3, f.OUTPUT, b"abc") + f.packed(4, f.CLOSE))
        assert await f.read(reader) == (3, f.OUTPUT, b"abc")
        assert await f.read(reader) == (4, f.CLOSE, b"")
        reader.feed_data(f.packed(3, f.OUTPUT)[:5] + b"\xff\xff\xff\xff")
        with pytest.raises(ValueError):
            await f.read(reader)

    asyncio.run(run())
    assert f.Wanted.read(f.Wanted("t", 80, 24).packed()) == f.Wanted("t", 80, 24)


@pytest.mark.parametrize(
    ("said", "frame"),
    [
        ('["stdin", "a"]', (f.INPUT, b"a")),
        ('["resize", {"width": 90, "height": 30}]', (f.RESIZE, b"90x30")),
        ('["resize", {"width": 1e9, "height": 30}]', None),
        ('["resize", {"width": 99999999, "height": -1}]', (f.RESIZE, b"400x1")),
        ('["focus"]', (f.FOCUS, b"")),
        ('["blur"]', (f.BLUR, b"")),
        ('["stdin", 7]', None),
        ('{"stdin": "a"}', None),
        ("[]", None),
        ("", None),
        ("[" * 100_000, None),
    ],
)
def test_only_what_the_page_sends_reaches_a_screen(said: str, frame: tuple[bytes, bytes] | None) -> None:
    assert _frame(said) == frame


def test_a_ping_is_answered_and_its_answer_is_short() -> None:
    assert _pong('["ping", "17"]') == '["pong", "17"]'
    assert len(_pong(f'["ping", "{"x" * 9999}"]') or "") < 100
    assert _pong('["stdin", "17"]') is None


def test_a_file_is_fetched_once() -> None:
    async def run() -> None:
        files = Files()
        key = files.keep("a.md", b"text")
        assert files.take("guess") is None
        assert files.take(key) == ("a.md", b"text")
        assert files.take(key) is None

    asyncio.run(run())
