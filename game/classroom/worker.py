"""A worker process: it runs students' screens, many in one loop, and nothing else.

It is started by the front process, which holds the session; all that it says and hears are frames.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import logging
import os
import pkgutil
import sys
from time import monotonic

from game.classroom import frames as f
from game.classroom.driver import OutletDriver, fitting
from game.classroom.lean import slim
from game.classroom.remote_table import RemoteTable
from game.classroom.served import Nowhere, Served
from game.tui.threads import InheritingExecutor
from game.words import use

log = logging.getLogger(__name__)

STARTS = 2
"""Screens that start at the same time: whoever plays already must not wait for those who come."""

START_TIME = 5.0
"""Seconds after which a start counts as over in any case."""

THREADS = 64
"""That may wait for the host at the same time."""

QUIET = 1.0
"""Seconds without a key after which garbage may be collected."""

LITTER = 8
"""Ended screens whose remains are worth a whole collection."""

THRESHOLDS = (20_000, 20, 1_000_000)
"""Of the collector: what is young is swept up as it comes, in a millisecond or two; the whole never is while
people play."""

BACKLOG = 16 * 2**20
"""Bytes that may wait for the front before screens' output is dropped; they are drawn anew afterwards."""


class Screen:
    """A student's screen: an outlet for the program, and a line to the host for its table."""

    def __init__(self, number: int, wanted: f.Wanted, worker: Worker) -> None:
        self.number = number
        self._worker = worker
        self._token = wanted.token
        self._language = wanted.language
        self._size = fitting(wanted.width, wanted.height)
        self._news: asyncio.Queue[str | None] = asyncio.Queue()
        self._app: Served | None = None
        self._lost = False
        self.task = asyncio.get_running_loop().create_task(self._run())

    # An outlet

    def show(self, data: str) -> None:
        """Pass output on, unless too much waits already."""
        if self._worker.backlog > BACKLOG:
            self._lost = True
        elif self._lost:
            self._lost = False
            asyncio.get_running_loop().call_soon(self.repaint)
        else:
            self._worker.say(self.number, f.OUTPUT, data.encode("utf-8", "replace"))

    def open_url(self, url: str) -> None:
        """Have the page open an address of the web."""
        if url.startswith(("https://", "http://")):
            self._worker.say(self.number, f.TEXT, url.encode())

    def hand_over(self, name: str, data: bytes) -> None:
        """Have the page offer a file."""
        if len(data) < f.LONGEST // 2:
            self._worker.say(self.number, f.FILE, name.encode() + b"\n" + data)

    # A line

    async def dial(self) -> Screen:
        """Ask the front for a line to the host."""
        while not self._news.empty():
            self._news.get_nowait()
        self._worker.say(self.number, f.DIAL)
        return self

    async def send(self, document: str) -> None:
        """To the host."""
        self._worker.say(self.number, f.REQUEST, document.encode())

    async def receive(self) -> str | None:
        """From the host."""
        return await self._news.get()

    async def close(self) -> None:
        """Hang up."""
        self._worker.say(self.number, f.REQUEST)

    # What the front says

    def hear(self, kind: bytes, payload: bytes) -> None:
        """One frame for this screen."""
        driver = self._app._driver if self._app else None
        if kind == f.NEWS:
            self._news.put_nowait(payload.decode() if payload else None)
        elif kind == f.CLOSE:
            self.task.cancel()
        elif isinstance(driver, OutletDriver):
            if kind == f.INPUT:
                driver.feed(payload.decode("utf-8", "replace"))
            elif kind == f.RESIZE:
                width, _, height = payload.decode().partition("x")
                driver.resize(int(width), int(height))
            elif kind in {f.FOCUS, f.BLUR}:
                driver.focus(there=kind == f.FOCUS)
            elif kind == f.REPAINT:
                self.repaint()

    def repaint(self) -> None:
        """Draw everything anew."""
        driver = self._app._driver if self._app else None
        if isinstance(driver, OutletDriver):
            driver.repaint()

    async def _run(self) -> None:
        end = "fault"
        use(self._language)
        try:
            end = await self._played()
        except asyncio.CancelledError:
            end = "left"
        except Exception:  # one screen's mistake ends that screen alone
            log.exception("a screen ended by a mistake")
        finally:
            self._worker.ended(self, end)

    async def _played(self) -> str:
        """Run the program; why it ended."""
        table = RemoteTable(self.dial, self._token)
        line = asyncio.ensure_future(table.run())
        playing: asyncio.Task[None] | None = None
        try:
            async with self._worker.starts:
                app = self._app = Served(table, self)
                playing = asyncio.ensure_future(app.run_async(size=self._size))
                stands = asyncio.ensure_future(app.stands.wait())
                await asyncio.wait({stands, playing}, timeout=START_TIME, return_when=asyncio.FIRST_COMPLETED)
                stands.cancel()
            await asyncio.wait({playing})
            if (error := app.fault or playing.exception()) is not None:
                log.error("a screen ended by a mistake", exc_info=error)
                return "fault"
            return table.end_of_line if app.said else "left"
        finally:
            if playing and not playing.done() and self._app:
                self._app.exit()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(playing, 3.0)
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)


class Worker:
    """All screens of this process."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._screens: dict[int, Screen] = {}
        self.starts = asyncio.Semaphore(STARTS)
        self._litter = 0
        self._keyed = monotonic()

    @property
    def backlog(self) -> int:
        """Bytes that wait for the front."""
        return self._writer.transport.get_write_buffer_size()

    def say(self, screen: int, kind: bytes, payload: bytes = b"") -> None:
        """One frame to the front."""
        self._writer.write(f.packed(screen, kind, payload))

    def ended(self, screen: Screen, end: str) -> None:
        """A screen is no more."""
        self._screens.pop(screen.number, None)
        self._litter += 1
        self.say(screen.number, f.ENDED, end.encode())

    async def run(self) -> None:
        """Serve until the front has gone."""
        sweeping = asyncio.ensure_future(self._sweep())
        try:
            self.say(0, f.READY)
            while True:
                number, kind, payload = await f.read(self._reader)
                if kind == f.OPEN:
                    self._screens[number] = Screen(number, f.Wanted.read(payload), self)
                    continue
                if kind == f.INPUT:
                    self._keyed = monotonic()
                if screen := self._screens.get(number):
                    screen.hear(kind, payload)
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            sweeping.cancel()

    async def _sweep(self) -> None:
        """Collect all garbage while nobody types: that takes long enough to be felt."""
        while True:
            await asyncio.sleep(QUIET / 2)
            if monotonic() - self._keyed < QUIET:
                continue
            if self._litter >= LITTER:
                self._litter = 0
                gc.collect()


def warm_up() -> None:
    """Read in all that a screen may need: what is read while people play makes them wait."""
    import game.tui.screens  # noqa: PLC0415 (a package to walk through)
    import game.tui.widgets  # noqa: PLC0415

    for package in (game.tui.screens, game.tui.widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


async def _rehearse() -> None:
    """Run one program into the void: style sheets are parsed once and remembered."""

    async def nobody() -> Screen:
        raise OSError("nobody is there")

    app = Served(RemoteTable(nobody, ""), Nowhere())
    playing = asyncio.ensure_future(app.run_async(size=(80, 24)))
    await asyncio.sleep(0.5)
    app.exit()
    await playing
    if app.fault:
        raise app.fault


async def _work(port: int, secret: str) -> None:
    asyncio.get_running_loop().set_default_executor(InheritingExecutor(THREADS))
    slim()
    warm_up()
    await _rehearse()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError as error:
        log.warning("the host went before this worker was up: %s", error)
        return
    writer.write(secret.encode() + b"\n")
    worker = Worker(reader, writer)
    await worker.run()
    # The front has gone: no screen has anybody before it any more.
    os._exit(0)


def main() -> None:
    """`python -m game.classroom.worker PORT`, the secret on the first line of stdin."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s worker %(process)d %(name)s: %(message)s")
    secret = sys.stdin.readline().strip()
    asyncio.run(_work(int(sys.argv[1]), secret))


if __name__ == "__main__":
    main()
