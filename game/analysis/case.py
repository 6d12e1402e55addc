"""A scenario in some plays, tried in several ways under the same luck and the same tables of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from game.analysis.casts import Cast, answering, as_written
from game.engine.arrays import Array, added
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.settings import Settings
from game.engine.state import State, rescue
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.scenario.model import Scenario
from game.words import marked

CREDIBILITY, COST, DIVERSIFICATION = (SCORES.index(name) for name in SCORES)
LEARNT = ("judge", "judge.reserve")
"""The rules by which an answer to an appeal changes belief."""


class UntriedError(Exception):
    """The scenario cannot try a statement; the message says why, for translators, with `{line}` left open."""

    def __init__(self, why: str, line: str = "") -> None:
        super().__init__(why, line)
        self.line = line

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Arm:
    """One way in which a case is tried."""

    line: str = ""
    """A named line of the scenario, or `historical`; empty: nothing is done but `answer`."""
    answer: tuple[tuple[str, float], ...] = ()
    """The patron's levers wherever somebody asks."""
    instead: tuple[tuple[DecisionKey, str], ...] = ()
    """Choices that depart from the line."""
    cast: Cast = as_written
    without: frozenset[str] = frozenset()

    def deaf(self) -> Arm:
        """The same where nobody learns from how appeals are answered."""
        return replace(self, without=self.without | {"judge"})


@dataclass(frozen=True)
class Case:
    """What is held equal: scenario, settings (one table a play, or one for all), and luck."""

    scenario: Scenario
    settings: Settings
    luck: Luck
    tried: dict[Arm, tuple[World, Trace]] = field(default_factory=dict)

    def trace(self, arm: Arm) -> Trace:
        """The plays of an arm, explained. Raise UntriedError if the scenario cannot try it."""
        return self._played(arm)[1]

    def world(self, arm: Arm) -> World:
        """Its world."""
        return self._played(arm)[0]

    def _played(self, arm: Arm) -> tuple[World, Trace]:
        if arm not in self.tried:
            scenario, policy = self._cast(arm)
            settings = replace(self.settings, without=self.settings.without | arm.without)
            world = compile_world(scenario, settings)
            seats = {role.id: policy for role in scenario.roles}
            self.tried[arm] = world, run(world, seats, self.luck, explained=True)
        return self.tried[arm]

    def _cast(self, arm: Arm) -> tuple[Scenario, Policy]:
        scenario = arm.cast(self.scenario)
        if not arm.line:
            if all(role.kind != "patron" for role in scenario.roles):
                raise UntriedError(marked("nobody acts for the patron in it"))
            return answering(scenario, dict(arm.answer)), Script({})
        if arm.line == "historical":
            return scenario, Script(dict(arm.instead), otherwise=Historical())
        lines = {line.id: line for line in scenario.lines}
        if arm.line not in lines:
            raise UntriedError(marked("it has no line `{line}`"), arm.line)
        return scenario, Script({**lines[arm.line].choices, **dict(arm.instead)})

    # What an arm came to ------------------------------------------------------------------------------

    def end(self, arm: Arm, score: int) -> Array:
        """(play,): a score after the years that follow."""
        return np.asarray(self.trace(arm).end[score])

    def start(self, arm: Arm, score: int) -> Array:
        """(play,): a score before the first stage."""
        return np.asarray(self.trace(arm).start[score])

    def over(self, arm: Arm, score: int) -> Array:
        """(play,): a score as the last stage ends, before the years that follow."""
        return np.asarray(self.trace(arm).stages[-1].scores[score])

    def after(self, arm: Arm, stage: str) -> State:
        """The state as a stage ends."""
        state = next(each.state for each in self.trace(arm).stages if each.id == stage)
        if state is None:
            raise ValueError("plays are explained here")
        return state

    def last(self, arm: Arm) -> State:
        """The state as the last stage ends."""
        return self.after(arm, self.scenario.stages[-1].id)

    def learnt(self, arm: Arm, stages: Sequence[str] | None = None) -> Array:
        """(play,): what the answers to appeals changed in credibility, in all stages or in some."""
        total = np.zeros(self.luck.count)
        for stage in self.trace(arm).stages:
            if stages is None or stage.id in stages:
                total = added([total, *(self._line(stage.lines, rule) for rule in LEARNT)])
        return total

    def _line(self, lines: Mapping[str, Array], rule: str, score: int = CREDIBILITY) -> Array:
        return lines[rule][score] if rule in lines else np.zeros(self.luck.count)

    def lost(self, arm: Arm) -> Array:
        """(member, threat, play): the belief that answers to appeals took away, as the last stage ends."""
        return np.asarray(rescue(self.last(arm.deaf())) - rescue(self.last(arm)))

    # What the scenario has to try ----------------------------------------------------------------------

    @cached_property
    def appealed(self) -> tuple[str, ...]:
        """The stages in which somebody asks. Raise UntriedError if nobody does."""
        found = tuple(stage.id for stage in self.scenario.stages if stage.appeals)
        if not found:
            raise UntriedError(marked("nobody asks for help in it"))
        return found
