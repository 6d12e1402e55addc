"""`tashkent host`: a session for a class, opened or gone on with, and what the teacher's terminal says."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from game.classroom import console, projector
from game.classroom.dialling import base_of
from game.classroom.front import Front
from game.classroom.hosting import LOG, Place, Routes, taken, tls, unheard, up
from game.classroom.opening import Opening, Order, fresh, resumed
from game.classroom.qr import lines as picture
from game.classroom.rehearsal import rehearsing
from game.commands.seating import RefusedError, loaded, met
from game.scenario.refusal import Refusal
from game.table import seeds
from game.table.saves import data_folder
from game.words import _

LONGEST_STAGE = 24 * 60
"""Minutes."""

LOOPBACK = re.compile(r"http://(127\.[\d.]+|localhost|\[::1\])(:\d+)?$")
"""An address that only this machine reaches."""


@dataclass(frozen=True, slots=True)
class HostWish:
    """What the command line asked for."""

    scenario: str = ""
    resume: str = ""
    relinked: bool = False
    """Whether the teacher's links are to be new ones, in a session that is gone on with."""
    rooms: int = 1
    roles: Sequence[str] = ()
    minutes: float | None = None
    """For each stage; None for no limit."""
    seed: int | None = None
    own_luck: bool = False
    opponent: str = "historical"
    forecasts: bool = True
    reasons: bool = True
    practice: bool = False
    chooses: bool = False
    language: str = ""
    rehearse: int = 0
    """How many scripted students come."""
    place: Place = field(default_factory=Place)


def hosted(wish: HostWish, say: Callable[[str], None]) -> None:
    """Serve a session in its language until the teacher closes it. Raise RefusedError if that cannot be."""
    logging.basicConfig(
        filename=_log(), level=logging.WARNING, format="%(asctime)s host %(name)s: %(message)s"
    )
    met(_unfit(wish))
    met(tls(wish.place))
    met(taken(wish.place))
    opening = met(_opened(wish))
    for notice in opening.notices:
        say(notice)
    try:
        asyncio.run(_served(opening, wish, say))
    except OSError as error:
        raise RefusedError(unheard(wish.place, error)) from None
    finally:
        opening.store.close()


def _unfit(wish: HostWish) -> Refusal | None:
    """What is odd in a wish, found before anything is made of it."""
    if wish.minutes is not None and not 0 < wish.minutes <= LONGEST_STAGE:
        text = _("A stage takes more than 0 and up to {most} minutes, got {minutes}.")
        return Refusal(
            text.format(most=LONGEST_STAGE, minutes=f"{wish.minutes:g}"),
            _("Without --minutes there is no limit."),
        )
    if address := wish.place.address:
        base = base_of(address)
        if isinstance(base, Refusal):
            return Refusal(base.message, _("Write what students type: http://192.168.1.7:8000"))
        if base != address:
            text = _("`{address}` is not all, or more, of what students type.")
            return Refusal(text.format(address=address), _("Write {base}").format(base=base))
    return None


def _opened(wish: HostWish) -> Opening | Refusal:
    if wish.resume:
        return resumed(wish.resume, relinked=wish.relinked)
    scenario, path = loaded(wish.scenario, wish.language)
    order = Order(
        scenario=scenario,
        path=path,
        rooms=wish.rooms,
        roles=wish.roles,
        seconds=(wish.minutes or 0.0) * 60,
        seed=seeds.drawn() if wish.seed is None else wish.seed,
        same_luck=not wish.own_luck,
        opponent=wish.opponent,
        forecasts=wish.forecasts,
        reasons=wish.reasons,
        practice=wish.practice,
        chooses=wish.chooses,
        language=wish.language,
    )
    return fresh(order)


async def _served(opening: Opening, wish: HostWish, say: Callable[[str], None]) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, NotImplementedError):
            loop.add_signal_handler(getattr(signal, name), over.set)
    async with up(opening, wish.place, _routes()) as front:
        front.close = over.set
        for line in welcome(opening, front):
            say(line)
        async with rehearsing(front.address, front.code, wish.rehearse):
            await over.wait()
    say(_("The session is closed and kept. Go on with it: tashkent host --resume {name}").format(
        name=opening.store.name
    ))  # fmt: skip


def _routes() -> tuple[Routes, ...]:
    """The pages of the facilitator and of the projector."""
    return console.routes, projector.routes


def welcome(opening: Opening, front: Front) -> Iterator[str]:
    """What the teacher reads as the session is up: where students join, and the private links."""
    title = opening.state.world.scenario.title
    yield _("{title}: session {name}").format(title=title, name=opening.store.name)
    yield ""
    yield from picture(f"{front.address}/")
    yield ""
    yield _("Students open   {address}").format(address=front.address)
    yield _("and type        {code}").format(code=front.code)
    yield _("or run          tashkent join {address} {code}").format(address=front.address, code=front.code)
    yield ""
    yield _("Your console    {link}").format(link=f"{front.address}/f/{opening.facilitator}")
    yield _("The projector   {link}").format(link=f"{front.address}/p/{opening.projector}")
    yield _("The console's link is yours alone and is shown only here. Do not project it.")
    yield ""
    if front.address.startswith("http://"):
        if LOOPBACK.match(front.address):
            yield _("Only this machine reaches it. For a class: --bind 0.0.0.0, on a network you trust.")
        else:
            yield _(
                "Without TLS, whoever listens on this network can read names, votes, reasons and personal "
                "links. For more than a lesson among friends: --cert and --key, or a reverse proxy."
            )
    yield _("Everything is kept as it happens. Ctrl+C closes the session; it can be gone on with.")


def _log() -> Path:
    with contextlib.suppress(OSError):
        data_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        return data_folder() / LOG
    return Path(os.devnull)
