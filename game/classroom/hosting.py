"""A host that is up: the writer, the workers, the server, from the first to the last."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from game.classroom.attending import Attending
from game.classroom.front import Front
from game.classroom.host import Host
from game.classroom.opening import Opening
from game.classroom.places import reason
from game.classroom.relay import Relay
from game.classroom.server import Server, serving
from game.classroom.tokens import hashed
from game.scenario.refusal import Refusal
from game.table.saves import data_folder
from game.words import _

LOG = "host.log"
"""Where mistakes go, in the user's data folder."""

ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 (to recognise it)

Routes = Callable[[Front], Iterable[web.RouteDef]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a host is to be found."""

    bind: str = "127.0.0.1"
    port: int = 8000
    """0 for any that is free."""
    address: str = ""
    """What students type, if a reverse proxy or a name of its own stands before it."""
    certificate: Path | None = None
    key: Path | None = None
    proxied: bool = False
    workers: int = 0
    """Processes that run screens; 0 for one a core."""


def own_address(bind: str) -> str:
    """What others on the network call this machine, for a host that listens on `bind`."""
    if bind not in ANYWHERE:
        return f"[{bind}]" if ":" in bind else bind
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: only the route is looked up
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def tls(place: Place) -> ssl.SSLContext | Refusal | None:
    """The certificate to serve with; None for plain HTTP."""
    if place.certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(place.certificate, place.key)
    except (OSError, ssl.SSLError) as error:
        return Refusal(_("The certificate cannot be used: {reason}.").format(reason=reason(error)))
    return context


def unheard(place: Place, error: OSError) -> Refusal:
    """Why a host cannot listen where it was told to."""
    if error.errno == errno.EADDRINUSE:
        return Refusal(
            _("Port {port} is in use.").format(port=place.port),
            _("Choose another one by --port, or close what has it."),
        )
    if isinstance(error, PermissionError):
        return Refusal(
            _("Port {port} needs more rights.").format(port=place.port), _("Choose one above 1024 by --port.")
        )
    text = _("Nothing can listen on {address}, port {port}: {reason}.")
    return Refusal(text.format(address=place.bind, port=place.port, reason=reason(error)))


def taken(place: Place) -> Refusal | None:
    """Why a host cannot listen where it was told to; to be asked before a session is opened for it."""
    try:
        found = socket.getaddrinfo(
            place.bind or None, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        return unheard(place, error)
    return None


@asynccontextmanager
async def up(opening: Opening, place: Place, routes: Iterable[Routes] = ()) -> AsyncIterator[Front]:
    """Serve a session while the body runs. Raise OSError if it cannot listen there."""
    context = tls(place)
    if isinstance(context, Refusal):
        raise OSError(str(context))
    cores = os.cpu_count() or 2
    # Reckoning holds the interpreter: more threads than this only take turns with whoever votes.
    with ThreadPoolExecutor(2, thread_name_prefix="reckon") as pool:
        host = Host(opening.store, opening.state, pool)
        attending = Attending(host)
        relay = Relay(attending.attend, place.workers or cores, _log_file())
        front = Front(
            host=host,
            attending=attending,
            relay=relay,
            code=opening.code,
            facilitator=hashed(opening.facilitator),
            projector=hashed(opening.projector),
            address=place.address,
            proxied=place.proxied,
        )
        more = [route for each in routes for route in each(front)]
        async with serving(Server(front, more), place.bind, place.port, context) as port:
            scheme = "https" if context else "http"
            front.address = place.address or f"{scheme}://{own_address(place.bind)}:{port}"
            running = asyncio.create_task(host.run())
            try:
                await relay.begin()
                gc.collect()
                gc.freeze()
                yield front
            finally:
                await relay.finish()
                pool.shutdown(wait=False, cancel_futures=True)  # nobody waits for what has not begun
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)


def _log_file() -> Path | None:
    try:
        data_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return data_folder() / LOG
