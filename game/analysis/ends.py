"""How plays end, play by play: what strategies, claims and parameters are compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from game.analysis.ensemble import CHUNK, chunks
from game.analysis.executors import in_order
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.play import Policy
from game.engine.settings import Settings, portion
from game.engine.state import long_cost, rescue, restraint, short_cost
from game.engine.trace import Trace
from game.policies.fixed import Historical, Script
from game.policies.planner import Planner
from game.policies.random import Random
from game.scenario.model import Scenario

BLOCK = 65_536
"""Plays of one task."""

LOOKING_AHEAD = 16
"""Plays at once where a planner plays: it plays thousands more for each of them."""

Seats = Mapping[str, Policy]
"""Who plays, by role."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some of the plays of one ensemble."""

    scenario: Scenario
    settings: Settings
    seats: Seats
    seed: int
    first: int
    count: int
    chunk: int


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of plays, one after the other."""

    start: Array
    """(score, play): before the first stage."""
    scores: Array
    """(score, play): after the years that follow."""
    short: Array
    """(play,): the part of cost that is paid in the stages."""
    long: Array
    """(play,): the discounted rest."""
    belief: Array
    """(member, threat, play)"""
    restraint: Array
    """(member, play)"""
    alliance: Array
    """(member, play): the alliance's share."""
    carried: Array
    """(stage, play): how much of an operation was carried; 0 where none was put."""
    tried: Array
    """(stage, play): 1 where an operation was put."""
    opposed: Array
    """(member, play): in how many stages it was against what was put to the council."""

    @property
    def plays(self) -> int:
        """How many."""
        return int(self.short.size)

    def of(self, score: str) -> Array:
        """(play,): one score at the end."""
        return np.asarray(self.scores[SCORES.index(score)])

    def change(self, score: str) -> Array:
        """(play,): one score's change since the start."""
        return np.asarray(self.of(score) - self.start[SCORES.index(score)])


def strategies(scenario: Scenario) -> dict[str, Seats]:
    """The policies and named lines of play that a scenario knows, each in all seats."""
    roles = [role.id for role in scenario.roles]
    named: dict[str, Policy] = {
        "historical": Historical(),
        **{line.id: Script(line.choices) for line in scenario.lines},
        "random": Random(),
        "planner": Planner(),
    }
    return {name: dict.fromkeys(roles, policy) for name, policy in named.items()}


def ends(
    scenario: Scenario,
    seats: Seats,
    plays: int,
    seed: int,
    settings: Settings | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Ends:
    """The ends of plays 0 … plays − 1. Raise ValueError if `plays` is below 1.

    On KeyboardInterrupt what is done so far is handed back, if that is anything.
    """
    found: list[Ends] = []
    try:
        for part in in_order(executor, played, tasks(scenario, seats, plays, seed, settings or Settings())):
            found.append(part)
            progress(part.plays)
    except KeyboardInterrupt:
        if not found:
            raise
    return joined(found)


def tasks(
    scenario: Scenario, seats: Seats, plays: int, seed: int, settings: Settings, block: int = BLOCK
) -> Iterator[Task]:
    """The plays in blocks. Raise ValueError if there is none."""
    if plays < 1:
        raise ValueError(f"at least one play, got {plays}")
    slow = any(isinstance(policy, Planner) for policy in seats.values())
    chunk = LOOKING_AHEAD if slow else CHUNK
    size = LOOKING_AHEAD if slow else block
    for first in range(0, plays, size):
        count = min(size, plays - first)
        part = portion(settings, slice(first, first + count))
        yield Task(scenario, part, seats, seed, first, count, chunk)


def played(task: Task) -> Ends:
    """One task's plays."""
    traces = chunks(
        task.scenario, task.settings, task.seats, task.seed, task.count, first=task.first, chunk=task.chunk
    )
    return joined([_ended(trace) for trace in traces])


def joined(parts: Sequence[Ends]) -> Ends:
    """All of them, one after the other. Raise ValueError if there is none."""
    if not parts:
        raise ValueError("no plays to join")
    fields = Ends.__dataclass_fields__
    return Ends(**{name: np.concatenate([getattr(each, name) for each in parts], axis=-1) for name in fields})


def _ended(trace: Trace) -> Ends:
    final, stages = trace.final, trace.stages
    none = np.zeros(trace.plays)
    voted = [stage.votes for stage in stages if stage.votes is not None]
    return Ends(
        start=np.broadcast_to(trace.start, (len(SCORES), trace.plays)),
        scores=trace.end,
        short=short_cost(final),
        long=long_cost(final),
        belief=rescue(final),
        restraint=restraint(final),
        alliance=np.asarray(final.share[:, 0]),
        carried=np.stack([none if each.carried is None else each.carried for each in stages]),
        tried=np.stack([none if each.tried is None else each.tried for each in stages]),
        opposed=np.sum([each < 0.0 for each in voted], axis=0) if voted else np.zeros_like(final.left),
    )
