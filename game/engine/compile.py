"""Scenario to arrays: the world, its beginning, and what the seats' choices add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar
from zlib import crc32

import numpy as np

from game.engine.arrays import Array, Choice, added, clip
from game.engine.conditions import DecisionKey, compiled
from game.engine.settings import Settings, resolved
from game.engine.state import LEDGERS, State
from game.engine.world import (
    FARAWAY,
    NEARBY,
    CompiledAppeal,
    CompiledDecision,
    CompiledEvent,
    CompiledStage,
    World,
)
from game.scenario.conditions import names
from game.scenario.levers import LEVERS
from game.scenario.model import ALLIANCE, Appeal, Decision, Event, Scenario, Stage

T = TypeVar("T")


def compile_world(scenario: Scenario, settings: Settings | None = None) -> World:
    """Scenario and settings (the model as it stands, unless told otherwise) to arrays."""
    settings = settings or Settings()
    members = _numbered(member.id for member in scenario.members)
    threats = _numbered(threat.id for threat in scenario.threats)
    outside = [partner.id for partner in scenario.partners]
    partners = _numbered([ALLIANCE, *outside])
    exposure = _table([[member.exposure[k] for k in threats] for member in scenario.members])
    world = World(
        scenario=scenario,
        settings=settings,
        values=resolved(scenario.parameters, settings),
        members=members,
        threats=threats,
        partners=partners,
        clients=_numbered((member.id, client.id) for member in scenario.members for client in member.clients),
        flags=_numbered(scenario.flags),
        regional=tuple(
            i for i, member in enumerate(scenario.members) if member.region == scenario.alliance.region
        ),
        exposure=exposure,
        needs=exposure / np.maximum(added(exposure[:, k] for k in range(len(threats))), 1e-9)[:, None],
        aversion=_table([member.aversion for member in scenario.members]),
        duty=_table([threat.duty for threat in scenario.threats]),
        belief=_table([[member.rescue[k] for k in threats] for member in scenario.members]),
        restraint=_table([member.restraint for member in scenario.members]),
        share=_table([[member.share[p] for p in partners] for member in scenario.members]),
        affinity=_table([[member.affinity[p] for p in outside] for member in scenario.members]),
        pull=_table([partner.pull for partner in scenario.partners]),
        growth=_table([partner.growth for partner in scenario.partners]),
    )
    return replace(world, stages=_stages(scenario, world))


def beginning(world: World, plays: int) -> State:
    """The state before the first stage opens, the same in every play."""
    alliance = world.scenario.alliance

    def spread(start: Array) -> Array:
        return np.broadcast_to(start, (*start.shape[:-1], plays)).copy()

    def level(value: float) -> Array:
        return np.full(plays, value)

    evidence = np.asarray(world["start.evidence"])
    restrained = np.asarray(world["start.restraint_evidence"])
    none = np.zeros(plays)
    count = len(world.members)
    return State(
        rescue_good=spread(world.belief * evidence),
        rescue_bad=spread((1.0 - world.belief) * evidence),
        restraint_good=spread(world.restraint * restrained),
        restraint_bad=spread((1.0 - world.restraint) * restrained),
        reserve=np.zeros((len(world.clients), count, plays)),
        share=spread(world.share),
        left=np.zeros((count, plays)),
        promise=spread(_table([alliance.promise[k] for k in world.threats])),
        bargain=np.zeros((count, plays)),
        leverage=np.zeros((count, plays)),
        pull=spread(world.pull),
        flags=np.zeros((len(world.flags), plays)),
        capacity=level(alliance.capacity),
        procedure=level(alliance.procedure),
        mandate=level(alliance.mandate),
        turmoil=level(alliance.turmoil),
        limited=level(float(alliance.council_rule == "limited")),
        overthrown=none,
        collapsed=none,
        deaths=none,
        upkeep=none,
        ledger=np.zeros((len(LEDGERS), plays)),
        flare=none,
        violence=none,
        votes=np.zeros((count, plays)),
        carried=none,
        support=none,
        adequacy=none,
    )


def gathered(stage: CompiledStage, choices: Mapping[DecisionKey, Choice]) -> dict[str, Array]:
    """What the seats' choices add up to, by lever that any option of the stage uses: (play,)."""
    move: dict[str, Array] = {}
    twice: set[str] = set()
    for decision in stage.decisions:
        chosen = choices[decision.key]
        for lever, by_option in decision.levers.items():
            value = by_option.take(chosen, mode="clip")  # twice as fast as checking again
            if lever in move:
                value = joined(lever, move[lever], value)
                twice.add(lever)
            move[lever] = value
    for lever in twice:  # one option's own values are within bounds
        value = move[lever]
        kind = LEVERS[lever.partition(".")[0]]
        if kind.combine == "sum":
            move[lever] = np.minimum(np.maximum(value, kind.low), kind.high)
    return move


def joined(lever: str, x: Array, y: Array) -> Array:
    """Two seats' values of a lever, joined as the vocabulary says."""
    match LEVERS[lever.partition(".")[0]].combine:
        case "max":
            return np.maximum(x, y)
        case "either":
            return 1.0 - (1.0 - clip(x)) * (1.0 - clip(y))
        case _:
            return x + y


def _numbered(names: Iterable[T]) -> dict[T, int]:
    return {name: index for index, name in enumerate(names)}


def _table(rows: object) -> Array:
    return np.array(rows, dtype=np.float64)[..., None]


def _keyed(name: str) -> int:
    """A number that keys the draws of a thing by its name, so that adding another moves none of them."""
    return crc32(name.encode())


def _stages(scenario: Scenario, world: World) -> tuple[CompiledStage, ...]:
    roles = _numbered(role.id for role in scenario.roles)
    asked = _events_asked_for(scenario)
    stages: list[CompiledStage] = []
    months = waited = 0.0
    for index, stage in enumerate(scenario.stages):
        months += stage.months
        stages.append(
            CompiledStage(
                id=stage.id,
                index=index,
                months=stage.months,
                waited=waited,
                years=months / 12.0,
                shock=stage.turmoil,
                appeals=tuple(_appeal(appeal, world, index) for appeal in stage.appeals),
                decisions=tuple(
                    _decision(decision, stage, world, index, roles) for decision in stage.decisions
                ),
                events=tuple(
                    _event(event, world, index, asked) for event in (*scenario.events, *stage.events)
                ),
            )
        )
        waited = stage.months
    return tuple(stages)


def _event(event: Event, world: World, stage: int, asked: frozenset[str]) -> CompiledEvent:
    when = compiled(event.when.tree, world, stage) if event.when else None
    only_once = event.once and event in world.scenario.events
    return CompiledEvent(
        id=event.id,
        number=_keyed(event.id),
        chance=event.chance,
        when=when,
        once=event.once,
        remembered=only_once or event.id in asked,
        levers=dict(event.levers),
    )


def _events_asked_for(scenario: Scenario) -> frozenset[str]:
    """The events that some condition asks for by `happened.EVENT`."""
    conditions = [event.when for event in scenario.every_event]
    conditions += [appeal.when for stage in scenario.stages for appeal in stage.appeals]
    conditions += [option.when for _, decision in scenario.every_decision for option in decision.options]
    paths = [path for when in conditions if when for path in names(when.tree)]
    return frozenset(path[1] for path in paths if path[0] == "happened")


def _decision(
    decision: Decision,
    stage: Stage,
    world: World,
    index: int,
    roles: Mapping[str, int],
) -> CompiledDecision:
    key = (stage.id, decision.role, decision.id)
    options = tuple(option.id for option in decision.options)
    used = sorted({lever for option in decision.options for lever in option.levers})
    return CompiledDecision(
        key=key,
        number=_keyed("/".join(key)),
        role=roles[decision.role],
        options=options,
        default=options.index(decision.default),
        historical=options.index(decision.historical),
        whens=tuple(
            compiled(option.when.tree, world, index) if option.when else None for option in decision.options
        ),
        levers={
            lever: np.array([option.levers.get(lever, 0.0) for option in decision.options]) for lever in used
        },
    )


def _appeal(appeal: Appeal, world: World, stage: int) -> CompiledAppeal:
    asker = next(member for member in world.scenario.members if member.id == appeal.member)
    client = next(client for client in asker.clients if client.id == appeal.client)
    near, far = world["judge.near"], world["judge.far"]
    same = [member.region == asker.region for member in world.scenario.members]
    likeness = [
        np.asarray(1.0 if member.id == asker.id else near if close else far)
        for member, close in zip(world.scenario.members, same, strict=True)
    ]
    width = max(each.size for each in likeness)
    return CompiledAppeal(
        client=world.clients[asker.id, client.id],
        member=world.members[asker.id],
        threat=world.threats[appeal.threat],
        severity=appeal.severity,
        grudge=client.grudge,
        loyalty=client.loyalty,
        incumbent=client.incumbent,
        likeness=np.array([np.broadcast_to(each, (width,)) for each in likeness]),
        nearby=_table([NEARBY if close else FARAWAY for close in same]),
        ties=_table([appeal.ties.get(member, 0.0) for member in world.members]),
        rivals=tuple(
            number
            for (member, name), number in world.clients.items()
            if member == asker.id and name != client.id
        ),
        when=compiled(appeal.when.tree, world, stage) if appeal.when else None,
    )
