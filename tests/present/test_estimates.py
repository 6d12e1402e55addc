"""What a seat knows: ranges that hold the truth four times in five, and never give it away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from game.analysis.reading import MISREADINGS, Band, Seat
from game.engine.arrays import Array
from game.engine.book import SCORES, scores
from game.engine.draws import Luck
from game.engine.play import Position, begin, chosen, settle
from game.engine.state import FIELDS, rescue, restraint
from game.policies.random import Random
from game.present.estimates import THRESHOLDS, members_as_they_are, score_views
from game.scenario.model import Scenario
from tests.present.played import positions, world_of

PLAYS = 600


def stages(scenario: Scenario, plays: int = PLAYS) -> Iterator[Position]:
    """Many random plays at once, as each stage opens."""
    position = begin(world_of(scenario), Luck(7, 0, plays))
    while position.stage is not None:
        yield position
        position = settle(position, chosen(position, {role.id: Random() for role in scenario.roles}))


def held(band: Band, truth: Array) -> float:
    """How often a range holds the truth."""
    return float(((band.low <= truth) & (truth <= band.high)).mean())


def test_a_range_of_a_member_holds_the_truth_about_four_times_in_five(scenario: Scenario) -> None:
    for role in scenario.roles:
        coverage: dict[str, list[float]] = {"belief": [], "restraint": [], "share": []}
        for position in stages(scenario):
            standing, state = Seat(position, role.id).standing(position.state), position.state
            coverage["belief"].append(held(standing.belief, rescue(state)))
            coverage["restraint"].append(held(standing.restraint, restraint(state)))
            some = state.share > 0.0
            inside = (standing.share.low <= state.share) & (state.share <= standing.share.high)
            coverage["share"].append(float(inside[some].mean()))
        for what, shares in coverage.items():
            assert 0.7 <= np.mean(shares) <= 0.9, (role.id, what)


def test_a_range_of_a_score_holds_the_truth_about_four_times_in_five(scenario: Scenario) -> None:
    for role in scenario.roles:
        shares = []
        for position in stages(scenario):
            truth = scores(position.world, position.state)
            band = Seat(position, role.id).gauge().band(truth)
            shares.append(((band.low <= truth) & (truth <= band.high)).mean(axis=1))
        for score, share in zip(SCORES, np.mean(shares[1:], axis=0), strict=True):
            if score == "cost" and role.kind == "patron":
                assert share == 1.0
            else:
                assert 0.7 <= share <= 0.9, (role.id, score)


def test_the_patron_knows_what_it_has_paid_and_the_secretariat_reckons(small: Scenario) -> None:
    position = positions(small, 3)[-2]
    spans = {
        role.kind: next(each.now for each in score_views(position, role.id) if each.id == "cost")
        for role in small.roles
    }
    assert spans["patron"].low == spans["patron"].high == scores(position.world, position.state)[1, 0]
    assert spans["secretariat"].low < spans["secretariat"].high


def test_no_reading_is_the_truth(scenario: Scenario) -> None:
    for role in scenario.roles:
        position = next(stages(scenario, 50))
        standing, state = Seat(position, role.id).standing(position.state), position.state
        middle = (standing.belief.low + standing.belief.high) / 2.0
        assert (np.abs(middle - rescue(state)) > 1e-9).all()
        assert (standing.belief.high - standing.belief.low > 0.02).all()


def test_two_seats_read_a_member_differently(small: Scenario) -> None:
    position = positions(small, 5)[0]
    one, other = (Seat(position, role.id).standing(position.state) for role in small.roles)
    assert (np.abs(one.belief.low - other.belief.low) > 1e-6).all()


def test_a_seat_reads_the_same_moment_the_same_way_twice(small: Scenario) -> None:
    position = positions(small, 5)[1]
    one, other = (Seat(position, "capital").standing(position.state) for _ in range(2))
    np.testing.assert_array_equal(one.belief.low, other.belief.low)


def test_a_misreading_shrinks_as_the_record_grows(small: Scenario) -> None:
    position = positions(small, 5)[0]
    state, seat = position.state, Seat(position, "capital")
    narrow = seat.standing(state).belief
    more = seat.supposed(state)
    assert np.allclose(more.rescue_good + more.rescue_bad, state.rescue_good + state.rescue_bad)
    grown = type(state)(**{
        name: getattr(state, name) * (4.0 if name.startswith("rescue_") else 1.0) for name in sorted(FIELDS)
    })  # fmt: skip
    wide = narrow.high - narrow.low
    assert ((seat.standing(grown).belief.high - seat.standing(grown).belief.low) < wide).all()


def test_a_trend_is_the_true_change_of_the_last_stage(small: Scenario) -> None:
    passed = positions(small, 11)
    for before, position in pairwise(passed[:-1]):
        change = position.record[-1].scores - (before.record[-1].scores if before.record else before.start)
        views = {each.id: each for each in score_views(position, "capital")}
        for s, score in enumerate(SCORES):
            assert views[score].trend == pytest.approx(float(change[s, 0]), abs=1e-5)


def test_a_score_remembers_a_range_for_the_start_and_for_each_stage(small: Scenario) -> None:
    for number, position in enumerate(positions(small, 2)[:-1]):
        for view in score_views(position, "bureau"):
            assert len(view.past) == number + 1
            assert all(span.low <= span.high for span in (*view.past, view.now))


def test_the_start_has_no_trend(small: Scenario) -> None:
    assert {view.trend for view in score_views(positions(small, 2)[0], "capital")} == {0.0}


def test_every_score_has_a_threshold_that_means_something() -> None:
    assert set(THRESHOLDS) == set(SCORES)
    assert all(threshold.means for threshold in THRESHOLDS.values())


def test_members_as_they_are_have_ranges_without_width(small: Scenario) -> None:
    state = positions(small, 4)[-1].state
    views = members_as_they_are(world_of(small), state)
    for i, member in enumerate(views):
        assert [span.low for span in member.belief.values()] == pytest.approx(rescue(state)[i, :, 0] * 100.0)
        assert all(span.low == span.high for span in (*member.belief.values(), *member.shares.values()))


def test_every_misreading_says_what_it_is_of_and_why() -> None:
    for name, misreading in MISREADINGS.items():
        assert misreading.name == name
        assert misreading.meaning
        assert misreading.unit
        assert misreading.basis
