"""`tashkent join`: a student's seat in a class, on the whole screen of a terminal."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from game.classroom.dialling import base_of, dial, joined, language_of, link_of, token_of
from game.classroom.remote_table import RemoteTable
from game.commands.seating import met
from game.scenario.refusal import Refusal
from game.tui.classroom.app import ClassApp
from game.words import _, use


@dataclass(frozen=True, slots=True)
class JoinWish:
    """What the command line asked for."""

    address: str
    """The host's, or a whole personal link."""
    code: str = ""
    name: str = ""
    room: str = ""
    role: str = ""
    language: str = ""
    """Of keys and labels; the session's if not given."""


@dataclass(frozen=True, slots=True)
class Left:
    """How it ended."""

    said: str
    """The host's last word, once there is nothing to come back to; else how to come back."""
    fault: BaseException | None
    interrupted: bool


def sat(wish: JoinWish) -> Left:
    """Play until the student leaves or the host says that it is over. Raise RefusedError if it cannot be."""
    base = met(base_of(wish.address))
    return asyncio.run(_sat(base, wish))


async def _sat(base: str, wish: JoinWish) -> Left:
    token = token_of(wish.address)
    if not token:
        if not wish.code or not wish.name:
            lacking = Refusal(
                _("A code and a name are needed to join."), "tashkent join ADDRESS CODE --name NAME"
            )
            met(lacking)
        token = met(await joined(base, wish.code, wish.name, wish.room, wish.role))
    language = met(await language_of(base, token))
    use(wish.language or language)
    table = RemoteTable(partial(dial, base), token)
    app = AtTerminal(table)
    line = asyncio.ensure_future(table.run())
    try:
        await app.run_async()
    finally:
        line.cancel()
        await asyncio.gather(line, return_exceptions=True)
    back = _("Your seat stays yours. To come back: tashkent join {link}").format(link=link_of(base, token))
    return Left(app.said or back, app.fault, app.interrupted)


class AtTerminal(ClassApp):
    """A seat's screens in a terminal of their own."""

    def on_mount(self) -> None:
        """Leave in good order when the system asks for it, and speak one language throughout."""
        self.have_the_process()
