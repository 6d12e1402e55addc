"""The one writer: it keeps, then acknowledges, then tells."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import host as hosts
from game.classroom import session
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, lake
from tests.classroom.up import Up, pair


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


def test_whoever_fails_as_they_are_told_keeps_nobody_else_from_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    async def test(up: Up) -> None:
        up.host.watch(fail)
        up.host.watch(lambda _: up.diary.append("told"))
        for option in ("aid", "refuse"):
            assert await up.vote("ann", option) is None
        assert up.diary.count("told") == 2

    Up(tmp_path, pair()).during(test)
    assert "ZeroDivisionError" in caplog.text


def test_what_cannot_even_be_written_is_refused_and_the_class_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> bytes:
        raise ValueError("no JSON")

    async def test(up: Up) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(e, "written", fail)
            assert "went wrong" in str(await up.vote("ann", "aid"))
        assert await up.vote("ann", "aid") is None

    Up(tmp_path, pair()).during(test)
    assert "no JSON" in caplog.text


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
