"""Who is helped, who may go, and with what: the article's claims C5, C11, C16 and C17."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given

from game.analysis.casts import answering
from game.engine.arrays import Array
from game.engine.settings import Settings
from game.engine.state import restraint, short_cost
from game.scenario.model import Member, Scenario
from tests.engine.plays import (
    COST,
    LAWS,
    MANY,
    after,
    asker,
    change,
    credible,
    drifted,
    played,
    plea,
    staged,
    tables,
    turn,
    within,
)

HELP = {"aid": 1.0, "force": 1.0}


def overthrown(scenario: Scenario, model: Settings) -> Array:
    """(play,): who has fallen by the end of the first stage in which an incumbent asks."""
    incumbents = {client.id for member in scenario.members for client in member.clients if client.incumbent}
    stage = next(
        stage.id for stage in scenario.stages if any(each.client in incumbents for each in stage.appeals)
    )
    return after(played(scenario, model), stage).overthrown


@LAWS
@given(model=tables(MANY))
def test_c5_an_incumbent_who_is_refused_is_likelier_to_fall(scenario: Scenario, model: Settings) -> None:
    """In the same luck, whoever falls though helped would have fallen anyway, and some are saved."""
    refused, aided, helped = (
        overthrown(answering(scenario, levers), model) for levers in ({}, {"aid": 1.0}, HELP)
    )
    assert (refused >= aided).all()
    assert (aided >= helped).all()
    assert refused.mean() > aided.mean() > helped.mean()
    safe = within(model, without=["contain.overthrow"])
    assert not overthrown(answering(scenario, {}), safe).any()


def neighbour(scenario: Scenario) -> Member:
    """The most averse member of the asker's region."""
    others = [member for member in scenario.members if member.region == asker(scenario).region]
    return max(others, key=lambda member: member.aversion)


@LAWS
@given(model=tables(MANY))
def test_c11_a_neighbour_tied_to_the_conflict_makes_joint_action_less_likely(
    scenario: Scenario, model: Settings
) -> None:
    who = neighbour(scenario)
    i = scenario.members.index(who)

    def council(ties: float, model: Settings, rule: str = "consensus") -> tuple[Array, Array]:
        alliance = replace(scenario.alliance, council_rule=rule)  # type: ignore[arg-type]
        case = turn("t", {"deploy": 0.4, "back": 1.0}, plea(scenario, ties={who.id: ties}), turmoil=0.5)
        state = after(played(staged(replace(scenario, alliance=alliance), case), model), "t")
        return state.votes, state.carried

    for rule in ("consensus", "limited"):
        free, tied = council(0.0, model, rule), council(1.0, model, rule)
        assert (tied[0][i] < free[0][i]).all()
        assert np.array_equal(np.delete(tied[0], i, axis=0), np.delete(free[0], i, axis=0))
        assert (tied[1] <= free[1]).all()
        assert tied[1].mean() < free[1].mean()
    deaf = within(model, without=["consult"])
    assert np.array_equal(council(0.0, deaf)[1], council(1.0, deaf)[1])


def built(scenario: Scenario, capacity: float, procedure: float) -> Scenario:
    """A force and its rules are built from nothing, and then sent."""
    bare = replace(scenario, alliance=replace(scenario.alliance, capacity=0.0, procedure=0.0))
    building = turn("build", {"capacity": capacity, "procedure": procedure})
    going = turn("go", {"deploy": 0.5, "back": 1.0}, plea(scenario), turmoil=0.5)
    return staged(bare, building, going)


@LAWS
@given(model=tables())
def test_c16_capacity_and_rules_are_complements(scenario: Scenario, model: Settings) -> None:
    """Either does more where there is the other: for what an operation does, and for belief."""
    open_door = within(model, without=["consult"])

    def gains(case: Scenario) -> tuple[Array, Array]:
        trace = played(case, open_door)
        return after(trace, "go").support, change(trace, "build", "prepare")

    both, force, rules, none = (gains(built(scenario, *at)) for at in ((1, 1), (1, 0), (0, 1), (0, 0)))
    for measure in (0, 1):
        assert (both[measure] - force[measure] > rules[measure] - none[measure]).all()


@LAWS
@given(model=tables())
def test_c16_capacity_with_rules_arrests_the_decline(scenario: Scenario, model: Settings) -> None:
    """Years after a refusal, belief is highest where both were built."""
    patient = within(model, shadow_years=5)

    def last(capacity: float, procedure: float) -> Array:
        case = built(scenario, capacity, procedure)
        build, go = case.stages
        refused = staged(case, build, turn("go", None, go.appeals[0], turmoil=0.5))
        return credible(played(refused, patient), "year-5")

    both, force, rules = last(0.8, 0.8), last(0.8, 0.0), last(0.0, 0.8)
    assert (both > force).all()
    assert (both > rules).all()


@LAWS
@given(model=tables())
def test_c17_without_a_mandate_force_costs_more_and_gains_less(scenario: Scenario, model: Settings) -> None:
    def forced(mandate: float, model: Settings) -> tuple[Array, Array, Array]:
        levers = {"force": 1.0, "mandate": mandate}
        trace = played(staged(scenario, turn("t", levers, plea(scenario), turmoil=0.5)), model)
        state = after(trace, "t")
        return short_cost(state), restraint(state), drifted(trace, "t")

    (dear, resented, lost), (cheap, minded, kept) = forced(0.0, model), forced(1.0, model)
    assert (dear > cheap).all()
    assert (resented < minded).all()
    assert (lost > kept).all()
    blind = within(model, without=["intrude", "charge"])
    (_, same, here), (_, again, there) = forced(0.0, blind), forced(1.0, blind)
    assert np.array_equal(same, again)
    assert np.array_equal(here, there)


@LAWS
@given(model=tables(MANY))
def test_c17_with_a_mandate_operations_are_carried_more_often_and_do_more(
    scenario: Scenario, model: Settings
) -> None:
    def sent(mandate: float) -> tuple[Array, Array, Array]:
        levers = {"deploy": 0.6, "back": 1.0, "mandate": mandate}
        case = staged(scenario, turn("t", levers, plea(scenario), turmoil=0.5))
        trace = played(case, model)
        return after(trace, "t").carried, credible(trace, "t"), change(trace, "t", "charge.friction", COST)

    (seldom, little, friction), (often, much, none) = sent(0.0), sent(1.0)
    assert (often >= seldom).all()
    assert often.mean() > seldom.mean()
    assert (much >= little).all()
    both = (often > 0.0) & (seldom > 0.0)
    assert (friction >= none)[both].all()
    assert friction[both].mean() > none[both].mean()
