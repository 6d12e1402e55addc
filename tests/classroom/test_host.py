"""The one writer: it keeps, then acknowledges, then tells; time and the policies are its business."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import host as hosts
from game.classroom import session
from game.classroom import wishes as w
from game.classroom.applied import replayed
from game.classroom.host import Host
from game.classroom.store import Store, create
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike, lake


class Wary(Store):
    """A store that notes when it keeps something, and can be told to fail or to take its time."""

    def __init__(self, store: Store, diary: list[str]) -> None:
        self.__dict__.update(store.__dict__)
        self.diary = diary
        self.fails = False
        self.gate = threading.Event()
        self.gate.set()
        self.batches: list[int] = []

    def append(self, entries: Sequence[e.Entry]) -> None:
        self.gate.wait(10.0)
        if self.fails:
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
            running = asyncio.create_task(self.host.run())
            try:
                async with asyncio.timeout(20.0):
                    await test(self)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

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


def test_it_keeps_then_acknowledges_then_tells(tmp_path: Path) -> None:
    async def test(up: Up) -> None:
        up.host.watch(lambda _: up.diary.append("told"))
        asked = asyncio.create_task(up.vote("ann", "aid"))
        up.store.gate.clear()
        await asyncio.sleep(0.05)
        assert up.diary == []  # it is not on the disk yet
        assert not up.host.state.rooms["A"].seats["capital"].ballots
        up.store.gate.set()
        await asked
        assert up.diary[0] == "kept"
        assert sorted(up.diary[1:]) == ["answered", "told"]

    Up(tmp_path, pair()).during(test)


def test_an_answer_is_given_before_anybody_is_told(tmp_path: Path) -> None:
    async def test(up: Up) -> None:
        asked = hosts._Asked(up.begun.ballot("ann", "aid"), "ann", asyncio.get_running_loop().create_future())
        up.host.watch(lambda _: up.diary.append("told" if asked.answer.done() else "told too early"))
        up.host._students.append(asked)
        up.host._wake.set()
        assert await asked.answer is None
        assert up.diary == ["kept", "told"]

    Up(tmp_path, pair()).during(test)


def test_what_the_disk_refuses_is_refused_and_told_to_nobody(tmp_path: Path) -> None:
    async def test(up: Up) -> None:
        up.host.watch(lambda _: up.diary.append("told"))
        before, up.store.fails = up.host.state, True
        answer = await up.vote("ann", "aid")
        assert answer is not None
        assert "cannot keep" in answer.message
        assert up.host.state is before
        assert up.diary == ["refused"]
        up.store.fails = False
        assert await up.vote("ann", "aid") is None

    Up(tmp_path, pair()).during(test)


def test_what_comes_at_about_the_same_time_is_kept_in_one_go_and_in_order(tmp_path: Path) -> None:
    begun = Class(lake())
    for number in range(40):
        begun.seat(f"s{number}", "A", "capital")
    begun.begin("A")

    async def test(up: Up) -> None:
        up.store.gate.clear()
        votes = [asyncio.create_task(up.vote(f"s{number}", "aid")) for number in range(39)]
        await asyncio.sleep(0.05)
        up.store.gate.set()
        assert set(await asyncio.gather(*votes)) == {None}
        assert len(up.store.batches) <= 10
        cast = [each.event.student for each in up.store.entries() if isinstance(each.event, e.Voted)]
        assert cast == [f"s{number}" for number in range(39)]

    Up(tmp_path, begun).during(test)


def test_a_vote_does_not_wait_for_what_is_done_to_other_rooms(tmp_path: Path) -> None:
    async def test(up: Up) -> None:
        up.store.gate.clear()
        news = e.Injected("A", "spring", "news", "News", "Something.", (("turmoil", 0.1),))
        first = asyncio.create_task(up.vote("ann", "aid"))
        await asyncio.sleep(0.02)
        others = [asyncio.create_task(up.ask(news)) for _ in range(50)]
        await asyncio.sleep(0.02)
        vote = asyncio.create_task(up.vote("ben", "refuse"))
        await asyncio.sleep(0.02)
        up.store.gate.set()
        assert await asyncio.gather(first, vote, *others) == [None] * 52
        kinds = up.kinds()
        assert kinds[len(kinds) - kinds[::-1].index("voted") :].count("injected") >= 49

    Up(tmp_path, pair()).during(test)


def test_time_settles_what_nobody_does(tmp_path: Path) -> None:
    async def test(up: Up) -> None:
        await up.vote("ann", "aid")
        await up.until(lambda: up.host.state.rooms["A"].phase == "over")
        first, second = up.host.state.rooms["A"].play.taken
        assert ("capital", "answer", "aid", "because") in first
        assert ("capital", "answer", "refuse", "") in second

    begun = pair(seconds=0.3)
    Up(tmp_path, begun).during(test)


def test_a_disk_that_was_full_when_time_was_up_is_asked_again(tmp_path: Path) -> None:
    async def test(up: Up) -> None:
        up.store.fails = True
        await asyncio.sleep(0.5)
        assert up.host.state.rooms["A"].play.taken == ()
        up.store.fails = False
        await up.until(lambda: bool(up.host.state.rooms["A"].play.taken))

    Up(tmp_path, pair(seconds=0.2)).during(test)


def test_the_policies_are_asked_and_the_room_goes_on(tmp_path: Path) -> None:
    begun = Class(lake())
    begun.seat("ann", "A", "capital")

    async def test(up: Up) -> None:
        await up.ask(w.Begin(("A",)))
        assert await up.vote("ann", "aid") is None
        await up.until(lambda: len(up.host.state.rooms["A"].play.taken) == 1)
        assert await up.ask(e.Delegated("A", "bureau", "build-first")) is None
        await up.until(lambda: up.host.state.rooms["A"].planned is not None)
        planned = up.host.state.rooms["A"].planned
        assert planned is not None
        assert planned[0][:3] == ("bureau", "draft", "propose" if planned[0][2] == "propose" else "wait")

    Up(tmp_path, begun).during(test)


def test_policies_that_fail_leave_the_room_its_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(hosts, "planned", fail)
    begun = Class(lake())
    begun.seat("ann", "A", "capital")

    async def test(up: Up) -> None:
        await up.ask(w.Begin(("A",)))
        await up.vote("ann", "aid")
        await up.until(lambda: len(up.host.state.rooms["A"].play.taken) == 1)

    Up(tmp_path, begun).during(test)
    assert "could not be asked" in caplog.text


def test_a_mistake_of_ours_refuses_one_wish_and_the_class_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("in /home/teacher/game")

    monkeypatch.setitem(session._ANSWERS, e.Nudged, fail)

    async def test(up: Up) -> None:
        answers = await asyncio.gather(up.ask(e.Nudged("A", "capital")), up.vote("ann", "aid"))
        assert answers[1] is None
        assert str(answers[0]) == "Something went wrong on the host. Nothing was changed."

    Up(tmp_path, pair()).during(test)
    assert "ZeroDivisionError" in caplog.text


def test_a_student_whose_screen_has_gone_is_waited_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "GRACE", 0.2)

    async def test(up: Up) -> None:
        def there(name: str) -> bool:
            return up.host.state.students[name].there

        for _ in range(2):
            assert await up.host.arrived("ann") is None
        assert await up.host.arrived("ben") is None
        up.host.gone("ann")  # one of two screens
        up.host.gone("ben")
        await asyncio.sleep(0.1)
        assert there("ben")
        assert await up.host.arrived("ben") is None  # back in time
        await asyncio.sleep(0.3)
        assert there("ann")
        assert there("ben")
        up.host.gone("ann")
        await up.until(lambda: not there("ann"))
        assert there("ben")

    Up(tmp_path, pair()).during(test)


def test_whoever_does_not_come_back_after_a_restart_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "GRACE", 0.1)

    async def test(up: Up) -> None:
        await up.host.arrived("ann")
        await up.until(lambda: not up.host.state.students["ben"].there)
        assert up.host.state.students["ann"].there

    Up(tmp_path, pair()).during(test)


def test_an_outage_takes_nobodys_minutes(tmp_path: Path) -> None:
    begun = pair(seconds=60.0)
    begun.now = 30.0
    begun.vote("ann", "aid")

    async def test(up: Up) -> None:
        await asyncio.sleep(0.05)
        assert 30.0 <= up.host.now < 31.0  # the host was away for any time; the clock goes on where it was
        assert up.host.state.rooms["A"].deadline == 60.0

    Up(tmp_path, begun).during(test)


def test_a_host_that_closes_leaves_nobody_waiting(tmp_path: Path) -> None:
    up = Up(tmp_path, pair())

    async def main() -> None:
        running = asyncio.create_task(up.host.run())
        up.store.gate.clear()
        first = asyncio.create_task(up.vote("ann", "aid"))
        await asyncio.sleep(0.02)
        second = asyncio.create_task(up.vote("ben", "aid"))
        await asyncio.sleep(0.02)
        running.cancel()
        up.store.gate.set()
        await asyncio.gather(running, return_exceptions=True)
        async with asyncio.timeout(5.0):
            answers = await asyncio.gather(first, second, up.vote("ben", "aid"))
        assert all(isinstance(each, Refusal) for each in answers[1:])

    asyncio.run(main())
    up.store.close()
    up.pool.shutdown()
