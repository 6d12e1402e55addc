"""A play taken apart again: where it stood before each stage, and what each rule did in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.engine.arrays import Array, Choice
from game.engine.book import Book
from game.engine.compile import gathered
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Position, begin, settle
from game.engine.scene import Scene
from game.engine.state import State
from game.engine.step import scene_of, settled, year_passed, year_scene
from game.engine.trace import Trace
from game.engine.world import CompiledStage, World


class _States(Book):
    """A book that keeps the state after each rule."""

    def __init__(self, world: World, state: State) -> None:
        super().__init__(world, state)
        self.kept: dict[str, tuple[State, State]] = {}
        self._last = state

    def enter(self, rule: str, state: State) -> None:
        """Keep the state on either side of `rule`."""
        self.kept[rule] = (self._last, state)
        self._last = state


@dataclass(frozen=True, slots=True)
class Steps:
    """A stage, or a year after the last, rule by rule."""

    world: World
    scene: Scene
    opened: State
    """Before the first rule."""
    ended: State
    """After the last."""
    rules: Mapping[str, tuple[State, State]]
    """The state on either side of each rule that is switched on."""

    def around(self, rule: str) -> tuple[State, State]:
        """The state before and after a rule; the stage's opening, twice, where it is switched off."""
        return self.rules.get(rule, (self.opened, self.opened))


def steps(
    position: Position, choices: Mapping[DecisionKey, Choice], stage: CompiledStage | None = None
) -> Steps:
    """The stage at hand with these choices, which must be on offer; `stage` stands in for it if given.

    Raise ValueError if all stages are over.
    """
    at_hand = stage or position.stage
    if at_hand is None:
        raise ValueError("all stages are over")
    move = gathered(at_hand, choices)
    book = _States(position.world, position.state)
    ended = settled(position.world, at_hand, move, position.moment, position.luck, book)
    scene = scene_of(at_hand, move, position.moment, position.luck)
    return Steps(position.world, scene, position.state, ended, book.kept)


def year_steps(world: World, year: int, state: State, luck: Luck) -> Steps:
    """One of the years that follow the last stage, from 0."""
    book = _States(world, state)
    ended = year_passed(world, year, state, luck, book)
    return Steps(world, year_scene(world, year, luck), state, ended, book.kept)


def relived(world: World, trace: Trace) -> tuple[Position, ...]:
    """Where the plays of a trace stood as each stage opened, and at last after all of them; explained.

    Raise KeyError if the trace is of another scenario.
    """
    position = begin(world, Luck(trace.seed, trace.first, trace.plays), explained=True)
    passed = [position]
    for stage in trace.stages:
        position = settle(position, stage.choices)
        passed.append(position)
    return tuple(passed)


def otherwise(position: Position, **fields: Array) -> Position:
    """The same position but for some fields of its state."""
    state = replace(position.state, **fields)
    return replace(position, moment=replace(position.moment, state=state))
