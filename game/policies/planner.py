"""`planner`: tries every option in imagination, and takes the best by its role's own weights.

It knows how the world stands, not the luck to come. For each option it plays a few hundred
continuations, the same luck for all options (common random numbers), in which both seats do what was
done in fact as often as anything else. It has a person's restraint: it leaves the historical course
only for a gain that is worth an argument.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from game.engine.arrays import Array, Choice, Mask, added
from game.engine.book import BETTER, SCORES
from game.engine.draws import Luck
from game.engine.play import Position, continued, offered, picked
from game.engine.world import CompiledDecision
from game.policies.fixed import Historical
from game.policies.random import Mix, Random
from game.scenario.model import Weights

CONTINUATIONS = 512
"""How many it plays for each option."""

TILE = 8_192
"""How many plays it holds at once."""

IMAGINATION = 1
"""The stream of luck from which continuations draw."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What each option is expected to lead to, at the end of the years that follow."""

    expected: Array
    """(option, score, play): the change of each score since the start."""
    worth: Array
    """(option, play): by the role's weights; −inf where the option is not on offer."""
    choice: Choice
    """(play,): the option taken."""


def factors(weights: Weights) -> Array:
    """(score,): what a point more of each is worth by a role's weights."""
    return np.asarray(BETTER * [getattr(weights, score) for score in SCORES])


def worth(weights: Weights, change: Array) -> Array:
    """(…, play): what a change (…, score, play) is worth by a role's weights."""
    return added(factor * change[..., s, :] for s, factor in enumerate(factors(weights)))


class Planner:
    """Looks ahead, with restraint."""

    def __init__(self, continuations: int = CONTINUATIONS, margin: float = 1.0) -> None:
        self.continuations = continuations
        self.margin = margin
        """How many points, by the role's weights, the historical option may fall short of the best
        and still be taken."""
        self.imagined = Mix(0.5, Historical(), Random())

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """The best option, or the historical one where that is nearly as good."""
        return self.plan(position, decision).choice

    def plan(self, position: Position, decision: CompiledDecision) -> Plan:
        """What it expects of each option, and its choice."""
        table = offered(position, decision)
        expected = np.empty((len(decision.options), len(SCORES), position.luck.count))
        at_once = max(1, TILE // (len(decision.options) * self.continuations))
        for first in range(0, position.luck.count, at_once):
            plays = np.arange(first, min(first + at_once, position.luck.count))
            expected[..., plays] = self._expected(position, decision, plays)
        weights = position.world.scenario.roles[decision.role].weights
        value = np.where(table, worth(weights, expected), -np.inf)
        return Plan(expected, value, self._choice(decision, table, value))

    def _choice(self, decision: CompiledDecision, table: Mask, value: Array) -> Choice:
        near = table[decision.historical] & (value[decision.historical] >= value.max(axis=0) - self.margin)
        return np.where(near, decision.historical, value.argmax(axis=0))

    def _expected(self, position: Position, decision: CompiledDecision, plays: Choice) -> Array:
        """(option, score, play): means over the continuations."""
        options, each = len(decision.options), self.continuations
        luck = Luck(
            position.luck.seed,
            (position.luck.first + int(plays[0])) * each,
            len(plays) * each,
            stream=IMAGINATION,
        )
        index = np.tile(np.repeat(plays, each), options)
        start = picked(position, index, luck.repeated(options))
        tried = np.repeat(np.arange(options), len(plays) * each)
        made = {**start.made, decision.key: tried}
        own = _Settled(made, self.imagined)
        roles = [role.id for role in position.world.scenario.roles]
        trace = continued(
            replace(start, made={}),
            {role: own if role == decision.key[1] else self.imagined for role in roles},
        )
        change = (trace.end - trace.start).reshape(len(SCORES), options, len(plays), each)
        # A mean over the last axis, in an order that does not hang on how many plays are planned.
        total = np.add.accumulate(change, axis=-1)[..., -1]
        return np.moveaxis(total / each, 1, 0)


class _Settled:
    """What is already settled stands; the rest is imagined."""

    def __init__(self, made: dict[tuple[str, str, str], Choice], otherwise: Mix) -> None:
        self.made, self.otherwise = made, otherwise

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """The settled choice, or an imagined one."""
        settled = self.made.get(decision.key)
        return settled if settled is not None else self.otherwise.choose(position, decision)
