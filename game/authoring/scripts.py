"""Many scripts at once, each kept through the same luck: an idea pushed to its end, a line, history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from game.engine.arrays import Choice
from game.engine.conditions import DecisionKey
from game.engine.play import Position
from game.engine.world import CompiledDecision, World
from game.policies.random import Random

Row = dict[DecisionKey, int]
"""By decision: the index of the option taken; what is left out is left to luck."""

LUCK = -1
"""Stands in a table for a choice that is left to luck."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """Rows of choices, each kept through as many plays; a row's plays stand side by side."""

    table: Mapping[DecisionKey, Choice]
    """By decision: (row,)."""
    plays: int

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """(row · play,): each row's choice, or any option on offer."""
        wanted = np.repeat(self.table[decision.key], self.plays)
        if (wanted == LUCK).any():
            return np.where(wanted == LUCK, Random().choose(position, decision), wanted)
        return wanted


def scripts(world: World, rows: Iterable[Row], plays: int) -> Scripts:
    """The rows as a policy for every seat, each through `plays` plays."""
    filled = list(rows)
    table = {
        decision.key: np.array([row.get(decision.key, LUCK) for row in filled], dtype=np.intp)
        for decision in decisions(world)
    }
    return Scripts(table, plays)


def decisions(world: World) -> Iterator[CompiledDecision]:
    """Every decision, in the order of play."""
    for stage in world.stages:
        yield from stage.decisions


def historical(world: World) -> Row:
    """What was done in fact."""
    return {decision.key: decision.historical for decision in decisions(world)}


def line(world: World, choices: Mapping[DecisionKey, str]) -> Row:
    """A line of play; what it leaves out takes the default."""
    return {
        decision.key: decision.options.index(choices[decision.key])
        if decision.key in choices
        else decision.default
        for decision in decisions(world)
    }


def ideas(world: World) -> Iterator[Row]:
    """One idea each, pushed to its end: the most of a lever, the least of it, the same option throughout."""
    everything = list(decisions(world))
    for lever in sorted({lever for decision in everything for lever in decision.levers}):
        using = [decision for decision in everything if lever in decision.levers]
        yield {decision.key: int(decision.levers[lever].argmax()) for decision in using}
        yield {decision.key: int(decision.levers[lever].argmin()) for decision in using}
    for option in sorted({option for decision in everything for option in decision.options}):
        yield {
            decision.key: decision.options.index(option)
            for decision in everything
            if option in decision.options
        }
