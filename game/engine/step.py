"""One stage: it opens, the seats choose, the rules run in order. Then the years that follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from game.engine.arrays import Array, Mask, clip, ones
from game.engine.book import Book
from game.engine.conditions import Moment, Reader
from game.engine.draws import Luck, Purpose
from game.engine.given import given
from game.engine.rules.charge import charge, upkeep
from game.engine.rules.consult import consult, unopposed
from game.engine.rules.contain import contain
from game.engine.rules.intrude import intrude
from game.engine.rules.judge import judge, release
from game.engine.rules.prepare import moved, prepare
from game.engine.rules.realign import realign
from game.engine.rules.respond import respond
from game.engine.rules.shadow import court, fade, leave
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import CompiledAppeal, CompiledEvent, CompiledStage, World

Rule = Callable[[World, Scene, State], State]
Rules = tuple[tuple[str, Rule], ...]

STAGE_RULES: Rules = (
    ("prepare", prepare),
    ("consult", consult),
    ("respond", respond),
    ("contain", contain),
    ("judge", judge),
    ("judge.reserve", release),
    ("intrude", intrude),
    ("realign", realign),
    ("charge", charge),
    ("charge.upkeep", upkeep),
)
YEAR_RULES: Rules = (
    ("shadow.courtship", court),
    ("shadow.fade", fade),
    ("shadow.exit", leave),
    ("realign", realign),
    ("charge.upkeep", upkeep),
)


def opened(
    world: World, stage: CompiledStage, moment: Moment, luck: Luck, book: Book | None
) -> tuple[Moment, dict[str, Mask]]:
    """The moment as a stage opens, before anyone decides, and the events that happen in it: (play,).

    Events are tried in order: each sees the stage as it opens and which earlier ones happen; what
    they do, they do together.
    """
    before = moment.state.turmoil
    state = _elapsed(world, stage, moment.state)
    if stage.shock:
        chance = luck.logistic(stage.index, Purpose.TURMOIL) * world["contain.noise"]
        state = changed(state, turmoil=clip(state.turmoil + stage.shock + chance))
    fired: dict[str, Mask] = {}
    happened = dict(moment.happened)
    now = replace(moment, state=state, happened=happened)
    move: dict[str, Array] = {}
    for event in stage.events:
        fired[event.id] = fires = _fires(stage, event, now, luck)
        if event.remembered:
            earlier = happened.get(event.id)
            happened[event.id] = fires if earlier is None else earlier | fires
        if event.levers and fires.any():
            where = ones(fires)
            for lever, value in event.levers.items():
                move[lever] = move[lever] + value * where if lever in move else value * where
    state = _acted(world, state, move)
    state = given(world, world.settings.given.get(stage.id, {}), state)
    if book:
        book.enter("prepare", state)
    none = np.zeros_like(state.turmoil)
    state = changed(
        state,
        flare=np.maximum(state.turmoil - before, 0.0),
        violence=state.turmoil,
        votes=np.zeros_like(state.left),
        carried=none,
        support=none,
        adequacy=none,
    )
    return replace(moment, state=state, happened=happened), fired


def settled(
    world: World,
    stage: CompiledStage,
    move: Mapping[str, Array],
    moment: Moment,
    luck: Luck,
    book: Book | None,
) -> State:
    """The state after what the seats chose, and the rules."""
    return _applied(world, STAGE_RULES, scene_of(stage, move, moment, luck), moment.state, book)


def scene_of(stage: CompiledStage, move: Mapping[str, Array], moment: Moment, luck: Luck) -> Scene:
    """A stage as the rules see it."""
    return Scene(stage.index, stage.months, stage.years, move, appeals_made(stage, moment), luck)


def year_passed(world: World, year: int, state: State, luck: Luck, book: Book | None) -> State:
    """The state after one of the years that follow the last stage; `year` from 0."""
    return _applied(world, YEAR_RULES, year_scene(world, year, luck), state, book)


def year_scene(world: World, year: int, luck: Luck) -> Scene:
    """One of those years as the rules see it."""
    stages = world.stages
    return Scene(len(stages) + year, 12.0, stages[-1].years + year + 1.0, {}, (), luck)


def appeals_made(stage: CompiledStage, moment: Moment) -> tuple[tuple[CompiledAppeal, Array | None], ...]:
    """The stage's appeals, each with the plays (1 or 0) in which it is the first whose `when` holds."""
    made: list[tuple[CompiledAppeal, Array | None]] = []
    open_to: Array | None = None
    for appeal in stage.appeals:
        holds = None if appeal.when is None else ones(holding(appeal.when, moment))
        where = holds if open_to is None else open_to if holds is None else open_to * holds
        made.append((appeal, where))
        if where is None:
            break
        open_to = 1.0 - where if open_to is None else open_to - where
    return tuple(made)


def holding(when: Reader, moment: Moment) -> Mask:
    """(play,), bool: where a condition holds."""
    holds = np.asarray(when(moment), dtype=np.bool_)
    plays = moment.state.turmoil.shape
    return holds if holds.shape == plays else np.broadcast_to(holds, plays)


def _elapsed(world: World, stage: CompiledStage, state: State) -> State:
    """Since the stage before, suitors have courted and a mandate has aged."""
    if not stage.waited:
        return state
    state = changed(state, pull=clip(state.pull + world.growth * (stage.waited / 12.0)))
    if world.on("prepare"):
        aged = np.power(0.5, stage.waited / np.asarray(world["prepare.half_life"]))
        state = changed(state, mandate=np.asarray(state.mandate * aged))
    return state


def _fires(stage: CompiledStage, event: CompiledEvent, moment: Moment, luck: Luck) -> Mask:
    may = (
        np.ones(moment.state.turmoil.shape, dtype=np.bool_)
        if event.when is None
        else holding(event.when, moment)
    )
    earlier = moment.happened.get(event.id)
    if event.once and earlier is not None:
        may = may & ~earlier
    if event.chance < 1.0 and may.any():
        may = may & luck.below(event.chance, stage.index, Purpose.EVENT, event.number)
    return may


def _acted(world: World, state: State, move: dict[str, Array]) -> State:
    """Events act by their levers, all at once."""
    if "turmoil" in move:
        state = changed(state, turmoil=clip(state.turmoil + move["turmoil"]))
    if "cost" in move and world.on("charge.direct"):
        ledger = state.ledger.copy()
        ledger[-1] += move["cost"]
        state = changed(state, ledger=ledger)
    return moved(world, state, move) if world.on("prepare") else state


def _applied(world: World, rules: Rules, scene: Scene, state: State, book: Book | None) -> State:
    for name, rule in rules:
        if world.on(name):
            state = rule(world, scene, state)
            if book:
                book.enter(name, state)
        elif name == "consult":
            state = unopposed(scene, state)
    return state
