"""A compiled scenario's nouns: members as (member, 1), options as lever vectors, conditions as functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.engine.arrays import Array, Value
from game.engine.conditions import DecisionKey, Reader
from game.engine.settings import Settings
from game.engine.state import outside, valued
from game.scenario.model import Scenario

NEARLY_NONE = 1e-9
"""Stands for a share of nothing, of which there are no odds."""
NEARBY, FARAWAY = 1.0, 0.4
"""How much of a country's violence a member feels in its region, and elsewhere. A judgement."""


@dataclass(frozen=True, slots=True)
class CompiledDecision:
    """One decision; a number made of its name keys its random draws."""

    key: DecisionKey
    number: int
    role: int
    options: tuple[str, ...]
    default: int
    historical: int
    whens: tuple[Reader | None, ...]
    levers: Mapping[str, Array]
    """By lever that any option uses: (option,)."""

    @property
    def always(self) -> bool:
        """Whether every option is on offer in every play."""
        return all(when is None for when in self.whens)


@dataclass(frozen=True, slots=True)
class CompiledEvent:
    """One event; a number made of its name keys its random draws."""

    id: str
    number: int
    chance: float
    when: Reader | None
    once: bool
    remembered: bool
    """Whether anything asks later if it happened: a condition, or its own `once`."""
    levers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CompiledAppeal:
    """One appeal, or one of a stage's alternatives."""

    client: int
    member: int
    threat: int
    severity: float
    grudge: float
    loyalty: float
    incumbent: bool
    likeness: Array
    """(member, 1): 1 for the asker itself, `judge.near` in its region, `judge.far` elsewhere."""
    nearby: Array
    """(member, 1): `NEARBY` in the asker's region, `FARAWAY` elsewhere."""
    ties: Array
    """(member, 1)"""
    rivals: tuple[int, ...]
    """The other clients of the same member."""
    when: Reader | None


@dataclass(frozen=True, slots=True)
class CompiledStage:
    """One turn."""

    id: str
    index: int
    months: float
    waited: float
    """Months since the stage before opened; 0 for the first."""
    years: float
    """Years since the start, as this stage ends."""
    shock: float
    appeals: tuple[CompiledAppeal, ...]
    decisions: tuple[CompiledDecision, ...]
    events: tuple[CompiledEvent, ...]


@dataclass(frozen=True)
class World:
    """A scenario and its settings, compiled. Member constants are (member, 1)."""

    scenario: Scenario
    settings: Settings
    values: Mapping[str, Value]
    members: Mapping[str, int]
    threats: Mapping[str, int]
    partners: Mapping[str, int]
    """The alliance is 0."""
    clients: Mapping[tuple[str, str], int]
    flags: Mapping[str, int]
    regional: tuple[int, ...]
    exposure: Array
    """(member, threat, 1)"""
    needs: Array
    """(member, threat, 1): exposure, as shares of each member's own."""
    aversion: Array
    duty: Array
    """(threat, 1)"""
    belief: Array
    """(member, threat, 1): at the start."""
    restraint: Array
    """(member, 1): at the start."""
    share: Array
    """(member, partner, 1): at the start."""
    affinity: Array
    """(member, outside partner, 1)"""
    pull: Array
    """(outside partner, 1): at the start."""
    growth: Array
    """(outside partner, 1): in a year."""
    stages: tuple[CompiledStage, ...] = ()

    def __getitem__(self, parameter: str) -> Value:
        """A parameter's value: a number, or (play,)."""
        return self.values[parameter]

    def on(self, rule: str) -> bool:
        """Whether a rule, or a part of one, is switched on."""
        off = self.settings.without
        return not off or (rule not in off and rule.partition(".")[0] not in off)

    @cached_property
    def valued(self) -> Array:
        """(member, 1): belief at the start, weighed by what each member has need of."""
        return valued(self.needs, self.belief)

    @cached_property
    def outside(self) -> Array:
        """(1 or play,), 0–1: the region's security cooperation outside the alliance at the start."""
        return outside(self.regional, self.share)

    @cached_property
    def rest(self) -> Array:
        """(member, outside partner, 1 or play): odds against the alliance at the start, before courtship."""
        start = 1.0 + self.affinity * self["realign.pull"] * self.pull
        return np.asarray(self.share[:, 1:] / np.maximum(self.share[:, :1] * start, NEARLY_NONE))

    @cached_property
    def moved(self) -> Array:
        """(member, outside partner, 1 or play): what a partner's courtship adds to those."""
        return np.asarray(self.affinity * self.rest)

    @property
    def years(self) -> int:
        """How many years follow the last stage."""
        return int(self["shadow.years"]) if self.on("shadow") else 0
