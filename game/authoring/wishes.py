"""What must have been chosen for a condition to hold: scripts that try to get there on purpose.

A guess at the choices, not a proof: what random plays and these never reach is told as never reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from game.authoring.scripts import Row, decisions
from game.engine.arrays import added
from game.engine.world import World
from game.scenario.conditions import Binary, Condition, Expression, Name, Unary, Word, names

MOST_WAYS = 16
"""How many ways to make one condition hold are tried."""
DEPTH = 4
"""How far a wish follows what its own means need."""

LEVELS = {
    "turmoil": "turmoil", "mandate": "mandate", "capacity": "capacity", "procedure": "procedure",
    "limited": "rule", "overthrown": "turmoil", "collapsed": "turmoil", "deaths": "turmoil", "cost": "cost",
    "tried": "deploy", "carried": "back",
}  # fmt: skip
"""By the first part of a name: the lever that bears on it most, where it is not the lever's own name."""


def ways(world: World, when: Condition, stage: int) -> Iterator[Row]:
    """Scripts that may make a condition hold in that stage, plain ones first."""
    wanted = list(islice(_Wisher(world, stage).ways(when.tree, DEPTH), MOST_WAYS))
    pushes = list(_pushes(world, when.tree))
    for row in wanted or [{}]:
        yield row
        for push in pushes:
            yield {**push, **row}


def _pushes(world: World, tree: Expression) -> Iterator[Row]:
    """The most of every lever that the condition's levels hang on, and the least of it; then all together."""
    levers = {_lever(path) for path in names(tree)} - {""}
    using = [decision for decision in decisions(world) if levers & decision.levers.keys()]
    for lever in sorted(levers):
        found = [decision for decision in using if lever in decision.levers]
        yield {decision.key: int(decision.levers[lever].argmax()) for decision in found}
        yield {decision.key: int(decision.levers[lever].argmin()) for decision in found}
    if len(levers) > 1:
        sums = {
            decision.key: added(decision.levers[lever] for lever in levers if lever in decision.levers)
            for decision in using
        }
        yield {key: int(total.argmax()) for key, total in sums.items()}


def _lever(path: tuple[str, ...]) -> str:
    match path:
        case (("promise" | "bargain" | "leverage" | "pull") as name, index):
            return f"{name}.{index}"
        case (first, *_):
            return LEVELS.get(first, "")
    return ""


class _Wisher:
    """Looks for choices before one stage."""

    def __init__(self, world: World, stage: int) -> None:
        self._world = world
        self._scenario = world.scenario
        self._stage = stage

    def ways(self, tree: Expression, depth: int) -> Iterator[Row]:
        """Choices that may make the tree hold; nothing where none are known to be needed."""
        match tree:
            case Binary("and", left, right):
                for one, other in product(self._some(left, depth), self._some(right, depth)):
                    if all(other.get(key, option) == option for key, option in one.items()):
                        yield {**one, **other}
            case Binary("or", left, right):
                yield from self.ways(left, depth)
                yield from self.ways(right, depth)
            case Binary("==", Name(path), Word(word)) | Binary("==", Word(word), Name(path)):
                yield from self._choosing(path, word, depth)
            case Binary(_, Name() as name, _) | Binary(_, _, Name() as name) | (Name() as name):
                yield from self._mark(name.path, depth)
            case Unary():
                yield {}

    def _some(self, tree: Expression, depth: int) -> list[Row]:
        return list(islice(self.ways(tree, depth), MOST_WAYS)) or [{}]

    def _choosing(self, path: tuple[str, ...], word: str, depth: int) -> Iterator[Row]:
        """An option in the stage that is named, or in the latest earlier one that has the decision."""
        _, *where, role, decision = path
        for stage in reversed(self._world.stages[: self._stage]):
            for each in stage.decisions:
                if each.key[1:] == (role, decision) and where in ([], [stage.id]) and word in each.options:
                    yield from self._taking(stage.index, each.key, word, depth)
                    return

    def _mark(self, path: tuple[str, ...], depth: int) -> Iterator[Row]:
        match path:
            case ("flag", flag):
                yield from self._pulling(f"flag.{flag}", depth)
            case ("happened", event):
                yield from self._happening(event, depth)
            case (("tried" | "carried"), stage):
                yield from self._pulling("deploy", depth, only=stage)
            case _:
                yield {}

    def _pulling(self, lever: str, depth: int, only: str = "") -> Iterator[Row]:
        """Every earlier option, and every event, that pulls a lever."""
        for stage, compiled in zip(self._scenario.stages[: self._stage], self._world.stages, strict=False):
            for decision in stage.decisions if only in {"", stage.id} else ():
                for option in decision.options:
                    if lever in option.levers:
                        key = (stage.id, decision.role, decision.id)
                        yield from self._taking(compiled.index, key, option.id, depth)
        for event in self._scenario.every_event:
            if lever in event.levers:
                yield from self._happening(event.id, depth)

    def _happening(self, event: str, depth: int) -> Iterator[Row]:
        when = next(each.when for each in self._scenario.every_event if each.id == event)
        yield from self.ways(when.tree, depth - 1) if when and depth else [{}]

    def _taking(self, stage: int, key: tuple[str, str, str], word: str, depth: int) -> Iterator[Row]:
        """An option, and what it needs itself."""
        decision = next(
            each for each in self._scenario.stages[stage].decisions if (each.role, each.id) == key[1:]
        )
        index, option = next((i, each) for i, each in enumerate(decision.options) if each.id == word)
        needed: Iterable[Row] = [{}]
        if option.when and depth:
            needed = _Wisher(self._world, stage).ways(option.when.tree, depth - 1)
        for row in needed:
            yield {**row, key: index}
