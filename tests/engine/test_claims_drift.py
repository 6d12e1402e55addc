"""What lost belief leads to, and when it is paid: the article's claims C0, C10, C12 and C18–C21.

What the engine cannot express: of C10, the choice itself (a short-sighted patron refuses) is the player's,
so its costs are tested; of C19, there is no state of recognition by NATO or the United States: what is
tested is that nothing an outsider gives has any way to belief, while its courtship rises as belief falls;
of C21, energy stakes have no lever of their own: courtship stands for them.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given

from game.analysis.casts import answering
from game.engine.arrays import Array
from game.engine.settings import Settings
from game.engine.state import rescue, short_cost
from game.engine.trace import Trace
from game.policies.random import Random
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from tests.engine.plays import (
    COST,
    CREDIBILITY,
    DIVERSIFICATION,
    LAWS,
    MANY,
    after,
    change,
    credible,
    drifted,
    played,
    refused,
    staged,
    tables,
    turn,
    with_suitors,
    within,
)


def refusing(scenario: Scenario, model: Settings, plays: int | None = None) -> Trace:
    """The scenario's own stages, and nothing done."""
    return played(answering(scenario, {}), model, plays=plays)


def aiding(scenario: Scenario, model: Settings, plays: int | None = None) -> Trace:
    """The same, with all the help short of force wherever somebody asks."""
    return played(answering(scenario, {"aid": 1.0}), model, plays=plays)


def intervening(scenario: Scenario, model: Settings) -> Trace:
    """The same, with the patron's own full force."""
    return played(answering(scenario, {"force": 1.0}), model)


@LAWS
@given(model=tables(MANY))
def test_c0_exit_is_live_and_likelier_after_refusals(scenario: Scenario, model: Settings) -> None:
    model = within(model, shadow_years=5)
    refused, aided = (play(scenario, model).final.left.sum(axis=0) for play in (refusing, aiding))
    assert refused.mean() > aided.mean() > 0.0
    shut = within(model, without=["shadow.exit"])
    assert not refusing(scenario, shut).final.left.any()


@LAWS
@given(model=tables())
def test_c10_intervention_costs_at_once_and_has_not_paid_for_itself_when_the_crisis_is_over(
    scenario: Scenario, model: Settings
) -> None:
    """So the patron who looks no further has reason to refuse."""
    last = scenario.stages[-1].id
    acted, idle = intervening(scenario, model), refusing(scenario, model)
    assert (short_cost(after(acted, last)) > short_cost(after(idle, last))).all()
    assert (paid(acted, last) > paid(idle, last)).all()
    free = within(model, without=["charge"])
    assert np.array_equal(paid(intervening(scenario, free), last), paid(refusing(scenario, free), last))


def paid(trace: Trace, stage: str) -> Array:
    """(play,): all costs by the end of a stage."""
    score: Array = next(each for each in trace.stages if each.id == stage).scores[COST]
    return score


@LAWS
@given(model=tables())
def test_c12_the_more_patient_the_patron_the_dearer_refusal_beside_help(
    scenario: Scenario, model: Settings
) -> None:
    model = within(model, shadow_years=5)

    def saved(patience: float, *without: str) -> Array:
        """What refusing saves in all, beside sending help."""
        given_ = within(model, without, charge_patience=patience)
        return np.array(aiding(scenario, given_).end[COST] - refusing(scenario, given_).end[COST])

    hasty, middling, patient = (saved(patience) for patience in (0.3, 0.7, 1.0))
    assert (hasty > middling).all()
    assert (middling > patient).all()
    assert np.array_equal(saved(0.3, "charge.upkeep"), saved(1.0, "charge.upkeep"))


def test_c12_net_value_flips_with_patience(scenario: Scenario) -> None:
    """Over the plausible range of patience refusal turns from cheaper to dearer than help."""
    range_ = PARAMETERS["charge.patience"]
    for patience, refusal_is_dearer in ((range_.low, False), (range_.high, True)):
        model = Settings({"charge.patience": patience})
        refused, aided = (play(scenario, model, MANY).end[COST].mean() for play in (refusing, aiding))
        assert (refused > aided) == refusal_is_dearer


@LAWS
@given(model=tables())
def test_c18_without_building_credibility_falls_steeply(scenario: Scenario, model: Settings) -> None:
    """Promises made, nothing behind them, five quiet years; beside the same with forces and rules."""
    model = within(model, shadow_years=5)

    def decline(capacity: float, model: Settings) -> Array:
        levers = {"promise.internal": 0.5, "capacity": capacity, "procedure": capacity}
        trace = played(staged(scenario, turn("t", levers)), model)
        return credible(trace, "t") - credible(trace, "year-5")

    assert (decline(0.0, model) > 2.0 * decline(0.8, model)).all()
    assert (decline(0.0, model) > 0.5).all()
    assert not decline(0.0, within(model, without=["shadow.fade"])).any()


@LAWS
@given(model=tables())
def test_c19_nothing_that_outsiders_give_stands_in_for_belief(scenario: Scenario, model: Settings) -> None:
    case = refused(scenario)
    plain = rescue(after(played(case, model), "t"))
    courtship = {f"pull.{partner.id}": 0.5 for partner in scenario.partners}
    for levers in (courtship, {"mandate": 1.0}, {**courtship, "mandate": 1.0}):
        test = case.stages[0]
        trace = played(staged(scenario, turn("t", levers, test.appeals[0], turmoil=test.turmoil)), model)
        assert np.array_equal(rescue(after(trace, "t")), plain)
        if levers.keys() & courtship.keys():
            assert (drifted(trace, "t") > drifted(played(case, model), "t")).all()


@LAWS
@given(model=tables())
def test_c19_courtship_rises_while_belief_falls(scenario: Scenario, model: Settings) -> None:
    trace = refusing(with_suitors(scenario, pull=0.3, growth=0.1), within(model, shadow_years=5))
    courted = [trace.stages[0].state, *(year.state for year in trace.years)]
    pulls = [state.pull for state in courted if state is not None]
    assert all((later > earlier).all() for earlier, later in pairwise(pulls))
    assert (trace.end[CREDIBILITY] < trace.start[CREDIBILITY]).all()


@LAWS
@given(model=tables())
def test_c20_the_lower_credibility_the_more_diversification(scenario: Scenario, model: Settings) -> None:
    """In every play, beside the same play with help; and not without the rule that members realign."""
    refused, aided = refusing(scenario, model), aiding(scenario, model)
    assert (refused.end[CREDIBILITY] < aided.end[CREDIBILITY]).all()
    assert (refused.end[DIVERSIFICATION] > aided.end[DIVERSIFICATION]).all()
    still = within(model, without=["realign"])
    assert np.array_equal(
        refusing(scenario, still).end[DIVERSIFICATION], aiding(scenario, still).end[DIVERSIFICATION]
    )


def test_c20_holds_among_plays_of_chance(scenario: Scenario) -> None:
    end = played(scenario, None, Random(), plays=2_000).end
    assert np.corrcoef(end[CREDIBILITY], end[DIVERSIFICATION])[0, 1] < -0.5


@LAWS
@given(model=tables())
def test_c21_lost_belief_drives_members_out_more_where_suitors_compete(
    scenario: Scenario, model: Settings
) -> None:
    """An interaction: the same refusal, beside calm under the same courtship."""

    def effect(pull: float, model: Settings) -> Array:
        courted = with_suitors(scenario, pull)
        calm = staged(courted, turn("t", turmoil=0.5))
        return drifted(played(refused(courted), model), "t") - drifted(played(calm, model), "t")

    low, middle, high = (effect(pull, model) for pull in (0.0, 0.4, 0.8))
    assert (low < middle).all()
    assert (middle < high).all()
    alone = within(model, without=["realign.suitors"])
    assert np.array_equal(effect(0.0, alone), effect(0.8, alone))


@LAWS
@given(model=tables())
def test_c21_courtship_that_grows_draws_members_away_by_itself(scenario: Scenario, model: Settings) -> None:
    model = within(model, shadow_years=5)
    idle, active = (
        played(staged(with_suitors(scenario, 0.3, growth), turn("t")), model) for growth in (0.0, 0.1)
    )
    assert (active.end[DIVERSIFICATION] > idle.end[DIVERSIFICATION]).all()
    assert not change(active, "year-1", "shadow.courtship", DIVERSIFICATION).any()
