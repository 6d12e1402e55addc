"""Scripted students: over the real protocol they bring a class to its end, dropping out and coming back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import rehearsal
from game.classroom import wishes as w
from game.classroom.front import Front
from game.classroom.hosting import Place, up
from game.classroom.opening import Order, fresh
from game.classroom.rehearsal import rehearsing
from game.scenario.loader import load_scenario
from game.scenario.refusal import Refusal
from tests.cli.run import SMALL

PATIENCE = 60.0


async def until(front: Front, come: Callable[[], object]) -> None:
    """Wait until something has come to pass."""
    async with asyncio.timeout(PATIENCE):
        while not come():
            await asyncio.sleep(0.02)


def rehearsed(folder: Path, students: int, rooms: int, *, practice: bool = False) -> list[e.Entry]:
    """The log of a lesson that scripted students played to the end."""

    async def run() -> list[e.Entry]:
        scenario = load_scenario(SMALL).scenario
        assert scenario
        order = Order(scenario, str(SMALL), rooms, (), 0.0, 4, practice=practice, folder=folder)
        opening = fresh(order)
        assert not isinstance(opening, Refusal)
        async with up(opening, Place(port=0, workers=1)) as front:
            host = front.host

            def phases() -> set[str]:
                return {room.phase for room in host.state.rooms.values()}

            async with rehearsing(front.address, front.code, students, pace=0.01) as tasks:
                await until(front, lambda: sum(s.there for s in host.state.students.values()) == students)
                await host.do(w.Begin(opening.state.opened.rooms), "facilitator")
                if practice:
                    await until(front, lambda: all(room.practised for room in host.state.rooms.values()))
                    await host.do(w.Begin(opening.state.opened.rooms), "facilitator")
                await until(front, lambda: phases() == {"over"})
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(*tasks)
        log = list(opening.store.entries())
        opening.store.close()
        return log

    return asyncio.run(run())


def test_they_play_all_rooms_to_the_end_with_reasons_and_do_not_all_agree(tmp_path: Path) -> None:
    log = rehearsed(tmp_path, students=9, rooms=2)
    votes = [entry.event for entry in log if isinstance(entry.event, e.Voted)]
    assert all(vote.reason for vote in votes if vote.decision)
    assert {vote.quotable for vote in votes} == {True, False}
    assert {entry.by for entry in log if isinstance(entry.event, e.Voted)} == {
        entry.event.student for entry in log if isinstance(entry.event, e.Joined)
    }
    assert len({(vote.decision, vote.option) for vote in votes}) > len({vote.decision for vote in votes})


def test_they_drop_out_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "DROPS", 1.0)
    monkeypatch.setattr("game.classroom.host.GRACE", 0.01)
    log = rehearsed(tmp_path, students=4, rooms=1)
    dropped = [entry.event.student for entry in log if isinstance(entry.event, e.Dropped)]
    came = [entry.event.student for entry in log if isinstance(entry.event, e.Connected)]
    assert dropped
    assert all(came.count(student) > 1 for student in set(dropped))


def test_a_class_practises_and_then_plays_for_good(tmp_path: Path) -> None:
    log = rehearsed(tmp_path, students=3, rooms=1, practice=True)
    kinds = [entry.event.kind for entry in log]
    assert kinds.count("practised") == 1
    assert kinds.count("begun") == 2
    closed = [entry.event.stage for entry in log if isinstance(entry.event, e.Closed)]
    assert closed == ["spring", "spring", "summer"]
