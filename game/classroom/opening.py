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
from game.classroom.state import State
from game.classroom.store import Store, create, opened
from game.classroom.tokens import hashed, join_code, secret
from game.engine.compile import compile_world
from game.engine.settings import checked
from game.engine.world import World
from game.policies.named import policy
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown

MOST_ROOMS = 60
"""In a session."""

SEED_LIMIT = 2**64


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
    """The secret of the facilitator's link; only its hash is kept."""
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
        return Refusal(f"A session has 1 to {MOST_ROOMS} rooms, got {order.rooms}.")
    if not 0 <= order.seed < SEED_LIMIT:
        return Refusal(f"A seed lies between 0 and 2^64 - 1, got {order.seed}.")
    if order.seconds < 0:
        return Refusal("The minutes for a stage cannot be negative.")
    if isinstance(found := policy(order.opponent, order.scenario), Refusal):
        return found
    event = e.Opened(
        scenario=order.scenario.id,
        path=order.path,
        digest=order.scenario.digest,
        version=__version__,
        rooms=tuple(f"Room {number}" for number in range(1, order.rooms + 1)),
        roles=tuple(role for role in roles if role in order.roles or not order.roles),
        opponent=order.opponent,
        seed=order.seed,
        same_luck=order.same_luck,
        seconds=order.seconds,
        forecasts=order.forecasts,
        reasons=order.reasons,
        practice=order.practice,
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
        store.close()
        return Refusal(f"The session cannot be kept: {error}.", "Make room, or set TASHKENT_DATA elsewhere.")


def resumed(name: str, folder: Path | None = None) -> Opening | Refusal:
    """A session that was kept, to go on with: personal links still open, the facilitator gets a new one."""
    store = opened(name, folder)
    if isinstance(store, Refusal):
        return store
    try:
        found = restored(store)
        if isinstance(found, Refusal):
            store.close()
            return found
        state, notices = found
        return _served(store, state, store.meta().get("code") or join_code(), notices)
    except sqlite3.Error as error:
        store.close()
        return Refusal(f"The session {name} cannot be read: {error}.")


def restored(store: Store) -> tuple[State, tuple[str, ...]] | Refusal:
    """What a session's log adds up to, and what is not as it was: the scenario's text, the engine's version.

    Raise sqlite3.Error if the file cannot be read.
    """
    try:
        log = tuple(store.entries())
    except ValueError:
        return Refusal(f"The session {store.name} holds a line that this version cannot read.", "Update it.")
    first = log[0].event if log else None
    if not isinstance(first, e.Opened):
        return Refusal(f"The session {store.name} was never opened.")
    world = _world(first)
    if isinstance(world, Refusal):
        return world
    try:
        return replayed(log, world), _changes(first, world)
    except (ValueError, KeyError, IndexError):
        return Refusal(
            f"The session {store.name} does not fit the scenario as it is now.",
            " ".join(_changes(first, world)) or "Its file is damaged.",
        )


def _world(first: e.Opened) -> World | Refusal:
    found = load_scenario(find_scenario(first.path or first.scenario), first.language)
    if found.scenario is None:
        place = first.path or first.scenario
        return Refusal(f"The scenario of this session cannot be read: {place}.", "Put it back where it lay.")
    settings = checked(dict(first.parameters), first.without, first.variant)
    return settings if isinstance(settings, Refusal) else compile_world(found.scenario, settings)


def _changes(first: e.Opened, world: World) -> tuple[str, ...]:
    changes = []
    if world.scenario.digest != first.digest:
        changes.append("The scenario's text has changed since the session was opened: figures may differ.")
    if __version__ != first.version:
        changes.append(
            f"The session was opened by version {first.version} of the game, this is {__version__}."
        )
    return tuple(changes)


def _served(store: Store, state: State, code: str, notices: tuple[str, ...]) -> Opening:
    """Issue the teacher's links. Raise sqlite3.Error if that cannot be kept."""
    facilitator, projector = secret(), secret()
    store.note({"code": code, "facilitator": hashed(facilitator), "projector": hashed(projector)})
    return Opening(store, state, code, facilitator, projector, notices)
