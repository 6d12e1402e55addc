"""The projector: how to join, then clocks and progress without spoilers, then the debrief of all rooms."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from aiohttp import web
from pydantic import TypeAdapter

from game.classroom.comparison import Comparison, compared
from game.classroom.front import Front
from game.classroom.pages import page
from game.classroom.qr import svg
from game.classroom.record import recorded
from game.classroom.slides import Slide, slides
from game.classroom.state import Room, State
from game.classroom.store import looked_into
from game.classroom.watching import Push, check, watching
from game.present.markup import spoken
from game.scenario.refusal import Refusal
from game.words import _, counted

log = logging.getLogger(__name__)

LONGEST = 256
"""Bytes of what a projector may send: it has nothing to say."""


@dataclass(frozen=True, slots=True)
class RoomProgress:
    """A room, as everybody may see it: how far, and nothing of what it does."""

    name: str
    phase: Literal["waiting", "open", "over"]
    practice: bool
    paused: bool
    number: int
    """Of the stage that is open, from 1."""
    deadline: float | None
    """In session time."""
    left: float | None
    """Seconds on a clock that stands still."""
    decided: str
    """How many of its seats have settled everything, in words; empty while there is nothing to settle."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The session, as everybody may see it."""

    mode: Literal["joining", "playing", "debrief"]
    now: float
    title: str
    note: str
    """What a class should know of the scenario beforehand."""
    address: str
    code: str
    """Empty while joining is closed."""
    here: str
    """How many students are in, in words."""
    stages: int
    rooms: tuple[RoomProgress, ...]


_PROGRESS: TypeAdapter[Progress] = TypeAdapter(Progress)
_SLIDES: TypeAdapter[tuple[Slide, ...]] = TypeAdapter(tuple[Slide, ...])


def progress(state: State, now: float, address: str, code: str) -> Progress:
    """What a projector shows at session time `now`."""
    begun = any(room.phase != "waiting" for room in state.rooms.values())
    students = sum(not each.removed for each in state.students.values())
    here = counted("{count} student is in", "{count} students are in", students)
    return Progress(
        mode="debrief" if state.debriefed else "playing" if begun else "joining",
        now=now,
        title=state.world.scenario.title,
        note=spoken(state.world.scenario.content_note),
        address=address,
        code=code if state.joining else "",
        here=here.format(count=students) if students else _("Nobody is in yet"),
        stages=len(state.world.stages),
        rooms=tuple(_room(state, room) for room in state.rooms.values()),
    )


def _room(state: State, room: Room) -> RoomProgress:
    return RoomProgress(
        name=room.name,
        phase=room.phase,
        practice=room.practice,
        paused=room.paused,
        number=min(len(room.play.taken) + 1, len(state.world.stages)),
        deadline=room.deadline,
        left=room.left,
        decided=_decided(state, room),
    )


def _decided(state: State, room: Room) -> str:
    people = state.people(room.name)
    if room.phase != "open" or not people:
        return ""
    ready = sum(
        all(each in room.seats[role].settled for each in state.due(room.name, role)) for role in people
    )
    text = counted("{ready} of {count} seat decided", "{ready} of {count} seats decided", len(people))
    return text.format(ready=ready, count=len(people))


def routes(front: Front) -> Iterable[web.RouteDef]:
    """The projector's page, its socket and the picture of the address, behind the projector's link."""
    projector = Projector(front)
    return [
        web.get("/p/{token}", projector.page),
        web.get("/p/{token}/ws", projector.socket),
        web.get("/p/{token}/join.svg", projector.picture),
    ]


class Projector:
    """Answers for every projector."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._compared: tuple[object, asyncio.Future[tuple[Slide, ...]]] | None = None
        """The slides, and what they were made of."""

    async def page(self, request: web.Request) -> web.Response:
        """The page; it holds nothing of the session."""
        check(request, self._front, self._front.projects)
        text = page("projector", {"title": self._front.host.state.world.scenario.title})
        return web.Response(text=text, content_type="text/html")

    async def picture(self, request: web.Request) -> web.Response:
        """The address with the code in it, for telephones."""
        check(request, self._front, self._front.projects)
        address = f"{self._front.address}/?code={self._front.code}"
        return web.Response(body=svg(address), content_type="image/svg+xml")

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Its socket."""
        check(request, self._front, self._front.projects)
        shown: list[tuple[Slide, ...]] = []
        turned = self._front.turned

        async def tell(push: Push) -> None:
            nonlocal turned
            host = self._front.host
            now = progress(host.state, host.now, self._front.address, self._front.code)
            await push(f'{{"kind":"progress","progress":{_PROGRESS.dump_json(now).decode()}}}')
            if now.mode == "debrief":
                found = await self._slides()
                if not shown or shown[-1] != found:
                    shown[:] = [found]
                    await push(f'{{"kind":"slides","slides":{_SLIDES.dump_json(found).decode()}}}')
            if by := self._front.turned - turned:
                turned += by
                await push(f'{{"kind":"turn","by":{by}}}')

        return await watching(request, self._front, tell, _unheard, LONGEST)

    async def _slides(self) -> tuple[Slide, ...]:
        """The debrief of the session as it stands: made once for all projectors, in a thread."""
        state = self._front.host.state
        # Nothing that is compared changes by who comes, goes or votes while a stage is open.
        of = tuple(
            (room.phase, room.practice, room.attempt, len(room.play.taken), len(room.injects))
            for room in state.rooms.values()
        )
        if self._compared is None or self._compared[0] != of:
            make = partial(_made, str(self._front.host.store.path), state)
            self._compared = of, self._front.host.reckoner.begin(make)
        return await asyncio.shield(self._compared[1])


def _made(path: str, state: State) -> tuple[Slide, ...]:
    """Read the log anew, up to where the session stands, and compare."""
    try:
        found = comparison(path, state)
        if not isinstance(found, Refusal):
            return slides(found)
        log.error("no debrief could be made: %s", found)
    except Exception:  # a mistake of ours leaves the projector without slides, and the class with its rooms
        log.exception("no debrief could be made")
    return ()


def comparison(path: str, state: State) -> Comparison | Refusal:
    """The rooms of a session side by side, by its log up to where it stands."""
    store = looked_into(path)
    if isinstance(store, Refusal):
        return store
    try:
        log = [entry for entry in store.entries() if entry.number < state.entries]
    except (sqlite3.Error, ValueError) as error:
        return Refusal(_("The log cannot be read: {reason}.").format(reason=error))
    finally:
        store.close()
    return compared(recorded(log, state.world))


async def _unheard(_document: str, _push: Push) -> None:
    """A projector has nothing to say."""
