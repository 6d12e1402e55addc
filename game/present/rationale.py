"""Why a policy chose as it did, in a sentence or two, as a person would give a reason."""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.world import CompiledDecision
from game.policies.planner import Plan
from game.present.causes import NAMES
from game.present.words import listed, points, quoted, signed
from game.scenario.model import Scenario
from game.words import _

WORTH_SAYING = 0.5
"""An expected difference in points below which a score is left out."""


def explained(plan: Plan, decision: CompiledDecision, scenario: Scenario) -> str:
    """What the planner expects of its choice in its first play, beside the historical course.

    History is not given away before the debrief: it is "the course expected of it".
    """
    chosen, past = int(plan.choice[0]), decision.historical
    value = plan.worth[:, 0]
    labels = _labels(decision, scenario)
    if chosen != past and np.isfinite(value[past]):
        gain = float(value[chosen] - value[past])
        expected = _expected(plan.expected[chosen, :, 0] - plan.expected[past, :, 0])
        return _(
            "Against {option}, the course expected of it, expects {expected} by the end: "
            "worth {points} by its own weights."
        ).format(option=quoted(labels[past]), expected=expected, points=points(gain))
    if chosen != past:
        return _(
            "{option}, the course expected of it, is not on offer; the best of the rest is taken."
        ).format(option=quoted(labels[past]))
    best = int(np.argmax(value))
    if best == past:
        return _(
            "Keeps to the course expected of it: nothing else on offer promises more by its own weights."
        )
    return _(
        "Keeps to the course expected of it: {option} promises only {points} more by its own "
        "weights, too little to leave it."
    ).format(option=quoted(labels[best]), points=points(float(value[best] - value[past])))


def _labels(decision: CompiledDecision, scenario: Scenario) -> list[str]:
    return [option.label for option in dict(scenario.every_decision)[decision.key].options]


def _expected(change: Array) -> str:
    told = [
        f"{_(NAMES[score]).lower()} {signed(float(change[s]), 1)}"
        for s, score in enumerate(SCORES)
        if abs(float(change[s])) >= WORTH_SAYING
    ]
    return listed(told) or _("much the same scores")
