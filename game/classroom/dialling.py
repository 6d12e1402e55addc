"""From a terminal elsewhere: joining by code, and a line to the host over a websocket."""

from __future__ import annotations

import asyncio
from urllib.parse import quote, urlsplit

import aiohttp

from game.scenario.refusal import Refusal
from game.words import _

PATIENCE = 10.0
"""Seconds to wait for a host to answer."""

HEARTBEAT = 15.0

LONGEST_NEWS = 8 * 2**20
"""Bytes of one message from a host."""


def base_of(address: str) -> str | Refusal:
    """An address as it was typed, with its scheme and without its path."""
    try:
        parts = urlsplit(_whole(address))
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    return f"{parts.scheme}://{parts.netloc}" if fits else _lost(_("{address} is no address."), address)


def token_of(link: str) -> str:
    """The secret in a personal link; empty if it is none."""
    try:
        path = urlsplit(_whole(link)).path.strip("/").split("/")
    except ValueError:
        return ""
    return path[1] if len(path) == 2 and path[0] == "s" else ""


def _whole(address: str) -> str:
    """An address with its scheme, which people leave out."""
    return address if "://" in address else f"http://{address}"


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
    except aiohttp.ClientSSLError as error:
        return _unsafe(error, base)
    except (aiohttp.ClientConnectionError, TimeoutError, OSError):
        return _lost(_("Nobody answers at {address}."), base)
    except (aiohttp.ClientError, ValueError, KeyError, TypeError):
        return _lost(_("What answers at {address} is no host of this game."), base)


async def language_of(base: str, token: str) -> str | Refusal:
    """The language of the session in which a link opens a seat; empty for English, or if nobody answers.

    A refusal where somebody answers who is not to be trusted.
    """
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            answer = await session.get(f"{base}/s/{quote(token)}/up")
            return str((await answer.json())["language"])
    except aiohttp.ClientSSLError as error:
        return _unsafe(error, base)
    except (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError):
        return ""


def _unsafe(error: aiohttp.ClientSSLError, address: str) -> Refusal:
    """TLS fails: the certificate is of somebody else, or of nobody whom this machine knows."""
    cause = error.__cause__ or error
    why = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or str(cause)
    return Refusal(
        _("There is no safe line to {address}: {reason}.").format(address=address, reason=why),
        _("If the host has a certificate of its own, name its file in the variable SSL_CERT_FILE."),
    )


def _lost(message: str, address: str) -> Refusal:
    return Refusal(
        message.format(address=address), _("Is it the address on the board, and are you on the same network?")
    )


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
    except BaseException as error:
        await session.close()
        if isinstance(error, aiohttp.ClientError | OSError):
            raise ConnectionError(str(error)) from None
        raise
    return SocketLine(session, socket)


def link_of(base: str, token: str) -> str:
    """A personal link."""
    return f"{base}/s/{quote(token)}"
