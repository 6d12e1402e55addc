"""The facilitator's console: what it is told, what it may ask for, and to whom its page opens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from game.classroom import console, projector
from game.classroom import events as e
from game.classroom import orders as o
from game.classroom.attending import Attending
from game.classroom.board import board, script
from game.classroom.front import Front
from game.classroom.host import Host
from game.classroom.opening import Opening, Order, fresh
from game.classroom.relay import Relay
from game.classroom.server import Server
from game.classroom.tokens import hashed
from game.scenario.loader import load_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class
from tests.cli.run import SMALL

Client = TestClient[web.Request, web.Application]


@dataclass
class Hall:
    """A host without workers, and somebody who looks around."""

    client: Client
    front: Front
    opening: Opening

    async def join(self, name: str) -> str:
        """A student's personal secret."""
        token = await self.front.join(self.front.code, name, "here")
        assert isinstance(token, str)
        return token

    @asynccontextmanager
    async def socket(self, page: str, token: str) -> AsyncIterator[ClientWebSocketResponse]:
        """The socket of a teacher's page."""
        async with self.client.ws_connect(f"/{page}/{token}/ws") as found:
            yield found


def visited(folder: Path, visit: Callable[[Hall], Awaitable[None]], rooms: int = 2) -> None:
    """Have somebody look around."""

    async def run() -> None:
        scenario = load_scenario(SMALL).scenario
        assert scenario
        opening = fresh(Order(scenario, str(SMALL), rooms, (), 60.0, 4, folder=folder))
        assert not isinstance(opening, Refusal), opening
        with ThreadPoolExecutor(2) as pool:
            host = Host(opening.store, opening.state, pool)
            attending = Attending(host)
            secrets = opening.code, hashed(opening.facilitator), hashed(opening.projector)
            relay = Relay(attending.attend, 0, None)
            front = Front(host, attending, relay, *secrets, "http://class.example", False)
            running = asyncio.create_task(host.run())
            server = Server(front, [*console.routes(front), *projector.routes(front)])
            async with TestClient(TestServer(server.app)) as client:
                await visit(Hall(client, front, opening))
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        opening.store.close()

    asyncio.run(run())


async def told(socket: ClientWebSocketResponse, kind: str, order: str = "") -> dict[str, Any]:
    """The next document of a kind, in answer to an order if one is named."""
    async with asyncio.timeout(10):
        while True:
            document: dict[str, Any] = json.loads(await socket.receive_str())
            if document["kind"] == kind and order in ("", document.get("id")):
                return document


# What it is told


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


def test_the_script_offers_what_can_be_done(small: Scenario) -> None:
    of = Class(small)
    found = script(of.state, "session", "http://class.example", "ABCDEF")
    assert [row.id for row in found.injects["spring"]] == ["torches", "leak"]
    assert {each.id for each in found.policies} == {
        "historical", "random", "planner", "build-first", "silence",
    }  # fmt: skip
    assert "turmoil" in {each.name for each in found.levers}


# What it may ask for


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        '{"kind":"begin"}',
        '{"kind":"begin","id":"a","rooms":["A"],"more":1}',
        '{"kind":"extend","id":"a","rooms":["A"],"seconds":1e9}',
        '{"kind":"extend","id":"a","rooms":["A"],"seconds":NaN}',
        '{"kind":"drop tables","id":"a"}',
        json.dumps({"kind": "tell", "id": "a", "rooms": ["A"], "text": "x" * 501}),
        "x" * (o.LONGEST_ORDER + 1),
        "[" * 5000,
    ],
)
def test_what_is_no_order_is_not_taken_for_one(document: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        o.read(document)


@pytest.fixture
def busy(small: Scenario) -> Class:
    """Two students in room A, which plays, and one in room B, which waits."""
    of = Class(small, seconds=60.0)
    for student, room in (("ann", "A"), ("ben", "A"), ("cem", "B")):
        of.seat(student, room, "capital")
    of.begin("A")
    return of


@pytest.mark.parametrize(
    ("order", "events"),
    [
        ({"kind": "begin", "rooms": ["A", "B"]}, ["begun"]),
        ({"kind": "pause", "rooms": ["A"]}, ["paused"]),
        ({"kind": "advance", "rooms": ["A"]}, ["settled", "closed"]),
        ({"kind": "extend", "rooms": ["A"], "seconds": 30}, ["extended"]),
        ({"kind": "rewind", "room": "A", "stage": "spring", "reason": "why"}, ["rewound"]),
        ({"kind": "tell", "rooms": ["A", "B"], "text": "Ten\nminutes"}, ["told"]),
        ({"kind": "nudge", "room": "A", "role": "capital"}, ["nudged"]),
        ({"kind": "inject", "rooms": ["A"], "inject": "torches"}, ["injected"]),
        (
            {
                "kind": "inject",
                "rooms": ["A"],
                "title": "Rain",
                "text": "It rains.",
                "levers": {"turmoil": -0.1},
            },
            ["injected"],
        ),
        ({"kind": "preview", "rooms": ["A"], "inject": "torches"}, []),
        ({"kind": "delegate", "room": "A", "role": "capital", "policy": "random"}, ["delegated"]),
        ({"kind": "move", "student": "ben", "room": "B", "role": "bureau"}, ["moved"]),
        ({"kind": "remove", "student": "ben"}, ["removed"]),
        ({"kind": "relink", "student": "ben"}, ["relinked"]),
        ({"kind": "captain", "student": "ben"}, ["captained"]),
        ({"kind": "allow", "joining": False, "forecasts": True}, ["allowed"]),
        ({"kind": "debrief"}, ["debriefed"]),
    ],
)
def test_every_order_is_an_event_in_the_log(busy: Class, order: dict[str, object], events: list[str]) -> None:
    wishes = o.wishes(busy.state, o.read(json.dumps({"id": "a", **order})), "a hash")
    assert not isinstance(wishes, Refusal), wishes
    logged = [entry.event.kind for wish in wishes for entry in busy.must(wish)]
    assert list(dict.fromkeys(logged)) == events


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "pause", "rooms": ["nowhere"]},
        {"kind": "tell", "rooms": ["A"], "text": "\u202e"},
        {"kind": "inject", "rooms": ["B"], "inject": "torches"},
        {"kind": "inject", "rooms": ["A"], "inject": "unknown"},
        {"kind": "remove", "student": "nobody"},
        {"kind": "delegate", "room": "A", "role": "capital", "policy": "oracle"},
        {"kind": "rewind", "room": "A", "stage": "summer", "reason": ""},
    ],
)
def test_an_order_that_cannot_be_met_is_refused_and_changes_nothing(
    busy: Class, order: dict[str, object]
) -> None:
    before = busy.state
    wishes = o.wishes(busy.state, o.read(json.dumps({"id": "a", **order})))
    refusals = [wishes] if isinstance(wishes, Refusal) else [busy.do(wish) for wish in wishes]
    assert any(isinstance(each, Refusal) for each in refusals)
    assert busy.state == before


def test_a_message_is_one_line_whatever_was_typed(busy: Class) -> None:
    order = o.read('{"kind":"tell","id":"a","rooms":["A"],"text":"a\\u001b[2Jb\\nc"}')
    assert o.wishes(busy.state, order) == [e.Told(("A",), "", "a [2Jb c")]


# To whom it opens


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
