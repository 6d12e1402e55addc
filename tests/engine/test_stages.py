"""How a stage opens and what its levers do: events, time that passes, two seats' moves together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.engine.arrays import Array
from game.engine.compile import compile_world, gathered
from game.engine.draws import Luck
from game.engine.play import begin, finish, settle
from game.engine.settings import Settings
from game.engine.state import LEDGERS
from game.scenario.conditions import Condition
from game.scenario.model import Event, Scenario, Stage
from game.scenario.parsing import read
from tests.engine.plays import Levers, after, of, played, staged, turn, with_suitors, within

MODEL = within(Settings(), without=["shadow"])


def when(text: str) -> Condition:
    condition = read(text).condition
    assert condition is not None
    return condition


def with_events(stage: Stage, *events: Event) -> Stage:
    return replace(stage, events=events)


# Two seats ----------------------------------------------------------------------------------------


def together(small: Scenario, capital: Levers, bureau: Levers) -> dict[str, Array]:
    """What two seats' choices add up to, in one play."""
    one, other = turn("t", capital, role="capital"), turn("t", bureau, role="bureau")
    world = compile_world(staged(small, replace(one, decisions=(*one.decisions, *other.decisions))))
    (stage,) = world.stages
    return gathered(stage, {decision.key: np.zeros(1, dtype=np.intp) for decision in stage.decisions})


@pytest.mark.parametrize(
    ("lever", "capital", "bureau", "joint"),
    [
        ("aid", 0.5, 0.5, 0.75),  # help overlaps
        ("deploy", 0.3, 0.6, 0.6),  # one operation, as large as the larger proposal
        ("back", 0.8, 0.0, 0.8),
        ("promise.internal", 0.2, -0.3, -0.1),
        ("mandate", 0.7, 0.6, 1.0),  # no more than the lever's range
        ("cost", 40.0, 40.0, 50.0),
        ("rule", 1.0, -1.0, 0.0),
        ("flag.corridor", 1.0, 1.0, 1.0),
    ],
)
def test_two_seats_moves_join_as_the_vocabulary_says(
    small: Scenario, lever: str, capital: float, bureau: float, joint: float
) -> None:
    assert together(small, {lever: capital}, {lever: bureau})[lever] == pytest.approx(joint)


def test_one_seats_lever_is_not_touched_by_the_other(small: Scenario) -> None:
    move = together(small, {"force": 0.4}, {"mandate": 0.2})
    assert {lever: float(value[0]) for lever, value in move.items()} == {"force": 0.4, "mandate": 0.2}


def test_two_seats_that_cancel_leave_the_rule_as_it_was(small: Scenario) -> None:
    for start, limited in (("consensus", 0.0), ("limited", 1.0)):
        alliance = replace(small.alliance, council_rule=start)  # type: ignore[arg-type]
        one = turn("t", {"rule": 1.0}, role="capital")
        both = replace(one, decisions=(*one.decisions, *turn("t", {"rule": -1.0}, role="bureau").decisions))
        assert (played(staged(replace(small, alliance=alliance), both)).final.limited == limited).all()


# Levers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lever", "field", "value", "low", "high"),
    [
        ("capacity", "capacity", 1.0, -1.0, 1.0),
        ("procedure", "procedure", 1.0, -1.0, 1.0),
        ("mandate", "mandate", 1.0, -1.0, 1.0),
        ("promise.external", "promise", 1.0, -1.0, 1.0),
        ("bargain.birch", "bargain", 1.0, -1.0, 1.0),
        ("pull.ocean", "pull", 1.0, -1.0, 1.0),
    ],
)
def test_levels_move_by_their_lever_and_stop_at_their_ends(
    small: Scenario, lever: str, field: str, value: float, low: float, high: float
) -> None:
    def level(change: float) -> Array:
        state = after(played(staged(small, turn("t", {lever: change})), MODEL), "t")
        found: Array = np.atleast_2d(getattr(state, field))[-1 if field != "bargain" else 1]
        return found

    base = level(0.0)
    assert np.allclose(level(0.05), base + 0.05)
    assert (level(high) == value).all()
    assert (level(low) == 0.0).all()


def test_leverage_may_be_lost_below_the_start(small: Scenario) -> None:
    state = after(played(staged(small, turn("t", {"leverage.birch": -0.4}))), "t")
    assert np.allclose(state.leverage[1], -0.4)
    assert not state.ledger.any()


def test_a_direct_charge_is_paid_and_a_saving_saved(small: Scenario) -> None:
    for cost in (3.0, -3.0):
        state = after(played(staged(small, turn("t", {"cost": cost}))), "t")
        assert (state.ledger[LEDGERS.index("direct")] == cost).all()


# Events -------------------------------------------------------------------------------------------


def happened(scenario: Scenario, event: str) -> list[float]:
    """By stage: the share of plays in which it happened."""
    trace = played(scenario, MODEL, plays=400)
    return [stage.happened[event].mean() if event in stage.happened else 0.0 for stage in trace.stages]


def test_a_scenarios_event_that_happens_once_does_not_happen_again(small: Scenario) -> None:
    case = staged(small, turn("a"), turn("b"), turn("c"))
    for once, shares in ((True, [1.0, 0.0, 0.0]), (False, [1.0, 1.0, 1.0])):
        assert happened(replace(case, events=(Event("rain", "", {}, once=once),)), "rain") == shares


def test_an_event_of_chance_happens_once_in_a_play_at_most(small: Scenario) -> None:
    case = staged(small, turn("a"), turn("b"), turn("c"))
    trace = played(replace(case, events=(Event("rain", "", {}, chance=0.5),)), MODEL, plays=2_000)
    times = np.sum([stage.happened["rain"] for stage in trace.stages], axis=0)
    assert set(times.tolist()) == {0, 1}
    assert times.mean() == pytest.approx(1.0 - 0.5**3, abs=0.03)


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.9])
def test_an_event_happens_as_often_as_it_says(small: Scenario, chance: float) -> None:
    trace = played(staged(small, with_events(turn("a"), Event("rain", "", {}, chance=chance))), plays=4_000)
    assert trace.stages[0].happened["rain"].mean() == pytest.approx(chance, abs=0.03)


def test_an_event_acts_where_it_happens_and_nowhere_else(small: Scenario) -> None:
    levers = {"turmoil": 0.3, "promise.external": -0.2, "cost": 2.0}
    rain = Event("rain", "", levers, chance=0.5)
    trace = played(staged(small, with_events(turn("a"), rain)), MODEL, plays=400)
    fell = trace.stages[0].happened["rain"]
    state = after(trace, "a")
    assert 0 < fell.sum() < fell.size
    assert np.allclose(state.violence, small.alliance.turmoil + 0.3 * fell)
    assert np.allclose(state.promise[1], small.alliance.promise["external"] - 0.2 * fell)
    assert np.allclose(state.ledger[LEDGERS.index("direct")], 2.0 * fell)


def test_an_event_sees_which_earlier_ones_of_its_stage_happen_but_not_what_they_do(small: Scenario) -> None:
    """They act together, as the stage opens."""
    first = Event("first", "", {"turmoil": 0.4}, chance=0.5)
    after_it = Event("after-it", "", {}, when=when("happened.first and turmoil < 0.3"))
    before_it = Event("before-it", "", {}, when=when("happened.first"))
    case = staged(small, with_events(turn("a"), before_it, first, after_it), turn("b"))
    trace = played(case, MODEL, plays=200)
    fired = trace.stages[0].happened
    assert 0 < fired["first"].sum() < 200
    assert np.array_equal(fired["after-it"], fired["first"])
    assert not fired["before-it"].any()
    assert (after(trace, "a").violence[fired["first"]] > 0.3).all()


def test_events_see_the_choices_of_earlier_stages(small: Scenario) -> None:
    echo = Event("echo", "", {}, when=when("chosen.a.capital.answer == 'only' and not tried.a"))
    assert happened(staged(small, turn("a"), with_events(turn("b"), echo)), "echo") == [0.0, 1.0]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("carried.a > 0", [0.0, 0.0]),
        ("tried.a", [0.0, 0.0]),
        ("not carried.b", [1.0, 1.0]),
        ("chosen.a.capital.answer == 'only'", [0.0, 1.0]),
        ("chosen.a.capital.answer != 'only'", [1.0, 0.0]),
        ("chosen.capital.answer == 'only'", [0.0, 1.0]),
    ],
)
def test_a_scenarios_event_may_ask_for_a_stage_that_is_still_to_come(
    small: Scenario, text: str, held: list[float]
) -> None:
    echo = Event("echo", "", {}, when=when(text), once=False)
    case = replace(staged(small, turn("a"), turn("b")), events=(echo,))
    assert happened(case, "echo") == held


# Time ---------------------------------------------------------------------------------------------


def test_a_mandate_loses_half_its_force_in_a_half_life(small: Scenario) -> None:
    case = staged(small, turn("a", {"mandate": 0.8}, months=9.0), turn("b", months=9.0), turn("c"))
    opened = [stage.opened for stage in played(case, within(MODEL, prepare_half_life=9.0)).stages]
    levels = [state.mandate for state in opened if state is not None]
    assert np.allclose(levels, np.array([0.0, 0.4, 0.2])[:, None])


def test_suitors_court_harder_by_the_calendar(small: Scenario) -> None:
    case = staged(with_suitors(small, 0.2, 0.1), turn("a", months=6.0), turn("b", months=24.0), turn("c"))
    opened = [stage.opened for stage in played(case, MODEL).stages]
    pulls = [state.pull for state in opened if state is not None]
    assert np.allclose(pulls, np.array([0.2, 0.25, 0.45])[:, None, None])


def test_violence_that_nobody_meets_halves_by_itself(small: Scenario) -> None:
    case = staged(small, turn("a", turmoil=0.5, months=2.0))
    state = after(played(case, within(MODEL, contain_half_life=1.0)), "a")
    assert np.allclose(state.turmoil, state.violence / 4.0)
    assert np.allclose(state.violence, small.alliance.turmoil + 0.5, atol=0.2)


def test_people_die_when_violence_flares_and_fewer_where_help_comes(small: Scenario) -> None:
    def deaths(turmoil: float, levers: Levers) -> Array:
        return after(played(staged(small, turn("a", levers, turmoil=turmoil)), MODEL), "a").deaths

    assert not deaths(0.0, {}).any()
    assert (deaths(0.6, {}) > deaths(0.3, {})).all()
    assert (deaths(0.6, {}) > deaths(0.6, {"aid": 1.0})).all()
    assert (deaths(0.6, {"aid": 1.0}) > deaths(0.6, {"aid": 1.0, "force": 1.0})).all()


def test_years_follow_the_last_stage_as_many_as_the_model_says(small: Scenario) -> None:
    for years in (0, 3):
        trace = played(small, Settings({"shadow.years": years}))
        assert [year.id for year in trace.years] == [f"year-{i + 1}" for i in range(years)]
        assert np.array_equal(trace.end, (trace.years or trace.stages)[-1].scores)


# Misuse -------------------------------------------------------------------------------------------


def test_a_stage_is_settled_only_with_all_its_choices(small: Scenario) -> None:
    with pytest.raises(KeyError):
        settle(begin(compile_world(small), Luck(1, 0, 2)), {})


def test_a_game_is_finished_only_when_all_stages_are_over(small: Scenario) -> None:
    position = begin(compile_world(small), Luck(1, 0, 2))
    with pytest.raises(ValueError, match="spring still waits"):
        finish(position)
    while position.stage is not None:
        position = settle(position, {each.key: np.zeros(2, np.intp) for each in position.stage.decisions})
    with pytest.raises(ValueError, match="over"):
        settle(position, {})
    assert of(finish(position), "summer").id == "summer"
