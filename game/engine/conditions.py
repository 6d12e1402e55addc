"""A condition's tree to a function of many plays at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.engine.arrays import Array, Choice, Mask, Value, ones
from game.engine.state import State, cost, credibility, diversification, rescue, restraint
from game.scenario.conditions import Binary, Expression, Name, Number, Unary, Word

if TYPE_CHECKING:
    from game.engine.world import World

DecisionKey = tuple[str, str, str]
"""Stage, role, decision."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a condition may read: the state, and what happened up to here."""

    state: State
    chosen: Mapping[DecisionKey, Choice]
    happened: Mapping[str, Mask]
    """By event that anything asks for: (play,), where it has happened."""
    carried: Mapping[str, Array]
    """By stage that is over: (play,)."""
    tried: Mapping[str, Array]


Reader = Callable[[Moment], Value]

LEVELS = ("turmoil", "mandate", "capacity", "procedure", "limited", "overthrown", "collapsed", "deaths")
"""Plain names that are fields of State."""


def compiled(tree: Expression, world: World, stage: int) -> Reader:
    """A function that reads the tree's value, as it stands in that stage.

    The tree was checked by the loader; a name it does not know is our own bug (KeyError).
    """
    match tree:
        case Number(value):
            return lambda _moment: value
        case Name(path):
            return _reader(path, world)
        case Unary("not", operand):
            inner = compiled(operand, world, stage)
            return lambda moment: np.logical_not(inner(moment))
        case Unary(_, operand):
            inner = compiled(operand, world, stage)
            return lambda moment: -inner(moment)
        case Binary(operator, Name(path), Word(word)) | Binary(operator, Word(word), Name(path)):
            return _chosen(operator, path, word, world, stage)
        case Binary(operator, left, right):
            operation = OPERATIONS[operator]
            first, second = compiled(left, world, stage), compiled(right, world, stage)
            return lambda moment: operation(first(moment), second(moment))
        case Word():
            raise AssertionError("a word stands beside `chosen` only")


def _divided(x: Value, y: Value) -> Value:
    zero = np.equal(y, 0.0)
    return np.where(zero, 0.0, x / np.where(zero, 1.0, y))


OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": _divided,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "and": np.logical_and,
    "or": np.logical_or,
}


def _reader(path: tuple[str, ...], world: World) -> Reader:
    match path:
        case (level,) if level in LEVELS:
            return lambda moment: getattr(moment.state, level)
        case ("credibility",):
            return lambda moment: credibility(world.needs, moment.state)
        case ("diversification",):
            return lambda moment: diversification(world.regional, moment.state)
        case ("cost",):
            return lambda moment: cost(moment.state)
        case ("promise", threat):
            k = world.threats[threat]
            return lambda moment: moment.state.promise[k]
        case ("belief", member, threat):
            i, k = world.members[member], world.threats[threat]
            return lambda moment: rescue(moment.state)[i, k]
        case ("restraint", member):
            i = world.members[member]
            return lambda moment: restraint(moment.state)[i]
        case ("share", member, partner):
            i, p = world.members[member], world.partners[partner]
            return lambda moment: moment.state.share[i, p]
        case ("bargain", member):
            i = world.members[member]
            return lambda moment: moment.state.bargain[i]
        case ("leverage", member):
            i = world.members[member]
            return lambda moment: moment.state.leverage[i]
        case ("pull", partner):
            p = world.partners[partner] - 1
            return lambda moment: moment.state.pull[p]
        case ("flag", flag):
            f = world.flags[flag]
            return lambda moment: moment.state.flags[f]
        case ("happened", event):
            return lambda moment: ones(moment.happened[event]) if event in moment.happened else 0.0
        case ("carried", earlier):
            return lambda moment: moment.carried.get(earlier, 0.0)
        case ("tried", earlier):
            return lambda moment: moment.tried.get(earlier, 0.0)
        case _:
            raise KeyError(".".join(path))


def _chosen(operator: str, path: tuple[str, ...], word: str, world: World, stage: int) -> Reader:
    """`chosen.STAGE.ROLE.DECISION == 'option'`; without the stage, the latest earlier one that has it.

    An event of the scenario's own is tried before such a stage, too: then nothing has been chosen.
    """
    _, *where, role, decision = path
    earlier = world.scenario.stages[:stage]
    settled = next(
        (
            ((each.id, role, decision), [option.id for option in one.options])
            for each in reversed(earlier)
            if not where or each.id == where[0]
            for one in each.decisions
            if (one.role, one.id) == (role, decision)
        ),
        None,
    )
    if settled is None or word not in settled[1]:
        return lambda _moment: operator == "!="
    key, index = settled[0], settled[1].index(word)
    if operator == "==":
        return lambda moment: np.equal(moment.chosen[key], index)
    return lambda moment: np.not_equal(moment.chosen[key], index)
