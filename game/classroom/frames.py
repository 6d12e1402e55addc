"""What the front process and its workers say to each other: small frames, each about one screen.

A frame is the number of the screen, a kind of one letter, and bytes. It travels over a local socket.
"""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import dataclass

_HEAD = struct.Struct("!IcI")

LONGEST = 16 * 2**20
"""Bytes in one frame; more is a mistake of ours."""

OPEN = b"o"
"""To the worker: a screen is wanted; JSON of `Wanted`."""
INPUT = b"i"
"""To the worker: what was typed, as a terminal sends it."""
RESIZE = b"r"
"""To the worker: JSON, columns and lines."""
FOCUS, BLUR = b"f", b"b"
"""To the worker: the browser's window came to the front, or went."""
REPAINT = b"p"
"""To the worker: something was dropped; draw everything anew."""
CLOSE = b"c"
"""To the worker: the browser has gone."""
NEWS = b"n"
"""To the worker: a message of the protocol, from the host to the screen's client; empty where it ends."""

OUTPUT = b"d"
"""To the front: what a terminal is to show."""
TEXT = b"t"
"""To the front: a JSON message for the page itself."""
FILE = b"l"
"""To the front: a file for the browser to keep: its name, a line break, its bytes."""
DIAL = b"h"
"""To the front: the screen's client wants a line to the host."""
REQUEST = b"q"
"""To the front: a message of the protocol, from the screen's client to the host; empty where it hangs up."""
ENDED = b"e"
"""To the front: the screen has ended; one of the words of `ENDS`."""
READY = b"y"
"""To the front: the worker can take screens."""

ENDS = ("left", "elsewhere", "out", "fault")
"""Why a screen ended: the student left, sits at another one, has no seat any more; or a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A screen that somebody wants."""

    token: str
    width: int
    height: int
    language: str = ""
    """Of keys and labels."""

    def packed(self) -> bytes:
        """As JSON."""
        return json.dumps([self.token, self.width, self.height, self.language]).encode()

    @classmethod
    def read(cls, payload: bytes) -> Wanted:
        """What `packed` wrote."""
        return cls(*json.loads(payload))


def packed(screen: int, kind: bytes, payload: bytes = b"") -> bytes:
    """A frame."""
    return _HEAD.pack(screen, kind, len(payload)) + payload


async def read(reader: asyncio.StreamReader) -> tuple[int, bytes, bytes]:
    """The next frame. Raise IncompleteReadError at the end, ValueError if it is longer than any may be."""
    screen, kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if length > LONGEST:
        raise ValueError(f"a frame of {length} bytes")
    return screen, kind, await reader.readexactly(length) if length else b""
