"""Any number of plays, streamed: a chunk is played, added to the tally, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from game.analysis.blocks import BLOCK, Crew, spans
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.settings import Settings, portion
from game.engine.state import State, long_cost, rescue, restraint, short_cost
from game.engine.trace import StageTrace, Trace
from game.engine.world import World
from game.scenario.model import Scenario

CHUNK = 12_288
"""Plays at once: enough that Python's own time is small, and memory does not grow with the plays."""

HEAP = 30 * 2**20
"""Bytes. A block of this size, taken and given back, makes the C library keep what a chunk frees for
the next one, rather than return it to the system and ask again: a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is played over and over, and how."""

    scenario: Scenario
    settings: Settings
    policies: Mapping[str, Policy]
    """By role."""
    seed: int
    explained: bool = False
    chunk: int = CHUNK
    """Plays at once."""


def chunks(sweep: Sweep, plays: int, first: int = 0) -> Iterator[Trace]:
    """Traces of so many plays from `first` on, a chunk at a time. Raise ValueError if `plays` is below 1.

    Where a parameter has a value for each play, the first of its values is that of the play `first`.
    """
    if plays < 1:
        raise ValueError(f"at least one play, got {plays}")
    world: World | None = None
    np.empty(HEAP, dtype=np.uint8)
    for passed in range(0, plays, sweep.chunk):
        count = min(sweep.chunk, plays - passed)
        part = portion(sweep.settings, slice(passed, passed + count))
        if world is None or part is not sweep.settings:
            world = compile_world(sweep.scenario, part)
        luck = Luck(sweep.seed, first + passed, count)
        yield run(world, sweep.policies, luck, explained=sweep.explained)


@dataclass
class Spread:
    """A quantity's mean and percentiles over plays; percentiles are exact to `STEP`."""

    total: float = 0.0
    count: int = 0
    bins: dict[int, int] = field(default_factory=dict)

    STEP = 0.01

    def add(self, values: Array) -> None:
        """Take in the values of a chunk: (play,)."""
        self.total += float(values.sum())
        self.count += values.size
        marks, counts = np.unique(np.rint(values / self.STEP).astype(np.int64), return_counts=True)
        for mark, many in zip(marks.tolist(), counts.tolist(), strict=True):
            self.bins[mark] = self.bins.get(mark, 0) + many

    def merge(self, other: Spread) -> None:
        """Take in what another has taken in."""
        self.total += other.total
        self.count += other.count
        for mark, many in other.bins.items():
            self.bins[mark] = self.bins.get(mark, 0) + many

    @property
    def mean(self) -> float:
        """The mean; 0 of nothing."""
        return self.total / self.count if self.count else 0.0

    def percentile(self, share: float) -> float:
        """The least value that at least `share` of the plays do not exceed; 0 of nothing."""
        reached = 0
        for mark in sorted(self.bins):
            reached += self.bins[mark]
            if reached >= share * self.count:
                return mark * self.STEP
        return 0.0

    def summary(self) -> dict[str, float]:
        """Mean, 10th and 90th percentile."""
        return {"mean": self.mean, "p10": self.percentile(0.1), "p90": self.percentile(0.9)}


class Mean:
    """Means over plays of arrays whose last axis is the play."""

    def __init__(self) -> None:
        self.total: Array | None = None
        self.count = 0

    def add(self, values: Array) -> None:
        """Take in the values of a chunk: (…, play)."""
        part = values.sum(axis=-1)
        self.total = part if self.total is None else self.total + part
        self.count += values.shape[-1]

    def merge(self, other: Mean) -> None:
        """Take in what another has taken in."""
        if other.total is not None:
            self.total = other.total if self.total is None else self.total + other.total
            self.count += other.count

    @property
    def value(self) -> Array:
        """(…): the means. Raise ValueError if nothing was added."""
        if self.total is None:
            raise ValueError("a mean of nothing")
        return self.total / self.count


@dataclass
class StageTally:
    """What the plays did in one stage."""

    id: str
    chosen: dict[str, Array]
    """By ROLE.DECISION: how many plays took each option."""
    scores: Mean = field(default_factory=Mean)
    defaulted: dict[str, int] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    proposed: float = 0.0
    carried: float = 0.0
    causes: dict[str, Array] = field(default_factory=dict)
    """By rule: (score,), summed over the plays."""

    def add(self, stage: StageTrace) -> None:
        """Take in a chunk."""
        self.scores.add(stage.scores)
        for (_, role, decision), choice in stage.choices.items():
            counts = self.chosen[f"{role}.{decision}"]
            counts += np.bincount(choice, minlength=counts.size)
        for (_, role, decision), missed in stage.defaulted.items():
            name = f"{role}.{decision}"
            self.defaulted[name] = self.defaulted.get(name, 0) + int(missed.sum())
        for event, fired in stage.happened.items():
            self.events[event] = self.events.get(event, 0) + int(fired.sum())
        if stage.tried is not None and stage.carried is not None:
            self.proposed += float(stage.tried.sum())
            self.carried += float((stage.carried > 0.0).sum())
        for rule, change in stage.lines.items():
            part = change.sum(axis=-1)
            self.causes[rule] = self.causes[rule] + part if rule in self.causes else part

    def merge(self, other: StageTally) -> None:
        """Take in what another of the same stage has taken in."""
        self.scores.merge(other.scores)
        for name, counts in other.chosen.items():
            self.chosen[name] += counts
        for name, count in other.defaulted.items():
            self.defaulted[name] = self.defaulted.get(name, 0) + count
        for event, count in other.events.items():
            self.events[event] = self.events.get(event, 0) + count
        self.proposed += other.proposed
        self.carried += other.carried
        for rule, part in other.causes.items():
            self.causes[rule] = self.causes[rule] + part if rule in self.causes else part


class Tally:
    """What any number of plays of a scenario came to."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.plays = 0
        self.start = Mean()
        self.stages = [
            StageTally(
                stage.id,
                {f"{each.role}.{each.id}": np.zeros(len(each.options)) for each in stage.decisions},
            )
            for stage in scenario.stages
        ]
        self.years: list[StageTally] = []
        self.final = {name: Spread() for name in (*SCORES, "short", "long", "deaths")}
        self.belief, self.restraint, self.share, self.left = Mean(), Mean(), Mean(), Mean()
        self.overthrown = self.collapsed = 0.0

    def add(self, trace: Trace) -> None:
        """Take in a chunk."""
        self.plays += trace.plays
        self.start.add(trace.start)
        for tally, stage in zip(self.stages, trace.stages, strict=True):
            tally.add(stage)
        if not self.years:
            self.years = [StageTally(year.id, {}) for year in trace.years]
        for tally, year in zip(self.years, trace.years, strict=True):
            tally.add(year)
        for name, values in zip(SCORES, trace.end, strict=True):
            self.final[name].add(values)
        self._add_final(trace.final)

    def merge(self, other: Tally) -> None:
        """Take in what another of the same scenario has taken in."""
        self.plays += other.plays
        self.start.merge(other.start)
        if not self.years:
            self.years = [StageTally(year.id, {}) for year in other.years]
        for mine, theirs in zip((*self.stages, *self.years), (*other.stages, *other.years), strict=True):
            mine.merge(theirs)
        for name, spread in other.final.items():
            self.final[name].merge(spread)
        for name in ("belief", "restraint", "share", "left"):
            getattr(self, name).merge(getattr(other, name))
        self.overthrown += other.overthrown
        self.collapsed += other.collapsed

    def _add_final(self, state: State) -> None:
        self.final["short"].add(short_cost(state))
        self.final["long"].add(long_cost(state))
        self.final["deaths"].add(state.deaths)
        self.belief.add(rescue(state))
        self.restraint.add(restraint(state))
        self.share.add(state.share)
        self.left.add(state.left)
        self.overthrown += float(state.overthrown.sum())
        self.collapsed += float(state.collapsed.sum())


@dataclass(frozen=True, slots=True)
class Task:
    """A block of a sweep, with the settings of its own plays."""

    sweep: Sweep
    first: int
    count: int


def counted(task: Task) -> Tally:
    """One block, played and counted."""
    tally = Tally(task.sweep.scenario)
    for trace in chunks(task.sweep, task.count, task.first):
        tally.add(trace)
    return tally


def tallied(sweep: Sweep, plays: int, *, block: int = BLOCK, crew: Crew | None = None) -> Tally:
    """Play and count, by whoever is in the crew; its `plays` say how far it came before it was stopped.

    Raise ValueError if `plays` is below 1.
    """
    tasks = (
        Task(replace(sweep, settings=portion(sweep.settings, slice(first, first + count))), first, count)
        for first, count in spans(plays, block)
    )
    tally = Tally(sweep.scenario)
    for part in (crew or Crew()).swept(counted, tasks, lambda task: task.count):
        tally.merge(part)
    return tally
