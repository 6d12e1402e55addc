"""Options with what a seat can foresee of them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from game.analysis.forecast import Forecast, Foreseen
from game.present.requirements import required
from game.present.view import DecisionView, OptionView, Span
from game.present.words import listed
from game.scenario.model import Option, Reversible, Scenario, Stage
from game.words import _

BANDS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
"""The ends of the bands in which chances are stated."""
LIKELY = 0.5
POSSIBLE = 0.2
SETTLED = 0.99
"""From which share of the futures on a vote is called certain."""

HARDLY = ("force", "deploy", "rule")
PARTLY = ("promise", "capacity", "procedure", "mandate", "bargain", "leverage")
"""Levers that, unless the scenario says otherwise, make an option hard or partly possible to reverse."""


def decision_views(
    scenario: Scenario, stage: Stage, role: str, outlook: Forecast
) -> tuple[DecisionView, ...]:
    """What the seat must settle in a stage, in order, with its forecast."""
    return tuple(
        DecisionView(
            decision.id,
            decision.prompt,
            tuple(
                _option(scenario, option, foreseen)
                for option, foreseen in zip(
                    decision.options, outlook[stage.id, role, decision.id], strict=True
                )
            ),
            decision.default,
        )
        for decision in stage.decisions
        if decision.role == role
    )


def band(chance: float) -> Span:
    """The band in which a chance is stated, in percent."""
    for low, high in pairwise(BANDS):
        if chance <= high:
            return Span(low * 100.0, high * 100.0)
    raise ValueError(f"a chance lies between 0 and 1, got {chance}")


def _option(scenario: Scenario, option: Option, foreseen: Foreseen | None) -> OptionView:
    voted = foreseen is not None and _bears_on_a_vote(option, foreseen)
    return OptionView(
        id=option.id,
        label=option.label,
        summary=option.summary,
        on_offer=foreseen is not None,
        why_not=required(option.when, scenario) if foreseen is None and option.when else "",
        cost=Span(*foreseen.cost) if foreseen else Span(0.0, 0.0),
        consent=_consent(scenario, foreseen) if foreseen and voted else "",
        pass_chance=band(foreseen.passes) if foreseen and voted else None,
        reversible=option.reversible or _reversible(option.levers),
    )


def _bears_on_a_vote(option: Option, foreseen: Foreseen) -> bool:
    """Whether a vote is sure to come, or the option puts weight behind one that may."""
    return foreseen.proposed >= SETTLED or (option.levers.get("back", 0.0) > 0.0 and foreseen.proposed > 0.0)


def _consent(scenario: Scenario, foreseen: Foreseen) -> str:
    names = [member.name for member in scenario.members]
    likely = [i for i, chance in enumerate(foreseen.assents) if chance >= LIKELY]
    block = [name for name, chance in zip(names, foreseen.vetoes, strict=True) if chance >= LIKELY]
    might = [name for name, chance in zip(names, foreseen.vetoes, strict=True) if POSSIBLE <= chance < LIKELY]
    told = [_("{likely} of {all} would probably assent").format(likely=len(likely), all=len(names))]
    if block:
        told.append(_("{members} would probably veto").format(members=listed(block)))
    if might:
        told.append(_("{members} might veto").format(members=listed(might)))
    text = "; ".join(told)
    if foreseen.proposed >= SETTLED:
        return text
    return _("if an operation is proposed, {votes}").format(votes=text)


def _reversible(levers: Mapping[str, float]) -> Reversible:
    used = {lever.partition(".")[0] for lever, value in levers.items() if value}
    if used & set(HARDLY):
        return "hardly"
    return "partly" if used & set(PARTLY) else "easily"
