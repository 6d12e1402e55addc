"""What a host does by itself: time settles, and policies are asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextvars import copy_context
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import host as hosts
from game.classroom import wishes as w
from game.classroom.room import Play, planned
from game.engine.play import Policy
from game.words import spoken, use
from tests.classroom.classes import Class, lake
from tests.classroom.up import Up, pair


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
        await up.until(lambda: up.store.refused > 1)
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
        chosen = up.host.state.rooms["A"].planned
        assert chosen
        assert chosen[0][:3] == ("bureau", "draft", "wait")

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


def test_an_outage_takes_nobodys_minutes(tmp_path: Path) -> None:
    begun = pair(seconds=60.0)
    begun.now = 30.0
    begun.vote("ann", "aid")

    async def test(up: Up) -> None:
        await asyncio.sleep(0.05)
        assert 30.0 <= up.host.now < 31.0  # the host was away for any time; the clock goes on where it was
        assert up.host.state.rooms["A"].deadline == 60.0

    Up(tmp_path, begun).during(test)


def test_rooms_that_stand_alike_have_their_policies_asked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def answer(play: Play, held: Mapping[str, Policy]) -> e.Taken:
        asked.append(play)
        return planned(play, held)

    monkeypatch.setattr(hosts, "planned", answer)
    begun = Class(lake())
    for student, room in (("ann", "A"), ("ben", "B")):
        begun.seat(student, room, "capital")

    async def test(up: Up) -> None:
        await up.ask(w.Begin(("A", "B")))
        await up.until(lambda: all(room.planned for room in up.host.state.rooms.values()))
        assert len(asked) == 1

    Up(tmp_path, begun).during(test)


def test_policies_give_their_reasons_in_the_language_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_: object) -> e.Taken:
        return (("bureau", "draft", "plan", spoken()),)

    monkeypatch.setattr(hosts, "planned", answer)
    begun = Class(lake())
    begun.seat("ann", "A", "capital")

    async def test(up: Up) -> None:
        await up.ask(w.Begin(("A",)))
        await up.until(lambda: up.host.state.rooms["A"].planned is not None)
        assert up.host.state.rooms["A"].planned == (("bureau", "draft", "plan", "ru"),)

    def run() -> None:
        use("ru")
        Up(tmp_path, begun).during(test)

    copy_context().run(run)
