"""Rules about what a scenario does when it is played: one function each, like those of `scenario.checks`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from game.authoring.catalogue import finding
from game.authoring.evidence import Evidence
from game.authoring.places import Places
from game.engine.book import SCORES
from game.present.words import signed
from game.scenario.diagnostics import Problem

NOTHING = 0.05
"""A difference, in points of a score, that nobody would notice."""
MOSTLY = 0.5
"""The share of plays beyond which something holds mostly."""
DOUBT = 2.0
"""How many standard errors a share must lie beyond `MOSTLY`, so that luck does not decide."""
FEW = 16
"""Fewer plays than this say nothing about an option."""
PINNED = 0.9
"""The share of plays from which on a score counts as pinned."""
BOUNDS = (0.0, 100.0)
"""Of credibility and diversification; cost has none."""
CLOSE = 1.0
"""How near a bound, in points, is at it."""
ALMOST_NEVER = 0.01
"""A share of plays that history may be blocked in without a word."""
VOTES = 50
"""Fewer plays with a vote than this say nothing about the council."""

Rule = Callable[[Evidence, Places], Iterator[Problem]]


def check_options_offered(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """Every option is on offer at some time."""
    for key, comparison in evidence.comparisons.items():
        for option, count in zip(comparison.options, evidence.offered(key), strict=True):
            if not count:
                yield finding(
                    "never-offered", places.condition(key, option), option=option, plays=f"{evidence.plays:,}"
                )


def check_menus(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """A decision is a choice: mostly, more than one option is on offer."""
    for key, comparison in evidence.comparisons.items():
        alone = evidence.random.menus[key].alone
        share = float(alone.sum()) / evidence.random.plays
        if share > MOSTLY:
            option = comparison.options[int(alone.argmax())]
            yield finding("no-choice", places.decision(key), share=part(share), option=option)


def check_events(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """Every event happens at some time."""
    for event in evidence.scenario.every_event:
        rare = event.chance * evidence.plays < FEW  # chance 0 is told by the rules that read
        if not rare and not evidence.happened(event.id):
            plays = f"{evidence.plays:,}"
            yield finding("never-fires", places.event(event.id), event=event.id, plays=plays)


def check_appeals(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """Every alternative of an appeal is made at some time, unless one before it always is."""
    for stage, each in enumerate(evidence.scenario.stages):
        for place, _ in enumerate(each.appeals):
            if any(appeal.when is None for appeal in each.appeals[:place]):
                break  # told by the rules that read
            made = sum(plays.appeals.get((stage, place), 0) for plays in (evidence.random, evidence.pushed))
            if not made:
                yield finding("never-made", places.appeal(stage, place), plays=f"{evidence.plays:,}")


def check_decisions_matter(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """A decision's options lead to different scores."""
    for key, comparison in evidence.comparisons.items():
        if comparison.plays.any() and comparison.spread.max() < NOTHING:
            yield finding("no-difference", places.decision(key))


def check_no_option_is_best(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """No option beats all others on all three scores in most plays."""
    for key, comparison in evidence.comparisons.items():
        for i, option in enumerate(comparison.options):
            share, plays = float(comparison.best[i]), float(comparison.plays[i])
            doubt = DOUBT * np.sqrt(share * (1.0 - share) / max(plays, 1.0))
            if plays >= FEW and share - doubt > MOSTLY:
                effect = zip(SCORES, comparison.effect[i], strict=True)
                figures = ", ".join(f"{score} {signed(float(change), 1)}" for score, change in effect)
                yield finding(
                    "best-on-everything",
                    places.option(key, option),
                    option=option,
                    share=part(share),
                    figures=figures,
                )


def check_roles_matter(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """A role can move every score that its weights count."""
    for role in evidence.scenario.roles:
        own = [each.spread for key, each in evidence.comparisons.items() if key[1] == role.id]
        reach = np.max(own, axis=0) if own else np.zeros(len(SCORES))
        if not reach.any():
            continue  # told of its decisions already
        stuck = {score for score, _, _ in _pinned(evidence)}
        for score, moved in zip(SCORES, reach, strict=True):
            if moved < NOTHING and getattr(role.weights, score) and score not in stuck:
                yield finding("powerless-role", places.top("roles", role.id), role=role.id, score=score)


def check_scores_move(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """No score is stuck at the end of its scale."""
    keys = {"credibility": ("members",), "diversification": ("alliance", "region")}
    for score, bound, share in _pinned(evidence):
        spot = places.top(*keys[score])
        yield finding("pinned-score", spot, score=score, bound=f"{bound:g}", share=part(share))


def _pinned(evidence: Evidence) -> Iterator[tuple[str, float, float]]:
    """Each score that is stuck, at which bound, and in what share of the plays."""
    ends = evidence.ends()
    for score in ("credibility", "diversification"):
        for bound in BOUNDS:
            share = float((np.abs(ends[SCORES.index(score)] - bound) < CLOSE).mean())
            if share > PINNED:
                yield score, bound, share


def check_history(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """What was done in fact can be done in play."""
    for key, share in evidence.blocked[""].items():
        if share > ALMOST_NEVER:
            option = dict(evidence.scenario.every_decision)[key].historical
            spot = places.condition(key, option)
            yield finding("history-blocked", spot, option=option, share=part(share))


def check_lines(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """A line of play can mostly be played as it is written."""
    for line in evidence.scenario.lines:
        for key, share in evidence.blocked[line.id].items():
            if share > MOSTLY and key in line.choices:
                spot = places.top("lines", line.id, "choices", ".".join(key))
                yield finding("line-blocked", spot, option=line.choices[key], share=part(share))


def check_levers_matter(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """What is pulled has an effect."""
    for lever, plays in evidence.idle:
        if _pulled(evidence, lever):
            yield finding("idle-lever", places.lever(lever), lever=lever, plays=f"{plays:,}")


def _pulled(evidence: Evidence, lever: str) -> bool:
    """Whether anything that pulls a lever was ever reached; if not, that is told already."""
    for key, decision in evidence.scenario.every_decision:
        counts = evidence.offered(key)
        if any(
            count and lever in option.levers for option, count in zip(decision.options, counts, strict=True)
        ):
            return True
    happened = [event for event in evidence.scenario.every_event if evidence.happened(event.id)]
    return any(lever in event.levers for event in happened)


def check_roles_decide(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """Every role has something to decide in every stage."""
    for stage in evidence.scenario.stages:
        deciding = {decision.role for decision in stage.decisions}
        for role in evidence.scenario.roles:
            if role.id not in deciding:
                yield finding("nothing-to-decide", places.stage(stage.id), role=role.id, stage=stage.id)


def check_votes(evidence: Evidence, places: Places) -> Iterator[Problem]:
    """The council can say both yes and no."""
    for stage, votes in evidence.random.proposed.items():
        carried = evidence.random.carried[stage]
        if votes >= VOTES and carried in {0, votes}:
            outcome = "carries" if carried else "blocks"
            spot = places.lever("deploy", stage)
            yield finding("one-sided-vote", spot, outcome=outcome, stage=stage, plays=f"{votes:,}")


def part(share: float) -> str:
    """A share of plays, as in `in 63% of the plays`."""
    percent = f"{share:.0%}"
    return percent if percent != "100%" else "all" if share == 1.0 else "nearly all"


RULES: tuple[Rule, ...] = (
    check_options_offered, check_menus, check_events, check_appeals, check_decisions_matter,
    check_no_option_is_best, check_roles_matter, check_scores_move, check_history, check_lines,
    check_levers_matter, check_roles_decide, check_votes,
)  # fmt: skip
