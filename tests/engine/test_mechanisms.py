"""Smaller workings of the rules, which no claim names but which the scores rest on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given

from game.analysis.casts import alike
from game.engine.arrays import Array
from game.engine.settings import Settings
from game.engine.state import LEDGERS, State, restraint
from game.scenario.model import Scenario
from tests.engine.plays import (
    LAWS,
    Levers,
    after,
    asker,
    drifted,
    played,
    plea,
    refused,
    staged,
    tables,
    turn,
    with_members,
    within,
)


def done(scenario: Scenario, model: Settings, levers: Levers, *, asked: bool = True) -> State:
    """The state after one stage amid violence."""
    appeal = plea(scenario) if asked else None
    return after(played(staged(scenario, turn("t", levers, appeal, turmoil=0.5)), model), "t")


def bill(state: State, kind: str) -> Array:
    paid: Array = state.ledger[LEDGERS.index(kind)]
    return paid


@LAWS
@given(model=tables())
def test_those_nearer_the_asker_learn_more_from_a_refusal(scenario: Scenario, model: Settings) -> None:
    """The asker most of all; members elsewhere least."""
    cast = with_members(
        alike(scenario), lambda member: replace(member, exposure={"internal": 0.5, "external": 0.5})
    )
    who = asker(cast)
    neighbour, stranger = [member for member in cast.members if member.id != who.id][:2]
    cast = with_members(cast, lambda each: replace(each, region="far") if each.id == stranger.id else each)
    bad = after(played(refused(cast), model), "t").rescue_bad[:, 0]
    own, near, far = (
        bad[[member.id for member in cast.members].index(each.id)] for each in (who, neighbour, stranger)
    )
    assert (own > near).all()
    assert (near > far).all()


@LAWS
@given(model=tables())
def test_a_refusal_teaches_most_about_the_threat_that_it_was_about(
    scenario: Scenario, model: Settings
) -> None:
    """And the same part of it about the other, whichever it was."""
    quiet = after(played(staged(scenario, turn("t", turmoil=0.5)), model), "t").rescue_bad
    spill = np.asarray(model.parameters["judge.spill"])
    threats = [threat.id for threat in scenario.threats]
    for k, threat in enumerate(threats):
        case = staged(scenario, turn("t", None, plea(scenario, threat=threat), turmoil=0.5))
        learnt = after(played(case, model), "t").rescue_bad - quiet
        for other in range(len(threats)):
            part = 1.0 if other == k else spill
            assert np.allclose(learnt[:, other], part * learnt[:, k])
        assert (learnt[:, k] > 0.0).all()


@LAWS
@given(model=tables())
def test_force_that_was_asked_for_offends_less(scenario: Scenario, model: Settings) -> None:
    asked, unasked = (done(scenario, model, {"force": 1.0}, asked=each) for each in (True, False))
    assert (restraint(asked) > restraint(unasked)).all()


@LAWS
@given(model=tables())
def test_force_offends_the_averse_most(scenario: Scenario, model: Settings) -> None:
    lost = done(scenario, model, {"force": 1.0}).restraint_bad - done(scenario, model, {}).restraint_bad
    ranked = sorted(range(len(scenario.members)), key=lambda i: scenario.members[i].aversion)
    assert (np.diff(lost[ranked], axis=0) >= 0.0).all()
    assert (lost[ranked[-1]] > lost[ranked[0]]).all()


@LAWS
@given(model=tables())
def test_an_operation_that_all_want_offends_nobody(scenario: Scenario, model: Settings) -> None:
    eager = with_members(scenario, lambda member: replace(member, aversion=0.0))
    willing = within(model, without=["consult.noise"], consult_base=9.0)
    joint = done(eager, willing, {"deploy": 0.8, "back": 1.0})
    assert (joint.carried == 1.0).all()
    assert (joint.votes > 0.0).all()
    assert np.array_equal(joint.restraint_bad, done(eager, willing, {}).restraint_bad)


@LAWS
@given(model=tables())
def test_months_without_force_speak_for_restraint(scenario: Scenario, model: Settings) -> None:
    quiet, forced = (done(scenario, model, levers) for levers in ({}, {"force": 1.0}))
    start = np.array([[member.restraint] for member in scenario.members])
    assert (restraint(quiet) > start).all()
    assert (quiet.restraint_good > forced.restraint_good).all()


@LAWS
@given(model=tables())
def test_troops_without_procedure_do_less(scenario: Scenario, model: Settings) -> None:
    clumsy, able = (
        done(scenario, model, {"force": 0.8, "procedure": procedure}).support for procedure in (-1.0, 1.0)
    )
    assert (clumsy < able).all()


@LAWS
@given(model=tables())
def test_help_without_force_cannot_meet_severe_violence(scenario: Scenario, model: Settings) -> None:
    state = after(played(staged(scenario, turn("t", {"aid": 1.0}, plea(scenario), turmoil=0.9)), model), "t")
    assert (state.adequacy < 0.8).all()
    assert (state.adequacy > done(scenario, model, {}).adequacy).all()


@LAWS
@given(model=tables())
def test_a_capable_force_is_cheaper_to_send(scenario: Scenario, model: Settings) -> None:
    raw, built = (
        bill(done(scenario, model, {"force": 1.0, "capacity": capacity}), "operation")
        for capacity in (-1.0, 1.0)
    )
    assert (built < raw).all()


@LAWS
@given(model=tables())
def test_force_costs_more_amid_violence(scenario: Scenario, model: Settings) -> None:
    calm, violent = (
        bill(after(played(staged(scenario, turn("t", {"force": 1.0}, turmoil=x)), model), "t"), "operation")
        for x in (0.1, 0.8)
    )
    assert (calm < violent).all()


@LAWS
@given(model=tables())
def test_unwilling_members_of_an_operation_cost(scenario: Scenario, model: Settings) -> None:
    """Each as much, where the operation goes all the same."""
    averse = with_members(scenario, lambda member: replace(member, aversion=1.0))
    free = replace(averse, alliance=replace(scenario.alliance, council_rule="limited"))
    mandated = done(free, within(model, consult_quorum=0.2), {"deploy": 1.0, "back": 1.0, "mandate": 1.0})
    unwilling = (mandated.votes < 0.0).sum(axis=0) * (mandated.carried > 0.0)
    assert unwilling.any()
    expected = np.asarray(model.parameters["charge.unwilling"]) * unwilling
    assert np.allclose(bill(mandated, "friction"), expected)


@LAWS
@given(model=tables())
def test_leverage_holds_a_member_in(scenario: Scenario, model: Settings) -> None:
    """And the region with it; not the others, and not by belief."""
    who = asker(scenario)
    i = scenario.members.index(who)
    loose, held = (
        played(staged(scenario, turn("t", {f"leverage.{who.id}": each}, plea(scenario), turmoil=0.5)), model)
        for each in (0.0, 0.5)
    )
    assert (after(held, "t").share[i, 0] > after(loose, "t").share[i, 0]).all()
    assert np.array_equal(
        np.delete(after(held, "t").share, i, axis=0), np.delete(after(loose, "t").share, i, axis=0)
    )
    assert np.array_equal(after(held, "t").rescue_bad, after(loose, "t").rescue_bad)
    assert (drifted(held, "t") < drifted(loose, "t")).all()


@LAWS
@given(model=tables())
def test_members_move_further_the_longer_they_have(scenario: Scenario, model: Settings) -> None:
    def drift(months: float) -> Array:
        case = staged(scenario, turn("t", None, plea(scenario), turmoil=0.5, months=months))
        return drifted(played(case, within(model, without=["intrude"])), "t")

    soon, later, late = (drift(months) for months in (0.5, 3.0, 12.0))
    assert (soon < later).all()
    assert (later < late).all()
