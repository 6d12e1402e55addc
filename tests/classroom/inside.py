"""A host in the process of the test, and lines to it that can be cut."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from game.classroom import wishes as w
from game.classroom.attending import Attending
from game.classroom.client import Line
from game.classroom.host import Host
from game.classroom.opening import Order, fresh
from game.classroom.remote_table import RemoteTable
from game.classroom.tokens import hashed
from game.scenario.loader import load_scenario
from game.scenario.refusal import Refusal
from game.table.table import News
from tests.classroom.up import running
from tests.cli.run import SMALL


class Pipe:
    """Both ends of a line in one process."""

    def __init__(self, there: asyncio.Queue[str | None], here: asyncio.Queue[str | None]) -> None:
        self._there, self._here = there, here
        self.broken = False

    async def send(self, document: str) -> None:
        """To the other end."""
        if self.broken:
            raise ConnectionResetError
        self._there.put_nowait(document)

    async def receive(self) -> str | None:
        """From the other end."""
        return await self._here.get()

    async def close(self) -> None:
        """At both ends."""
        self.broken = True
        self._there.put_nowait(None)
        self._here.put_nowait(None)


class Inside:
    """A host in this process, and lines to it that can be cut."""

    def __init__(self, folder: Path, seconds: float = 0.0) -> None:
        scenario = load_scenario(SMALL).scenario
        assert scenario
        opening = fresh(Order(scenario, str(SMALL), 1, (), seconds, 4, reasons=False, folder=folder))
        assert not isinstance(opening, Refusal), opening
        self.opening = opening
        self.pool = ThreadPoolExecutor(2)
        self.host = Host(opening.store, opening.state, self.pool)
        self.attending = Attending(self.host)
        self.lines: list[tuple[Pipe, asyncio.Future[None]]] = []
        self.up = True

    async def dial(self) -> Line:
        """A line to the host, if it is up."""
        if not self.up:
            raise ConnectionRefusedError
        one: asyncio.Queue[str | None] = asyncio.Queue()
        two: asyncio.Queue[str | None] = asyncio.Queue()
        theirs, ours = Pipe(one, two), Pipe(two, one)
        self.lines.append((ours, asyncio.ensure_future(self.attending.attend(theirs))))
        return ours

    async def cut(self) -> None:
        """All lines at once."""
        for line, _ in self.lines:
            await line.close()

    async def join(self, name: str) -> str:
        """The secret of a newcomer's link."""
        assert await self.host.do(w.Join(name, name, hashed(name)), name) is None
        return name

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        async with asyncio.timeout(20):
            while not come():
                await asyncio.sleep(0.005)

    def run(self, script: Callable[[Inside], Awaitable[None]]) -> None:
        """Play a script while the host runs."""

        async def all_of_it() -> None:
            try:
                async with running(self.host), asyncio.timeout(60):
                    await script(self)
            finally:
                served = [task for _, task in self.lines]
                for task in served:
                    task.cancel()
                await asyncio.gather(*served, return_exceptions=True)
                self.opening.store.close()
                self.pool.shutdown()

        asyncio.run(all_of_it())


class Seat:
    """A remote table and what it told."""

    def __init__(self, room: Inside, token: str) -> None:
        self._room = room
        self.table = RemoteTable(room.dial, token)
        self.heard: list[News] = []
        self.table.listen(self.heard.append)
        self.line = asyncio.ensure_future(self.table.run())

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        await self._room.until(come)

    async def ask(self, ask: Callable[[], Refusal | None]) -> Refusal | None:
        """A request, from a thread as a screen's."""
        return await asyncio.to_thread(ask)
