"""The host's routes: joining, a student's page and its terminal, lines for terminals, and what pages load."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files as resources
from pathlib import Path

from aiohttp import web

from game.classroom import sockets
from game.classroom.front import Front, Slow
from game.classroom.headers import TERMINAL_POLICY, Handler, address_of, guarded, own_origin
from game.classroom.pages import WEB, page
from game.classroom.protocol import VERSION
from game.scenario.refusal import Refusal

LARGEST_FORM = 16 * 1024
"""Bytes of what may be posted."""

GOODBYE = 3.0
"""Seconds in which open lines may end as the host closes."""


class Server:
    """Answers for a front."""

    def __init__(self, front: Front, more: Iterable[web.RouteDef] = ()) -> None:
        """`more` are routes of the facilitator's and the projector's pages."""
        self.front = front
        self._files = sockets.Files()
        self.app = web.Application(middlewares=[guarded, self._own], client_max_size=LARGEST_FORM)
        static = resources("textual_serve") / "static"
        self.app.add_routes(
            [
                web.get("/", self._door),
                web.post("/join", self._join),
                web.get("/s/{token}", self._student),
                web.get("/s/{token}/up", self._up),
                web.get("/s/{token}/ws", self._terminal),
                web.post("/api/join", self._join_by_program),
                web.get("/api/ws", partial(sockets.line, front=front)),
                web.get("/download/{key}", self._download),
                web.static("/static/textual", Path(str(static))),
                web.static("/static", WEB / "static"),
                *more,
            ]
        )

    @web.middleware
    async def _own(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """No other site's page posts here, opens a socket here, or learns anything."""
        socket = request.headers.get("Upgrade", "").casefold() == "websocket"
        if (socket or request.method != "GET") and not own_origin(request, self.front.address):
            raise web.HTTPForbidden
        return await handler(request)

    def _from(self, request: web.Request) -> str:
        return address_of(request, proxied=self.front.proxied)

    # Joining

    async def _door(self, request: web.Request) -> web.Response:
        """The form; `?code=` of the QR code fills it in."""
        return self._form(code=request.query.get("code", "")[:12])

    def _form(
        self,
        *,
        code: str = "",
        name: str = "",
        room: str = "",
        role: str = "",
        said: str = "",
        status: int = 200,
    ) -> web.Response:
        """The form as it was filled in, and what is wrong with it; rooms and seats where they are chosen."""
        state = self.front.host.state
        chooses = state.opened.chooses
        roles = [each for each in state.world.scenario.roles if each.id in state.opened.roles]
        given = {"code": code, "name": name, "room": room, "role": role, "said": said}
        choices = {
            "rooms": [*state.rooms] if chooses and len(state.rooms) > 1 else [],
            "roles": [(each.id, each.name) for each in roles] if chooses and len(roles) > 1 else [],
        }
        text = page("door", {"title": state.world.scenario.title, **given, **choices})
        return web.Response(text=text, content_type="text/html", status=status)

    async def _join(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        code, name, room, role = (
            str(form.get(field, ""))[:200] for field in ("code", "name", "room", "role")
        )
        found = await self.front.join(code, name, self._from(request), room, role)
        if isinstance(found, Refusal):
            status = 429 if isinstance(found, Slow) else 400
            said = str(found)
            return self._form(code=code[:12], name=name[:40], room=room, role=role, said=said, status=status)
        raise web.HTTPSeeOther(f"/s/{found}")

    async def _join_by_program(self, request: web.Request) -> web.Response:
        try:
            wanted = await request.json()
        except (ValueError, RecursionError):
            wanted = None
        if not isinstance(wanted, dict) or not all(isinstance(each, str) for each in wanted.values()):
            raise web.HTTPBadRequest
        given = {field: wanted.get(field, "")[:200] for field in ("code", "name", "room", "role")}
        found = await self.front.join(
            given["code"], given["name"], self._from(request), given["room"], given["role"]
        )
        if isinstance(found, Refusal):
            status = 429 if isinstance(found, Slow) else 400
            return web.json_response({"message": found.message, "hint": found.hint}, status=status)
        return web.json_response({"token": found, "version": VERSION})

    # A student

    def _token(self, request: web.Request) -> str:
        """The secret in a personal link. Raise HTTPNotFound if it opens nothing."""
        token: str = request.match_info["token"]
        if self.front.attending.student(token) is None:
            self.front.astray(self._from(request))
        return token

    async def _student(self, request: web.Request) -> web.Response:
        """The page with the terminal; opening it takes nobody's seat and uses nothing up."""
        self._token(request)
        text = page("student", {"title": self.front.host.state.world.scenario.title})
        headers = {"Content-Security-Policy": TERMINAL_POLICY}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def _up(self, request: web.Request) -> web.Response:
        """Whether the host is there, and the link still opens a seat; and which language the class speaks."""
        self._token(request)
        return web.json_response({"up": True, "language": self.front.host.state.opened.language})

    async def _terminal(self, request: web.Request) -> web.WebSocketResponse:
        token = self._token(request)
        return await sockets.terminal(request, self.front, self._files, token)

    async def _download(self, request: web.Request) -> web.Response:
        found = self._files.take(request.match_info["key"])
        if found is None:
            raise web.HTTPNotFound
        name, data = found
        plain = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "._-")) or "file"
        headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
        return web.Response(body=data, content_type="application/octet-stream", headers=headers)


@asynccontextmanager
async def serving(
    server: Server, bind: str, port: int, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Serve while the body runs; the port is handed out. Raise OSError if it cannot be had."""
    runner = web.AppRunner(server.app, access_log=None, shutdown_timeout=GOODBYE)
    await runner.setup()
    try:
        site = web.TCPSite(runner, bind, port, ssl_context=tls, backlog=512)
        await site.start()
        assert runner.server is not None
        yield runner.addresses[0][1]
    finally:
        await asyncio.shield(runner.cleanup())
