"""What goes with every answer of the host's: which scripts may run, who may frame it, who may remember it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from game.classroom.pages import page
from game.words import _, marked

log = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing but what the host itself serves, and nothing inline."""

TERMINAL_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""For the page with the terminal in it: xterm.js writes its own style elements. Scripts stay as strict."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all, a browser's form says that it comes from nowhere
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "Server": "tashkent",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SAID = {
    400: marked("That could not be understood."),
    403: marked("That is not allowed."),
    404: marked("There is nothing here. A personal link may have been issued anew: ask your teacher."),
    405: marked("That is not done here."),
    413: marked("That is too long."),
    429: marked("Too much came from here. Wait half a minute, then try again."),
}
"""In words, by status."""

PRIVATE, AGAIN = ("/s/", "/f/", "/p/"), "10"
"""Pages behind links of somebody's own, and after how many seconds one that was not there is tried again."""

AMISS = marked("Something went wrong on the host. Nothing that was confirmed is lost.")


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer with all headers; whatever goes wrong is said in words, without a path, version or traceback."""
    try:
        response = await handler(request)
    except web.HTTPMove as redirection:
        response = web.Response(status=redirection.status, headers={"Location": str(redirection.location)})
    except web.HTTPException as error:
        response = _said(error.status, request.path)
    except Exception:
        log.exception("%s could not be answered", request.method)
        response = _said(500, request.path)
    if not response.prepared:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = HEADERS["Server"]
    return response


def _said(status: int, path: str) -> web.Response:
    """A page that says it. One behind a private link tries again: the right session may not be up yet."""
    again = status in {404, 429} and path.startswith(PRIVATE)
    values = {"text": _(SAID.get(status, AMISS)), "again": AGAIN if again else ""}
    text = page("said", values)
    return web.Response(text=text, content_type="text/html", status=status)


def own_origin(request: web.Request, address: str) -> bool:
    """Whether a browser's request comes from a page of this host, as it says; programs say nothing."""
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.casefold() in {
        request.headers.get("Host", "").casefold(),
        urlsplit(address).netloc.casefold(),
    }


def address_of(request: web.Request, *, proxied: bool) -> str:
    """Whom a request comes from; a reverse proxy's word counts only if there is to be one."""
    if proxied and (forwarded := request.headers.get("X-Forwarded-For")):
        return forwarded.rpartition(",")[2].strip()
    return request.remote or ""
