"""The adviser: how an option's end differs from that of the others, and which rule makes the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from game.analysis.outlook import Prospect
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.policies.planner import worth
from game.present.causes import NAMES, Told, of_the_rule
from game.present.words import apportioned, points, quoted, sentence, signed, still
from game.scenario.model import Weights
from game.words import _, marked

LITTLE = 0.5
"""Points: a difference below this is not worth a sentence."""
MOST = 0.8
"""Causes are told until they make up this part of the difference …"""
TOLD = 3
"""… or are so many."""

WHY: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "prepare": (
        marked("words and means raise more hope before any test"),
        marked("words and means raise less hope before any test"),
        ("C1", "C16"),
    ),
    "judge": (
        marked("members see the appeals better met"), marked("members see the appeals less well met"),
        ("C4", "C13"),
    ),
    "judge.reserve": (
        marked("less of an excused refusal comes to count"),
        marked("more of an excused refusal comes to count"),
        ("C6", "C7"),
    ),
    "shadow.fade": (
        marked("less hope wears off in the years that follow"),
        marked("more hope wears off in the years that follow"),
        ("C18",),
    ),
    "realign": (
        marked("members turn further to other partners"), marked("members stay closer to the alliance"),
        ("C20", "C21"),
    ),
    "charge.operation": (
        marked("more is paid for troops in the field"), marked("less is paid for troops in the field"),
        ("C10",),
    ),
    "charge.friction": (
        marked("more is paid for going without a mandate, or against members’ will"),
        marked("less is paid for going without a mandate, or against members’ will"),
        ("C11", "C17"),
    ),
    "charge.aid": (
        marked("more is paid for help without force"), marked("less is paid for help without force"), (),
    ),
    "charge.building": (
        marked("more is paid for forces and rules"), marked("less is paid for forces and rules"), ("C16",),
    ),
    "charge.bargain": (
        marked("more is paid for safeguards and favours"), marked("less is paid for safeguards and favours"),
        ("C11",),
    ),
    "charge.direct": (
        marked("the options chosen charge more by themselves"),
        marked("the options chosen charge less by themselves"),
        (),
    ),
    "charge.upkeep": (
        marked("influence costs more in a more diversified region"),
        marked("influence costs less in a less diversified region"),
        ("C12",),
    ),
}  # fmt: skip
"""By rule: why a score ends higher, and lower, for it; in English; and the claims that this rests on."""


def advice(prospect: Prospect, others: Sequence[Prospect], weights: Weights) -> tuple[str, ...]:
    """How an option ends beside the mean of the others, score by score and by the seat's weights.

    Nothing if there are no others.
    """
    if not others:
        return ()
    apart = prospect.mean - np.mean([each.mean for each in others], axis=0)
    told = [
        _score(s, float(apart[s]), _parts(prospect, others, s))
        for s in range(len(SCORES))
        if abs(apart[s]) >= LITTLE
    ]
    if not told:
        return (_("To the end it makes little difference beside the others."),)
    result = float(worth(weights, apart[:, None])[0])
    if abs(result) >= LITTLE:
        more = _("By your weights that makes {points} more than with the others.")
        less = _("By your weights that makes {points} less than with the others.")
        told.append((more if result > 0.0 else less).format(points=points(result)))
    return tuple(told)


def _score(score: int, apart: float, parts: Mapping[str, float]) -> str:
    """One score: how far apart, the rules that have most of it, and what is left; the figures add up."""
    higher = _("{score} ends {points} higher than with the others, above all because {why}")
    lower = _("{score} ends {points} lower than with the others, above all because {why}")
    named = _named(apart, parts)
    left = apart - sum(parts[rule] for rule in named)
    *shown, rest = apportioned([*(parts[rule] for rule in named), left], round(apart, 1))
    first, *more = zip(named, shown, strict=True)
    said = (higher if apart > 0.0 else lower).format(
        score=_(NAMES[SCORES[score]]), points=points(apart, exact=True), why=_because(*first)
    )
    for rule, part in sorted(more, key=lambda each: each[1] * apart < 0.0):
        further = _("{said}, and because {why}") if part * apart > 0.0 else _("{said}, though {why}")
        said = further.format(said=said, why=_because(rule, part))
    if not still(signed(rest, 1)):
        said = _("{said}; the rest comes to {part}").format(said=said, part=signed(rest, 1))
    return sentence(said)


def _named(apart: float, parts: Mapping[str, float]) -> list[str]:
    """The rules to name: first the one that has most of the difference, then the largest of the others."""
    along = {rule: part * np.sign(apart) for rule, part in parts.items()}
    first = max(along, key=lambda rule: along[rule])
    others = sorted((rule for rule in parts if rule != first), key=lambda rule: -abs(parts[rule]))
    named = [first]
    for rule in others[: TOLD - 1]:
        if abs(apart - sum(parts[each] for each in named)) <= (1.0 - MOST) * abs(apart):
            break
        named.append(rule)
    return named


def _parts(prospect: Prospect, others: Sequence[Prospect], score: int) -> dict[str, float]:
    """By rule: how much of the difference it makes."""
    none = np.zeros(len(SCORES))

    def of(each: Prospect, rule: str) -> Array:
        return each.causes.get(rule, none)

    rules = sorted({rule for each in (prospect, *others) for rule in each.causes})
    return {
        rule: float(of(prospect, rule)[score] - np.mean([of(each, rule)[score] for each in others]))
        for rule in rules
    }


def _because(rule: str, part: float) -> str:
    """Why, how much, and by which claims: a clause."""
    why, claims = _why(rule, part)
    return f"{why} ({'; '.join([signed(part, 1), *([', '.join(claims)] if claims else [])])})"


def _why(rule: str, part: float) -> Told:
    if rule in WHY:
        higher, lower, claims = WHY[rule]
        return _(higher if part > 0.0 else lower), claims
    text, claims = of_the_rule(rule)
    return quoted(text), claims
