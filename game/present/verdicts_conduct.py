"""Claims about conduct: what helping, refusing and building bring (C5, C10–C12, C16–C18)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.analysis.patience import flip
from game.analysis.retrace import steps
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.rules.prepare import moved
from game.engine.rules.respond import in_force
from game.engine.state import State, cost, credibility, diversification, restraint
from game.present.evidence import FELT, Case, Finding, found, untested
from game.present.words import figure, number, points, quoted, signed
from game.words import _

STEP = 0.3
"""How far a level is raised to see what it does."""
APART = 0.05
"""A difference of chances or parts that can be told from chance."""
STEEP = 5.0
"""A fall of credibility in points that is called steep."""
BUILT = 0.1
"""A rise of √(capacity·procedure) from which on an alliance has built."""
ARMED = 0.1
"""Force on the ground, of 1, from which on it is called stepping in."""


def refused_incumbents_fall(case: Case) -> Finding:
    """C5"""
    hearing = next((each for each in case.hearings if each.appeal.incumbent), None)
    if hearing is None:
        return untested(_("No incumbent appealed in this play."))
    position, choices = hearing.futures()
    passed = steps(position, choices)
    adequacy, fell = passed.ended.adequacy, passed.ended.overthrown
    helped = adequacy > float(np.median(adequacy))
    if float(adequacy.max() - adequacy.min()) < APART or not helped.any():
        return untested(_("No answer on offer would have helped more than another."))
    worse, better = float(fell[~helped].mean()), float(fell[helped].mean())
    return found(
        _(
            "In other plays of {stage}, {asker} fell in {worse} where less was done and in {better} where "
            "more was."
        ).format(stage=hearing.title, asker=hearing.asker, worse=f"{worse:.0%}", better=f"{better:.0%}"),
        so=worse > better + APART,
    )


def stepping_in_costs_now(case: Case) -> Finding:
    """C10"""
    hearing = case.gravest
    if hearing is None:
        return untested(_("Nobody appealed in this play."))
    position, choices = hearing.futures()
    passed = steps(position, choices)
    armed = np.broadcast_to(np.asarray(in_force(passed.scene, passed.ended)) >= ARMED, position.luck.count)
    if armed.all() or not armed.any():
        neither = _("In {stage} there was no choice between stepping in and staying out.")
        return untested(neither.format(stage=hearing.title))
    paid = cost(passed.ended) - cost(passed.opened)
    regional = case.world.regional
    gained = diversification(regional, passed.ended) - diversification(regional, passed.opened)
    with_force, without = float(paid[armed].mean()), float(paid[~armed].mean())
    effect = float(gained[armed].mean() - gained[~armed].mean())
    return found(
        _(
            "In other plays of {stage} the stage cost {armed} points where force was used and {unarmed} "
            "where it was not; diversification at its end differed by {effect}."
        ).format(
            stage=hearing.title,
            armed=number(with_force, 1),
            unarmed=number(without, 1),
            effect=signed(effect, 1),
        ),
        so=with_force > without + FELT and -effect <= FELT,
    )


def ties_block(case: Case) -> Finding:
    """C11"""
    tied = [each for each in case.hearings if each.appeal.ties.any()]
    for hearing in sorted(tied, key=lambda each: -float(each.appeal.ties.max())):
        position, choices = hearing.futures(proposing=True)
        stage = position.world.stages[hearing.steps.scene.index]
        with_ties = replace(stage.appeals[hearing.which], when=None)
        chances = []
        for appeal in (with_ties, replace(with_ties, ties=np.zeros_like(with_ties.ties))):
            passed = steps(position, choices, replace(stage, appeals=(appeal,)))
            chances.append(float((passed.ended.carried > 0.0).mean()))
        if not any(np.max(values) > 0.0 for name, values in passed.scene.move.items() if name == "deploy"):
            continue
        name = case.world.scenario.members[int(hearing.appeal.ties.argmax())].name
        return found(
            _(
                "A joint operation in {stage} would have passed in {tied} of plays, and in {free} had "
                "{member} and others no ties to the conflict."
            ).format(stage=hearing.title, tied=f"{chances[0]:.0%}", free=f"{chances[1]:.0%}", member=name),
            so=chances[1] > chances[0] + APART,
        )
    return untested(_("No operation could be proposed where a member had ties to the conflict."))


def patience_decides(case: Case) -> Finding:
    """C12"""
    least = min(case.courses, key=lambda each: each.adequacy)
    others = [each for each in case.courses if each.adequacy - least.adequacy >= APART]
    if not others:
        return untested(_("All lines of play that are known here answered the appeals alike."))
    others.sort(key=lambda each: -each.adequacy)
    flips = [(each, where) for each in others if (where := flip(least.bill, each.bill)) is not None]
    other = flips[0][0] if flips else others[0]
    told = _(
        "{least}, which met least of the appeals, and {other}, which met more, do not change places in "
        "cost: {figures}."
    )
    if flips:
        told = _(
            "{least}, which met least of the appeals, and {other}, which met more, change places in cost "
            "at a patience of {patience}: {figures}."
        )
    figures = _("{now} and {other_now} points at once, {ever} and {other_ever} to the most patient").format(
        now=number(least.bill.short, 1),
        other_now=number(other.bill.short, 1),
        ever=number(least.bill.total(1.0), 1),
        other_ever=number(other.bill.total(1.0), 1),
    )
    patience = figure(flips[0][1], 2) if flips else ""
    told = told.format(least=least.name, other=other.name, patience=patience, figures=figures)
    return found(told, so=bool(flips))


def complements(case: Case) -> Finding:
    """C16"""
    if case.booked("charge.building", "cost") <= FELT:
        return untested(_("Neither forces nor rules were built in this play."))
    position = case.positions[0]

    def gain(*names: str) -> float:
        after = moved(case.world, position.state, {name: np.array([STEP]) for name in names})
        return float((_credibility(case, after) - _credibility(case, position.state))[0])

    forces, rules, both = gain("capacity"), gain("procedure"), gain("capacity", "procedure")
    return found(
        _(
            "From where this play began, a like step of forces alone is worth {forces} of credibility, "
            "of rules alone {rules}, of both {both}."
        ).format(forces=points(forces), rules=points(rules), both=points(both)),
        so=both > forces + rules,
    )


def mandate_counts(case: Case) -> Finding:
    """C17"""
    armed = [
        (float(np.max(in_force(passed.scene, passed.ended))), number)
        for number, passed in enumerate(case.stages)
    ]
    size, which = max(armed)
    if size < ARMED:
        return untested(_("No force was sent in this play."))
    position, done = case.positions[which], case.trace.stages[which]
    results = []
    for level in (0.0, 1.0):
        state = replace(position.state, mandate=np.array([level]))
        passed = steps(replace(position, moment=replace(position.moment, state=state)), done.choices)
        trust = restraint(passed.ended) - restraint(passed.opened)
        results.append((float((cost(passed.ended) - cost(passed.opened))[0]), float(trust.mean()) * 100.0))
    (bare, alarm), (covered, calm) = results
    title = quoted(case.world.scenario.stages[which].title)
    return found(
        _(
            "Without any mandate the force sent in {stage} would have cost {bare} points and moved trust in "
            "restraint by {alarm}; with a full one, {covered} points and {calm}."
        ).format(
            stage=title,
            bare=number(bare, 1),
            alarm=signed(alarm, 1),
            covered=number(covered, 1),
            calm=signed(calm, 1),
        ),
        so=bare > covered + FELT and alarm <= calm,
    )


def nothing_built(case: Case) -> Finding:
    """C18"""
    start, end = case.positions[0].state, case.positions[-1].state
    built = float((np.sqrt(end.capacity * end.procedure) - np.sqrt(start.capacity * start.procedure))[0])
    if built >= BUILT:
        return untested(_("This play did build forces and rules, so it cannot show what happens without."))
    fell = -float(case.change[SCORES.index("credibility")])
    return found(
        _("Little was built, and credibility moved by {change} to the end of the years after.").format(
            change=signed(-fell, 1)
        ),
        so=fell >= STEEP,
    )


def _credibility(case: Case, state: State) -> Array:
    return credibility(case.world.needs, state)
