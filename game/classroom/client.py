"""A student's end of the line to the host: it comes back by itself, and asks again what was not answered.

It runs on one loop and knows neither terminals nor websockets: `dial` opens a line, wherever to.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import secrets
from collections.abc import Awaitable, Callable
from typing import Protocol

from game.classroom import protocol as p

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.4, 5.0
"""Seconds before a line that broke is opened again: at first, and after many attempts."""

SILENCE = 20.0
"""Seconds to wait for the host's first word."""

FORGOTTEN = 600.0
"""Seconds in which a host may come to know a seat again that it had: another session may be up by mistake."""


class Line(Protocol):
    """An open way to the host, message by message."""

    async def send(self, document: str) -> None:
        """Raise OSError if the line is broken."""
        ...

    async def receive(self) -> str | None:
        """The next message; None at the end."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


Dial = Callable[[], Awaitable[Line]]
"""Opens a line. Raise OSError if the host cannot be reached."""

Told = p.Welcome | p.StageNow | p.TeamNow | p.Outcome | p.Bye
"""What the host says of itself."""

Answer = p.Done | p.Refused | p.Foreseen | p.End
Question = p.Vote | p.Withdraw | p.Lock | p.Look | p.AskForecast | p.AskEnd


def fresh_id() -> str:
    """What to call a request: no two are called the same."""
    return secrets.token_hex(8)


class Client:
    """`run` keeps a line open until the host says that this is over; `hear` is told all, on the loop."""

    def __init__(
        self,
        dial: Dial,
        token: str,
        hear: Callable[[Told], None],
        changed: Callable[[bool], None],
    ) -> None:
        """`changed` is told when the host goes away (True) and when it is back (False)."""
        self._dial = dial
        self._token = token
        self._hear = hear
        self._changed = changed
        self._line: Line | None = None
        """The line, once the host has said welcome."""
        self._asked: dict[str, tuple[Question, asyncio.Future[Answer]]] = {}
        self._seated: float | None = None
        """When the host last knew this seat, by the loop's clock."""
        self.bye: p.Bye | None = None
        """The host's last word, once coming back is of no use."""
        self.away = True

    async def run(self) -> None:
        """Serve until the host says that this is over, or cancelled."""
        pause = FIRST_PAUSE
        while self.bye is None:
            try:
                line = await self._dial()
            except OSError:
                line = None
            if line is not None:
                try:
                    if await self._listen(line):
                        pause = FIRST_PAUSE
                except (OSError, ValueError, TimeoutError) as error:
                    log.info("the line to the host broke: %s", error)
                finally:
                    if self._line is not None:
                        self._seated = asyncio.get_running_loop().time()
                    self._line = None
                    with contextlib.suppress(OSError):
                        await line.close()
            self._is_away(away=True)
            if self.bye is None:
                # A whole class must not come back at the same instant.
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 (no secret)
                pause = min(pause * 1.6, LONGEST_PAUSE)
        for _, answer in self._asked.values():
            answer.cancel()

    async def _listen(self, line: Line) -> bool:
        """Hear all that the host says; whether it had said welcome when the line ended."""
        await line.send(p.written(p.Hello(version=p.VERSION, token=self._token)))
        welcome = False
        while (document := await asyncio.wait_for(line.receive(), None if welcome else SILENCE)) is not None:
            news = p.read_news(document)
            match news:
                case p.Done() | p.Refused() | p.Foreseen() | p.End():
                    _, answer = self._asked.get(news.id, (None, None))
                    if answer is not None and not answer.done():
                        answer.set_result(news)
                case p.Bye(reason="unknown") if self._may_be_known_again():
                    return False
                case p.Bye():
                    if news.final:
                        self.bye = news
                    self._hear(news)
                    return welcome
                case _:
                    self._hear(news)
            if isinstance(news, p.Welcome):
                welcome = True
                self._line = line
                self._is_away(away=False)
                for question, _ in list(self._asked.values()):
                    await line.send(p.written(question))
        return welcome

    def _may_be_known_again(self) -> bool:
        """Whether the seat was known not long ago."""
        now = asyncio.get_running_loop().time()
        return self._seated is not None and now - self._seated < FORGOTTEN

    def _is_away(self, *, away: bool) -> None:
        if away != self.away:
            self.away = away
            self._changed(away)

    async def ask(self, question: Question) -> Answer:
        """The host's answer. It is asked again whenever the line is opened anew: the host counts it once.

        Cancelled if this is over before there is one.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked[question.id] = question, answer
        try:
            if self.bye:
                answer.cancel()
            elif self._line:
                with contextlib.suppress(OSError):  # then it is asked again on the next line
                    await self._line.send(p.written(question))
            return await answer
        finally:
            del self._asked[question.id]
