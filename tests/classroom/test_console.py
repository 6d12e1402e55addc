"""The facilitator's console: what it is told, and to whom its page opens."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.board import board, script
from game.scenario.model import Scenario
from tests.classroom.classes import Class
from tests.classroom.hall import Hall, told, visited


def test_the_board_shows_who_is_there_who_has_voted_and_whom_a_room_waits_for(small: Scenario) -> None:
    of = Class(small, seconds=60.0)
    for student in ("ann", "ben"):
        of.seat(student, "A", "capital")
    of.seat("cem", "A", "bureau", there=False)
    of.begin("A")
    of.vote("ann", "aid")
    a, b = board(of.state, 5.0).rooms
    capital, bureau = a.seats
    assert [(each.name, each.there, each.captain, each.voted) for each in capital.students] == [
        ("Ann", True, True, 1), ("Ben", True, False, 0),
    ]  # fmt: skip
    assert (capital.waited_for, bureau.waited_for) == (True, True)
    assert [(each.option, each.votes) for each in capital.polls[0].counts] == [("Send money and doctors", 1)]
    of.vote("ben", "aid")
    capital = board(of.state, 5.0).rooms[0].seats[0]
    assert (capital.waited_for, capital.polls[0].settled) == (False, "Send money and doctors")
    assert capital.polls[0].how == "all agreed"
    assert (a.stage, a.number, a.deadline) == ("spring", 1, 60.0)
    assert (b.phase, b.seats[0].policy, b.seats[0].given) == ("waiting", "historical", False)


def test_who_has_not_voted_is_not_counted_as_having_once_the_seat_is_settled(small: Scenario) -> None:
    of = Class(small, seconds=60.0)
    for student in ("ann", "ben"):
        of.seat(student, "A", "capital")
    of.seat("cem", "A", "bureau")
    of.begin("A")
    of.vote("ann", "aid")
    of.must(w.Lock("ann", "spring", 0, "answer"), "ann")
    (capital, _bureau) = board(of.state, 5.0).rooms[0].seats
    assert capital.polls[0].settled
    assert [each.voted for each in capital.students] == [1, 0]


def test_the_end_of_practice_is_no_rewind(small: Scenario) -> None:
    of = Class(small, practice=True)
    of.seat("ann", "A", "capital")
    of.begin("A")
    of.must(e.Practised("A"))
    of.begin("A")
    assert board(of.state, 5.0).rooms[0].rewinds == ""
    of.must(e.Rewound("A", "spring", ""))
    assert board(of.state, 5.0).rooms[0].rewinds == "1 rewind"


def test_the_script_offers_what_can_be_done(small: Scenario) -> None:
    of = Class(small)
    found = script(of.state, "session", "http://class.example", "ABCDEF")
    assert [row.id for row in found.injects["spring"]] == ["torches", "leak"]
    assert {each.id for each in found.policies} == {
        "historical", "random", "planner", "build-first", "silence",
    }  # fmt: skip
    assert "turmoil" in {each.name for each in found.levers}


def test_the_page_opens_by_its_own_link_alone_and_holds_nothing_of_the_session(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        student = await hall.join("Ann")
        for token in ("", "x", student, hall.opening.projector):
            answer = await hall.client.get(f"/f/{token}")
            assert answer.status == 404
            with pytest.raises(WSServerHandshakeError):
                await hall.client.ws_connect(f"/f/{token}/ws")
        answer = await hall.client.get(f"/f/{hall.opening.facilitator}")
        text = await answer.text()
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Ann" not in text
        assert hall.front.code not in text
        for name in ("console.js", "console_forms.js", "parts.js", "console.css"):
            assert (await hall.client.get(f"/static/{name}")).status == 200

    visited(tmp_path, visit)


def test_a_console_closes_the_session(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        over = asyncio.Event()
        hall.front.close = over.set
        async with hall.socket("f", hall.opening.facilitator) as socket:
            await socket.send_json({"kind": "end", "id": "c1"})
            await told(socket, "done", "c1")
            async with asyncio.timeout(10):
                await over.wait()

    visited(tmp_path, visit)


def test_another_sites_page_opens_no_console(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        with pytest.raises(WSServerHandshakeError) as refused:
            await hall.client.ws_connect(
                f"/f/{hall.opening.facilitator}/ws", headers={"Origin": "http://evil.example"}
            )
        assert refused.value.status == 403

    visited(tmp_path, visit)


def test_who_guesses_at_the_link_is_slowed_down(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        seen = {(await hall.client.get(f"/f/guess{number}")).status for number in range(80)}
        assert seen == {404, 429}

    visited(tmp_path, visit)


def test_a_console_is_told_how_things_stand_and_has_things_done(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        await hall.join("Ann")
        async with hall.socket("f", hall.opening.facilitator) as socket:
            assert (await told(socket, "script"))["script"]["code"] == hall.front.code
            rooms = (await told(socket, "board"))["board"]["rooms"]
            assert rooms[0]["seats"][0]["students"][0]["name"] == "Ann"
            await socket.send_json({"kind": "begin", "id": "c1", "rooms": ["Room 1"]})
            await told(socket, "done", "c1")
            board_ = (await told(socket, "board"))["board"]
            while board_["rooms"][0]["phase"] != "open":
                board_ = (await told(socket, "board"))["board"]
            await socket.send_json({"kind": "preview", "id": "c2", "rooms": ["Room 1"], "inject": "torches"})
            assert (await told(socket, "previewed", "c2"))["preview"]["does"] == ["violence +10"]
            await socket.send_json({"kind": "inject", "id": "c3", "rooms": ["Room 1"], "inject": "torches"})
            await told(socket, "done", "c3")
            await socket.send_str("garbage")
            await told(socket, "refused")
            await socket.send_json({"kind": "pause", "id": "c4", "rooms": ["Room 9"]})
            assert "Room 9" in (await told(socket, "refused", "c4"))["message"]
        assert hall.front.host.state.rooms["Room 1"].injects[0].title == "Torches in the square"

    visited(tmp_path, visit)


def test_a_new_link_opens_the_seat_and_the_old_one_does_not(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        old = await hall.join("Ann")
        (student,) = hall.front.host.state.students
        async with hall.socket("f", hall.opening.facilitator) as socket:
            await socket.send_json({"kind": "relink", "id": "c1", "student": student})
            link = (await told(socket, "link", "c1"))["link"]
        path = link.removeprefix("http://class.example")
        assert (await hall.client.get(f"{path}/up")).status == 200
        assert (await hall.client.get(f"/s/{old}/up")).status == 404

    visited(tmp_path, visit)
