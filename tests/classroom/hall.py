"""A host without workers for the time of a test, and somebody who looks around at its pages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientWebSocketResponse, web
from aiohttp.test_utils import TestClient, TestServer

from game.classroom import console, projector
from game.classroom.attending import Attending
from game.classroom.front import Front
from game.classroom.host import Host
from game.classroom.opening import Opening, Order, fresh
from game.classroom.relay import Relay
from game.classroom.server import Server
from game.classroom.tokens import hashed
from game.scenario.loader import load_scenario
from game.scenario.refusal import Refusal
from tests.classroom.up import running
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


@asynccontextmanager
async def fronted(
    folder: Path, *, rooms: int = 1, proxied: bool = False, chooses: bool = False
) -> AsyncIterator[tuple[Front, Opening]]:
    """A host without workers that is up."""
    scenario = load_scenario(SMALL).scenario
    assert scenario
    opening = fresh(Order(scenario, str(SMALL), rooms, (), 60.0, 4, chooses=chooses, folder=folder))
    assert not isinstance(opening, Refusal), opening
    with ThreadPoolExecutor(2) as pool:
        host = Host(opening.store, opening.state, pool)
        attending = Attending(host)
        secrets = opening.code, hashed(opening.facilitator), hashed(opening.projector)
        relay = Relay(attending.attend, 0, None)
        async with running(host):
            yield Front(host, attending, relay, *secrets, "http://class.example", proxied), opening
    opening.store.close()


def visited(
    folder: Path,
    visit: Callable[[Hall], Awaitable[None]],
    *,
    rooms: int = 2,
    proxied: bool = False,
    chooses: bool = False,
) -> None:
    """Have somebody look around."""

    async def run() -> None:
        async with fronted(folder, rooms=rooms, proxied=proxied, chooses=chooses) as (front, opening):
            server = Server(front, [*console.routes(front), *projector.routes(front)])
            async with TestClient(TestServer(server.app)) as client:
                await visit(Hall(client, front, opening))

    asyncio.run(run())


async def told(socket: ClientWebSocketResponse, kind: str, order: str = "") -> dict[str, Any]:
    """The next document of a kind, in answer to an order if one is named."""
    async with asyncio.timeout(10):
        while True:
            document: dict[str, Any] = json.loads(await socket.receive_str())
            if document["kind"] == kind and order in ("", document.get("id")):
                return document
