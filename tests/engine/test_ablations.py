"""Every rule can be switched off by name, and takes away its own effect and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from game.engine.arrays import Array
from game.engine.settings import RULES, Settings
from game.engine.state import LEDGERS, rescue, short_cost
from game.engine.trace import Trace
from game.policies.random import Random
from game.scenario.model import Scenario
from tests.engine.plays import (
    COST,
    after,
    asker,
    change,
    played,
    plea,
    refused,
    refused_twice,
    staged,
    turn,
    with_camps,
    with_duty,
    with_members,
    within,
)

Measure = Callable[[Scenario, Settings], Array]

CONSEQUENCES = {
    "realign": {"charge.upkeep"},
    "contain": {"judge.reserve"},
    "contain.overthrow": {"judge.reserve"},
}
"""Lines of other rules that cannot be there without it: shares that stand still cost nothing to keep,
and where nobody is overthrown no successor asks in his place."""


def causes(trace: Trace) -> set[str]:
    """The names under which anything was changed in any play."""
    return {rule for stage in (*trace.stages, *trace.years) for rule in stage.lines}


def part_of(rule: str, name: str) -> bool:
    return name == rule or name.startswith(f"{rule}.")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_switched_off_leaves_no_line_and_takes_no_other_with_it(scenario: Scenario, rule: str) -> None:
    everything = causes(played(scenario, None, Random(), plays=400))
    rest = causes(played(scenario, Settings(without=frozenset({rule})), Random(), plays=400))
    gone = {name for name in everything if part_of(rule, name)} | CONSEQUENCES.get(rule, set())
    assert rest == everything - gone


def test_every_part_of_a_rule_belongs_to_a_rule() -> None:
    for rule in RULES:
        assert rule.partition(".")[0] in RULES


def test_a_part_is_off_when_its_rule_is_off(small: Scenario) -> None:
    trace = played(small, Settings(without=frozenset({"judge"})), Random(), plays=400)
    assert not any(part_of("judge", name) for name in causes(trace))


# What each rule does, and does no longer ----------------------------------------------------------


def prepared(scenario: Scenario, settings: Settings) -> Array:
    trace = played(staged(scenario, turn("t", {"capacity": 0.3})), settings)
    return after(trace, "t").capacity - scenario.alliance.capacity


def hoped(scenario: Scenario, settings: Settings) -> Array:
    return change(played(staged(scenario, turn("t", {"promise.internal": 0.3})), settings), "t", "prepare")


def built(scenario: Scenario, settings: Settings) -> Array:
    levers = {"capacity": 0.3, "procedure": 0.3}
    return change(played(staged(scenario, turn("t", levers)), settings), "t", "prepare")


def voted(scenario: Scenario, settings: Settings) -> Array:
    trace = played(staged(scenario, turn("t", {"deploy": 0.5, "back": 1.0}, plea(scenario))), settings)
    return after(trace, "t").votes


def wavered(scenario: Scenario, settings: Settings) -> Array:
    votes = voted(scenario, settings)
    return votes - votes[:, :1]


def supported(scenario: Scenario, settings: Settings) -> Array:
    return after(played(staged(scenario, turn("t", {"aid": 0.5}, plea(scenario))), settings), "t").support


def calmed(scenario: Scenario, settings: Settings) -> Array:
    state = after(played(staged(scenario, turn("t", turmoil=0.5)), settings), "t")
    return state.violence - state.turmoil


def overthrown(scenario: Scenario, settings: Settings) -> Array:
    camp = next(i for i, client in enumerate(asker(scenario).clients) if client.incumbent)
    trace = played(staged(scenario, turn("t", None, plea(scenario, camp), turmoil=0.9)), settings)
    return after(trace, "t").overthrown


def collapsed(scenario: Scenario, settings: Settings) -> Array:
    return after(played(staged(scenario, turn("t", {"turmoil": 1.0})), settings), "t").collapsed


def taught(scenario: Scenario, settings: Settings) -> Array:
    return change(played(refused(scenario), settings), "t", "judge")


def excused(scenario: Scenario, settings: Settings) -> Array:
    vague, plain = (taught(with_duty(scenario, duty), settings) for duty in (0.0, 1.0))
    return vague - plain


def overweighed(scenario: Scenario, settings: Settings) -> Array:
    little, much = (taught(scenario, within(settings, judge_negativity=x)) for x in (1.05, 1.8))
    return little - much


def betrayed(scenario: Scenario, settings: Settings) -> Array:
    stranger, friend = (
        taught(with_camps(scenario, lambda camp, x=x: replace(camp, loyalty=x)), settings)  # type: ignore[misc]
        for x in (0.0, 1.0)
    )
    return stranger - friend


def spilt(scenario: Scenario, settings: Settings) -> Array:
    trace = played(refused(scenario), settings)
    external = [threat.id for threat in scenario.threats].index("external")
    start = np.array([member.rescue["external"] for member in scenario.members])[:, None]
    moved: Array = rescue(after(trace, "t"))[:, external] - start
    return np.round(moved, 12)


def released(scenario: Scenario, settings: Settings) -> Array:
    return change(played(refused_twice(scenario), settings), "second", "judge.reserve")


def intruded(scenario: Scenario, settings: Settings) -> Array:
    trace = played(staged(scenario, turn("t", {"force": 1.0})), settings)
    return trace.final.restraint_bad - after(played(staged(scenario, turn("t")), settings), "t").restraint_bad


def left_for_others(scenario: Scenario, settings: Settings) -> Array:
    trace = played(refused(scenario), settings)
    start = np.array([member.share["alliance"] for member in scenario.members])[:, None]
    return np.round(start - after(trace, "t").share[:, 0], 12)


def minded(scenario: Scenario, settings: Settings) -> Array:
    forced = staged(scenario, turn("t", {"force": 1.0}))
    little, much = (played(forced, within(settings, realign_restraint=x)) for x in (1.0, 4.0))
    return after(little, "t").share - after(much, "t").share


def courted(scenario: Scenario, settings: Settings) -> Array:
    little, much = (played(refused(scenario), within(settings, realign_suitors=x)) for x in (1.0, 4.0))
    return after(little, "t").share - after(much, "t").share


def charged(scenario: Scenario, settings: Settings) -> Array:
    return short_cost(after(played(staged(scenario, turn("t", {"aid": 1.0})), settings), "t"))


def billed(kind: str) -> Measure:
    """What is paid of one kind for a little of everything."""

    def measure(scenario: Scenario, settings: Settings) -> Array:
        levers = {
            "force": 1.0,
            "aid": 1.0,
            "capacity": 0.3,
            "cost": 2.0,
            f"bargain.{asker(scenario).id}": 0.3,
        }
        ledger = after(played(staged(scenario, turn("t", levers)), settings), "t").ledger
        bill: Array = ledger[LEDGERS.index(kind)]
        return bill

    return measure


def kept_up(scenario: Scenario, settings: Settings) -> Array:
    return change(played(refused(scenario), settings), "t", "charge.upkeep", COST)


def followed(scenario: Scenario, settings: Settings) -> Array:
    return np.array([float(len(played(refused(scenario), settings).years))])


def faded(scenario: Scenario, settings: Settings) -> Array:
    trace = played(staged(scenario, turn("t", {"promise.internal": 0.5})), settings)
    return after(trace, "t").promise - trace.final.promise


def wooed(scenario: Scenario, settings: Settings) -> Array:
    trace = played(staged(scenario, turn("t")), settings)
    return after(trace, "t").pull - trace.final.pull


def gone(scenario: Scenario, settings: Settings) -> Array:
    others = {partner.id: 0.95 / len(scenario.partners) for partner in scenario.partners}
    marginal = with_members(scenario, lambda member: replace(member, share={"alliance": 0.05, **others}))
    return played(staged(marginal, turn("t")), settings).final.left


EFFECTS: dict[str, Measure] = {
    "prepare": prepared,
    "prepare.hope": hoped,
    "prepare.building": built,
    "consult": voted,
    "consult.noise": wavered,
    "respond": supported,
    "contain": calmed,
    "contain.overthrow": overthrown,
    "contain.collapse": collapsed,
    "judge": taught,
    "judge.excuse": excused,
    "judge.negativity": overweighed,
    "judge.loyalty": betrayed,
    "judge.spill": spilt,
    "judge.reserve": released,
    "intrude": intruded,
    "realign": left_for_others,
    "realign.restraint": minded,
    "realign.suitors": courted,
    "charge": charged,
    **{f"charge.{kind}": billed(kind) for kind in LEDGERS},
    "charge.upkeep": kept_up,
    "shadow": followed,
    "shadow.fade": faded,
    "shadow.courtship": wooed,
    "shadow.exit": gone,
}
"""By rule: a measure of what it does, 0 throughout where it does nothing."""


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_acts_until_it_is_switched_off(scenario: Scenario, rule: str) -> None:
    assert EFFECTS[rule](scenario, Settings()).any()
    assert not EFFECTS[rule](scenario, Settings(without=frozenset({rule}))).any()


def test_without_judge_no_appeal_moves_belief(scenario: Scenario) -> None:
    """Every answer there is, and belief stays where words and buildings put it: here, at the start."""
    settings = Settings(without=frozenset({"judge", "prepare.hope", "prepare.building"}))
    trace = played(scenario, settings, Random(), plays=200)
    last = after(trace, scenario.stages[-1].id)
    for stage in trace.stages:
        assert stage.opened is not None
        assert np.array_equal(stage.opened.rescue_good, last.rescue_good)
        assert np.array_equal(stage.opened.rescue_bad, last.rescue_bad)
    taught = played(scenario, replace(settings, without=settings.without - {"judge"}), Random(), plays=200)
    assert (after(taught, scenario.stages[-1].id).rescue_bad > last.rescue_bad).all(axis=(0, 1)).any()


def test_without_the_council_nobody_blocks(scenario: Scenario) -> None:
    trace = played(
        staged(scenario, turn("t", {"deploy": 1.0}, plea(scenario), turmoil=0.3)),
        Settings(without=frozenset({"consult"})),
    )
    assert (after(trace, "t").carried == 1.0).all()
