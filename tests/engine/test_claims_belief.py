"""What members learn from an appeal: the article's claims C1–C4 and C13–C15.

Each is tried over many tables of parameters, another in every play, and where it is cheap also without
the rule that makes it, where it must no longer hold.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given

from game.analysis.casts import alike, answering
from game.engine.arrays import Array
from game.engine.settings import Settings
from game.scenario.model import Member, Scenario
from tests.engine.plays import (
    CREDIBILITY,
    LAWS,
    after,
    appealed,
    asker,
    believed,
    change,
    drifted,
    hoped,
    of,
    played,
    plea,
    refused,
    staged,
    tables,
    turn,
    with_camps,
    with_members,
    within,
)


def fall(scenario: Scenario, model: Settings, threat: str = "internal") -> Array:
    """(member, play): how far belief falls in the scenario's own stages when nothing is done."""
    silent = answering(scenario, {})
    return hoped(scenario, threat) - believed(played(silent, model), scenario.stages[-1].id, threat, scenario)


@LAWS
@given(model=tables())
def test_c1_forces_and_drills_raise_belief_before_any_test(scenario: Scenario, model: Settings) -> None:
    before = hoped(scenario, "internal")
    idle = within(model, without=["prepare.hope", "prepare.building"])
    for levers in ({"promise.internal": 0.3}, {"capacity": 0.3, "procedure": 0.3}):
        drill = staged(scenario, turn("t", levers))
        assert (believed(played(drill, model), "t", "internal", scenario) > before).all()
        assert np.allclose(believed(played(drill, idle), "t", "internal", scenario), before)


@LAWS
@given(model=tables())
def test_c2_an_internal_refusal_lowers_external_belief_less_than_internal(
    scenario: Scenario, model: Settings
) -> None:
    """As a part of what there was, for every member in every play. In points, for the alliance as a whole
    and nearly always: where little evidence stands behind belief and much of the lesson spills, a fall from
    the greater height of external belief can be as deep."""
    internal, external = (fall(scenario, model, threat) for threat in ("internal", "external"))
    assert (external > 0.0).all()
    assert (external / hoped(scenario, "external") < internal / hoped(scenario, "internal")).all()
    assert (external.mean(axis=0) < internal.mean(axis=0)).mean() > 0.95


@LAWS
@given(model=tables())
def test_c3_internal_refusals_drive_the_region_out_more_than_external_ones(
    scenario: Scenario, model: Settings
) -> None:
    """Where internal dangers are the likelier; it turns round where the external ones are."""
    alliance = replace(scenario.alliance, promise={"internal": 0.5, "external": 0.5})
    level = replace(
        with_members(scenario, lambda member: replace(member, rescue={"internal": 0.6, "external": 0.6})),
        alliance=alliance,
        threats=tuple(replace(threat, duty=0.5) for threat in scenario.threats),
    )
    regional = [member for member in scenario.members if member.region == alliance.region]
    assert all(member.exposure["internal"] > member.exposure["external"] for member in regional)

    def swapped(member: Member) -> Member:
        inside, outside = member.exposure["internal"], member.exposure["external"]
        return replace(member, exposure={"internal": outside, "external": inside})

    def drift(cast: Scenario, threat: str) -> Array:
        case = staged(cast, turn("t", None, plea(cast, threat=threat), turmoil=0.5))
        trace = played(case, model)
        return drifted(trace, "t")

    assert (drift(level, "internal") > drift(level, "external")).all()
    turned = with_members(level, swapped)
    assert (drift(turned, "internal") < drift(turned, "external")).all()


@LAWS
@given(model=tables())
def test_c4_belief_drops_at_the_test_not_before(scenario: Scenario, model: Settings) -> None:
    case = staged(
        scenario, turn("drill", {"promise.internal": 0.5}), turn("test", None, plea(scenario), turmoil=0.5)
    )
    trace = played(case, model)
    before, at = of(trace, "drill").scores[CREDIBILITY], of(trace, "test").scores[CREDIBILITY]
    assert (before > trace.start[CREDIBILITY]).all()
    assert (at < before).all()
    blind = played(case, within(model, without=["judge"]))
    assert np.array_equal(of(blind, "test").scores[CREDIBILITY], of(blind, "drill").scores[CREDIBILITY])


@LAWS
@given(model=tables())
def test_c4_in_the_scenario_belief_is_judged_only_where_somebody_asks(
    scenario: Scenario, model: Settings
) -> None:
    trace = played(answering(scenario, {}), model)
    tests = appealed(scenario)
    for stage in trace.stages:
        learnt = change(trace, stage.id, "judge")
        assert (learnt < 0.0).all() if stage.id in tests else not learnt.any()


@LAWS
@given(model=tables())
def test_c13_refusing_lowers_belief_most_among_the_most_exposed(scenario: Scenario, model: Settings) -> None:
    """Among observers with nothing else to tell them apart, in order of exposure."""
    cast = alike(scenario)
    others = [member for member in cast.members if member.id != asker(cast).id]
    ranked = sorted(others, key=lambda member: member.exposure["internal"])
    falls = fall(cast, model)
    for less, more in pairwise(ranked):
        calmer, keener = (falls[cast.members.index(each)] for each in (less, more))
        if less.exposure["internal"] < more.exposure["internal"]:
            assert (keener > calmer).all()
        else:
            assert np.array_equal(keener, calmer)
    flat = fall(cast, within(model, judge_flat=1.0))
    assert np.allclose(flat[cast.members.index(ranked[0])], flat[cast.members.index(ranked[-1])])


@LAWS
@given(model=tables())
def test_c13_the_most_exposed_lose_more_than_the_least_in_the_cast_as_it_stands(
    scenario: Scenario, model: Settings
) -> None:
    falls = fall(scenario, model)
    least, *_, most = sorted(scenario.members, key=lambda member: member.exposure["internal"])
    assert (falls[scenario.members.index(most)] > falls[scenario.members.index(least)]).all()


@LAWS
@given(model=tables())
def test_c14_refusing_a_loyal_client_costs_more_with_every_member(
    scenario: Scenario, model: Settings
) -> None:
    def belief(loyalty: float, model: Settings) -> Array:
        cast = with_camps(scenario, lambda camp: replace(camp, loyalty=loyalty))
        return believed(played(refused(cast), model), "t", "internal", scenario)

    assert (belief(1.0, model) < belief(0.0, model)).all()
    deaf = within(model, without=["judge.loyalty"])
    assert np.array_equal(belief(1.0, deaf), belief(0.0, deaf))


@LAWS
@given(model=tables())
def test_c15_refusing_in_a_graver_case_costs_more(scenario: Scenario, model: Settings) -> None:
    """By what is at stake, and by the violence, up to the state's coming apart."""

    def belief(severity: float, turmoil: float) -> Array:
        case = staged(scenario, turn("t", None, plea(scenario, severity=severity), turmoil=turmoil))
        return believed(played(case, model), "t", "internal", scenario)

    assert (belief(1.0, 0.5) < belief(0.5, 0.5)).all()
    assert (belief(1.0, 0.8) < belief(1.0, 0.2)).all()


@LAWS
@given(model=tables())
def test_c15_a_state_that_comes_apart_is_no_excuse(scenario: Scenario, model: Settings) -> None:
    case = staged(scenario, turn("t", {"turmoil": 1.0}, plea(scenario), turmoil=1.0))
    trace = played(case, model)
    assert (after(trace, "t").collapsed == 1.0).all()
    calmer = played(staged(scenario, turn("t", None, plea(scenario), turmoil=0.2)), model)
    assert (change(trace, "t", "judge") < change(calmer, "t", "judge")).all()
