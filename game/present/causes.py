"""Why the scores changed: every line that the engine booked, as a sentence about this stage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from game.analysis.reading import Band, Gauge
from game.engine.arrays import Array, on_grid
from game.engine.book import SCORES, Lines
from game.engine.settings import RULES
from game.present.view import Cause, Causes, Span
from game.present.words import apportioned, sentence, signed
from game.words import _, marked

NAMES = {
    "credibility": marked("Credibility"),
    "cost": marked("Cost"),
    "diversification": marked("Diversification"),
}
"""How the scores are called, in English."""
BETTER: Mapping[str, Literal["higher", "lower"]] = {
    "credibility": "higher",
    "cost": "lower",
    "diversification": "lower",
}
"""Which way each is good."""

Told = tuple[str, tuple[str, ...]]
"""A sentence, and the claims that the step rests on."""
Tell = Callable[[str, float], Told]
"""A rule and what it changed of a score, to what is said of it."""

CLAIM = re.compile(r"C\d+")
REFERENCES = re.compile(r"\s*\([^()]*\)")


def explained(before: Array, lines: Lines, tell: Tell, gauge: Gauge | None = None) -> tuple[Causes, ...]:
    """The lines of one play by score, from its scores before: (score, play).

    With a `gauge` the levels are a seat's readings, and are told as ranges; the causes add up exactly
    either way, and what is shown of them is the same to a tenth.
    """
    if gauge is None:
        changes = {rule: change[:, 0] for rule, change in lines.items()}
        start = before[:, 0]
        return tuple(
            _causes(score, float(start[s]), _row(changes, s), tell) for s, score in enumerate(SCORES)
        )
    changes = {rule: on_grid(change * gauge.factor)[:, 0] for rule, change in lines.items()}
    start, unshifted = gauge.read(before)[:, 0], (before * gauge.factor)[:, 0]
    bands = gauge.band(before), gauge.band(sum(lines.values(), before))
    return tuple(
        replace(
            _causes(score, float(start[s]), _row(changes, s), tell, float(unshifted[s])),
            ranges=(span(bands[0], (s, 0)), span(bands[1], (s, 0))),
        )
        for s, score in enumerate(SCORES)
    )


def span(band: Band, at: tuple[int, ...], unit: float = 1.0) -> Span:
    """One range out of many, in `unit` parts of the whole."""
    return Span(float(band.low[at]) * unit, float(band.high[at]) * unit)


def _row(changes: Mapping[str, Array], score: int) -> dict[str, float]:
    return {rule: float(change[score]) for rule, change in changes.items() if change[score] != 0.0}


def _causes(
    score: str, before: float, changes: Mapping[str, float], tell: Tell, level: float | None = None
) -> Causes:
    """`level` is what the change is shown as the difference from, in tenths; the level before if None."""
    after = before
    for change in changes.values():
        after += change
    level = before if level is None else level
    total = round(level + (after - before), 1) - round(level, 1)
    causes = []
    for (rule, change), shown in zip(changes.items(), apportioned([*changes.values()], total), strict=True):
        text, claims = tell(rule, change)
        causes.append(Cause(rule, change, sentence(text), claims, signed(shown, 1)))
    return Causes(
        score=score,
        name=_(NAMES[score]),
        before=before,
        after=after,
        causes=tuple(causes),
        shown=signed(total, 1),
        better=BETTER[score],
    )


def together(stages: Iterable[Lines]) -> Lines:
    """The lines of several stages or years added up."""
    total: Lines = {}
    for lines in stages:
        for rule, change in lines.items():
            total[rule] = total[rule] + change if rule in total else np.asarray(change)
    return total


def of_the_rule(rule: str) -> Told:
    """What can be said of any step of the engine: what its rule says of itself."""
    text = RULES.get(rule) or RULES.get(rule.partition(".")[0]) or marked("something else changed")
    return _(bare(text)), claims_in(text)


def bare(text: str) -> str:
    """What a rule says of itself, without its references: as translators are given it."""
    return REFERENCES.sub("", text)


def claims_in(text: str) -> tuple[str, ...]:
    """The claims that a rule's own text cites by number, ranges left at their ends."""
    return tuple(CLAIM.findall(text))
