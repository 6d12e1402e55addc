"""What excuses a refusal, and for how long: the article's claims C6–C9.

The engine cannot express two halves of these claims, since what the patron does is the players' choice:
that a client who broke his word is likelier to be refused (C6), and that vaguer wording makes refusal
likelier (C8). What observers make of a refusal is tested here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given

from game.engine.arrays import Array
from game.engine.settings import Settings
from game.scenario.model import Scenario
from tests.engine.plays import (
    LAWS,
    after,
    asker,
    believed,
    change,
    credible,
    played,
    plea,
    refused,
    refused_twice,
    staged,
    tables,
    turn,
    with_camps,
    with_duty,
    within,
)


def quarrel(scenario: Scenario, grudge: float) -> Scenario:
    """The same grudge against every client."""
    return with_camps(scenario, lambda camp: replace(camp, grudge=grudge))


def learnt(scenario: Scenario, model: Settings, stage: str, earlier: str | None = None) -> Array:
    """(member, play): bad evidence on internal help at the end of a stage, over that of an earlier one."""
    trace = played(scenario, model)
    bad: Array = after(trace, stage).rescue_bad[:, 0]
    return bad if earlier is None else bad - after(trace, earlier).rescue_bad[:, 0]


@LAWS
@given(model=tables())
def test_c6_a_quarrel_with_the_client_discounts_the_first_refusal(
    scenario: Scenario, model: Settings
) -> None:
    traces = [played(refused(quarrel(scenario, grudge)), model) for grudge in (0.0, 0.3, 0.6)]
    beliefs = [believed(trace, "t", "internal", scenario) for trace in traces]
    assert (beliefs[0] < beliefs[1]).all()
    assert (beliefs[1] < beliefs[2]).all()
    client = asker(scenario).clients[0]
    kept = after(traces[2], "t").reserve
    assert not after(traces[0], "t").reserve.any()
    assert (kept.max(axis=0) > 0.0).all(), f"nothing is held back for {client.id}"


@LAWS
@given(model=tables())
def test_c6_a_quarrel_with_another_client_excuses_nothing(scenario: Scenario, model: Settings) -> None:
    first = asker(scenario).clients[0].id
    elsewhere = with_camps(scenario, lambda camp: replace(camp, grudge=0.0 if camp.id == first else 0.9))
    plain = quarrel(scenario, 0.0)
    assert np.array_equal(learnt(refused(elsewhere), model, "t"), learnt(refused(plain), model, "t"))


@LAWS
@given(model=tables())
def test_c7_refusing_the_successors_too_takes_the_discount_back(scenario: Scenario, model: Settings) -> None:
    """After both refusals members have learnt what they would have without a quarrel."""
    whole = within(model, judge_release=1.0)
    forgetful = within(whole, without=["judge.reserve"])
    without = learnt(refused_twice(scenario, 0.0), whole, "second")
    for grudge in (0.3, 0.6, 1.0):
        case = refused_twice(scenario, grudge)
        assert np.allclose(learnt(case, whole, "second"), without, rtol=1e-9)
        assert (learnt(case, forgetful, "second") < without).all()


@LAWS
@given(model=tables())
def test_c7_the_second_refusal_teaches_more_for_the_first_than_it_would_alone(
    scenario: Scenario, model: Settings
) -> None:
    """Beside the first, it weighs more where that one was excused; less if the same client asks again."""

    def ratio(case: Scenario) -> Array:
        one = learnt(case, model, "first") - (1.0 - start) * evidence
        return np.array(learnt(case, model, "second", "first") / one)

    start = np.array([[member.rescue["internal"]] for member in scenario.members])
    evidence = np.asarray(model.parameters["start.evidence"])
    case = refused_twice(scenario)
    again = replace(case, stages=tuple(replace(each, appeals=case.stages[0].appeals) for each in case.stages))
    assert (ratio(case) > ratio(refused_twice(scenario, 0.0))).all()
    assert (ratio(case) > ratio(again)).all()


@LAWS
@given(model=tables())
def test_c7_helping_the_successors_leaves_the_first_refusal_excused(
    scenario: Scenario, model: Settings
) -> None:
    case = refused_twice(scenario)
    refuse, (second,) = case.stages[0], case.stages[1:]
    helped = staged(
        case, refuse, turn("second", {"force": 1.0, "aid": 1.0}, second.appeals[0], turmoil=second.turmoil)
    )
    trace = played(helped, model)
    assert (after(trace, "second").adequacy > 0.5).all()
    assert not change(trace, "second", "judge.reserve").any()


@LAWS
@given(model=tables())
def test_c8_vague_wording_cushions_the_blame(scenario: Scenario, model: Settings) -> None:
    vague, plain = (refused(with_duty(scenario, duty)) for duty in (0.1, 0.9))
    assert (learnt(vague, model, "t") < learnt(plain, model, "t")).all()
    strict = within(model, without=["judge.excuse"])
    assert np.array_equal(learnt(vague, strict, "t"), learnt(plain, strict, "t"))


@LAWS
@given(model=tables())
def test_c9_the_more_was_drilled_the_larger_the_drop(scenario: Scenario, model: Settings) -> None:
    def case(drills: float) -> Scenario:
        drill = turn("drill", {"promise.internal": drills})
        return staged(scenario, drill, turn("test", None, plea(scenario), turmoil=0.5))

    def drop(drills: float) -> Array:
        trace = played(case(drills), model)
        return credible(trace, "drill") - credible(trace, "test")

    assert (drop(0.5) > drop(0.0)).all()
    assert (learnt(case(0.5), model, "test", "drill") > learnt(case(0.0), model, "test", "drill")).all()
    strict = within(model, without=["judge.excuse"])
    assert np.allclose(learnt(case(0.5), strict, "test", "drill"), learnt(case(0.0), strict, "test", "drill"))
