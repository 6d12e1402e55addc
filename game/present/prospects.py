"""A forecast in words and ranges: where each option may lead, and which rule makes the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from game.analysis.outlook import Prospect, outlook
from game.engine.book import SCORES
from game.engine.play import Position
from game.present.advice import advice
from game.present.causes import BETTER, NAMES
from game.present.seat import choices_made
from game.present.words import listed, points
from game.scenario.model import Decision, Weights
from game.words import _, counted, marked

BASIS = marked(
    "Each range holds four futures in five, as your seat sees the world. In them every decision but the one "
    "at hand is made, a third of the time each, by a rough plan, as in fact, or by chance."
)

ARROW = marked("as this stage ends → after the years that follow")

HARDLY = 0.2
"""Options hardly differ where the middles of every score lie within this part of the narrowest range."""

Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Range:
    """Four futures in five lie between `low` and `high`, half of them below `middle`."""

    low: float
    middle: float
    high: float

    @property
    def width(self) -> float:
        """How far its ends lie apart, in points."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class ScoreProspect:
    """Where one score may go."""

    id: str
    name: str
    better: Better
    fan: tuple[Range, ...]
    """As this stage ends, as each later stage does, and after each year that follows."""

    @property
    def here(self) -> Range:
        """As this stage ends."""
        return self.fan[0]

    @property
    def end(self) -> Range:
        """At the end of the game."""
        return self.fan[-1]


@dataclass(frozen=True, slots=True)
class OptionProspect:
    """Where one option may lead."""

    option: str
    number: int
    """Among all options of the decision, from 1, as they are numbered where one chooses."""
    label: str
    scores: tuple[ScoreProspect, ...]
    advice: tuple[str, ...]
    """In sentences: how its end differs from that of the decision's other options, and by which rule."""


@dataclass(frozen=True, slots=True)
class DecisionProspect:
    """Where the options of one decision may lead; those that are not on offer are left out."""

    decision: str
    prompt: str
    options: tuple[OptionProspect, ...]
    alike: str
    """In a sentence: which of the options hardly differ, if most do not; else empty."""


@dataclass(frozen=True, slots=True)
class ForecastView:
    """All that a seat can foresee of the stage at hand and what comes of it."""

    stage: str
    stages: int
    """How many of the points of a fan are ends of stages; the others are years that follow."""
    times: tuple[str, ...]
    """What the points of a fan are called: stages by title, then years."""
    decisions: tuple[DecisionProspect, ...]
    basis: str
    """What it rests on, in words."""
    arrow: str
    """What the two ranges of a score are, in words: the one before the arrow and the one after it."""


def forecast_view(position: Position, role: str, made: Mapping[str, str]) -> ForecastView:
    """The forecast of the one play at hand for a seat that has `made` these choices: option by decision.

    Raise ValueError if no stage waits or there are several plays, KeyError if there is no such role or
    decision.
    """
    stage = position.stage
    if stage is None:
        raise ValueError("all stages are over")
    found = outlook(replace(position, made=choices_made(position, role, made)), role)
    scenario = position.world.scenario
    decisions = [each for each in scenario.stages[stage.index].decisions if each.role == role]
    weights = next(each.weights for each in scenario.roles if each.id == role)
    years = range(1, position.world.years + 1)
    return ForecastView(
        stage=stage.id,
        stages=len(scenario.stages) - stage.index,
        times=(
            *(each.title for each in scenario.stages[stage.index :]),
            *(
                counted("{count} year later", "{count} years later", year).format(count=year)
                for year in years
            ),
        ),
        decisions=tuple(
            _decision(each, found[stage.id, role, each.id], weights)
            for each in decisions
            if each.id not in made
        ),
        basis=_(BASIS),
        arrow=_(ARROW),
    )


def _decision(
    decision: Decision, prospects: tuple[Prospect | None, ...], weights: Weights
) -> DecisionProspect:
    offered = [each for each in prospects if each is not None]
    options = []
    for number, (option, prospect) in enumerate(zip(decision.options, prospects, strict=True), 1):
        if prospect is not None:
            told = advice(prospect, [each for each in offered if each is not prospect], weights)
            options.append(OptionProspect(option.id, number, option.label, _scores(prospect), told))
    return DecisionProspect(decision.id, decision.prompt, tuple(options), _alike(options))


def _alike(options: Sequence[OptionProspect]) -> str:
    """Which options hardly differ, if at least three and more than half of them do not."""
    for size in range(len(options), max(2, len(options) // 2), -1):
        for some in combinations(options, size):
            ends = list(zip(*(each.scores for each in some), strict=True))
            apart = [_apart(scores) for scores in ends]
            narrowest = [min(each.end.width for each in scores) for scores in ends]
            if all(gap <= HARDLY * width for gap, width in zip(apart, narrowest, strict=True)):
                return _hardly(some, max(apart), min(narrowest), everything=size == len(options))
    return ""


def _apart(scores: Sequence[ScoreProspect]) -> float:
    """How far the middles of one score lie apart, as the stage ends or in the end, whichever is more."""
    return max(
        max(each.middle for each in ranges) - min(each.middle for each in ranges)
        for ranges in ([each.here for each in scores], [each.end for each in scores])
    )


def _hardly(some: Sequence[OptionProspect], apart: float, narrowest: float, *, everything: bool) -> str:
    told = _(
        "Little hangs on which of {options} you take: their middles lie at most {apart} apart, in ranges at "
        "least {width} wide."
    )
    if everything:
        told = _(
            "Little hangs on which of these you take: their middles lie at most {apart} apart, in ranges at "
            "least {width} wide."
        )
    numbers = listed([str(each.number) for each in some])
    return told.format(options=numbers, apart=points(apart), width=points(narrowest))


def _scores(prospect: Prospect) -> tuple[ScoreProspect, ...]:
    return tuple(
        ScoreProspect(
            score,
            _(NAMES[score]),
            BETTER[score],
            tuple(Range(*(float(each) for each in point[s])) for point in prospect.spread),
        )
        for s, score in enumerate(SCORES)
    )
