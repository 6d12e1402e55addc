"""Every option of every decision, tried in the same plays under the same luck (common random numbers)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.authoring.rehearsal import breadth
from game.engine.arrays import Array, Choice, Mask
from game.engine.book import BETTER, SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, continued, offered, picked, settle
from game.engine.world import CompiledDecision, CompiledStage, World

MOST, FEWEST = 256, 16
"""How many plays each option is tried in, at most and at least."""
WORK = 1_500_000
"""How many stages of single plays may be played in all, where the cast is small: about half a second."""

TOGETHER = 8_192
"""From how many plays on no more are played at once, where the cast is small."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A decision's options beside one another, over the plays in which each is one of several on offer."""

    options: tuple[str, ...]
    plays: Array
    """(option,): how many plays it was compared in."""
    effect: Array
    """(option, score): its mean difference from the mean of the options on offer; nan without a play."""
    spread: Array
    """(score,): the mean difference between the highest and the lowest option on offer."""
    best: Array
    """(option,): in what share of its plays it alone is at least as good as every other on all scores."""


def compared(
    world: World, policies: Mapping[str, Policy], seed: int
) -> Iterator[tuple[DecisionKey, Comparison]]:
    """Each decision's comparison, in order; all else is left to the policies."""
    position, most = begin(world, Luck(seed, 0, _plays(world))), int(TOGETHER / breadth(world))
    while position.stage is not None:
        usual = chosen(position, policies)
        yield from _tried(position, position.stage, usual, policies, most)
        position = settle(position, usual)


def _plays(world: World) -> int:
    """How many plays each option is tried in: fewer in a long scenario."""
    rest = range(len(world.stages) + world.years, world.years, -1)
    work = sum(
        left * len(decision.options)
        for left, stage in zip(rest, world.stages, strict=True)
        for decision in stage.decisions
    )
    return max(FEWEST, min(MOST, int(WORK / breadth(world)) // max(work, 1)))


def _tried(
    position: Position,
    stage: CompiledStage,
    usual: Mapping[DecisionKey, Choice],
    policies: Mapping[str, Policy],
    most: int,
) -> Iterator[tuple[DecisionKey, Comparison]]:
    """All options of a stage, each in a copy of the plays of its own, `most` plays and more at once."""
    group: list[CompiledDecision] = []
    for decision in stage.decisions:
        group.append(decision)
        copies = sum(len(each.options) for each in group)
        if copies * position.luck.count >= most or decision is stage.decisions[-1]:
            yield from _together(position, group, usual, policies)
            group = []


def _together(
    position: Position,
    decisions: Sequence[CompiledDecision],
    usual: Mapping[DecisionKey, Choice],
    policies: Mapping[str, Policy],
) -> Iterator[tuple[DecisionKey, Comparison]]:
    """The options of some decisions of a stage, played to their ends at once."""
    plays = position.luck.count
    copies = sum(len(decision.options) for decision in decisions)
    choices = {key: np.tile(choice, copies) for key, choice in usual.items()}
    first = 0
    for decision in decisions:
        for option in range(len(decision.options)):
            choices[decision.key][first : first + plays] = option
            first += plays
    start = picked(position, np.tile(np.arange(plays), copies), position.luck.repeated(copies))
    end = continued(settle(start, choices), policies).end.reshape(len(SCORES), copies, plays)
    ends = np.moveaxis(end, 1, 0)  # (copy, score, play)
    first = 0
    for decision in decisions:
        count = len(decision.options)
        yield (
            decision.key,
            comparison(decision.options, ends[first : first + count], offered(position, decision)),
        )
        first += count


def comparison(options: tuple[str, ...], ends: Array, there: Mask) -> Comparison:
    """What `ends` (option, score, play) say of options that were on offer in `there` (option, play)."""
    there = there & (there.sum(axis=0) > 1)
    plays = there.sum(axis=1).astype(np.float64)
    seen = there[:, None]
    count = np.maximum(there.sum(axis=0), 1)
    mean = np.where(seen, ends, 0.0).sum(axis=0) / count
    with np.errstate(invalid="ignore"):
        effect = np.where(seen, ends - mean, 0.0).sum(axis=-1) / np.where(plays, plays, np.nan)[:, None]
    good = BETTER[:, None] * ends
    worth = np.where(seen, good, -np.inf)
    least = np.where(seen, good, np.inf).min(axis=0)
    several = there.any(axis=0)
    spread = (worth.max(axis=0) - least)[:, several].mean(axis=1) if several.any() else np.zeros(len(SCORES))
    best = there & (worth >= worth.max(axis=0)).all(axis=1)
    best &= best.sum(axis=0) == 1
    return Comparison(options, plays, effect, spread, best.sum(axis=1) / np.maximum(plays, 1.0))
