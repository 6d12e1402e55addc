"""What the plays of a check bring to light, gathered once and read by every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from game.authoring.branches import Comparison, compared
from game.authoring.idle import idle_levers
from game.authoring.rehearsal import Counts, Rehearsal, add_plays, breadth, rehearsed
from game.authoring.scripts import Row, historical, ideas, line, scripts
from game.authoring.wishes import ways
from game.engine.arrays import Array
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.world import World
from game.policies.random import Random
from game.scenario.conditions import Condition
from game.scenario.draft import Draft
from game.scenario.model import Scenario
from game.scenario.parsing import read

PLAYS, FEWEST_PLAYS = 20_000, 4_000
"""Random plays of a check, unless told otherwise; and how few they are of the largest scenarios."""
WORK = 600_000
"""How many stages random plays go through in all, where the cast is small."""
ON_PURPOSE = 32
"""Plays of each script that tries to reach what random plays did not."""
PURPOSES, FEWEST = 20_000, 100
"""How many stages such scripts go through in all, where the cast is small; and the fewest scripts."""
TOGETHER = 64
"""How many scripts are played at once."""
IN_LINE = 256
"""Plays of history, and of each line of play."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules read."""

    scenario: Scenario
    random: Rehearsal
    pushed: Rehearsal
    """Plays that tried to reach what the random ones did not; none where nothing was missing."""
    comparisons: Mapping[DecisionKey, Comparison]
    blocked: Mapping[str, Mapping[DecisionKey, float]]
    """By line of play (`""` for history) and decision: in what share of its plays its choice is missing."""
    idle: tuple[tuple[str, int], ...]
    """Levers that have no effect, and the plays in which they were tried."""

    @property
    def plays(self) -> int:
        """Random plays and those with a purpose."""
        return self.random.plays + self.pushed.plays

    @property
    def branches(self) -> int:
        """Plays in which one option was tried in the place of another."""
        return int(sum(each.plays.sum() for each in self.comparisons.values()))

    def offered(self, key: DecisionKey) -> Counts:
        """(option,): in how many plays each was on offer, those with a purpose included."""
        pushed = self.pushed.menus.get(key)
        counts = self.random.menus[key].offered
        return counts + pushed.offered if pushed else counts

    def happened(self, event: str) -> int:
        """How often an event happened."""
        return self.random.events.get(event, 0) + self.pushed.events.get(event, 0)

    def ends(self) -> Array:
        """(score, play): where the random plays ended."""
        return np.concatenate(self.random.ends, axis=1)


def gathered(scenario: Scenario, draft: Draft, seed: int, plays: int | None = None) -> Evidence:
    """Play a sound scenario, and look. Deterministic: the same scenario and seed give the same evidence.

    How many `plays` are random is up to the scenario's size, unless it is said.
    """
    world = compile_world(scenario)
    plays = plays or max(FEWEST_PLAYS, min(PLAYS, int(WORK / breadth(world)) // len(world.stages)))
    luck: dict[str, Policy] = {role.id: Random() for role in scenario.roles}
    random = rehearsed(world, luck, seed, plays)
    return Evidence(
        scenario=scenario,
        random=random,
        pushed=_pushed(world, random, seed),
        comparisons=dict(compared(world, luck, seed)),
        blocked=_blocked(world, seed),
        idle=tuple(idle_levers(world, seed, _told(draft))),
    )


def _told(draft: Draft) -> frozenset[str]:
    """Flags of which reading alone tells that nobody asks for them."""
    mentions = (mention for scalar, _ in draft.conditions() for mention in read(str(scalar.value)).mentions)
    asked = {mention.name.path[1] for mention in mentions if mention.name.path[0] == "flag"}
    return frozenset(f"flag.{flag}" for flag in draft.flags if flag not in asked)


def _pushed(world: World, random: Rehearsal, seed: int) -> Rehearsal:
    """Plays that try to get where the random ones did not."""
    rehearsal = Rehearsal()
    missed = list(_missed(world, random))
    if missed:
        rows: list[Row] = [row for when, stage in missed if when for row in ways(world, when, stage)]
        rows += [line(world, each.choices) for each in world.scenario.lines]
        rows += [historical(world), *ideas(world)]
        rows = rows[: max(FEWEST, int(PURPOSES / breadth(world)) // len(world.stages))]
        for first in range(0, len(rows), TOGETHER):
            some = rows[first : first + TOGETHER]
            policy = scripts(world, some, ON_PURPOSE)
            luck = Luck(seed, 0, ON_PURPOSE).repeated(len(some))
            add_plays(rehearsal, world, {role.id: policy for role in world.scenario.roles}, luck)
    return rehearsal


def _missed(world: World, random: Rehearsal) -> Iterator[tuple[Condition | None, int]]:
    """The conditions of what was never reached, each with a stage at which it is asked."""
    scenario = world.scenario
    for index, stage in enumerate(scenario.stages):
        for decision in stage.decisions:
            counts = random.menus[stage.id, decision.role, decision.id].offered
            for option, count in zip(decision.options, counts, strict=True):
                if not count:
                    yield option.when, index
        for place, appeal in enumerate(stage.appeals):
            if not random.appeals.get((index, place)):
                yield appeal.when, index
        for event in stage.events:
            if not random.events[event.id]:
                yield event.when, index
    for event in scenario.events:
        if not random.events[event.id]:
            yield event.when, len(scenario.stages) - 1


def _blocked(world: World, seed: int) -> dict[str, dict[DecisionKey, float]]:
    rows = {"": historical(world)} | {each.id: line(world, each.choices) for each in world.scenario.lines}
    policy = scripts(world, rows.values(), IN_LINE)
    luck = Luck(seed, 0, IN_LINE).repeated(len(rows))
    trace = run(world, {role.id: policy for role in world.scenario.roles}, luck)
    blocked: dict[str, dict[DecisionKey, float]] = {name: {} for name in rows}
    for stage in trace.stages:
        for key, missed in stage.defaulted.items():
            shares = missed.reshape(len(rows), IN_LINE).mean(axis=1)
            for name, share in zip(rows, shares.tolist(), strict=True):
                blocked[name][key] = share
    return blocked
