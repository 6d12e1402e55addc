"""Real processes and sockets: whatever is cut off, nothing that was acknowledged is lost."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from game.classroom import client
from game.classroom import events as e
from game.classroom import protocol as p
from game.classroom.client import fresh_id
from game.classroom.dialling import dial, joined
from game.scenario.refusal import Refusal
from tests.classroom.hosts import Bot, Hosted, seated

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


async def _playing(host: Hosted, count: int, pause: float) -> tuple[list[Bot], list[asyncio.Task[None]]]:
    bots = [await seated(host, f"Bot {number}", pause=pause, seed=number) for number in range(count)]
    return bots, [asyncio.create_task(bot.run()) for bot in bots]


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _votes(log: list[e.Entry]) -> set[str]:
    return {entry.event.request for entry in log if isinstance(entry.event, e.Voted)}


def _more(votes: list[str], than: int) -> bool:
    return len(votes) > than


async def _killed(data: Path, clients: int, rounds: int) -> None:
    chance = random.Random(1)
    with Hosted(data, rooms=max(clients // 4, 1), students=clients, ROUNDS="1") as host:
        bots, tasks = await _playing(host, clients, pause=0.6)
        for count in range(1, rounds + 1):
            await bots[0].until(lambda: all(not bot.client.away for bot in bots))
            before = len(bots[0].acknowledged)
            await bots[0].until(partial(_more, bots[0].acknowledged, before))
            await asyncio.sleep(chance.random() / 4)  # several votes are always on their way
            length = host.length()
            host.kill()
            acknowledged = {vote for bot in bots for vote in bot.acknowledged}
            log = host.log()
            assert len(log) >= length
            assert [entry.number for entry in log] == list(range(len(log)))
            assert acknowledged <= _votes(log), f"lost after kill {count}"
            await asyncio.to_thread(host.restart)
        await bots[0].until(lambda: all(bot.returns == rounds + 1 for bot in bots))
        await _ended(tasks)
        assert "could not be done" not in host.complaints()


@pytest.mark.slow
def test_what_was_acknowledged_outlives_a_host_that_is_killed_and_clients_return(tmp_path: Path) -> None:
    asyncio.run(_killed(tmp_path, clients=4, rounds=1))


@pytest.mark.slow(90)
def test_forty_clients_lose_nothing_in_fifty_kills_of_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.2)  # else most of the time is spent waiting for the slowest
    monkeypatch.setattr(client, "LONGEST_PAUSE", 0.5)
    asyncio.run(_killed(tmp_path, clients=40, rounds=50))


async def _voter(host: Hosted) -> tuple[Bot, asyncio.Task[None]]:
    """A student alone in a room that has begun, who votes for nothing by themselves."""
    bot = await seated(host, "Alone")
    bot._play = _nothing  # type: ignore[method-assign]  # this one only does as told
    task = asyncio.create_task(bot.run())
    await bot.until(lambda: bot.stage and bot.stage.view and bot.team and bot.team.team.polls)
    return bot, task


async def _nothing() -> None:
    return None


def test_a_vote_sent_twice_counts_once_and_an_old_one_is_answered_with_what_is_now(tmp_path: Path) -> None:
    async def play(host: Hosted) -> None:
        bot, task = await _voter(host)
        assert bot.stage
        assert bot.stage.view
        decision = bot.stage.view.decisions[0]
        old = bot.stage
        same = fresh_id()
        for _ in range(3):
            assert isinstance(await bot.vote(decision.id, decision.default, id_=same), p.Done)
        for each in bot.stage.view.decisions[1:]:
            await bot.vote(each.id, each.default)
        await bot.until(lambda: bot.stage is not old and bot.stage and bot.stage.over == 1)
        bot.stage, now = old, bot.stage
        told = len(bot.seen)
        assert await bot.vote(decision.id, decision.default) is None  # refused as stale
        await bot.until(lambda: any(isinstance(each, p.StageNow) for each in bot.seen[told:]))
        assert bot.stage == now
        await _ended([task])
        votes = [entry.event for entry in host.log() if isinstance(entry.event, e.Voted)]
        assert [vote.request for vote in votes].count(same) == 1

    with Hosted(tmp_path, scenario="osh-june-2010", students=1) as host:
        asyncio.run(play(host))


@pytest.mark.slow
def test_garbage_floods_and_silence_end_their_own_line_and_nobody_elses(tmp_path: Path) -> None:
    async def play(host: Hosted) -> None:
        bot, task = await _voter(host)
        other = await joined(host.address, host.code, "Mallory")
        assert isinstance(other, str)
        hello = p.written(p.Hello(version=p.VERSION, token=other))
        for garbage in (
            "",
            "{",
            "[]",
            '{"kind":"vote"}',
            "\x00" * 50,
            "[" * 5000,
            '{"kind":"look","id":"a","more":1}',
        ):
            line = await dial(host.address)
            await line.send(hello)
            await line.receive()
            await line.send(garbage)
            assert await _last_word(line) is not None
        line = await dial(host.address)
        await line.send("x" * (p.LONGEST_REQUEST + 1))
        assert await line.receive() is None
        await line.close()
        line = await dial(host.address)
        await line.send(hello)
        for number in range(200):  # a flood is slowed down, and in the end cut
            await line.send(p.written(p.Look(id=f"l{number}")))
        stalled = await dial(host.address)  # never reads, never speaks
        decision = bot.stage.view.decisions[0] if bot.stage and bot.stage.view else None
        assert decision
        assert isinstance(await bot.vote(decision.id, decision.default), p.Done)
        await asyncio.gather(line.close(), stalled.close(), _ended([task]))
        assert "Traceback" not in host.complaints()

    with Hosted(tmp_path, students=1) as host:
        asyncio.run(play(host))


async def _last_word(line: object) -> p.Bye | None:
    async with asyncio.timeout(10):
        while (said := await line.receive()) is not None:  # type: ignore[attr-defined]  # a line
            news = p.read_news(said)
            if isinstance(news, p.Bye):
                await line.close()  # type: ignore[attr-defined]  # a line
                return news
    return None


@pytest.mark.slow
def test_a_hundred_join_at_once_and_each_has_a_seat_of_their_own(tmp_path: Path) -> None:
    async def play(host: Hosted) -> None:
        tokens = await asyncio.gather(*(joined(host.address, host.code, f"N{n}") for n in range(100)))
        assert not [each for each in tokens if isinstance(each, Refusal)]
        assert len(set(tokens)) == 100
        seats: dict[tuple[str, str], int] = {}
        for entry in host.log():
            if isinstance(entry.event, e.Joined):
                seat = entry.event.room, entry.event.role
                seats[seat] = seats.get(seat, 0) + 1
        assert sum(seats.values()) == 100
        assert max(seats.values()) - min(seats.values()) <= 1

    with Hosted(tmp_path, rooms=10, students=0) as host:
        asyncio.run(play(host))


@pytest.mark.slow
def test_a_second_line_takes_the_seat_over_and_the_first_is_told(tmp_path: Path) -> None:
    async def play(host: Hosted) -> None:
        token = await joined(host.address, host.code, "Twice")
        assert isinstance(token, str)
        hello = p.written(p.Hello(version=p.VERSION, token=token))
        first = await dial(host.address)
        await first.send(hello)
        assert isinstance(p.read_news(await first.receive() or ""), p.Welcome)
        second = await dial(host.address)
        await second.send(hello)
        assert isinstance(p.read_news(await second.receive() or ""), p.Welcome)
        bye = await _last_word(first)
        assert bye
        assert (bye.final, bye.reason) == (True, "elsewhere")
        await second.send(p.written(p.Look(id="still")))
        async with asyncio.timeout(10):
            while not isinstance(p.read_news(await second.receive() or ""), p.Done):
                pass
        await second.close()

    with Hosted(tmp_path, students=0) as host:
        asyncio.run(play(host))


async def _screen(session: aiohttp.ClientSession, host: Hosted, path: str) -> aiohttp.ClientWebSocketResponse:
    """A browser's terminal, once its first bytes are there."""
    socket = await session.ws_connect(f"{host.address}{path}/ws?width=80&height=24")
    async with asyncio.timeout(30):
        while (await socket.receive()).type is not aiohttp.WSMsgType.BINARY:
            assert not socket.closed
    return socket


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_its_browsers_are_asked_to_come_back(tmp_path: Path) -> None:
    async def play(host: Hosted) -> None:
        async with aiohttp.ClientSession() as session:
            token = await joined(host.address, host.code, "Screen")
            socket = await _screen(session, host, f"/s/{token}")
            (worker,) = host.workers()
            os.kill(worker, signal.SIGKILL)
            async with asyncio.timeout(20):
                async for _ in socket:
                    pass
            assert socket.close_code == 1012
            again = await _screen(session, host, f"/s/{token}")
            assert host.workers() != [worker]
            await again.close()

    with Hosted(tmp_path, students=0) as host:
        asyncio.run(play(host))
