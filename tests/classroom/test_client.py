"""A student's end of the line: it comes back by itself, and asks again what was not answered."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from game.classroom import attending, client, dialling, sockets
from game.classroom import events as e
from game.classroom import host as hosts
from game.classroom import protocol as p
from game.classroom import wishes as w
from game.classroom.client import Client, Line
from game.classroom.front import Front
from game.classroom.relay import Relay
from game.classroom.server import Server
from game.table.table import Away, Gone
from tests.classroom.hosts import Bot
from tests.classroom.inside import Inside, Seat


def test_the_line_comes_back_by_itself_and_asks_again_what_was_not_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.01)

    async def script(room: Inside) -> None:
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

    Inside(tmp_path).run(script)


def test_a_seat_that_another_session_does_not_know_is_taken_again_once_the_right_one_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.01)
    asked: list[str] = []
    knows = attending.Attending.student
    right = True

    def student(self: attending.Attending, token: str) -> str | None:
        asked.append(token)
        return knows(self, token) if right else None

    monkeypatch.setattr(attending.Attending, "student", student)

    async def script(room: Inside) -> None:
        nonlocal right
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        right = False
        asked.clear()
        await room.cut()
        await seat.until(lambda: len(asked) > 2)
        assert seat.table.away
        right = True
        await seat.until(lambda: not seat.table.away)
        right = False
        monkeypatch.setattr(client, "FORGOTTEN", 0.0)
        await room.cut()
        await seat.until(lambda: any(isinstance(news, Gone) for news in seat.heard))
        await seat.line

    Inside(tmp_path).run(script)


def test_a_program_of_another_version_is_told_which_one_is_the_older(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
        line = await room.dial()
        await line.send(p.written(p.Hello(version=p.VERSION + 1, token=await room.join("Ann"))))
        bye = p.read_news(await line.receive() or "")
        assert isinstance(bye, p.Bye)
        assert bye.final
        assert str(p.VERSION + 1) in bye.message

    Inside(tmp_path).run(script)


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

    async def script(room: Inside) -> None:
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

    Inside(tmp_path, seconds).run(script)


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
