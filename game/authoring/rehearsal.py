"""Many plays of a scenario, counted: what was on offer, what happened, where the scores ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.engine.arrays import Array
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, finish, offered, settle
from game.engine.step import appeals_made
from game.engine.trace import Trace
from game.engine.world import World

CHUNK = 8_192
"""Plays at once, where the cast is small."""
FEWEST = 2_048
"""Plays at once, however large the cast."""
USUAL = 60
"""A small cast: so many pairs of a member with a threat or a partner."""

Counts = NDArray[np.int64]


@dataclass(slots=True)
class Menu:
    """What became of one decision's options."""

    offered: Counts
    """(option,): in how many plays it was on offer."""
    chosen: Counts
    """(option,): in how many it was taken."""
    alone: Counts
    """(option,): in how many it was the only one on offer."""


@dataclass(slots=True)
class Rehearsal:
    """What some plays came upon."""

    plays: int = 0
    menus: dict[DecisionKey, Menu] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    """By event: how often it happened."""
    appeals: dict[tuple[int, int], int] = field(default_factory=dict)
    """By stage and place among its alternatives: how often it was made."""
    proposed: dict[str, int] = field(default_factory=dict)
    """By stage: in how many plays the council voted."""
    carried: dict[str, int] = field(default_factory=dict)
    """By stage: in how many plays something was carried."""
    ends: list[Array] = field(default_factory=list)
    """(score, play): where the scores ended."""

    def look(self, position: Position) -> None:
        """Take in the stage at hand."""
        stage = position.stage
        if stage is None:
            return
        for event, fired in position.fired.items():
            self.events[event] = self.events.get(event, 0) + int(fired.sum())
        for place, (_, where) in enumerate(appeals_made(stage, position.moment)):
            made = position.luck.count if where is None else int(where.sum())
            self.appeals[stage.index, place] = self.appeals.get((stage.index, place), 0) + made
        for decision in stage.decisions:
            there = offered(position, decision)
            alone = there & (there.sum(axis=0) == 1)
            menu = self.menus.get(decision.key)
            if menu is None:
                none = np.zeros(len(decision.options), dtype=np.int64)
                menu = self.menus[decision.key] = Menu(none, none.copy(), none.copy())
            menu.offered += there.sum(axis=1)
            menu.alone += alone.sum(axis=1)

    def keep(self, trace: Trace) -> None:
        """Take in whole plays."""
        self.plays += trace.plays
        self.ends.append(trace.end)
        for stage in trace.stages:
            for key, choice in stage.choices.items():
                menu = self.menus[key]
                menu.chosen += np.bincount(choice, minlength=menu.chosen.size)
            if stage.tried is not None and stage.carried is not None:
                self.proposed[stage.id] = self.proposed.get(stage.id, 0) + int(stage.tried.sum())
                self.carried[stage.id] = self.carried.get(stage.id, 0) + int((stage.carried > 0.0).sum())


def breadth(world: World) -> float:
    """How many times as much a stage of a play takes, in memory and time, as where the cast is small."""
    pairs = len(world.members) * (len(world.threats) + len(world.partners))
    return max(1.0, pairs / USUAL)


def rehearsed(world: World, policies: Mapping[str, Policy], seed: int, plays: int) -> Rehearsal:
    """Plays 0 … plays − 1, counted."""
    rehearsal = Rehearsal()
    for luck in _lucks(seed, plays, max(FEWEST, int(CHUNK / breadth(world)))):
        rehearsal.keep(_played(rehearsal, begin(world, luck), policies))
    return rehearsal


def add_plays(rehearsal: Rehearsal, world: World, policies: Mapping[str, Policy], luck: Luck) -> None:
    """Take in further plays."""
    rehearsal.keep(_played(rehearsal, begin(world, luck), policies))


def _played(rehearsal: Rehearsal, position: Position, policies: Mapping[str, Policy]) -> Trace:
    while position.stage is not None:
        rehearsal.look(position)
        position = settle(position, chosen(position, policies))
    return finish(position)


def _lucks(seed: int, plays: int, most: int) -> Iterator[Luck]:
    for first in range(0, plays, most):
        yield Luck(seed, first, min(most, plays - first))
