"""A cloud of plays, and where one play stands among them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.analysis.cloud import Cloud, cloud, frontier, players, share_below
from game.engine.arrays import Array
from game.engine.book import BETTER, SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.scenario.model import Scenario

FEW = 3_000


def ends(*points: tuple[float, float, float]) -> Cloud:
    """A cloud made by hand."""
    return Cloud(0, np.zeros(3), np.array(points).T)


points = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=1, max_size=40)


@settings(max_examples=80, deadline=None)
@given(points)
def test_at_the_frontier_stands_what_nothing_betters(found: list[tuple[int, int, int]]) -> None:
    good = np.array(found, dtype=float).T
    for here, on in zip(good.T, frontier(good), strict=True):
        betters = [(other >= here).all() and (other > here).any() for other in good.T]
        assert on == (not any(betters))


def test_an_end_that_some_play_beats_on_all_three_lacks_what_it_is_beaten_by() -> None:
    others = ends((60.0, 20.0, 40.0), (70.0, 60.0, 30.0), (50.0, 5.0, 60.0))
    behind = np.array([58.0, 23.0, 41.0])
    assert others.beaten(behind) == 1
    assert others.gap(behind) == 1.0
    ahead = np.array([61.0, 21.0, 41.0])
    assert others.beaten(ahead) == 0
    assert others.gap(ahead) <= 0.0


def test_who_gains_the_gap_on_every_score_is_beaten_no_more() -> None:
    rng = np.random.default_rng(1)
    others = Cloud(0, np.zeros(3), rng.normal(50.0, 10.0, (3, 500)))
    for _try in range(50):
        end = rng.normal(50.0, 10.0, 3)
        gap = max(others.gap(end), 0.0)
        assert others.beaten(end + (gap + 1e-9) * BETTER) == 0
        if gap:
            assert others.beaten(end + (gap - 1e-6) * BETTER) > 0


def test_a_share_counts_what_is_worse_and_half_of_what_is_equal() -> None:
    values = np.array([1.0, 2.0, 2.0, 3.0])
    assert share_below(values, 2.0) == 0.5
    others = ends((50.0, 10.0, 30.0), (60.0, 20.0, 40.0))
    assert others.ahead("credibility", 55.0) == 0.5
    assert others.ahead("cost", 5.0) == 1.0
    assert others.ahead("diversification", 50.0) == 0.0


def test_a_cloud_is_the_same_twice_and_a_longer_one_begins_with_it(small: Scenario) -> None:
    world = compile_world(small)
    once, again, longer = cloud(world, 3, 500), cloud(world, 3, 500), cloud(world, 3, 700)
    assert np.array_equal(once.scores, again.scores)
    assert np.array_equal(once.scores, longer.scores[:, :500])
    assert once.plays == 500
    assert not np.array_equal(once.scores, cloud(world, 4, 500).scores)


def test_a_play_of_the_seed_is_not_one_of_the_others(small: Scenario) -> None:
    world = compile_world(small)
    seats = players(world, 3)
    both = run(world, seats, Luck(3, 0, 3)).end
    assert np.array_equal(cloud(world, 3, 2).scores, both[:, 1:])


def test_a_cloud_is_of_the_games_own_settings(small: Scenario) -> None:
    usual, press = (
        cloud(compile_world(small, Settings(variant=variant)), 3, FEW) for variant in (None, "press")
    )
    at = SCORES.index("credibility")
    assert spread(press.scores[at]) < spread(usual.scores[at])


def spread(values: Array) -> float:
    """Between the 10th and the 90th percentile."""
    low, high = np.quantile(values, (0.1, 0.9))
    return float(high - low)


def test_a_cloud_has_at_least_one_play(small: Scenario) -> None:
    with pytest.raises(ValueError, match="at least one play"):
        cloud(compile_world(small), 3, 0)
