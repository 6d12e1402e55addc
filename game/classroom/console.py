"""The facilitator's console: a page, and the socket by which it sees all and has things done."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter

from game.classroom import orders as o
from game.classroom.board import Board, Script, board, script
from game.classroom.front import Front
from game.classroom.injects import Preview, previewed
from game.classroom.pages import page
from game.classroom.tokens import hashed, secret
from game.classroom.watching import Push, check, watching
from game.scenario.refusal import Refusal
from game.words import _

FACILITATOR = "facilitator"
"""By whom the log says that it was done."""

_BOARD: TypeAdapter[Board] = TypeAdapter(Board)
_SCRIPT: TypeAdapter[Script] = TypeAdapter(Script)
_PREVIEW: TypeAdapter[Preview] = TypeAdapter(Preview)
_SAID: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def routes(front: Front) -> Iterable[web.RouteDef]:
    """The console's page and its socket, behind the facilitator's link."""
    console = Console(front)
    return [web.get("/f/{token}", console.page), web.get("/f/{token}/ws", console.socket)]


class Console:
    """Answers for every console that is open: a teacher may have one on a laptop and one in the hand."""

    def __init__(self, front: Front) -> None:
        self._front = front

    async def page(self, request: web.Request) -> web.Response:
        """The page; it holds nothing of the session."""
        check(request, self._front, self._front.facilitates)
        text = page("console", {"title": self._front.host.state.world.scenario.title})
        return web.Response(text=text, content_type="text/html")

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Its socket."""
        check(request, self._front, self._front.facilitates)
        told = _Told(self._front)
        return await watching(request, self._front, told.tell, self._hear, o.LONGEST_ORDER)

    async def _hear(self, document: str, push: Push) -> None:
        try:
            order = o.read(document)
        except ValueError:
            await push(_said("refused", "", message=_("That was no order of ours."), hint=""))
            return
        if isinstance(order, o.InjectOrder) and order.kind == "preview":
            await push(await self._preview(order))
            return
        if isinstance(order, o.Turn):
            self._front.turn(order.by)
        token = secret()
        asked = o.wishes(self._front.host.state, order, hashed(token))
        refusal = asked if isinstance(asked, Refusal) else None
        for wish in asked if isinstance(asked, list) else ():
            refusal = refusal or await self._front.host.do(wish, FACILITATOR)
        if refusal:
            await push(_said("refused", order.id, message=refusal.message, hint=refusal.hint))
        elif order.kind == "relink":
            await push(
                _said("link", order.id, link=f"{self._front.address}/s/{token}", student=order.student)
            )
        else:
            await push(_said("done", order.id))
        if isinstance(order, o.End):
            self._front.close()

    async def _preview(self, order: o.InjectOrder) -> str:
        """What an inject would do in the first of the rooms that are meant."""
        state = self._front.host.state
        if not order.rooms:
            return _said("refused", order.id, message=_("Choose a room."), hint="")
        what = o.inject_for(state, order.rooms[0], order)
        if isinstance(what, Refusal):
            return _said("refused", order.id, message=what.message, hint=what.hint)
        reckon = partial(previewed, state.rooms[order.rooms[0]].play, what[1])
        shown = _PREVIEW.dump_python(await self._front.host.reckoner.begin(reckon), mode="json")
        return _said("previewed", order.id, room=order.rooms[0], preview=shown)


class _Told:
    """What one console has been told."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._introduced = False

    async def tell(self, push: Push) -> None:
        """Once what does not change, and then how things stand."""
        host = self._front.host
        if not self._introduced:
            self._introduced = True
            fixed = script(host.state, host.store.name, self._front.address, self._front.code)
            await push(_said("script", "", script=_SCRIPT.dump_python(fixed, mode="json")))
        now = board(host.state, host.now)
        await push(_said("board", "", board=_BOARD.dump_python(now, mode="json")))


def _said(kind: str, order: str, **more: object) -> str:
    """A document for the page; `order` is the id of the order that it answers."""
    return _SAID.dump_json({"kind": kind, "id": order, **more}).decode()
