"""Who is there: from the first screen of a student to a while after the last one has gone."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import host as hosts
from game.classroom import protocol as p
from game.classroom.client import Line
from tests.classroom.inside import Inside
from tests.classroom.up import Up, pair


def test_a_student_whose_screen_has_gone_is_waited_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(up: Up) -> None:
        def there(name: str) -> bool:
            return up.host.state.students[name].there

        for _ in range(2):
            assert await up.host.arrived("ann") is None
        assert await up.host.arrived("ben") is None
        up.host.gone("ann")  # one of two screens
        up.host.gone("ben")
        assert set(up.host._going) == {"ben"}
        assert there("ben")
        assert await up.host.arrived("ben") is None  # back in time
        assert not up.host._going
        monkeypatch.setattr(hosts, "GRACE", 0.0)
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


def test_a_disk_that_was_full_as_somebody_went_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "GRACE", 0.0)
    monkeypatch.setattr(hosts, "PATIENCE", 0.0)
    monkeypatch.setattr(hosts, "LONGEST_WAIT", 0.01)

    async def test(up: Up) -> None:
        up.store.fails = True
        await up.host.arrived("ann")
        up.host.gone("ann")
        await up.until(lambda: up.store.refused > 2)
        assert up.host.state.students["ann"].there
        up.store.fails = False
        await up.until(lambda: not up.host.state.students["ann"].there)

    Up(tmp_path, pair()).during(test)


# Lines


def hello(name: str) -> str:
    """The first message of a student."""
    return p.written(p.Hello(version=p.VERSION, token=name))


async def last_word(line: Line) -> p.Bye:
    """What the host says as it hangs up."""
    while (said := await line.receive()) is not None:
        if isinstance(news := p.read_news(said), p.Bye):
            return news
    raise AssertionError("it hung up without a word")


def test_a_seat_taken_over_before_it_was_taken_is_left_once_both_screens_have_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "GRACE", 0.0)

    async def script(room: Inside) -> None:
        await room.join("Ann")
        append, gate = room.opening.store.append, threading.Event()

        def slow(entries: Sequence[e.Entry]) -> None:
            gate.wait(10.0)
            append(entries)

        monkeypatch.setattr(room.opening.store, "append", slow)
        first = await room.dial()
        await first.send(hello("Ann"))
        await room.until(lambda: room.host._screens)
        await asyncio.sleep(0.02)  # its coming is on its way to the disk
        second = await room.dial()
        await second.send(hello("Ann"))
        bye = await last_word(first)
        assert (bye.final, bye.reason) == (True, "elsewhere")
        gate.set()
        await room.until(lambda: room.host.state.students["Ann"].there)
        await second.close()
        await room.until(lambda: not room.host.state.students["Ann"].there)

    Inside(tmp_path).run(script)


def test_whoever_cannot_be_let_in_just_now_is_told_so_and_may_come_back(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
        await room.join("Ann")
        append = room.opening.store.append

        def full(_: Sequence[e.Entry]) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        room.opening.store.append = full  # type: ignore[method-assign, assignment]  # a disk without room
        line = await room.dial()
        await line.send(hello("Ann"))
        bye = await last_word(line)
        assert not bye.final
        assert "cannot keep" in bye.message
        room.opening.store.append = append  # type: ignore[method-assign]  # there is room again
        line = await room.dial()
        await line.send(hello("Ann"))
        assert isinstance(p.read_news(await line.receive() or ""), p.Welcome)

    Inside(tmp_path).run(script)
