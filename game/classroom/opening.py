"""A session as a host takes it up: opened for the first time, or restored from what was kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from game import __version__
from game.classroom import events as e
from game.classroom.applied import begun, replayed
from game.classroom.places import reason
from game.classroom.state import State
from game.classroom.store import Store, create, discard, opened
from game.classroom.tokens import join_code, secret
from game.engine.compile import compile_world
from game.engine.settings import checked
from game.engine.world import World
from game.policies.named import policy
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown
from game.table import seeds
from game.words import _, use

MOST_ROOMS = 60
"""In a session."""

CONSOLE, PROJECTOR = "console link", "projector link"
"""Under which a session's file keeps the secrets of the teacher's links."""


@dataclass(frozen=True, slots=True)
class Order:
    """The session that a teacher wants."""

    scenario: Scenario
    path: str
    """Where it lies; empty for one that comes with the game."""
    rooms: int
    roles: Sequence[str]
    """The seats for people; empty for all."""
    seconds: float
    """For each stage; 0 for no deadline."""
    seed: int
    same_luck: bool = True
    opponent: str = "historical"
    forecasts: bool = True
    reasons: bool = True
    practice: bool = False
    chooses: bool = False
    """Whether students may choose their room and seat; else they are dealt."""
    language: str = ""
    folder: Path | None = None
    """Where it is kept, if not where this user's sessions are."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A session that can be served: its file, how it stands, and its secrets."""

    store: Store
    state: State
    code: str
    """With which students join."""
    facilitator: str
    """The secret of the facilitator's link."""
    projector: str
    """The secret of the projector's link; it shows only what a class may see."""
    notices: tuple[str, ...] = ()
    """What has changed since the session was last served."""


def fresh(order: Order) -> Opening | Refusal:
    """A new session, kept from its first entry on."""
    roles = [role.id for role in order.scenario.roles]
    for role in order.roles:
        if role not in roles:
            return unknown("role", role, roles)
    if not 1 <= order.rooms <= MOST_ROOMS:
        return Refusal(
            _("A session has 1 to {most} rooms, got {count}.").format(most=MOST_ROOMS, count=order.rooms)
        )
    if refusal := seeds.unfit(order.seed):
        return refusal
    if order.seconds < 0:
        return Refusal(_("The minutes for a stage cannot be negative."))
    if isinstance(found := policy(order.opponent, order.scenario), Refusal):
        return found
    event = e.Opened(
        scenario=order.scenario.id,
        path=order.path,
        digest=order.scenario.digest,
        version=__version__,
        rooms=tuple(_("Room {number}").format(number=number) for number in range(1, order.rooms + 1)),
        roles=tuple(role for role in roles if role in order.roles or not order.roles),
        opponent=order.opponent,
        seed=order.seed,
        same_luck=order.same_luck,
        seconds=order.seconds,
        forecasts=order.forecasts,
        reasons=order.reasons,
        practice=order.practice,
        chooses=order.chooses,
        language=order.language,
    )
    store = create(order.scenario.id, order.folder)
    if isinstance(store, Refusal):
        return store
    entry = e.Entry(0, 0.0, datetime.now(UTC).isoformat(timespec="milliseconds"), "facilitator", event)
    code = join_code()
    try:
        store.note({"code": code})
        store.append([entry])
        return _served(store, begun(entry, compile_world(order.scenario)), code, ())
    except sqlite3.Error as error:
        discard(store)
        message = _("The session cannot be kept: {reason}.").format(reason=reason(error))
        return Refusal(message, _("Make room, or set TASHKENT_DATA elsewhere."))
    except BaseException:
        discard(store)
        raise


def resumed(name: str, folder: Path | None = None, *, relinked: bool = False) -> Opening | Refusal:
    """A session that was kept, to go on with: all links still open, unless the teacher's are to be new.

    From here on this context speaks the session's language.
    """
    store = opened(name, folder)
    if isinstance(store, Refusal):
        return store
    try:
        use(language_of(store))
        found = restored(store)
        if isinstance(found, Refusal):
            store.close()
            return found
        state, notices = found
        code = store.meta().get("code") or join_code()
        return _served(store, state, code, notices, relinked=relinked)
    except sqlite3.Error as error:
        store.close()
        message = _("The session {name} cannot be read: {reason}.")
        return Refusal(message.format(name=store.name, reason=reason(error)))


def language_of(store: Store) -> str:
    """The language in which a session was opened; empty for the scenario's own, or if it cannot be read."""
    try:
        first = store.summary().first.event
    except (sqlite3.Error, ValueError):
        return ""
    return first.language if isinstance(first, e.Opened) else ""


def restored(store: Store) -> tuple[State, tuple[str, ...]] | Refusal:
    """What a session's log adds up to, and what is not as it was: the scenario's text, the engine's version.

    Raise sqlite3.Error if the file cannot be read.
    """
    try:
        log = tuple(store.entries())
    except ValueError:
        text = _("The session {name} holds a line that this version of the game cannot read.")
        return Refusal(text.format(name=store.name), _("Update the game."))
    first = log[0].event if log else None
    if not isinstance(first, e.Opened):
        return Refusal(_("The session {name} was never opened.").format(name=store.name))
    world = _world(first)
    if isinstance(world, Refusal):
        return world
    try:
        return replayed(log, world), _changes(first, world)
    except (ValueError, KeyError, IndexError):
        return Refusal(
            _("The session {name} does not fit the scenario as it is now.").format(name=store.name),
            " ".join(_changes(first, world)) or _("Its file is damaged."),
        )


def _world(first: e.Opened) -> World | Refusal:
    found = load_scenario(find_scenario(first.path or first.scenario), first.language)
    if found.scenario is None:
        place = first.path or first.scenario
        text = _("The scenario of this session cannot be read: {place}.")
        return Refusal(text.format(place=place), _("Put it back where it lay."))
    settings = checked(dict(first.parameters), first.without, first.variant)
    return settings if isinstance(settings, Refusal) else compile_world(found.scenario, settings)


def _changes(first: e.Opened, world: World) -> tuple[str, ...]:
    changes = []
    if world.scenario.digest != first.digest:
        changes.append(_("The scenario's text has changed since the session was opened: figures may differ."))
    if __version__ != first.version:
        text = _("The session was opened by version {then} of the game, this is {now}.")
        changes.append(text.format(then=first.version, now=__version__))
    return tuple(changes)


def _served(
    store: Store, state: State, code: str, notices: tuple[str, ...], *, relinked: bool = False
) -> Opening:
    """Issue the teacher's links, or those that were. Raise sqlite3.Error if that cannot be kept.

    They are kept as they are, so that pages which are open go on after the host was away: whoever can read
    the file, which is its owner alone, reads in it whatever the links would show.
    """
    meta = {} if relinked else store.meta()
    facilitator, projector = meta.get(CONSOLE) or secret(), meta.get(PROJECTOR) or secret()
    store.note({"code": code, CONSOLE: facilitator, PROJECTOR: projector})
    return Opening(store, state, code, facilitator, projector, notices)
