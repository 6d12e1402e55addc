"""What the model says of cases that it was not tuned to, as directions that hold in so many of the plays.

The parameters are those that were calibrated on 2010. A scenario's own overrides are taken out. Each
direction is put to four readings: as calibrated; with every parameter drawn from its plausible range; and
under two rival readings. A play counts for a direction where the figure has the stated sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np

from game.analysis.plausible import plausible
from game.engine.arrays import Array, Mask, added
from game.engine.compile import beginning, compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.engine.state import State, rescue, restraint, valued
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.scenario.model import Scenario

PLAYS = 4_000
SEED = 2010
AVERSE = 0.5
"""A member at least this averse to intervention is one of "the averse"."""
Reading = Literal["calibrated", "drawn", "henry", "press"]
READINGS: tuple[Reading, ...] = ("calibrated", "drawn", "henry", "press")


def settings(reading: Reading) -> Settings:
    """The model in that reading."""
    if reading in {"henry", "press"}:
        return Settings(variant=reading)
    if reading == "calibrated":
        return Settings()
    return plausible(SEED, 0, PLAYS)


@dataclass(frozen=True)
class Family:
    """A case in one reading: its historical line, and other lines under the same luck."""

    scenario: Scenario
    reading: Reading
    without: frozenset[str] = frozenset()
    """Rules that are switched off."""
    others: dict[frozenset[tuple[DecisionKey, str]], Trace] = field(default_factory=dict)

    @cached_property
    def world(self) -> World:
        """The case with the parameters of 2010: its own overrides are taken out."""
        model = replace(settings(self.reading), without=self.without)
        return compile_world(replace(self.scenario, parameters={}), model)

    @cached_property
    def history(self) -> Trace:
        """What was done in fact."""
        return self.instead({})

    @cached_property
    def start(self) -> State:
        """Before the first stage."""
        return beginning(self.world, PLAYS)

    def instead(self, choices: Mapping[DecisionKey, str]) -> Trace:
        """What was done in fact, but for these choices."""
        key = frozenset(choices.items())
        if key not in self.others:
            policy = Script(choices, otherwise=Historical())
            seats = {role.id: policy for role in self.scenario.roles}
            self.others[key] = run(self.world, seats, Luck(SEED, 0, PLAYS), explained=True)
        return self.others[key]

    def line(self, name: str) -> Trace:
        """A named line of the scenario."""
        return self.instead(next(each.choices for each in self.scenario.lines if each.id == name))

    def after(self, stage: str, trace: Trace | None = None) -> State:
        """As that stage ends."""
        state = next(each.state for each in (trace or self.history).stages if each.id == stage)
        if state is None:
            raise ValueError("plays are explained here")
        return state

    def belief(self, state: State, threat: str) -> Array:
        """(member, play): belief in help against a threat."""
        return np.asarray(rescue(state)[:, self.world.threats[threat]])

    def taught(self, stage: str, threat: str, choices: Mapping[DecisionKey, str] | None = None) -> Array:
        """(member, play): what the answers taught about a threat, apart from words and preparations.

        `choices` depart from history.
        """
        heard, deaf = (each.after(stage, each.instead(choices or {})) for each in (self, self.deaf))
        return self.belief(heard, threat) - self.belief(deaf, threat)

    def worth(self, stage: str) -> Array:
        """(member, play): what the answers taught, weighed by what each member needs."""
        needs = self.world.needs
        return valued(needs, rescue(self.after(stage))) - valued(needs, rescue(self.untaught(stage)))

    def untaught(self, stage: str) -> State:
        """As that stage ends where nobody learns from how appeals are answered."""
        return self.after(stage, self.deaf.history)

    @cached_property
    def deaf(self) -> Family:
        """The same case, where nobody learns from how appeals are answered."""
        return replace(self, others={}, without=frozenset({"judge"}))

    def trust(self, stage: str, trace: Trace | None = None) -> Array:
        """(member, play): the change since the start of belief that force stays out unless agreed."""
        return restraint(self.after(stage, trace)) - restraint(self.start)

    def share(self, stage: str, partner: str = "alliance") -> Array:
        """(member, play): the change since the start of a partner's part in its security."""
        p = self.world.partners[partner]
        return np.asarray(self.after(stage).share[:, p] - self.start.share[:, p])

    def rows(self, holds: Callable[[int], bool]) -> list[int]:
        """The members of which it holds, by their row."""
        return [i for i in self.world.members.values() if holds(i)]

    @cached_property
    def averse(self) -> list[int]:
        """The rows of the averse."""
        return self.rows(lambda i: bool(self.world.aversion[i, 0] >= AVERSE))

    def exposed(self, threat: str) -> list[int]:
        """The rows of those at least as exposed to a threat as the median member."""
        each = self.world.exposure[:, self.world.threats[threat], 0]
        return self.rows(lambda i: bool(each[i] >= np.median(each)))


def mean(table: Array, rows: list[int]) -> Array:
    """(play,): over some members."""
    return np.asarray(added(table[i] for i in rows) / len(rows))


def least(table: Array, row: int) -> Mask:
    """(play,), bool: where that member has the lowest figure of all."""
    return np.asarray(table.argmin(axis=0) == row)


Kind = Literal["hit", "argued", "miss", "open"]
"""`hit`: the model gives what was seen. `argued`: what the argument says of a course not taken. `miss`: the
model does not give what was seen. `open`: the record itself is mixed, or the answer hangs on the cast."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A sentence about a case, and where it holds."""

    case: str
    id: str
    text: str
    holds: Callable[[Family], Mask]
    kind: Kind = "hit"
    note: str = ""
    """Why it misses, or why the record is mixed."""


def share_of(direction: Direction, family: Family) -> float:
    """0–1: the share of plays in which it holds."""
    return float(np.mean(direction.holds(family)))
