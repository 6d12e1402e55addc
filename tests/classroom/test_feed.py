"""What one line is told: everything at first, then what is new, in order, and never a backlog."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from game.classroom import events as e
from game.classroom import protocol as p
from game.classroom import wishes as w
from game.classroom.feed import Feed
from game.classroom.host import Host
from game.classroom.store import Store, create
from game.table.team import Team
from tests.classroom.classes import Class, lake
from tests.classroom.up import running

M = TypeVar("M", bound=p.Message)


class Line:
    """A student's line that takes what it is told, or waits with that."""

    def __init__(self, host: Host, student: str) -> None:
        self.host = host
        self.told: list[p.Message] = []
        self.takes = asyncio.Event()
        self.takes.set()
        self.feed = Feed(host, student, self.push)
        self.task = asyncio.create_task(self.feed.run())

    async def push(self, message: p.Message) -> None:
        """Take one message."""
        await self.takes.wait()
        self.told.append(message)

    async def vote(self, name: str, option: str, stage: str = "spring", attempt: int = 0) -> p.Message:
        """What a vote is answered with."""
        vote = p.Vote(id=name, stage=stage, attempt=attempt, decision="answer", option=option, reason="why")
        (answer,) = await self.feed.answer(vote)
        return answer

    async def until(self, kind: type[M], holds: Callable[[M], bool] = lambda _: True) -> M:
        """The first message of a kind that says something, from now on or before."""
        while True:
            for each in self.told:
                if isinstance(each, kind) and holds(each):
                    return each
            await asyncio.sleep(0.005)

    @property
    def team(self) -> Team:
        """How the seat stood when it was told last."""
        return next(each.team for each in reversed(self.told) if isinstance(each, p.TeamNow))


def during(folder: Path, begun: Class, test: Callable[[Host], Awaitable[None]]) -> None:
    """Run a test while a host is up."""
    store = create("small", folder)
    assert isinstance(store, Store)
    store.append(begun.log)

    async def main(pool: ThreadPoolExecutor) -> None:
        host = Host(store, begun.state, pool)
        try:
            async with running(host), asyncio.timeout(30.0):
                await test(host)
        finally:
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    with ThreadPoolExecutor(2) as pool:
        asyncio.run(main(pool))
    store.close()


def pair() -> Class:
    """Two in one seat of room A, and a policy in the other; the first stage is over."""
    begun = Class(lake())
    for student in ("ann", "ben"):
        begun.seat(student, "A", "capital")
    begun.begin("A")
    for student in ("ann", "ben"):
        begun.vote(student, "aid")
    return begun


def test_a_line_is_told_who_it_is_then_what_was_then_what_is_then_who_is_there(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        assert [type(each) for each in line.told] == [p.Welcome, p.Outcome, p.StageNow, p.TeamNow]
        stage = line.told[2]
        assert isinstance(stage, p.StageNow)
        assert stage.view is not None
        assert (stage.view.stage, stage.over) == ("summer", 1)
        assert stage.view.last is not None
        assert [(mate.name, mate.you) for mate in line.team.mates] == [("Ann", True), ("Ben", False)]

    during(tmp_path, pair(), test)


def test_whoever_looks_is_told_all_anew(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        first = line.told[1:]
        line.told = []
        assert await line.feed.answer(p.Look(id="look")) == [p.Done(id="look")]
        await line.until(p.TeamNow)
        assert line.told == first

    during(tmp_path, pair(), test)


def test_a_vote_is_seen_by_the_whole_seat_and_counts_once(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        ann, ben = Line(host, "ann"), Line(host, "ben")
        for _ in range(3):
            assert await ann.vote("x1", "refuse", "summer") == p.Done(id="x1")
        told = await ben.until(p.TeamNow, lambda each: bool(each.team.polls[0].wanted))
        (wanted,) = told.team.polls[0].wanted
        assert (wanted.option, wanted.names, wanted.reasons) == ("refuse", ("Ann",), ("why",))
        assert sum(isinstance(each.event, e.Voted) for each in host.store.entries()) == 3

    during(tmp_path, pair(), test)


def test_a_stale_vote_is_answered_with_the_fresh_state(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        line.told = []
        answer = await line.vote("x1", "aid", "spring")
        assert isinstance(answer, p.Refused)
        assert answer.stale
        fresh = await line.until(p.StageNow)
        assert fresh.view is not None
        assert fresh.view.stage == "summer"
        refused = await line.vote("x2", "flee", "summer")
        assert isinstance(refused, p.Refused)
        assert not refused.stale

    during(tmp_path, pair(), test)


def test_a_line_that_is_slow_gets_the_newest_state_and_no_backlog(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        line.told = []
        line.takes.clear()
        for number in range(200):
            await host.do(e.Told(("A",), "", f"news {number}"), "facilitator")
        line.takes.set()
        await line.until(p.TeamNow, lambda each: each.team.messages[-1] == "news 199")
        assert len(line.told) <= 2

    during(tmp_path, pair(), test)


def test_a_rewound_room_is_told_anew_with_its_attempt(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        await host.do(e.Rewound("A", "spring", "again"), "facilitator")
        stage = await line.until(p.StageNow, lambda each: each.attempt == 1)
        assert stage.over == 0
        assert stage.view is not None
        assert stage.view.stage == "spring"
        assert await line.vote("x1", "aid", "spring", attempt=1) == p.Done(id="x1")

    during(tmp_path, pair(), test)


def test_an_inject_reaches_the_line_at_once(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        news = e.Injected("A", "summer", "fire", "Fire", "A fire on the pass.", (("turmoil", 0.1),))
        await host.do(news, "facilitator")
        await line.until(p.StageNow, lambda each: "A fire on the pass." in p.written(each))

    during(tmp_path, pair(), test)


def test_whoever_is_moved_is_told_of_the_new_seat(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        await host.do(e.Moved("ann", "B", "bureau"), "facilitator")
        await line.until(p.TeamNow, lambda each: (each.team.room, each.team.seat) == ("B", "The Bureau"))
        stage = next(each for each in reversed(line.told) if isinstance(each, p.StageNow))
        assert (stage.role, stage.view) == ("bureau", None)  # room B has not begun

    during(tmp_path, pair(), test)


def test_the_debrief_is_given_when_the_room_is_over_and_not_before(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await line.until(p.TeamNow)
        (early,) = await line.feed.answer(p.AskEnd(id="e1"))
        assert isinstance(early, p.Refused)
        await host.do(w.Advance(("A",)), "facilitator")
        await line.until(p.StageNow, lambda each: each.over == 2)
        (end,) = await line.feed.answer(p.AskEnd(id="e2"))
        assert isinstance(end, p.End)
        assert p.read_news(p.written(end)) == end  # views travel whole

    during(tmp_path, pair(), test)


def test_a_room_that_is_done_does_not_spoil_it_for_the_others(tmp_path: Path) -> None:
    begun = pair()
    begun.seat("cem", "B", "capital")
    begun.begin("B")

    async def test(host: Host) -> None:
        line = Line(host, "ann")
        await host.do(w.Advance(("A",)), "facilitator")
        await line.until(p.TeamNow, lambda each: each.team.phase == "over")
        assert not line.team.debriefed
        (early,) = await line.feed.answer(p.AskEnd(id="e1"))
        assert isinstance(early, p.Refused)
        await host.do(e.Debriefed(), "facilitator")
        await line.until(p.TeamNow, lambda each: each.team.debriefed)
        (end,) = await line.feed.answer(p.AskEnd(id="e2"))
        assert isinstance(end, p.End)

    during(tmp_path, begun, test)


def test_forecasts_are_given_if_the_facilitator_allows_them(tmp_path: Path) -> None:
    async def test(host: Host) -> None:
        line = Line(host, "ann")
        (found,) = await line.feed.answer(p.AskForecast(id="f1", stage="summer", attempt=0))
        assert isinstance(found, p.Foreseen)
        (stale,) = await line.feed.answer(p.AskForecast(id="f2", stage="spring", attempt=0))
        assert isinstance(stale, p.Refused)
        assert stale.stale
        await host.do(e.Allowed(joining=True, forecasts=False), "facilitator")
        (refused,) = await line.feed.answer(p.AskForecast(id="f3", stage="summer", attempt=0))
        assert isinstance(refused, p.Refused)

    during(tmp_path, pair(), test)
