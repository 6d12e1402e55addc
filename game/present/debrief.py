"""The end of a game: how it came out beside other courses, what it says of the claims, what to talk about."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.analysis.patience import Bill, bill, flip
from game.analysis.reading import Seat
from game.analysis.retrace import relived, year_steps
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, finish, run
from game.engine.state import long_cost, short_cost
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.present.aloud import weighed
from game.present.causes import NAMES, explained, together
from game.present.claims import DISCLAIMER
from game.present.estimates import members_as_they_are
from game.present.evidence import Case, Course
from game.present.outcome import outcome
from game.present.readings import scores_misread
from game.present.sentences import Account
from game.present.verdicts import verdicts
from game.present.view import Causes, Debrief, OutcomeView, ScoreLine
from game.present.words import apportioned, figure, number, quoted, signed
from game.scenario.model import Role, Weights
from game.words import _, marked

PLAYS = 256
"""How many plays each other course is averaged over."""
HISTORY = marked("the historical line")
OWN = marked("this play")


def debrief(
    world: World,
    trace: Trace,
    role: str,
    rationales: Mapping[DecisionKey, str],
    undone: int = 0,
    plays: int = PLAYS,
) -> Debrief:
    """The whole truth about one play, told to the seat that played it.

    Only the choices of `trace` matter; the rest is played again. `undone`: how many decisions were
    taken back. Raise ValueError if there are several plays, KeyError if the scenario has no such role.
    """
    if trace.plays != 1:
        raise ValueError(f"a debrief is of one play, got {trace.plays}")
    scenario = world.scenario
    seat = {each.id: each for each in scenario.roles}[role]
    history, lines = _courses(world, trace, plays)
    positions = relived(world, trace)
    played = [(_(OWN), finish(positions[-1])), (_(HISTORY), history)]
    played += [(quoted(name), each) for name, each in lines.items()]
    case = Case(world, positions, tuple(_course(world, name, each) for name, each in played))
    own, past = bill(world, case.trace), bill(world, history)
    where = flip(own, past)
    outcomes = _outcomes(case, rationales)
    return Debrief(
        role_name=seat.name,
        result=_result(seat.weights, case.trace),
        result_historical=_result(seat.weights, history),
        result_text=f"{_sum(seat.weights, case.trace)} {weighed(seat.weights)} {_own(world, trace, seat)}",
        scores=_score_lines(case.trace, history, lines),
        short_cost=float(short_cost(case.ended)[0]),
        long_cost=float(long_cost(case.ended)[0]),
        patience_flip=where,
        patience_text=_patience(own, past, where, float(np.mean(world["charge.patience"]))),
        outcomes=outcomes,
        years=_years(case),
        truth=members_as_they_are(world, case.ended),
        left=tuple(member.name for i, member in enumerate(scenario.members) if case.ended.left[i, 0] > 0.0),
        claims=verdicts(case),
        lessons=_lessons(outcomes, role),
        discussion=(*scenario.discussion, *(each for stage in scenario.stages for each in stage.discussion)),
        undone=undone,
        disclaimer=_(DISCLAIMER),
        misread=scores_misread(Seat(positions[0], role)),
    )


def _courses(world: World, trace: Trace, plays: int) -> tuple[Trace, dict[str, Trace]]:
    """The historical line under the luck of this play, and the scenario's own by name, each a batch."""
    scenario, same, many = world.scenario, Luck(trace.seed, trace.first, 1), Luck(trace.seed, 0, plays)

    def course(policy: Policy, luck: Luck) -> Trace:
        return run(world, {role.id: policy for role in scenario.roles}, luck, explained=True)

    return course(Historical(), same), {
        line.name: course(Script(line.choices), many) for line in scenario.lines
    }


def _course(world: World, name: str, trace: Trace) -> Course:
    return Course(name, bill(world, trace), _adequacy(world, trace))


def _adequacy(world: World, trace: Trace) -> float:
    """How far appeals were met, in the mean over the stages that may have one."""
    met = [
        float(done.state.adequacy.mean())
        for stage, done in zip(world.stages, trace.stages, strict=True)
        if stage.appeals and done.state
    ]
    return float(np.mean(met)) if met else 0.0


def _result(weights: Weights, trace: Trace) -> float:
    return float(worth(weights, trace.end - trace.start).mean())


def _sum(weights: Weights, trace: Trace) -> str:
    """How the result comes about; what is shown adds up."""
    change = dict(zip(SCORES, (trace.end - trace.start)[:, 0].tolist(), strict=True))
    parts = (
        weights.credibility * change["credibility"],
        -weights.cost * change["cost"],
        -weights.diversification * change["diversification"],
    )
    total = round(sum(parts), 1)
    credibility, cost, diversification = (signed(each, 1) for each in apportioned(parts, total))
    return _(
        "The result counts what changed since the start, by your weights: {credibility} for credibility, "
        "{cost} for cost, {diversification} for diversification, {total} in all. Cost can hardly be avoided, "
        "so even a good game may end below 0: compare it with the other courses."
    ).format(credibility=credibility, cost=cost, diversification=diversification, total=signed(total, 1))


def _own(world: World, trace: Trace, seat: Role) -> str:
    """What this seat's choices would have come to by themselves."""
    if len(world.scenario.roles) == 1:
        return ""
    options = {each.key: each.options for stage in world.stages for each in stage.decisions}
    taken = {
        key: options[key][int(choice[0])] for stage in trace.stages for key, choice in stage.choices.items()
    }
    ways: dict[str, Policy] = {role.id: Historical() for role in world.scenario.roles}
    alone = run(world, {**ways, seat.id: Script(taken)}, Luck(trace.seed, trace.first, 1))
    return _(
        "Had the other seats done what they did in fact, your choices would have come to {alone}."
    ).format(alone=number(_result(seat.weights, alone), 1))


def _score_lines(trace: Trace, history: Trace, lines: Mapping[str, Trace]) -> tuple[ScoreLine, ...]:
    past = history.end.mean(axis=1)
    means: dict[str, Array] = {name: each.end.mean(axis=1) for name, each in lines.items()}
    return tuple(
        ScoreLine(
            score=score,
            name=_(NAMES[score]),
            start=float(trace.start[s, 0]),
            end=float(trace.end[s, 0]),
            historical=float(past[s]),
            others={name: float(mean[s]) for name, mean in means.items()},
        )
        for s, score in enumerate(SCORES)
    )


def _patience(own: Bill, past: Bill, where: float | None, patience: float) -> str:
    """What δ* says of this play, in words."""
    if own.total(0.0) == past.total(0.0) and own.total(1.0) == past.total(1.0):
        return _("This play costs what the historical line costs, however patient one is.")
    if where is None:
        more = _(
            "This play costs more than the historical line however patient one is: {today} against "
            "{past_today} where only today counts, {years} against {past_years} where every year counts "
            "alike."
        )
        no_more = _(
            "This play costs no more than the historical line however patient one is: {today} against "
            "{past_today} where only today counts, {years} against {past_years} where every year counts "
            "alike."
        )
        return (more if own.total(patience) > past.total(patience) else no_more).format(
            today=number(own.total(0.0), 1),
            past_today=number(past.total(0.0), 1),
            years=number(own.total(1.0), 1),
            past_years=number(past.total(1.0), 1),
        )
    cheaper_later = _(
        "This play and the historical line change places in cost at a patience of {where}: below it this "
        "play is the dearer, above it the cheaper; this game counts a year’s delay at {patience}."
    )
    dearer_later = _(
        "This play and the historical line change places in cost at a patience of {where}: below it this "
        "play is the cheaper, above it the dearer; this game counts a year’s delay at {patience}."
    )
    told = cheaper_later if own.total(1.0) < past.total(1.0) else dearer_later
    return told.format(where=figure(where, 2), patience=figure(patience, 2))


def _outcomes(case: Case, rationales: Mapping[DecisionKey, str]) -> tuple[OutcomeView, ...]:
    return tuple(
        outcome(before, after, rationales)
        for before, after in zip(case.positions, case.positions[1:], strict=False)
    )


def _years(case: Case) -> tuple[Causes, ...]:
    """What the years that follow did, all together."""
    if not case.trace.years:
        return ()
    last = case.trace.stages[-1]
    first = year_steps(case.world, 0, case.positions[-1].state, case.positions[-1].luck)
    account = Account(first, ended=case.ended)
    return explained(last.scores, together(year.lines for year in case.trace.years), account.tell)


def _lessons(outcomes: tuple[OutcomeView, ...], role: str) -> tuple[str, ...]:
    """What the seat's own choices teach, each once."""
    taught = [choice.teaches for each in outcomes for choice in each.choices if choice.role == role]
    return tuple(dict.fromkeys(text for text in taught if text))
