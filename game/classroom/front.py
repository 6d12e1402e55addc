"""What every page and socket of a host shares: the session, its secrets, and where it is to be found."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from aiohttp import web

from game.classroom import wishes as w
from game.classroom.attending import Attending
from game.classroom.host import Host
from game.classroom.limits import Bucket, Buckets
from game.classroom.protocol import LONGEST_NAME
from game.classroom.relay import Relay
from game.classroom.tokens import hashed, same_code, secret
from game.scenario.refusal import Refusal
from game.table.tidy import tidy
from game.words import _

WRONG_CODES, FORGIVEN = 30, 0.5
"""Wrong codes from one address that are answered at once: so many, and more each second."""

SLOWED, WAITING = 2.0, 20
"""Seconds that a code from there waits afterwards, be it right or wrong, and how many may wait at a time: ten
guesses a second find one code in a year, and whoever shares the address with a joker still joins."""

WRONG_LINKS = 60, 1.0
"""The same of personal links that open nothing."""

SCREENS = 10, 0.2
"""Screens that one link may open: at once, and a second. Each costs a third of a second of a core."""

STUDENT_BYTES = 6


class Slow(Refusal):
    """Too much is being guessed from one address."""

    __slots__ = ()


@dataclass
class Front:
    """A host's front process, as its pages see it."""

    host: Host
    attending: Attending
    relay: Relay
    code: str
    facilitator: str
    """The hash of the secret in the facilitator's link."""
    projector: str
    """The hash of the secret in the projector's link."""
    address: str
    """Where students find the host: `http://192.168.1.7:8000`."""
    proxied: bool = False
    """Whether a reverse proxy on this machine stands before it, whose word on addresses counts."""
    guesses: Buckets = field(default_factory=lambda: Buckets(WRONG_CODES, FORGIVEN))
    """For codes."""
    waiting: Counter[str] = field(default_factory=Counter)
    """By address: codes that are held back for a moment."""
    tries: Buckets = field(default_factory=lambda: Buckets(*WRONG_LINKS))
    """For links."""
    screens: Buckets = field(default_factory=lambda: Buckets(*SCREENS))
    """By link."""

    close: Callable[[], None] = lambda: None
    """Ends the session for now, as Ctrl+C at the host does."""
    turned: int = 0
    """How many slides the console has turned the projectors on, all in all."""
    wakened: set[Callable[[], None]] = field(default_factory=set)
    """Of the teacher's pages that are open: each is called once there is something new beside the session."""

    def turn(self, by: int) -> None:
        """Turn the projectors' slides on, or back."""
        self.turned += by
        for wake in tuple(self.wakened):
            wake()

    def facilitates(self, token: str) -> bool:
        """Whether this is the secret of the facilitator's link."""
        return hmac.compare_digest(hashed(token), self.facilitator)

    def projects(self, token: str) -> bool:
        """Whether this is the secret of the projector's link."""
        return hmac.compare_digest(hashed(token), self.projector)

    def astray(self, address: str) -> NoReturn:
        """A link opens nothing. Raise HTTPNotFound; HTTPTooManyRequests for who tries one after another."""
        raise web.HTTPNotFound if self.tries.of(address).take() else web.HTTPTooManyRequests

    async def _held_back(self, address: str) -> bool:
        """Let a moment pass; at once False if too many wait already."""
        if self.waiting[address] >= WAITING:
            return False
        self.waiting[address] += 1
        try:
            await asyncio.sleep(SLOWED)
        finally:
            self.waiting[address] -= 1
            if not self.waiting[address]:
                del self.waiting[address]
        return True

    async def join(self, code: str, name: str, address: str, room: str = "", role: str = "") -> str | Refusal:
        """The secret of a newcomer's personal link; a `Slow` refusal where too many guess at once."""
        guesses: Bucket = self.guesses.of(address)
        if guesses.level < 1 and not await self._held_back(address):
            return Slow(_("Too many wrong codes come from here just now."), _("Try again in a few seconds."))
        if not same_code(code, self.code):
            guesses.take()
            return Refusal(_("That is not the code of this session."), _("It stands on the board."))
        name = tidy(name)[:LONGEST_NAME].strip()
        if not name:
            return Refusal(_("Say what you want to be called."))
        token = secret()
        wish = w.Join(f"s{secrets.token_hex(STUDENT_BYTES)}", name, hashed(token), room, role)
        return await self.host.do(wish, wish.student) or token
