"""What every page and socket of a host shares: the session, its secrets, and where it is to be found."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from game.classroom import wishes as w
from game.classroom.attending import Attending
from game.classroom.host import Host
from game.classroom.limits import Bucket, Buckets
from game.classroom.protocol import LONGEST_NAME
from game.classroom.relay import Relay
from game.classroom.tidy import tidy
from game.classroom.tokens import hashed, same_code, secret
from game.scenario.refusal import Refusal

WRONG_CODES, FORGIVEN = 30, 0.5
"""Wrong codes from one address: at once, and a second. A class behind one address errs a few times."""

WRONG_LINKS = 60, 1.0
"""The same of personal links that open nothing."""

SCREENS = 10, 0.2
"""Screens that one link may open: at once, and a second. Each costs a third of a second of a core."""

STUDENT_BYTES = 6


class Slow(Refusal):
    """Too much was guessed from one address."""

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
    tries: Buckets = field(default_factory=lambda: Buckets(*WRONG_LINKS))
    """For links."""
    screens: Buckets = field(default_factory=lambda: Buckets(*SCREENS))
    """By link."""

    def facilitates(self, token: str) -> bool:
        """Whether this is the secret of the facilitator's link."""
        return hmac.compare_digest(hashed(token), self.facilitator)

    def projects(self, token: str) -> bool:
        """Whether this is the secret of the projector's link."""
        return hmac.compare_digest(hashed(token), self.projector)

    async def join(self, code: str, name: str, address: str, room: str = "", role: str = "") -> str | Refusal:
        """The secret of a newcomer's personal link; a `Slow` refusal for who guesses too much."""
        guesses: Bucket = self.guesses.of(address)
        if guesses.level < 1:
            return Slow("Too many wrong codes came from here.", "Wait half a minute, then try again.")
        if not same_code(code, self.code):
            guesses.take()
            return Refusal("That is not the code of this session.", "It stands on the board.")
        name = tidy(name)[:LONGEST_NAME].strip()
        if not name:
            return Refusal("Say what you want to be called.")
        token = secret()
        wish = w.Join(f"s{secrets.token_hex(STUDENT_BYTES)}", name, hashed(token), room, role)
        return await self.host.do(wish, wish.student) or token
