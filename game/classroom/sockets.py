"""Websockets: a terminal's line to the host, and a browser's terminal with its screen at a worker."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from typing import Any

from aiohttp import ClientError, WSMsgType, web

from game.classroom import frames as f
from game.classroom.driver import fitting
from game.classroom.front import Front
from game.classroom.limits import Bucket
from game.classroom.protocol import LONGEST_REQUEST

HEARTBEAT = 15.0
"""Seconds between two looks whether the other end is there."""

LONGEST_INPUT = 32 * 1024
"""Bytes of one message from a browser: a paste."""

TYPED, TYPED_RATE = 64 * 1024, 8 * 1024.0
"""Bytes that a browser may send: at once, and a second."""

EVENTS, EVENTS_RATE = 600, 150.0
"""The same in messages: a mouse that moves sends many."""

PATIENCE = 20.0
"""Seconds in which a browser has to take what is sent; its system's buffers come on top."""

CODES = {"left": 4000, "elsewhere": 4001, "out": 4002, "fault": 4003, "again": 1012}
"""How a socket is closed, by why its screen ended; the page says it in words, and may come back."""

FULL = 4004
"""No worker came up, or one link asked for too many screens."""

MOST_FILES, FILE_TIME = 100, 60.0
"""Files that wait to be fetched, and for how many seconds."""


class SocketLine:
    """A websocket as a line of the protocol."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    async def send(self, document: str) -> None:
        """Raise OSError if it is gone."""
        await self._socket.send_str(document)

    async def receive(self) -> str | None:
        """The next message; None at the end, or for what is no text."""
        message = await self._socket.receive()
        return message.data if message.type is WSMsgType.TEXT else None

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()


async def line(request: web.Request, front: Front) -> web.WebSocketResponse:
    """A terminal's line to the host."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST_REQUEST)
    await socket.prepare(request)
    await front.attending.attend(SocketLine(socket))
    with contextlib.suppress(OSError):
        await socket.close()
    return socket


class Files:
    """What students' screens hand to their browsers, for a moment, each for one fetch."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, bytes]] = {}

    def keep(self, name: str, data: bytes) -> str:
        """A secret under which it can be fetched once."""
        key = secrets.token_urlsafe(24)
        self._kept[key] = name, data
        while len(self._kept) > MOST_FILES:
            del self._kept[next(iter(self._kept))]
        asyncio.get_running_loop().call_later(FILE_TIME, self._kept.pop, key, None)
        return key

    def take(self, key: str) -> tuple[str, bytes] | None:
        """A name and its bytes; None if there is none, or it was fetched already."""
        return self._kept.pop(key, None)


class Tab:
    """A browser's terminal; satisfies `screens.Browser`. It speaks the protocol of textual-serve's page."""

    def __init__(self, socket: web.WebSocketResponse, files: Files) -> None:
        self._socket = socket
        self._files = files

    async def show(self, data: bytes) -> None:
        """Output of the terminal. Raise OSError if the browser is gone, or takes nothing."""
        async with asyncio.timeout(PATIENCE):
            await self._socket.send_bytes(data)

    async def open_url(self, url: str) -> None:
        """Open an address of the web, in another tab."""
        await self._socket.send_str(json.dumps(["open_url", {"url": url, "new_tab": True}]))

    async def offer(self, name: str, data: bytes) -> None:
        """Offer a file."""
        await self._socket.send_str(json.dumps(["deliver_file_start", self._files.keep(name, data)]))

    async def end(self, why: str) -> None:
        """Say why the screen ended."""
        await self._socket.close(code=CODES.get(why, CODES["fault"]))


async def terminal(request: web.Request, front: Front, files: Files, token: str) -> web.WebSocketResponse:
    """A browser's terminal, from its first byte to its end."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST_INPUT)
    await socket.prepare(request)
    if front.attending.student(token) is None:
        await socket.close(code=CODES["out"])
        return socket
    width, height = (_number(request.query.get(name)) for name in ("width", "height"))
    language = front.host.state.opened.language
    wanted = f.Wanted(token, *fitting(width or 80, height or 24), language)
    screen = None
    if front.screens.of(token).take():
        screen = await front.relay.open(Tab(socket, files), wanted)
    if screen is None:
        await socket.close(code=FULL)
        return socket
    typed, moved = Bucket(TYPED, TYPED_RATE), Bucket(EVENTS, EVENTS_RATE)
    try:
        async for message in socket:
            # Too much input is passed over: whoever floods a socket floods their own seat alone.
            if message.type is not WSMsgType.TEXT or not moved.take() or not typed.take(len(message.data)):
                continue
            if frame := _frame(message.data):
                screen.say(*frame)
            elif pong := _pong(message.data):
                await socket.send_str(pong)
    except (OSError, ClientError):
        pass
    finally:
        screen.leave()
    return socket


def _envelope(document: str) -> tuple[str, Any]:
    """What textual-serve's page sends: a name and perhaps a value; an empty name for anything else."""
    try:
        envelope = json.loads(document)
    except (ValueError, RecursionError):
        return "", None
    if not isinstance(envelope, list) or not envelope or not isinstance(envelope[0], str):
        return "", None
    return envelope[0], envelope[1] if len(envelope) > 1 else None


def _frame(document: str) -> tuple[bytes, bytes] | None:
    """What a browser's message means to the screen; None for nothing."""
    match _envelope(document):
        case ("stdin", str(text)):
            return f.INPUT, text.encode("utf-8", "replace")
        case ("resize", {"width": int(width), "height": int(height)}):
            columns, lines = fitting(width, height)
            return f.RESIZE, f"{columns}x{lines}".encode()
        case ("focus", _):
            return f.FOCUS, b""
        case ("blur", _):
            return f.BLUR, b""
        case _:
            return None


def _pong(document: str) -> str | None:
    match _envelope(document):
        case ("ping", str(value)):
            return json.dumps(["pong", value[:64]])
        case _:
            return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0
