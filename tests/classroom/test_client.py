"""A student's end of the line: it comes back by itself, asks again, and is a table like any other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from game.classroom import attending, client, dialling, sockets
from game.classroom import events as e
from game.classroom import host as hosts
from game.classroom import protocol as p
from game.classroom import wishes as w
from game.classroom.attending import Attending
from game.classroom.client import Client, Line
from game.classroom.front import Front
from game.classroom.host import Host
from game.classroom.opening import Order, fresh, resumed
from game.classroom.relay import Relay
from game.classroom.remote_table import RemoteTable
from game.classroom.server import Server
from game.classroom.tokens import hashed
from game.scenario.loader import load_scenario
from game.scenario.refusal import Refusal
from game.table.table import Away, Gone, News, Settled, TeamChanged, Undone
from tests.classroom.hosts import Bot
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


class Class:
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

    def run(self, script: Callable[[Class], Awaitable[None]]) -> None:
        """Play a script while the host runs."""

        async def all_of_it() -> None:
            running = asyncio.create_task(self.host.run())
            try:
                async with asyncio.timeout(60):
                    await script(self)
            finally:
                running.cancel()
                served = [task for _, task in self.lines]
                for task in served:
                    task.cancel()
                await asyncio.gather(running, *served, return_exceptions=True)
                self.opening.store.close()
                self.pool.shutdown()

        asyncio.run(all_of_it())


class Seat:
    """A remote table and what it told."""

    def __init__(self, room: Class, token: str) -> None:
        self.table = RemoteTable(room.dial, token)
        self.heard: list[News] = []
        self.table.listen(self.heard.append)
        self.line = asyncio.ensure_future(self.table.run())

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        async with asyncio.timeout(20):
            while not come():
                await asyncio.sleep(0.005)

    async def ask(self, ask: Callable[[], Refusal | None]) -> Refusal | None:
        """A request, from a thread as a screen's."""
        return await asyncio.to_thread(ask)


def test_a_seat_waits_decides_and_looks_back_as_at_any_table(tmp_path: Path) -> None:
    async def script(room: Class) -> None:
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        assert not seat.table.open
        assert not seat.table.finished
        await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")
        while not seat.table.finished:
            await seat.until(lambda: seat.table.open or seat.table.finished)
            if not seat.table.open:
                break
            view = seat.table.view()
            for decision in view.decisions:
                assert await seat.ask(lambda d=decision: seat.table.choose(d.id, d.default, "why")) is None
            if not view.decisions:
                assert await seat.ask(seat.table.move_on) is None
            await seat.until(lambda at=view: seat.table.view().stage != at.stage or seat.table.finished)
        settled = [news for news in seat.heard if isinstance(news, Settled)]
        assert [news.outcome for news in settled] == list(seat.table.outcomes())
        assert settled[-1].finished
        await seat.until(lambda: seat.table.team() and seat.table.team().debriefed)  # type: ignore[union-attr]
        assert await seat.ask(seat.table.end) is None
        assert seat.table.debrief().outcomes[0].stage == seat.table.outcomes()[0].stage
        assert seat.table.hindsight().milestones
        assert isinstance(seat.table.branch("a", "b", "c"), Refusal)
        seat.line.cancel()

    Class(tmp_path).run(script)


def test_a_vote_can_be_taken_back_as_long_as_the_seat_has_not_settled_it(tmp_path: Path) -> None:
    async def script(room: Class) -> None:
        names = [await room.join(name) for name in ("Ann", "Bek", "Chinara", "Daniyar")]
        seats = [Seat(room, name) for name in names]
        await seats[0].until(lambda: all(seat.table.team() for seat in seats))
        await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")
        await seats[0].until(lambda: all(seat.table.open for seat in seats))
        seat = next(each for each in seats if each.table.view().decisions)
        decision = seat.table.view().decisions[0]
        assert await seat.ask(seat.table.undo) is not None
        assert await seat.ask(lambda: seat.table.choose(decision.id, decision.default)) is None
        await seat.until(lambda: decision.id in seat.table.view().made)
        assert await seat.ask(seat.table.undo) is None
        await seat.until(lambda: decision.id not in seat.table.view().made)
        assert any(isinstance(news, TeamChanged) for news in seat.heard)
        for each in seats:
            each.line.cancel()

    Class(tmp_path).run(script)


def test_the_line_comes_back_by_itself_and_asks_again_what_was_not_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.01)

    async def script(room: Class) -> None:
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")
        await seat.until(lambda: seat.table.open)
        decision = seat.table.view().decisions[0]
        room.up = False
        await room.cut()
        await seat.until(lambda: seat.table.away)
        vote = asyncio.ensure_future(seat.ask(lambda: seat.table.choose(decision.id, decision.default)))
        await asyncio.sleep(0.1)
        assert not vote.done()
        room.up = True
        assert await vote is None
        assert not seat.table.away
        cast = [each for each in room.opening.store.entries() if isinstance(each.event, e.Voted)]
        assert len(cast) == 1
        assert [news for news in seat.heard if isinstance(news, Away)] == [
            Away(away=False),
            Away(away=True),
            Away(away=False),
        ]
        seat.line.cancel()

    Class(tmp_path).run(script)


def test_a_request_that_nobody_answers_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.remote_table.PATIENCE", 0.2)

    async def script(room: Class) -> None:
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")
        await seat.until(lambda: seat.table.open)
        room.up = False
        await room.cut()
        decision = seat.table.view().decisions[0]
        refusal = await seat.ask(lambda: seat.table.choose(decision.id, decision.default))
        assert refusal
        assert "does not answer" in refusal.message
        seat.line.cancel()

    Class(tmp_path).run(script)


def test_a_room_that_is_set_back_is_told_so_and_shows_the_earlier_stage(tmp_path: Path) -> None:
    async def script(room: Class) -> None:
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        (name,) = room.host.state.rooms
        await room.host.do(w.Begin((name,)), "facilitator")
        await seat.until(lambda: seat.table.open)
        first = seat.table.view().stage
        await room.host.do(w.Advance((name,)), "facilitator")
        await seat.until(lambda: len(seat.table.outcomes()) == 1)
        await room.host.do(e.Rewound(name, first, "again"), "facilitator")
        await seat.until(lambda: any(isinstance(news, Undone) for news in seat.heard))
        assert seat.table.view().stage == first
        assert seat.table.outcomes() == ()
        seat.line.cancel()

    Class(tmp_path).run(script)


def test_who_was_removed_is_told_the_last_word_and_does_not_come_back(tmp_path: Path) -> None:
    async def script(room: Class) -> None:
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        await room.host.do(e.Removed("Ann"), "facilitator")
        await asyncio.wait_for(seat.line, 10)
        assert any(isinstance(news, Gone) for news in seat.heard)
        assert seat.table.end_of_line == "out"
        assert len(room.lines) == 1

    Class(tmp_path).run(script)


def test_a_program_of_another_version_is_told_which_one_is_the_older(tmp_path: Path) -> None:
    async def script(room: Class) -> None:
        line = await room.dial()
        await line.send(p.written(p.Hello(version=p.VERSION + 1, token=await room.join("Ann"))))
        bye = p.read_news(await line.receive() or "")
        assert isinstance(bye, p.Bye)
        assert bye.final
        assert str(p.VERSION + 1) in bye.message

    Class(tmp_path).run(script)


def test_a_session_goes_on_where_it_was_and_old_links_still_open(tmp_path: Path) -> None:
    first = Class(tmp_path)

    async def script(room: Class) -> None:
        await room.join("Ann")
        await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")

    first.run(script)
    again = resumed(first.opening.store.name, tmp_path)
    assert not isinstance(again, Refusal), again
    try:
        before, after = (state.rooms["Room 1"] for state in (first.host.state, again.state))
        assert (after.phase, after.attempt, after.seats) == ("open", before.attempt, before.seats)
        assert again.code == first.opening.code
        assert again.notices == ()
        assert again.facilitator != first.opening.facilitator
        assert [each.link for each in again.state.students.values()] == [hashed("Ann")]
    finally:
        again.store.close()


@pytest.mark.parametrize("seconds", [0.0, 0.4], ids=["without a deadline", "past every deadline"])
def test_eight_who_think_longer_than_every_timer_there_is_still_come_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    timers = (
        (sockets, "HEARTBEAT"),
        (dialling, "HEARTBEAT"),
        (attending, "FIRST_WORD"),
        (attending, "SLOWEST"),
        (client, "SILENCE"),
        (hosts, "GRACE"),
        (hosts, "LONGEST_WAIT"),
    )
    for module, name in timers:
        monkeypatch.setattr(module, name, 0.3)

    async def script(room: Class) -> None:
        relay = Relay(room.attending.attend, 0, None)
        front = Front(room.host, room.attending, relay, room.opening.code, "", "", "")
        async with TestServer(Server(front).app) as server:
            base = str(server.make_url("")).rstrip("/")
            bots = [Bot(base, await room.join(f"Bot {number}"), pause=0.0) for number in range(8)]
            for bot in bots:
                bot.thinks = 0.7
            tasks = [asyncio.create_task(bot.run()) for bot in bots]
            await bots[0].until(lambda: all(bot.team for bot in bots))
            await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")
            await bots[0].until(lambda: all(at.phase == "over" for at in room.host.state.rooms.values()))
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if not seconds:
            voters = {
                each.event.student for each in room.opening.store.entries() if isinstance(each.event, e.Voted)
            }
            assert len(voters) == 8

    Class(tmp_path, seconds).run(script)


def test_a_client_needs_no_host_to_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.001)
    dialled = []

    async def nobody() -> Line:
        dialled.append(1)
        raise ConnectionRefusedError

    async def run() -> None:
        line = Client(nobody, "", lambda _: None, lambda _: None)
        task = asyncio.create_task(line.run())
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert len(dialled) > 1
