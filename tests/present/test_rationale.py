"""A planner gives its reason in words that its own figures bear out."""

from __future__ import annotations

import re

import numpy as np
import pytest

from game.engine.play import Position
from game.engine.world import CompiledDecision
from game.policies.planner import Plan, Planner
from game.present.rationale import explained
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded, positions


def at_summer(small: Scenario) -> tuple[Position, CompiledDecision]:
    position = positions(small, 1)[1]
    assert position.stage is not None
    return position, position.stage.decisions[0]


def plan(worth: list[float], choice: int, expected: list[tuple[float, float, float]]) -> Plan:
    return Plan(np.array(expected)[..., None], np.array(worth)[:, None], np.array([choice]))


NOTHING = (0.0, 0.0, 0.0)


def test_a_departure_is_explained_by_what_it_promises(small: Scenario) -> None:
    _, decision = at_summer(small)
    said = explained(
        plan([0.0, 0.5, 4.2, -1.0], 2, [NOTHING, NOTHING, (8.0, 6.1, -2.0), NOTHING]), decision, small
    )
    assert said == (
        "Against “Refuse again”, the course expected of it, expects credibility +8.0, cost +6.1 and "
        "diversification −2.0 by the end: worth 4.2 points by its own weights."
    )


def test_restraint_is_explained_by_how_little_more_was_promised(small: Scenario) -> None:
    _, decision = at_summer(small)
    said = explained(plan([0.0, 0.6, -2.0, -1.0], 0, [NOTHING] * 4), decision, small)
    assert said == (
        "Keeps to the course expected of it: “Send doctors through the corridor” promises only 0.6 points "
        "more by its own weights, too little to leave it."
    )


def test_the_best_course_needs_no_excuse(small: Scenario) -> None:
    _, decision = at_summer(small)
    assert "nothing else on offer promises more" in explained(
        plan([0.0, -0.6, -2.0, -1.0], 0, [NOTHING] * 4), decision, small
    )


def test_a_historical_option_that_is_not_on_offer_is_named(small: Scenario) -> None:
    _, decision = at_summer(small)
    said = explained(plan([-np.inf, 0.6, 0.5, 0.0], 1, [NOTHING] * 4), decision, small)
    assert said.startswith("“Refuse again”, the course expected of it, is not on offer")


def test_small_differences_are_left_out(small: Scenario) -> None:
    _, decision = at_summer(small)
    said = explained(
        plan([0.0, 1.6, 0.0, 0.0], 1, [NOTHING, (0.2, -0.1, -0.3), NOTHING, NOTHING]), decision, small
    )
    assert "expects much the same scores by the end" in said


@pytest.mark.parametrize("seed", range(3))
def test_every_reason_of_a_planner_is_a_plain_sentence(seed: int, scenario: Scenario) -> None:
    for position in positions(scenario, seed):
        for decision in position.stage.decisions if position.stage else ():
            said = explained(Planner(8).plan(position, decision), decision, scenario)
            assert re.fullmatch(r"[A-Z“].*\.", said)
            assert_well_worded((said,), scenario)
