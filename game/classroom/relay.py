"""The worker processes that run students' screens: started, watched, and replaced when they die.

The browsers of a worker that has died are told to come back, and do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from game.classroom import frames as f
from game.classroom.client import Line
from game.classroom.screens import Browser, Screen

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds in which a worker has to come up."""

REST = 1.0
"""Seconds before a worker that died is replaced; more each time, if it never came up."""

BACKLOG = 32 * 2**20
"""Bytes that may wait for a worker: one that leaves more of them has hung, and is ended."""


class _Worker:
    """A worker process, as the front process holds it."""

    def __init__(
        self, process: asyncio.subprocess.Process, attend: Callable[[Line], Awaitable[None]]
    ) -> None:
        self.process = process
        self._attend = attend
        self.screens: dict[int, Screen] = {}
        self._writer: asyncio.StreamWriter | None = None
        self.ready = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def say(self, screen: int, kind: bytes, payload: bytes = b"") -> None:
        """One frame."""
        if not self._writer:
            return
        self._writer.write(f.packed(screen, kind, payload))
        if self._writer.transport.get_write_buffer_size() > BACKLOG:
            self.kill("takes nothing any more")
            self._writer.transport.abort()  # what waits goes with it

    def kill(self, why: str) -> None:
        """End the process at once; its browsers come back to another one."""
        log.error("a worker %s", why)
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    async def attend(self, line: Line) -> None:
        """Serve a line to the host."""
        await self._attend(line)

    def start(self, work: Awaitable[None]) -> None:
        """Have something done beside."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, OSError):
            log.error("a screen's line failed", exc_info=error)

    def leave(self, screen: Screen) -> None:
        """A browser has gone."""
        if self.screens.pop(screen.number, None):
            self.say(screen.number, f.CLOSE)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hear the process to its end."""
        self._writer = writer
        try:
            while True:
                number, kind, payload = await f.read(reader)
                if kind == f.READY:
                    self.ready.set()
                elif screen := self.screens.get(number):
                    screen.hear(kind, payload)
                    if kind == f.ENDED:
                        self.screens.pop(number, None)
        except (asyncio.IncompleteReadError, OSError, ValueError):
            pass
        finally:
            self.ready.clear()
            self._writer = None
            screens, self.screens = self.screens, {}
            for screen in screens.values():
                screen.end("again")
            writer.close()


class Relay:
    """Workers, one for each core, and the screens that they run."""

    def __init__(
        self, attend: Callable[[Line], Awaitable[None]], workers: int, log_file: Path | None
    ) -> None:
        """`attend` serves a line to the host; what workers complain of is appended to `log_file`."""
        self._attend = attend
        self._count = workers
        self._log_file = log_file
        self._secrets: dict[str, _Worker] = {}
        self._workers: list[_Worker] = []
        self._numbers = 0
        self._server: asyncio.Server | None = None
        self._keepers: list[asyncio.Task[None]] = []
        self._any = asyncio.Condition()

    async def begin(self) -> None:
        """Start the workers; screens may be asked for at once."""
        self._server = await asyncio.start_server(self._called, "127.0.0.1", 0)
        self._keepers = [asyncio.ensure_future(self._keep()) for _ in range(self._count)]

    async def finish(self) -> None:
        """End the workers."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        if self._server:
            self._server.close()

    async def open(self, browser: Browser, wanted: f.Wanted) -> Screen | None:
        """A new screen, at the worker with the fewest; None if no worker comes up."""
        try:
            async with asyncio.timeout(PATIENCE), self._any:
                await self._any.wait_for(lambda: any(each.ready.is_set() for each in self._workers))
        except TimeoutError:
            return None
        ready = [each for each in self._workers if each.ready.is_set()]
        worker = min(ready, key=lambda each: len(each.screens))
        self._numbers += 1
        screen = Screen(self._numbers, worker, browser)
        worker.screens[screen.number] = screen
        worker.say(screen.number, f.OPEN, wanted.packed())
        return screen

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Somebody on this machine calls; only who knows a secret is a worker."""
        secret = b""
        with contextlib.suppress(TimeoutError, ValueError, OSError):
            async with asyncio.timeout(5.0):
                secret = await reader.readline()
        worker = self._secrets.pop(secret.strip().decode("ascii", "replace"), None)
        if worker is None:
            writer.close()
            return
        await worker.serve(reader, writer)

    async def _keep(self) -> None:
        """Keep one worker up."""
        rest = REST
        while True:
            rest = REST if await self._lived() else min(rest * 2, PATIENCE)
            await asyncio.sleep(rest)

    async def _lived(self) -> bool:
        """Run a worker to its end; whether it ever came up."""
        try:
            worker, secret = await self._spawn()
        except OSError as error:  # no memory, or too many open files: perhaps only now
            log.error("a worker could not be started: %s", error)
            return False
        self._workers.append(worker)
        ended = asyncio.ensure_future(worker.process.wait())
        ready = asyncio.ensure_future(worker.ready.wait())
        try:
            await asyncio.wait({ended, ready}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            up = ready.done()
            if up:
                async with self._any:
                    self._any.notify_all()
            elif not ended.done():
                worker.kill("did not come up")
            log.error("a worker died (%s); another one takes its place", await ended)
        finally:
            ready.cancel()
            self._workers.remove(worker)
            self._secrets.pop(secret, None)
            await _ended(worker)
        return up

    async def _spawn(self) -> tuple[_Worker, str]:
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if name not in UNWANTED} | COLOURS
        with (self._log_file or Path(os.devnull)).open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "game.classroom.worker",
                str(port),
                stdin=asyncio.subprocess.PIPE,
                stdout=errors,
                stderr=errors,
                env=environment,
                start_new_session=True,  # Ctrl-C is the front's to hear
            )
        secret = secrets.token_hex(16)
        worker = _Worker(process, self._attend)
        self._secrets[secret] = worker
        assert process.stdin is not None
        process.stdin.write(f"{secret}\n".encode())
        return worker, secret


UNWANTED = {"NO_COLOR", "TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_PRESS", "TASHKENT_CONFIG"}
COLOURS = {"TEXTUAL_COLOR_SYSTEM": "truecolor", "TERM_PROGRAM": "textual", "TASHKENT_CONFIG": os.devnull}
"""What a worker's surroundings say: a browser's colours, and no settings of whoever runs the host."""


async def _ended(worker: _Worker) -> None:
    with contextlib.suppress(ProcessLookupError):
        worker.process.terminate()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(worker.process.wait(), 3.0)
