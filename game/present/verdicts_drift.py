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

LIVE = 0.1
"""A chance from which on leaving is a live choice."""
TELLING = 1.0
"""A change of a score in points from which on it can drive another."""


def exit_is_live(case: Case) -> Finding:
    """C0"""
    if case.world.years == 0:
        return untested("No years were played after the last stage.")
    members = case.world.scenario.members
    left = [members[int(i)].name for i in np.flatnonzero(case.ended.left[:, 0] > 0.0)]
    chance = float(case.afterwards().final.left.max(axis=0).mean())
    share = case.ended.share[:, 0, 0]
    least = int(np.argmin(share))
    gone = f"{listed(left)} left" if left else "Nobody left"
    return found(
        f"{gone}; after such a play somebody does in {chance:.0%} of cases. The alliance’s smallest part "
        f"in a member’s security is {members[least].name}’s, {share[least]:.0%}.",
        so=bool(left) or chance >= LIVE,
    )


def recognition_is_no_substitute(case: Case) -> Finding:
    """C19"""
    levels = [float(passed.ended.mandate[0]) for passed in case.stages]
    rise = max(levels) - float(case.positions[0].state.mandate[0])
    if rise < APART:
        return untested("No recognition from outside was gained in this play.")
    state, needs = case.positions[0].state, case.world.needs
    after = moved(case.world, state, {"mandate": np.array([STEP])})
    effect = float((credibility(needs, after) - credibility(needs, state))[0])
    fell = float(case.change[SCORES.index("credibility")])
    return found(
        f"International standing rose by up to {points(rise * 100.0)} while credibility moved by "
        f"{signed(fell, 1)} in all; recognition by itself moved belief by {signed(effect, 1)}.",
        so=abs(effect) <= FELT,
    )


def lost_belief_diversifies(case: Case) -> Finding:
    """C20"""
    belief = float(case.change[SCORES.index("credibility")])
    drift = float(case.change[SCORES.index("diversification")])
    if abs(belief) < TELLING:
        return untested(f"Credibility moved by only {signed(belief, 1)} in this play.")
    world, regional = case.world, list(case.world.regional)
    gained = (valued(world.needs, rescue(case.ended)) - valued(world.needs, world.belief))[regional, 0]
    away = (world.share[:, 0] - case.ended.share[:, 0])[regional, 0]
    furthest = regional[int(np.argmax(away))]
    return found(
        f"Credibility moved by {signed(belief, 1)} and diversification by {signed(drift, 1)}. "
        f"{world.scenario.members[furthest].name} moved furthest ({signed(float(away.max()) * 100.0, 1)} "
        f"points), its belief in help by {signed(float(gained[int(np.argmax(away))]) * 100.0, 1)}.",
        so=belief * drift < 0.0,
    )


def suitors_multiply(case: Case) -> Finding:
    """C21"""
    lost = valued(case.world.needs, rescue(case.ended)) < valued(case.world.needs, case.world.belief)
    if not any(bool(lost[i, 0]) for i in case.world.regional):
        return untested("No member of the region lost belief in this play.")
    calm = finish(relived(case.without("realign.suitors"), case.trace)[-1])
    s = SCORES.index("diversification")
    drift, without = float(case.change[s]), float((calm.end - calm.start)[s, 0])
    return found(
        f"Diversification moved by {signed(drift, 1)}; had courtship not worked on lost belief, it would "
        f"have moved by {signed(without, 1)}.",
        so=drift > without + FELT,
    )
