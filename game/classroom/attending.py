"""The host's end of a student's line, be it from a terminal or from a screen that is served here."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from game.classroom import protocol as p
from game.classroom.client import Line
from game.classroom.feed import Feed
from game.classroom.host import Host
from game.classroom.limits import Bucket
from game.classroom.state import State
from game.classroom.tokens import hashed
from game.table.tidy import tidy
from game.words import _, marked

log = logging.getLogger(__name__)

FIRST_WORD = 10.0
"""Seconds within which a line has to say who it is."""

BURST, RATE = 60, 15.0
"""Requests of one line: at once, and a second. A person's screen sends a few a minute."""

OVERDRAWN = 60
"""Requests beyond that after which a line is cut."""

SLOWEST = 30.0
"""Seconds in which a message has to be taken off our hands."""

ELSEWHERE = marked("Your seat was opened on another screen.")
NOT_HERE = marked("This link opens no seat. Join again with the code.")
TOO_MUCH = marked("Too many messages came from here.")
OTHER_VERSION = marked(
    "Your program and the host's are of different versions: {theirs} and {ours}. Update the older one."
)


class Attending:
    """All lines of a session; the last one of a student is the one that counts."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._lines: dict[str, asyncio.Task[None]] = {}
        """By student: who serves their line."""
        self._taken: set[asyncio.Task[None]] = set()
        """Those whose seat was taken over by another line."""

    def student(self, token: str) -> str | None:
        """The id of the student whose personal link this is; None if it opens nothing."""
        wanted = hashed(token)
        for each in self._host.state.students.values():
            if each.link == wanted and not each.removed:
                return each.id
        return None

    async def attend(self, line: Line) -> None:
        """Serve a line to its end."""
        try:
            async with asyncio.timeout(FIRST_WORD):
                first = await line.receive()
            hello = p.read_request(first) if first else None
        except (TimeoutError, ValueError):
            hello = None
        if not isinstance(hello, p.Hello):
            await _end(line, p.Bye(message=_("Say hello first."), final=True))
        elif hello.version != p.VERSION:
            message = _(OTHER_VERSION).format(theirs=hello.version, ours=p.VERSION)
            await _end(line, p.Bye(message=message, final=True))
        elif (student := self.student(hello.token)) is None:
            await _end(line, p.Bye(message=_(NOT_HERE), final=True, reason="unknown"))
        else:
            await self._serve(line, student, hello.token)

    async def _serve(self, line: Line, student: str, token: str) -> None:
        """Serve a student's line until it ends, is taken over, or opens nothing any more."""
        serving = asyncio.ensure_future(self._served(line, student))
        before = self._lines.get(student)
        self._lines[student] = serving
        if before:
            self._taken.add(before)
            before.cancel()
        gone, link = asyncio.Event(), hashed(token)

        def look(state: State) -> None:
            now = state.students[student]
            if now.removed or now.link != link:
                gone.set()

        forget = self._host.watch(look)
        watching = asyncio.ensure_future(gone.wait())
        try:
            await asyncio.wait({serving, watching}, return_when=asyncio.FIRST_COMPLETED)
            if gone.is_set():
                await _end(line, p.Bye(message=_(NOT_HERE), final=True))
            elif serving in self._taken:
                await _end(line, p.Bye(message=_(ELSEWHERE), final=True, reason="elsewhere"))
        finally:
            forget()
            serving.cancel()
            watching.cancel()
            self._taken.discard(serving)
            if self._lines.get(student) is serving:
                del self._lines[student]
            with contextlib.suppress(asyncio.CancelledError, OSError, TimeoutError):
                await serving

    async def _served(self, line: Line, student: str) -> None:
        """As long as this runs, the student is there."""
        try:
            # What refuses now, such as a full disk or a host that closes, may let them in later.
            if refusal := await self._host.arrived(student):
                await _end(line, p.Bye(message=refusal.message, final=False))
            else:
                await self._spoken_with(line, student)
        finally:
            self._host.gone(student)

    async def _spoken_with(self, line: Line, student: str) -> None:
        """Tell what there is to tell, and answer."""
        sending = asyncio.Lock()

        async def push(message: p.Message) -> None:
            async with sending, asyncio.timeout(SLOWEST):
                await line.send(p.written(message))

        feed = Feed(self._host, student, push)
        telling = asyncio.ensure_future(feed.run())
        hearing = asyncio.ensure_future(self._hear(line, feed, push))
        try:
            await asyncio.wait({telling, hearing}, return_when=asyncio.FIRST_COMPLETED)
            for each in (telling, hearing):
                if each.done() and (error := each.exception()) and not isinstance(error, OSError):
                    log.error("a line failed", exc_info=error)
        finally:
            telling.cancel()
            hearing.cancel()
            await asyncio.gather(telling, hearing, return_exceptions=True)

    async def _hear(self, line: Line, feed: Feed, push: Callable[[p.Message], Awaitable[None]]) -> None:
        bucket, over = Bucket(BURST, RATE), 0
        while (document := await line.receive()) is not None:
            if not bucket.take():
                over += 1
                if over > OVERDRAWN:
                    await _end(line, p.Bye(message=_(TOO_MUCH), final=False))
                    return
                await asyncio.sleep(1 / RATE)
            try:
                request = p.read_request(document)
            except ValueError:
                await _end(line, p.Bye(message=_("That was no message of ours."), final=False))
                return
            if isinstance(request, p.Vote):
                request = request.model_copy(update={"reason": tidy(request.reason)})
            if not isinstance(request, p.Hello):
                for answer in await feed.answer(request):
                    await push(answer)


async def _end(line: Line, bye: p.Bye) -> None:
    """Say why, and hang up."""
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(2.0):
            await line.send(p.written(bye))
    with contextlib.suppress(OSError):
        await line.close()
