"""The one writer of a session: commit, then acknowledge, then tell. Timers and the policies live here too.

What is asked at about the same time is decided in order, each on what came before, and goes to the disk in
one transaction. Nothing waits on another room: what takes longer than a moment is reckoned in threads.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.room import Play, planned
from game.classroom.session import done, next_deadline, unplanned
from game.classroom.state import Room, State
from game.classroom.store import Store
from game.engine.play import Policy
from game.policies.named import policy
from game.scenario.refusal import Refusal

log = logging.getLogger(__name__)

MOST_AT_ONCE = 256
"""Wishes that one transaction keeps."""

GRACE = 30.0
"""Seconds after which a student whose screen has gone is no longer waited for."""

LONGEST_WAIT = 1.0
"""Seconds between two looks at the clock while a deadline is near."""


@dataclass(slots=True)
class _Asked:
    wish: w.Wish
    by: str
    answer: asyncio.Future[Refusal | None]


class Host:
    """A session that is up. `run` must be running for `do` to return."""

    def __init__(self, store: Store, state: State, pool: Executor) -> None:
        """`pool` reckons what takes a while; `state` is what the store's log adds up to."""
        self.store = store
        self.state = state
        self.pool = pool
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._before = state.at
        self._since = time.monotonic()
        self._queue: asyncio.Queue[_Asked] = asyncio.Queue()
        self._watchers: set[Callable[[State], None]] = set()
        self._planning: dict[str, Play] = {}
        """By room: the play whose policies are being asked."""
        self._screens: dict[str, int] = {}
        """By student: how many screens they have open."""
        self._going: dict[str, asyncio.TimerHandle] = {}
        """By student whose last screen has gone: when their seat stops waiting."""
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def now(self) -> float:
        """The session time."""
        return self._before + time.monotonic() - self._since

    async def do(self, wish: w.Wish, by: str) -> Refusal | None:
        """Have a wish met: what it changed is on the disk when this returns. A refusal changed nothing."""
        asked = _Asked(wish, by, asyncio.get_running_loop().create_future())
        await self._queue.put(asked)
        return await asked.answer

    def watch(self, hear: Callable[[State], None]) -> Callable[[], None]:
        """Have `hear` called with the session whenever it has changed; the way to end that."""
        self._watchers.add(hear)
        return lambda: self._watchers.discard(hear)

    async def run(self) -> None:
        """Serve until cancelled."""
        try:
            self._plan()
            # Nobody's screen is there as a host starts: each has its grace to come back.
            for student in self.state.students.values():
                if student.there:
                    self._expect(student.id)
            while True:
                await self._serve(await self._waiting())
        finally:
            for handle in self._going.values():
                handle.cancel()
            for task in self._tasks:
                task.cancel()
            self._disk.shutdown(wait=True)

    # Who is there

    async def arrived(self, student: str) -> Refusal | None:
        """A screen of a student's has opened."""
        self._screens[student] = self._screens.get(student, 0) + 1
        if handle := self._going.pop(student, None):
            handle.cancel()
        return await self.do(e.Connected(student), "host")

    def gone(self, student: str) -> None:
        """A screen of a student's has gone."""
        left = self._screens.get(student, 1) - 1
        if left > 0:
            self._screens[student] = left
        else:
            self._screens.pop(student, None)
            self._expect(student)

    def _expect(self, student: str) -> None:
        """Wait for a student's screen for a while."""
        loop = asyncio.get_running_loop()
        if student not in self._screens and student not in self._going:
            self._going[student] = loop.call_later(GRACE, partial(self._give_up, student))

    def _give_up(self, student: str) -> None:
        self._going.pop(student, None)
        if student not in self._screens:
            self._start(self._drop(student))

    async def _drop(self, student: str) -> None:
        await self.do(e.Dropped(student), "host")

    # The writer

    async def _waiting(self) -> list[_Asked]:
        """What is asked for next; nothing when a deadline has come before that."""
        deadline = next_deadline(self.state)
        wait = None if deadline is None else max(0.0, min(deadline - self.now, LONGEST_WAIT))
        try:
            first = await asyncio.wait_for(self._queue.get(), wait)
        except TimeoutError:
            return []
        found = [first]
        while len(found) < MOST_AT_ONCE and not self._queue.empty():
            found.append(self._queue.get_nowait())
        return found

    async def _serve(self, batch: list[_Asked]) -> None:
        state, at = self.state, self.now
        wall = datetime.now(UTC).isoformat(timespec="milliseconds")
        answers: list[tuple[_Asked, Refusal | None]] = []
        entries: list[e.Entry] = []
        tick = asyncio.get_running_loop().create_future()
        for asked in batch or [_Asked(w.Tick(), "host", tick)]:
            try:
                found = done(state, asked.wish, at, wall, asked.by)
            except Exception:  # a mistake of ours must not take the whole class down
                log.exception("%s could not be done", type(asked.wish).__name__)
                found = Refusal("Something went wrong on the host.", "Nothing was changed.")
            if isinstance(found, Refusal):
                answers.append((asked, found))
                continue
            state, new = found
            entries += new
            answers.append((asked, None))
        if entries:
            loop = asyncio.get_running_loop()
            try:
                await loop.run_in_executor(self._disk, self.store.append, entries)
            except sqlite3.Error as error:
                log.error("the session could not be kept: %s", error)
                unkept = Refusal(
                    f"The host cannot keep that: {error}.", "Nothing was decided and nothing is lost."
                )
                answers = [(asked, refusal or unkept) for asked, refusal in answers]
                state, entries = self.state, []
                await asyncio.sleep(0.2)  # so that a full disk is not asked without end
        self.state = state
        for asked, refusal in answers:
            if not asked.answer.done():
                asked.answer.set_result(refusal)
        if entries:
            for hear in tuple(self._watchers):
                hear(state)
            self._plan()

    # The policies

    def _plan(self) -> None:
        """Ask the policies of every room that lacks their answers, in threads."""
        for name in unplanned(self.state):
            room = self.state.rooms[name]
            if self._planning.get(name) is not room.play:
                self._planning[name] = room.play
                self._start(self._planned(room))

    async def _planned(self, room: Room) -> None:
        state = self.state
        scenario = state.world.scenario
        held: dict[str, Policy] = {}
        for role in room.seats:
            found = policy(state.policy(room.name, role) or "historical", scenario)
            if state.policy(room.name, role) and not isinstance(found, Refusal):
                held[role] = found
        loop = asyncio.get_running_loop()
        try:
            taken = await loop.run_in_executor(self.pool, planned, room.play, held)
        except Exception:  # the room goes on by its defaults
            log.exception("the policies of %s could not be asked", room.name)
            taken = ()
        self._planning.pop(room.name, None)
        now = self.state.rooms[room.name]
        same = {role for role in now.seats if self.state.policy(room.name, role)} == held.keys()
        if now.play is room.play and now.planned is None and same and room.play.stage:
            await self.do(e.Planned(room.name, room.play.stage.id, taken), "host")
        else:
            self._plan()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
