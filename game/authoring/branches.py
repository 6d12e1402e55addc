"""Every option of every decision, tried in the same plays under the same luck (common random numbers)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from game.engine.arrays import Array, Mask
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, continued, offered, picked, settle
from game.engine.world import CompiledStage, World

BETTER = np.array([1.0, -1.0, -1.0])[:, None]
"""(score, 1): more credibility is better; more cost and diversification are worse."""
MOST, FEWEST = 256, 16
"""How many plays each option is tried in, at most and at least."""
WORK = 1_500_000
"""How many stages of single plays may be played in all: about half a second."""


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
    position = begin(world, Luck(seed, 0, _plays(world)))
    while position.stage is not None:
        usual = chosen(position, policies)
        yield from _tried(position, position.stage, usual, policies)
        position = settle(position, usual)


def _plays(world: World) -> int:
    """How many plays each option is tried in: fewer in a long scenario."""
    rest = range(len(world.stages) + world.years, world.years, -1)
    work = sum(
        left * len(decision.options)
        for left, stage in zip(rest, world.stages, strict=True)
        for decision in stage.decisions
    )
    return max(FEWEST, min(MOST, WORK // max(work, 1)))


def _tried(
    position: Position,
    stage: CompiledStage,
    usual: Mapping[DecisionKey, np.ndarray[tuple[int], np.dtype[np.intp]]],
    policies: Mapping[str, Policy],
) -> Iterator[tuple[DecisionKey, Comparison]]:
    """All options of a stage, each in a copy of the plays of its own, played to their ends at once."""
    plays = position.luck.count
    copies = sum(len(decision.options) for decision in stage.decisions)
    choices = {key: np.tile(choice, copies) for key, choice in usual.items()}
    first = 0
    for decision in stage.decisions:
        for option in range(len(decision.options)):
            choices[decision.key][first : first + plays] = option
            first += plays
    start = picked(position, np.tile(np.arange(plays), copies), position.luck.repeated(copies))
    end = continued(settle(start, choices), policies).end.reshape(len(SCORES), copies, plays)
    ends = np.moveaxis(end, 1, 0)  # (copy, score, play)
    first = 0
    for decision in stage.decisions:
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
    worth = np.where(seen, BETTER * ends, -np.inf)
    least = np.where(seen, BETTER * ends, np.inf).min(axis=0)
    several = there.any(axis=0)
    spread = (worth.max(axis=0) - least)[:, several].mean(axis=1) if several.any() else np.zeros(len(SCORES))
    best = there & (worth >= worth.max(axis=0)).all(axis=1)
    best &= best.sum(axis=0) == 1
    return Comparison(options, plays, effect, spread, best.sum(axis=1) / np.maximum(plays, 1.0))
