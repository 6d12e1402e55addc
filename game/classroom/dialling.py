"""From a terminal elsewhere: joining by code, and a line to the host over a websocket."""

from __future__ import annotations

import asyncio
from urllib.parse import quote, urlsplit

import aiohttp

from game.scenario.refusal import Refusal

PATIENCE = 10.0
"""Seconds to wait for a host to answer."""

HEARTBEAT = 15.0

LONGEST_NEWS = 8 * 2**20
"""Bytes of one message from a host."""

NOBODY = "Nobody answers at {address}."
WHERE = "Is it the address on the board, and are you on the same network?"


def base_of(address: str) -> str | Refusal:
    """An address as it was typed, with its scheme and without its path."""
    typed = address if "://" in address else f"http://{address}"
    try:
        parts = urlsplit(typed)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    return f"{parts.scheme}://{parts.netloc}" if fits else Refusal(f"{address} is no address.", WHERE)


def token_of(link: str) -> str:
    """The secret in a personal link; empty if it is none."""
    path = urlsplit(link).path.strip("/").split("/")
    return path[1] if len(path) == 2 and path[0] == "s" else ""


async def joined(base: str, code: str, name: str, room: str = "", role: str = "") -> str | Refusal:
    """The secret of a new personal link, or what the host says instead."""
    wish = {"code": code, "name": name, "room": room, "role": role}
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            answer = await session.post(f"{base}/api/join", json=wish)
            said = await answer.json()
            if answer.status == 200:
                return str(said["token"])
            return Refusal(str(said["message"]), str(said.get("hint", "")))
    except (aiohttp.ClientConnectionError, TimeoutError, OSError):
        return Refusal(NOBODY.format(address=base), WHERE)
    except (aiohttp.ClientError, ValueError, KeyError, TypeError):
        return Refusal(f"What answers at {base} is no host of this game.", WHERE)


class SocketLine:
    """A line over a websocket, at the student's end; satisfies `client.Line`."""

    def __init__(self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._session = session
        self._socket = socket

    async def send(self, document: str) -> None:
        """Raise OSError if the line is broken."""
        try:
            await self._socket.send_str(document)
        except (aiohttp.ClientError, RuntimeError) as error:
            raise ConnectionResetError(str(error)) from None

    async def receive(self) -> str | None:
        """The next message; None at the end."""
        message = await self._socket.receive()
        return message.data if message.type is aiohttp.WSMsgType.TEXT else None

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()
        await self._session.close()


async def dial(base: str) -> SocketLine:
    """Open a line. Raise OSError if the host cannot be reached."""
    session = aiohttp.ClientSession()
    try:
        async with asyncio.timeout(PATIENCE):
            socket = await session.ws_connect(
                f"{base}/api/ws", heartbeat=HEARTBEAT, max_msg_size=LONGEST_NEWS
            )
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        await session.close()
        raise ConnectionError(str(error)) from None
    return SocketLine(session, socket)


def link_of(base: str, token: str) -> str:
    """A personal link."""
    return f"{base}/s/{quote(token)}"
