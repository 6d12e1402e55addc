"""Claims about drift: where members turn, and who leaves (C0, C19–C21)."""

from __future__ import annotations

import numpy as np

from game.analysis.retrace import relived
from game.engine.book import SCORES
from game.engine.play import finish
from game.engine.rules.prepare import moved
from game.engine.state import credibility, rescue, valued
from game.present.evidence import FELT, Case, Finding, found, untested
from game.present.verdicts_conduct import APART, STEP
from game.present.words import listed, points, signed
from game.words import _

LIVE = 0.1
"""A chance from which on leaving is a live choice."""
TELLING = 1.0
"""A change of a score in points from which on it can drive another."""


def exit_is_live(case: Case) -> Finding:
    """C0"""
    if case.world.years == 0:
        return untested(_("No years were played after the last stage."))
    members = case.world.scenario.members
    left = [members[int(i)].name for i in np.flatnonzero(case.ended.left[:, 0] > 0.0)]
    chance = float(case.afterwards().final.left.max(axis=0).mean())
    share = case.ended.share[:, 0, 0]
    least = int(np.argmin(share))
    told = _(
        "Nobody left; after such a play somebody does in {chance} of cases. The alliance’s smallest part "
        "in a member’s security is {member}’s, {share}."
    )
    if left:
        told = _(
            "{left} left; after such a play somebody does in {chance} of cases. The alliance’s smallest "
            "part in a member’s security is {member}’s, {share}."
        )
    return found(
        told.format(
            left=listed(left), chance=f"{chance:.0%}", member=members[least].name, share=f"{share[least]:.0%}"
        ),
        so=bool(left) or chance >= LIVE,
    )


def recognition_is_no_substitute(case: Case) -> Finding:
    """C19"""
    levels = [float(passed.ended.mandate[0]) for passed in case.stages]
    rise = max(levels) - float(case.positions[0].state.mandate[0])
    if rise < APART:
        return untested(_("No recognition from outside was gained in this play."))
    state, needs = case.positions[0].state, case.world.needs
    after = moved(case.world, state, {"mandate": np.array([STEP])})
    effect = float((credibility(needs, after) - credibility(needs, state))[0])
    fell = float(case.change[SCORES.index("credibility")])
    return found(
        _(
            "International standing rose by up to {rise} while credibility moved by {change} in all; "
            "recognition by itself moved belief by {effect}."
        ).format(rise=points(rise * 100.0), change=signed(fell, 1), effect=signed(effect, 1)),
        so=abs(effect) <= FELT,
    )


def lost_belief_diversifies(case: Case) -> Finding:
    """C20"""
    belief = float(case.change[SCORES.index("credibility")])
    drift = float(case.change[SCORES.index("diversification")])
    if abs(belief) < TELLING:
        little = _("Credibility moved by only {change} in this play.")
        return untested(little.format(change=signed(belief, 1)))
    world, regional = case.world, list(case.world.regional)
    gained = (valued(world.needs, rescue(case.ended)) - valued(world.needs, world.belief))[regional, 0]
    away = (world.share[:, 0] - case.ended.share[:, 0])[regional, 0]
    first = int(np.argmax(away))
    return found(
        _(
            "Credibility moved by {belief} and diversification by {drift}. {member} moved furthest "
            "({away} points), its belief in help by {gained}."
        ).format(
            belief=signed(belief, 1),
            drift=signed(drift, 1),
            member=world.scenario.members[regional[first]].name,
            away=signed(float(away[first]) * 100.0, 1),
            gained=signed(float(gained[first]) * 100.0, 1),
        ),
        so=belief * drift < 0.0 and bool(gained[first] < 0.0 or away[first] <= 0.0),
    )


def suitors_multiply(case: Case) -> Finding:
    """C21"""
    lost = valued(case.world.needs, rescue(case.ended)) < valued(case.world.needs, case.world.belief)
    if not any(bool(lost[i, 0]) for i in case.world.regional):
        return untested(_("No member of the region lost belief in this play."))
    calm = finish(relived(case.without("realign.suitors"), case.trace)[-1])
    s = SCORES.index("diversification")
    drift, without = float(case.change[s]), float((calm.end - calm.start)[s, 0])
    return found(
        _(
            "Diversification moved by {drift}; had courtship not worked on lost belief, it would have moved "
            "by {without}."
        ).format(drift=signed(drift, 1), without=signed(without, 1)),
        so=drift > without + FELT,
    )
