"""Sockets of the teacher's pages: told the newest state whenever it has changed, never a backlog."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import WSMessage, WSMsgType, web

from game.classroom.front import Front
from game.classroom.headers import address_of

log = logging.getLogger(__name__)

BEAT = 20.0
"""Seconds between two pings of a socket."""
SLOWEST = 20.0
"""Seconds in which a message has to be taken off our hands."""
PACE = 0.2
"""Seconds between two states, at least: a class votes in bursts."""

Push = Callable[[str], Awaitable[None]]


def check(request: web.Request, front: Front, opens: Callable[[str], bool]) -> None:
    """Let a request pass whose link opens the page. Raise HTTPNotFound if it does not."""
    if not opens(request.match_info["token"]):
        front.astray(address_of(request, proxied=front.proxied))


async def watching(
    request: web.Request,
    front: Front,
    tell: Callable[[Push], Awaitable[None]],
    hear: Callable[[str, Push], Awaitable[None]],
    longest: int,
) -> web.WebSocketResponse:
    """Serve a socket to its end: `tell` pushes what is new, `hear` answers one document.

    `tell` is called at once, and again whenever the session has changed, or slides are turned.
    """
    socket = web.WebSocketResponse(heartbeat=BEAT, max_msg_size=longest, compress=False)
    await socket.prepare(request)
    changed = asyncio.Event()
    changed.set()
    sending = asyncio.Lock()

    async def push(document: str) -> None:
        async with sending, asyncio.timeout(SLOWEST):
            await socket.send_str(document)

    async def telling() -> None:
        while True:
            await changed.wait()
            changed.clear()
            await tell(push)
            await asyncio.sleep(PACE)

    async def hearing() -> None:
        message: WSMessage
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            await hear(message.data, push)

    forget = front.host.watch(lambda _state: changed.set())
    front.wakened.add(changed.set)
    tasks = [asyncio.create_task(telling()), asyncio.create_task(hearing())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for each in tasks:
            if each.done() and (error := each.exception()) and not isinstance(error, OSError):
                log.error("a teacher's page failed", exc_info=error)
    finally:
        forget()
        front.wakened.discard(changed.set)
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await socket.close()
    return socket
