"""Options with what a seat can foresee of them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from game.analysis.forecast import Forecast, Foreseen
from game.present.requirements import required
from game.present.view import DecisionView, OptionView, Span, Vote, VoteView
from game.present.voices import reason
from game.present.words import listed
from game.scenario.model import Decision, Option, Reversible, Scenario
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


def decision_views(scenario: Scenario, number: int, role: str, outlook: Forecast) -> tuple[DecisionView, ...]:
    """What the seat must settle in the stage of this number, from 0, in order, with its forecast."""
    stage = scenario.stages[number]
    return tuple(
        _decision(scenario, number, decision, outlook[stage.id, role, decision.id])
        for decision in stage.decisions
        if decision.role == role
    )


def _decision(
    scenario: Scenario, number: int, decision: Decision, outlook: Sequence[Foreseen | None]
) -> DecisionView:
    views = [
        _option(scenario, number, option, foreseen)
        for option, foreseen in zip(decision.options, outlook, strict=True)
    ]
    idle = next((each.idle for each in outlook if each), (0.0, 0.0))
    return DecisionView(
        id=decision.id,
        prompt=decision.prompt,
        options=tuple(views),
        default=decision.default,
        idle=Span(*idle),
        furthest=_furthest(decision, views),
    )


def _furthest(decision: Decision, views: Sequence[OptionView]) -> str:
    """The option that goes to the council with the largest operation; the default, where all are alike."""

    def reach(option: Option) -> tuple[float, float, bool]:
        levers = option.levers
        return levers.get("deploy", 0.0), levers.get("back", 0.0), option.id == decision.default

    voted = [option for option, view in zip(decision.options, views, strict=True) if view.votes]
    return max(voted, key=reach).id if voted else ""


def band(chance: float) -> Span:
    """The band in which a chance is stated, in percent."""
    for low, high in pairwise(BANDS):
        if chance <= high:
            return Span(low * 100.0, high * 100.0)
    raise ValueError(f"a chance lies between 0 and 1, got {chance}")


def _option(scenario: Scenario, number: int, option: Option, foreseen: Foreseen | None) -> OptionView:
    voted = foreseen is not None and _bears_on_a_vote(option, foreseen)
    return OptionView(
        id=option.id,
        label=option.label,
        summary=option.summary,
        on_offer=foreseen is not None,
        why_not=required(option.when, scenario) if foreseen is None and option.when else "",
        adds=Span(*foreseen.adds) if foreseen else Span(0.0, 0.0),
        consent=_consent(scenario, foreseen) if foreseen and voted else "",
        pass_chance=band(foreseen.passes) if foreseen and voted else None,
        reversible=option.reversible or _reversible(option.levers),
        votes=_votes(scenario, number, foreseen) if foreseen and voted else (),
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


def _votes(scenario: Scenario, number: int, foreseen: Foreseen) -> tuple[VoteView, ...]:
    """How each member would probably vote, and why."""
    views = []
    for i, member in enumerate(scenario.members):
        vote = _likely(foreseen.assents[i], foreseen.vetoes[i])
        terms = {name: weights[i] for name, weights in foreseen.motives.items()}
        views.append(VoteView(member.id, member.name, vote, reason(member, vote, terms, number + i)))
    return tuple(views)


def _likely(assents: float, vetoes: float) -> Vote:
    """The vote in the middle, from no to yes: as `_consent` says `probably`."""
    if assents >= LIKELY:
        return "assents"
    return "vetoes" if vetoes >= LIKELY else "abstains"


def _reversible(levers: Mapping[str, float]) -> Reversible:
    used = {lever.partition(".")[0] for lever, value in levers.items() if value}
    if used & set(HARDLY):
        return "hardly"
    return "partly" if used & set(PARTLY) else "easily"
