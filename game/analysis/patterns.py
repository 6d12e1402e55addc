"""The patterns of a case: what came of the historical line, and what the council would have made of others.

Each is a yes or a no in every play. For 2010 they are the fact sheet's: belief and shares fall after two
refusals; troops meet an objection, equipment does not; the reform of December comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.analysis.ends import Ends
from game.engine.arrays import Mask
from game.scenario.model import ALLIANCE, Scenario


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that is seen in a play, or is not."""

    id: str
    says: str
    line: str
    """The line of play in which it is looked for."""
    seen: Callable[[Ends], Mask]
    """(play,)"""


def patterns(scenario: Scenario) -> tuple[Pattern, ...]:
    """The patterns that a scenario's historical line and named lines can show."""
    found = [
        Pattern("belief", "credibility ends lower than it began", "historical", _fell("credibility")),
        Pattern("drift", "diversification ends higher than it began", "historical", _rose("diversification")),
        Pattern("later", "most of the cost comes later", "historical", lambda end: end.long > end.short),
        Pattern(
            "all",
            "the alliance's part shrinks in most members' security",
            "historical",
            _shrinks(scenario),
        ),
    ]
    lines = {line.id for line in scenario.lines}
    if {"refuse", "remedy"} <= lines:
        found.append(Pattern("objection", "somebody in the council is against troops", "remedy", _objected))
    if "aid" in lines:
        found.append(Pattern("equipment", "nobody is against equipment", "aid", lambda end: ~_objected(end)))
    return tuple(found)


def _fell(score: str) -> Callable[[Ends], Mask]:
    return lambda end: np.asarray(end.change(score) < 0.0)


def _rose(score: str) -> Callable[[Ends], Mask]:
    return lambda end: np.asarray(end.change(score) > 0.0)


def _objected(end: Ends) -> Mask:
    return np.asarray((end.opposed > 0.0).any(axis=0))


def _shrinks(scenario: Scenario) -> Callable[[Ends], Mask]:
    start = np.array([[member.share[ALLIANCE]] for member in scenario.members])
    return lambda end: np.asarray((end.alliance < start).mean(axis=0) > 0.5)
