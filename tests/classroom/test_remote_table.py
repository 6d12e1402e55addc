"""A seat at a host elsewhere is a table like any other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.scenario.refusal import Refusal
from game.table.table import Gone, News, Settled, TeamChanged, Undone
from tests.classroom.inside import Inside, Seat


def test_a_seat_waits_decides_and_looks_back_as_at_any_table(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
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

    Inside(tmp_path).run(script)


def test_what_was_decided_in_one_stage_counts_as_decided_in_no_other(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
        seat, other = [Seat(room, await room.join(name)) for name in ("Ann", "Bek")]
        made: list[Mapping[str, str]] = []

        def hear(news: News) -> None:
            if isinstance(news, Settled) and not news.finished:
                made.append(seat.table.view().made)  # both stages have a decision of the same id

        seat.table.listen(hear)
        await seat.until(lambda: seat.table.team() and other.table.team())
        await room.host.do(w.Begin(tuple(room.host.state.rooms)), "facilitator")
        await seat.until(lambda: seat.table.open and other.table.open)
        (decision,), (its,) = seat.table.view().decisions, other.table.view().decisions
        assert await seat.ask(lambda: seat.table.choose(decision.id, decision.default)) is None
        await seat.until(lambda: seat.table.view().made)
        assert await other.ask(lambda: other.table.choose(its.id, its.default)) is None
        await seat.until(lambda: made)
        assert made == [{}]
        assert seat.table.view().decisions[0].id == decision.id
        for each in (seat, other):
            each.line.cancel()

    Inside(tmp_path).run(script)


def test_a_vote_can_be_taken_back_as_long_as_the_seat_has_not_settled_it(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
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

    Inside(tmp_path).run(script)


def test_a_room_that_is_set_back_is_told_so_and_shows_the_earlier_stage(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
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

    Inside(tmp_path).run(script)


def test_who_was_removed_is_told_the_last_word_and_does_not_come_back(tmp_path: Path) -> None:
    async def script(room: Inside) -> None:
        seat = Seat(room, await room.join("Ann"))
        await seat.until(seat.table.team)
        await room.host.do(e.Removed("Ann"), "facilitator")
        await asyncio.wait_for(seat.line, 10)
        assert any(isinstance(news, Gone) for news in seat.heard)
        assert seat.table.end_of_line == "out"
        assert len(room.lines) == 1

    Inside(tmp_path).run(script)


def test_a_request_that_nobody_answers_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.remote_table.PATIENCE", 0.2)

    async def script(room: Inside) -> None:
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

    Inside(tmp_path).run(script)
