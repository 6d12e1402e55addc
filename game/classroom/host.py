"""The one writer of a session: commit, then acknowledge, then tell. Timers and the policies live here too.

What is asked at about the same time is decided in order, each on what came before, and goes to the disk in
one transaction. Nothing waits on another room: what takes longer than a moment is reckoned in threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.places import unkept
from game.classroom.reckoning import Reckoner
from game.classroom.room import Play, planned
from game.classroom.session import done, late, next_deadline, unplanned
from game.classroom.state import State
from game.classroom.store import Store
from game.policies.named import policy
from game.scenario.refusal import Refusal
from game.words import _

log = logging.getLogger(__name__)

MOST_AT_ONCE = 256
"""Wishes that one transaction keeps."""

GRACE = 30.0
"""Seconds after which a student whose screen has gone is no longer waited for."""

LONGEST_WAIT = 1.0
"""Seconds between two looks at the clock while a deadline is near."""

LONGEST_BATCH = 0.02
"""Seconds of deciding that one transaction keeps, or a single wish if that takes longer."""

PATIENCE = 0.2
"""Seconds until a disk that refused is tried again."""


def _closing() -> Refusal:
    return Refusal(_("The host is closing."), _("Come back when it is up again."))


def _amiss() -> Refusal:
    return Refusal(_("Something went wrong on the host."), _("Nothing was changed."))


@dataclass(slots=True)
class _Asked:
    wish: w.Wish
    by: str
    answer: asyncio.Future[Refusal | None]


@dataclass(frozen=True, slots=True)
class _Planning:
    """What the policies of a room are asked: in which play, and the name of each by its role."""

    room: str
    play: Play
    named: Mapping[str, str]


class Host:
    """A session that is up. `run` must be running for `do` to return."""

    def __init__(self, store: Store, state: State, pool: Executor) -> None:
        """`pool` reckons what takes a while; `state` is what the store's log adds up to."""
        self.store = store
        self.state = state
        self.reckoner = Reckoner(pool)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._before = state.at
        self._since = time.monotonic()
        self._students: deque[_Asked] = deque()
        """What students, and what the facilitator and the host itself have asked for."""
        self._others: deque[_Asked] = deque()
        self._wake = asyncio.Event()
        self._closed = False
        self._watchers: set[Callable[[State], None]] = set()
        self._planning: dict[str, _Planning] = {}
        """By room: what its policies were asked last."""
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
        if self._closed:
            return _closing()
        asked = _Asked(wish, by, asyncio.get_running_loop().create_future())
        (self._students if by in self.state.students else self._others).append(asked)
        self._wake.set()
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
                await self._until_due()
                serving = asyncio.ensure_future(self._serve())
                try:
                    await asyncio.shield(serving)
                except asyncio.CancelledError:
                    await serving  # what is being kept is answered for
                    raise
        finally:
            self._closed = True
            for asked in (*self._students, *self._others):
                if not asked.answer.done():
                    asked.answer.set_result(_closing())
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
        self._start(self._drop(student))

    async def _drop(self, student: str) -> None:
        """Have it known that a student is not there, unless they are again."""
        while student not in self._screens and self.state.students[student].there and not self._closed:
            # What the disk refuses now it may take later: until then their seat waits for them.
            if await self.do(e.Dropped(student), "host"):
                await asyncio.sleep(LONGEST_WAIT)

    # The writer

    async def _until_due(self) -> None:
        """Wait until something is asked for, or time is up somewhere."""
        if self._students or self._others:
            return
        self._wake.clear()
        deadline = next_deadline(self.state)
        wait = None if deadline is None else max(0.0, min(deadline - self.now, LONGEST_WAIT))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._wake.wait()

    def _next(self, *, first: bool) -> _Asked | None:
        """What is asked next: of students before all else, but with one of the others in each batch."""
        if self._others and (first or not self._students):
            return self._others.popleft()
        return self._students.popleft() if self._students else None

    async def _serve(self) -> None:
        """Decide some of what is asked, in order, and whatever time has decided; keep it, answer, tell."""
        state, at, began = self.state, self.now, time.monotonic()
        wall = datetime.now(UTC).isoformat(timespec="milliseconds")
        answers: list[tuple[_Asked, Refusal | None]] = []
        entries: list[e.Entry] = []
        while asked := self._next(first=not answers):
            found = self._decided(state, asked.wish, at, wall, asked.by)
            if isinstance(found, Refusal):
                answers.append((asked, found))
            else:
                state, new = found
                entries += new
                answers.append((asked, None))
            if len(answers) >= MOST_AT_ONCE or time.monotonic() - began > LONGEST_BATCH:
                break
        for room in late(state, at):
            found = self._decided(state, w.Tick((room,)), at, wall, "host")
            if isinstance(found, Refusal):
                await asyncio.sleep(PATIENCE)
                continue
            state, new = found
            entries += new
            if time.monotonic() - began > LONGEST_BATCH:
                break
        if entries and (unsafe := await self._unsafe(entries)):
            answers = [(asked, refusal or unsafe) for asked, refusal in answers]
            state, entries = self.state, []
        self.state = state
        for asked, refusal in answers:
            if not asked.answer.done():
                asked.answer.set_result(refusal)
        if entries:
            self._tell(state)
            self._plan()

    def _tell(self, state: State) -> None:
        for hear in tuple(self._watchers):
            try:
                hear(state)
            except Exception:  # a mistake of ours must not take the whole class down
                log.exception("somebody could not be told")

    def _decided(
        self, state: State, wish: w.Wish, at: float, wall: str, by: str
    ) -> tuple[State, list[e.Entry]] | Refusal:
        try:
            return done(state, wish, at, wall, by)
        except Exception:  # a mistake of ours must not take the whole class down
            log.exception("%s could not be done", type(wish).__name__)
            return _amiss()

    async def _unsafe(self, entries: list[e.Entry]) -> Refusal | None:
        """Keep entries; what to say if they could not be kept."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._disk, self.store.append, entries)
        except sqlite3.Error as error:
            log.error("the session could not be kept: %s", error)
            refusal = unkept(error)
        except Exception:  # as above
            log.exception("the session could not be kept")
            refusal = _amiss()
        else:
            return None
        await asyncio.sleep(PATIENCE)  # so that a full disk is not asked without end
        return refusal

    # The policies

    def _plan(self) -> None:
        """Ask the policies of every room that lacks their answers, in threads."""
        for name in unplanned(self.state):
            play, named = self.state.rooms[name].play, self._named(name)
            under_way = self._planning.get(name)
            if under_way is None or under_way.play is not play or under_way.named != named:
                self._planning[name] = _Planning(name, play, named)
                self._start(self._planned(self._planning[name]))

    def _named(self, room: str) -> dict[str, str]:
        """The policies of a room, by role."""
        named = {role: self.state.policy(room, role) for role in self.state.rooms[room].seats}
        return {role: name for role, name in named.items() if name}

    async def _planned(self, asked: _Planning) -> None:
        found = {role: policy(each, self.state.world.scenario) for role, each in asked.named.items()}
        held = {role: each for role, each in found.items() if not isinstance(each, Refusal)}
        try:
            what = ("planned", *asked.named.items())
            taken = await self.reckoner.of(asked.play, what, partial(planned, asked.play, held))
        except Exception:  # the room goes on by its defaults
            log.exception("the policies of %s could not be asked", asked.room)
            taken = ()
        stage = asked.play.stage
        # What the disk refuses now it may take later: without its answers the room would stand still.
        while stage and self._planning[asked.room] is asked and asked.room in unplanned(self.state):
            await self.do(e.Planned(asked.room, stage.id, taken), "host")
            if asked.room in unplanned(self.state):
                await asyncio.sleep(LONGEST_WAIT)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
