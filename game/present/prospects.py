"""A forecast in words and ranges: where each option may lead, and which rule makes the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from game.analysis.outlook import Prospect, outlook
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.play import Position
from game.present.causes import BETTER, NAMES, of_the_rule
from game.present.seat import choices_made
from game.present.words import sentence, signed
from game.scenario.model import Decision
from game.words import _, counted, marked

BASIS = marked(
    "Each range holds four futures in five, as your seat sees the world. In what comes later, every seat does"
    " a third of the time what a rough plan says, a third what was done in fact, and else anything on offer."
)
LITTLE = 0.5
"""Points: a difference below this is not worth a sentence."""

MOST_CLAIMS = 3
"""That are named for a rule."""

Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Range:
    """Four futures in five lie between `low` and `high`, half of them below `middle`."""

    low: float
    middle: float
    high: float


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
            _decision(each, found[stage.id, role, each.id]) for each in decisions if each.id not in made
        ),
        basis=_(BASIS),
    )


def _decision(decision: Decision, prospects: tuple[Prospect | None, ...]) -> DecisionProspect:
    offered = [
        (option, each) for option, each in zip(decision.options, prospects, strict=True) if each is not None
    ]
    options = []
    for option, prospect in offered:
        others = [each for _other, each in offered if each is not prospect]
        options.append(OptionProspect(option.id, option.label, _scores(prospect), _advice(prospect, others)))
    return DecisionProspect(decision.id, decision.prompt, tuple(options))


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


def _advice(prospect: Prospect, others: list[Prospect]) -> tuple[str, ...]:
    """How it ends beside the mean of the others, score by score, and the rule that has most of it."""
    if not others:
        return ()
    told = []
    rules = {rule for each in (prospect, *others) for rule in each.causes}
    for s, score in enumerate(SCORES):
        difference = float(prospect.mean[s] - np.mean([each.mean[s] for each in others]))
        if abs(difference) < LITTLE:
            continue
        parts = {rule: _part(rule, prospect, others, s) for rule in rules}
        rule = max(parts, key=lambda each: (parts[each] * np.sign(difference), each))
        why, claims = of_the_rule(rule)
        words = (
            _("{score} ends about {points} points higher than with the others")
            if difference > 0.0
            else _("{score} ends about {points} points lower than with the others")
        )
        said = words.format(score=_(NAMES[score]), points=f"{abs(difference):.1f}")
        most = _("{why} has {part} of it").format(why=_because(why, claims), part=signed(parts[rule], 1))
        told.append(sentence(f"{said}: {most}"))
    return tuple(told) or (_("To the end it makes little difference beside the others."),)


def _part(rule: str, prospect: Prospect, others: list[Prospect], s: int) -> float:
    def of(each: Prospect) -> Array:
        return each.causes.get(rule, np.zeros(len(SCORES)))

    return float(of(prospect)[s] - np.mean([of(each)[s] for each in others]))


def _because(why: str, claims: tuple[str, ...]) -> str:
    return f"“{why}” ({', '.join(claims[:MOST_CLAIMS])})" if claims else f"“{why}”"
