"""What holds at the ends of the table: nothing asked, nothing given, everything believed, nothing courted."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given

from game.engine.settings import VARIANTS, Settings
from game.engine.state import State, rescue
from game.policies.random import Random
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from tests.engine.plays import (
    COST,
    DIVERSIFICATION,
    LAWS,
    after,
    change,
    hoped,
    played,
    plea,
    staged,
    tables,
    turn,
    with_members,
    with_suitors,
    within,
)

LOW = {name: parameter.low for name, parameter in PARAMETERS.items()}
HIGH = {name: parameter.high for name, parameter in PARAMETERS.items()}


def finite(state: State) -> bool:
    return all(np.isfinite(getattr(state, each.name)).all() for each in fields(state))


@pytest.mark.parametrize("parameters", [LOW, HIGH], ids=["low", "high"])
def test_all_parameters_at_an_end_run_without_nan(scenario: Scenario, parameters: dict[str, float]) -> None:
    trace = played(scenario, Settings(parameters), Random(), plays=200)
    assert np.isfinite(trace.end).all()
    assert finite(trace.final)


@pytest.mark.parametrize("name", PARAMETERS)
def test_one_parameter_at_either_end_runs_without_nan(small: Scenario, name: str) -> None:
    for end in (LOW, HIGH):
        assert np.isfinite(played(small, Settings({name: end[name]}), Random()).end).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_rival_reading_runs_without_nan(scenario: Scenario, variant: str) -> None:
    assert finite(played(scenario, Settings(variant=variant), Random()).final)


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_members_at_the_ends_of_their_tables_run_without_nan(scenario: Scenario, level: float) -> None:
    extreme = with_members(
        scenario,
        lambda member: replace(
            member,
            aversion=level,
            restraint=level,
            exposure=dict.fromkeys(member.exposure, level),
            rescue=dict.fromkeys(member.rescue, level),
            affinity=dict.fromkeys(member.affinity, level),
        ),
    )
    assert finite(played(extreme, None, Random()).final)


@pytest.mark.parametrize("held", [0.0, 1.0])
def test_members_with_none_or_all_of_their_security_in_the_alliance_run_without_nan(
    scenario: Scenario, held: float
) -> None:
    others = {partner.id: (1.0 - held) / len(scenario.partners) for partner in scenario.partners}
    extreme = with_members(scenario, lambda member: replace(member, share={"alliance": held, **others}))
    assert finite(played(extreme, None, Random()).final)


@LAWS
@given(model=tables())
def test_where_nobody_asks_nothing_is_learnt(scenario: Scenario, model: Settings) -> None:
    """Not from calm, and not from violence that nobody brings before the alliance."""
    for turmoil in (0.0, 0.9):
        trace = played(staged(scenario, turn("t", turmoil=turmoil)), model)
        for k, threat in enumerate(scenario.threats):
            assert np.allclose(rescue(after(trace, "t"))[:, k], hoped(scenario, threat.id))
        assert "judge" not in trace.stages[0].lines


@LAWS
@given(model=tables())
def test_where_nobody_lends_force_there_is_none(scenario: Scenario, model: Settings) -> None:
    """An operation that is voted for but not backed costs nothing and frightens nobody; what the members
    can lift by themselves is all that it does."""
    case = staged(scenario, turn("t", {"deploy": 1.0, "mandate": 1.0}, plea(scenario), turmoil=0.5))
    free = within(model, without=["consult"])
    trace = played(case, free)
    state = after(trace, "t")
    assert (state.carried == 1.0).all()
    assert not change(trace, "t", "charge.operation", COST).any()
    quiet = after(played(staged(scenario, turn("t")), free), "t")
    assert np.array_equal(state.restraint_bad, quiet.restraint_bad)
    assert not after(played(case, within(free, respond_members=0.0)), "t").support.any()
    assert (state.support <= np.asarray(model.parameters["respond.members"]) * 1.3).all()


@LAWS
@given(model=tables())
def test_where_all_is_believed_and_nobody_courts_nobody_drifts(scenario: Scenario, model: Settings) -> None:
    """Not for years, and not for violence; only one who leaves the alliance by chance would."""
    loyal = with_suitors(
        with_members(scenario, lambda member: replace(member, rescue=dict.fromkeys(member.rescue, 1.0))), 0.0
    )
    case = staged(loyal, turn("a", turmoil=0.5), turn("b"))
    trace = played(case, within(model, without=["shadow.exit"]))
    for stage in (*trace.stages, *trace.years):
        assert (stage.scores[DIVERSIFICATION] <= trace.start[DIVERSIFICATION]).all()


@LAWS
@given(model=tables())
def test_the_start_is_a_rest_point(scenario: Scenario, model: Settings) -> None:
    """Nobody asks, acts or courts harder, and no month without force is counted: nothing moves."""
    at_rest = with_suitors(scenario, 0.4)
    trace = played(
        staged(at_rest, *(turn(name, months=12.0) for name in "abc")),
        within(model, without=["intrude", "shadow.fade", "shadow.exit"]),
    )
    shares = np.array([[list(member.share.values())] for member in scenario.members]).transpose(0, 2, 1)
    order = [list(member.share) for member in scenario.members]
    assert all(names == order[0] for names in order)
    assert np.allclose(trace.final.share, shares, atol=1e-9)
    assert np.abs(trace.end - trace.start).max() < 1e-5


@LAWS
@given(model=tables())
def test_quiet_months_alone_only_ever_hold_members_closer(scenario: Scenario, model: Settings) -> None:
    """Restraint that is seen to be kept is the one thing that moves at rest."""
    trace = played(
        staged(with_suitors(scenario, 0.4), *(turn(name) for name in "abc")),
        within(model, without=["shadow"]),
    )
    assert (trace.end[DIVERSIFICATION] <= trace.start[DIVERSIFICATION]).all()
    assert (trace.end[DIVERSIFICATION] < trace.start[DIVERSIFICATION]).any()
