"""The adviser: how an option's end differs from that of the others, and which rule makes the difference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.analysis.outlook import Prospect
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.policies.planner import worth
from game.present.causes import NAMES, Told, of_the_rule
from game.present.words import points, quoted, sentence, signed
from game.scenario.model import Weights
from game.words import _, marked

LITTLE = 0.5
"""Points: a difference below this is not worth a sentence."""
COUNTER = 0.5
"""How large a part of the first cause one that works against it must be, to be told."""

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


def _score(score: int, apart: float, parts: dict[str, float]) -> str:
    """One score: how far apart, the rule that has most of it, and one that works against it."""
    higher = _("{score} ends {points} higher than with the others, above all because {why}")
    lower = _("{score} ends {points} lower than with the others, above all because {why}")
    along = {rule: part * np.sign(apart) for rule, part in parts.items()}
    first, last = max(along, key=lambda rule: along[rule]), min(along, key=lambda rule: along[rule])
    said = (higher if apart > 0.0 else lower).format(
        score=_(NAMES[SCORES[score]]), points=points(apart), why=_because(first, parts[first])
    )
    if along[last] <= -max(COUNTER * along[first], LITTLE):
        said = _("{said}, though {why}").format(said=said, why=_because(last, parts[last]))
    return sentence(said)


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
