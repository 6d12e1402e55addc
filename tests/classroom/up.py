"""A host that is up for the time of a test, on a store that can be told to fail or to take its time."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.applied import replayed
from game.classroom.host import Host
from game.classroom.store import Store, create
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike, lake


@asynccontextmanager
async def running(host: Host) -> AsyncIterator[None]:
    """Have a host do its work meanwhile."""
    work = asyncio.create_task(host.run())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


class Wary(Store):
    """A store that notes when it keeps something, and can be told to fail or to take its time."""

    def __init__(self, store: Store, diary: list[str]) -> None:
        self.__dict__.update(store.__dict__)
        self.diary = diary
        self.fails = False
        self.refused = 0
        self.gate = threading.Event()
        self.gate.set()
        self.batches: list[int] = []

    def append(self, entries: Sequence[e.Entry]) -> None:
        self.gate.wait(10.0)
        if self.fails:
            self.refused += 1
            raise sqlite3.OperationalError("database or disk is full")
        super().append(entries)
        self.batches.append(len(entries))
        self.diary.append("kept")


class Up:
    """A host that is up for the time of a test."""

    def __init__(self, folder: Path, begun: Class) -> None:
        found = create("small", folder)
        assert isinstance(found, Store)
        found.append(begun.log)
        self.diary: list[str] = []
        self.store = Wary(found, self.diary)
        self.begun = begun
        self.pool = ThreadPoolExecutor(2)
        self.host = Host(self.store, begun.state, self.pool)

    def during(self, test: Callable[[Up], Awaitable[None]]) -> None:
        """Run a test while it is up; afterwards the log must add up to how the session stood."""

        async def main() -> None:
            async with running(self.host), asyncio.timeout(20.0):
                await test(self)

        asyncio.run(main())
        assert alike(replayed(self.store.entries(), self.begun.world), self.host.state)
        self.store.close()
        self.pool.shutdown()

    async def ask(self, wish: w.Wish, by: str = "facilitator") -> Refusal | None:
        """What a wish comes to."""
        answer = await self.host.do(wish, by)
        self.diary.append("answered" if answer is None else "refused")
        return answer

    async def vote(self, student: str, option: str) -> Refusal | None:
        """What a vote in the first stage comes to."""
        self.begun.state = self.host.state
        return await self.ask(self.begun.ballot(student, option), student)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        while not holds():
            await asyncio.sleep(0.005)

    def kinds(self) -> list[str]:
        """What is kept."""
        return [each.event.kind for each in self.store.entries()]


def pair(**changes: object) -> Class:
    """A class of two in one seat of room A, begun; their policies have answered."""
    begun = Class(lake(), **changes)
    for student in ("ann", "ben"):
        begun.seat(student, "A", "capital")
    begun.begin("A")
    return begun
