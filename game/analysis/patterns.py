"""The pattern of a case: what was seen, each part a yes or a no in every play.

Every scenario has the directions in which its historical line moves the scores. Of 2010 the pattern is
the record's: the request of 12 June is refused as an internal affair, the package of 14 June follows, no
peacekeepers go, Uzbekistan objects to force and not to equipment, a reform is signed in December. What
the seats chose is given, since it is history that is replayed; what is asked is whether the model lets it
happen, and whether it then means what it meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.case import CREDIBILITY, DIVERSIFICATION, Arm, Case
from game.engine.arrays import Array, Mask
from game.engine.rules.consult import vetoes
from game.engine.state import long_cost, rescue, short_cost
from game.engine.trace import StageTrace
from game.scenario.model import Scenario

KYRGYZSTAN = "kyrgyzstan-2010"
HISTORY = Arm("historical")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One part of it."""

    id: str
    text: str
    seen: Callable[[Case], Mask]
    """(play,)"""
    record: bool = False
    """Whether the record shows it; else it is what the model says of the historical line."""


def patterns(scenario: Scenario) -> tuple[Pattern, ...]:
    """The parts of a scenario's pattern, the case's own first."""
    own = RECORD if _is_of_2010(scenario) else ()
    lines = {line.id for line in scenario.lines}
    between = (BETWEEN,) if {"refuse", "remedy"} <= lines else ()
    return (*own, *DIRECTIONS, *between)


def _is_of_2010(scenario: Scenario) -> bool:
    """Whether it is the case and still has all that the record's parts name: authors change copies."""
    answers = dict(scenario.every_decision).get(("osh", "moscow", "answer"))
    options = {option.id for option in answers.options} if answers else set()
    return (
        scenario.id == KYRGYZSTAN
        and {"summit", "osh", "secretaries", "after", "december"} <= {stage.id for stage in scenario.stages}
        and {"peacekeepers", "aid"} <= options
        and {"internal", "external"} <= {threat.id for threat in scenario.threats}
        and UZBEKISTAN in {member.id for member in scenario.members}
    )


def joint(found: Mapping[str, Mask]) -> Mask:
    """(play,): where every part is seen. Raise ValueError if there is none."""
    if not found:
        raise ValueError("a pattern of nothing")
    return np.asarray(np.logical_and.reduce(list(found.values())))


# Of any scenario ----------------------------------------------------------------------------------


def _believed_less(case: Case) -> Mask:
    return np.asarray(np.less(case.end(HISTORY, CREDIBILITY), case.start(HISTORY, CREDIBILITY)))


def _diversified(case: Case) -> Mask:
    return np.asarray(np.greater(case.end(HISTORY, DIVERSIFICATION), case.start(HISTORY, DIVERSIFICATION)))


def _paid_later(case: Case) -> Mask:
    final = case.trace(HISTORY).final
    return np.asarray(np.greater(long_cost(final), short_cost(final)))


def _beside_remedy(case: Case) -> Mask:
    refused, remedied = (case.end(Arm(line), CREDIBILITY) for line in ("refuse", "remedy"))
    return np.asarray(np.less(refused, remedied))


DIRECTIONS = (
    Pattern("belief", "members believe less in the end", _believed_less),
    Pattern("drift", "the region is more diversified in the end", _diversified),
    Pattern("later", "most of the cost comes later", _paid_later),
)
"""Not what must be: what the model says of the historical line. Elsewhere they may point the other way."""
BETWEEN = Pattern("remedy", "the remedy would have left more belief than refusal", _beside_remedy)


# Of 2010 ------------------------------------------------------------------------------------------

UZBEKISTAN = "uzbekistan"


def _stage(case: Case, stage: str) -> StageTrace:
    return next(each for each in case.trace(HISTORY).stages if each.id == stage)


def _done(case: Case, stage: str) -> Mask:
    """(play,): where all that was done in fact in a stage could be done."""
    missed = _stage(case, stage).defaulted.values()
    none = np.zeros(case.luck.count, dtype=np.bool_)
    return ~np.asarray(np.logical_or.reduce([none, *missed]))


def _belief(case: Case, stage: str) -> Array:
    """(threat, play): what the members believe on the mean, as a stage ends."""
    believed: Array = rescue(case.after(HISTORY, stage)).mean(axis=0)
    return believed


def _refused_as_internal(case: Case) -> Mask:
    """The successors ask; help falls short of what the violence demands; it teaches of internal dangers."""
    state = case.after(HISTORY, "osh")
    threats = case.world(HISTORY).threats
    fallen = _belief(case, "summit") - _belief(case, "osh")
    internal, external = fallen[threats["internal"]], fallen[threats["external"]]
    return np.asarray(
        (state.overthrown > 0.0)
        & (state.adequacy < 0.5)
        & (internal > 0.0)
        & (internal > external)
        & _done(case, "osh")
    )


def _package(case: Case) -> Mask:
    """Two days later more comes than on the day itself, and still no troops."""
    day, then = (case.after(HISTORY, stage) for stage in ("osh", "secretaries"))
    return np.asarray((then.support > day.support) & (then.carried == 0.0) & _done(case, "secretaries"))


def _no_peacekeepers(case: Case) -> Mask:
    stages = case.trace(HISTORY).stages
    carried = [np.zeros(case.luck.count) if each.carried is None else each.carried for each in stages]
    return np.asarray(np.max(carried, axis=0) == 0.0)


PEACEKEEPERS = Arm("historical", instead=((("osh", "moscow", "answer"), "peacekeepers"),))
"""History, but for troops that are put to the council at Osh."""
KIT = Arm("historical", instead=((("osh", "moscow", "answer"), "aid"),))
"""History, but for equipment at once."""


def _objection(case: Case) -> Mask:
    """It vetoes troops; equipment meets no objection, and arrives."""
    world = case.world(PEACEKEEPERS)
    i = world.members[UZBEKISTAN]
    against = vetoes(world, case.after(PEACEKEEPERS, "osh").votes)[i]
    kit = case.after(KIT, "osh")
    welcome = ~vetoes(case.world(KIT), kit.votes)[i]
    return np.asarray(against & welcome & (kit.support > case.after(HISTORY, "osh").support))


def _reform(case: Case) -> Mask:
    """It can be signed, and leaves the alliance better prepared than it was in the summer."""
    before, then = (case.after(HISTORY, stage) for stage in ("after", "december"))
    return np.asarray((then.procedure > before.procedure) & _done(case, "december"))


RECORD = (
    Pattern("refusal", "the request of 12 June is refused, as internal", _refused_as_internal, record=True),
    Pattern("package", "the package of 14 June follows", _package, record=True),
    Pattern("no-troops", "no peacekeepers go", _no_peacekeepers, record=True),
    Pattern("objection", "Uzbekistan objects to force, not to equipment", _objection, record=True),
    Pattern("reform", "a reform is signed in December", _reform, record=True),
)
