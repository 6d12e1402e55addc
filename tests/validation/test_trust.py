"""The page that says how far to trust the model is what the model gives, and the model is held to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from game.analysis.patterns import RECORD
from game.analysis.plausible import DRAWN
from game.engine.arrays import added
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import VARIANTS, Settings
from game.engine.state import rescue, restraint
from game.policies.random import Random
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from tests.validation.extremes import EXTREMES, Extreme, share
from tests.validation.rankings import orders, rankings, spearman
from tests.validation.trust import Figures, knockouts, page, readings, record

PAGE = Path(__file__).parent / "TRUST.md"
HOLDS, SELDOM = 0.95, 0.05
"""In how many plays what must follow does, at least; and a miss, at most."""


@pytest.mark.parametrize("extreme", EXTREMES, ids=[each.id for each in EXTREMES])
def test_at_the_ends_of_the_world_what_must_follow_does_or_the_page_says_why_not(
    extreme: Extreme, flagship: Scenario
) -> None:
    if extreme.miss:
        assert share(extreme, flagship) <= SELDOM
    else:
        assert share(extreme, flagship) >= HOLDS


@given(st.lists(st.sampled_from((0, 1)), min_size=len(DRAWN), max_size=len(DRAWN)))
@examples(max_examples=25)
def test_at_every_corner_of_the_plausible_ranges_the_world_stays_within_its_bounds(
    flagship: Scenario, ends: list[int]
) -> None:
    values = {
        name: (PARAMETERS[name].low, PARAMETERS[name].high)[end]
        for name, end in zip(DRAWN, ends, strict=True)
    }
    world = compile_world(flagship, Settings(values))
    trace = run(world, {role.id: Random() for role in flagship.roles}, Luck(7, 0, 16))
    final = trace.final
    for levels in (rescue(final), restraint(final), final.share, final.turmoil, final.capacity):
        assert np.isfinite(levels).all()
        assert (np.asarray(levels) >= 0.0).all()
        assert (np.asarray(levels) <= 1.0).all()
    assert np.allclose(added(final.share[:, p] for p in range(final.share.shape[1])), 1.0)
    for score in ("credibility", "diversification"):
        end = trace.end[SCORES.index(score)]
        assert ((end >= 0.0) & (end <= 100.0)).all()


def test_the_record_of_2010_is_seen_jointly_in_most_plays(flagship: Scenario) -> None:
    seen = record(flagship, Settings(), 1_000)
    assert seen.keys() == {*(part.id for part in RECORD), "jointly"}
    assert seen["jointly"] >= 0.7
    assert seen["jointly"] <= min(share for name, share in seen.items() if name != "jointly")


def test_orders_correlate_with_themselves_and_not_with_their_contrary() -> None:
    order = np.array([1.0, 5.0, 2.0, 3.0])
    assert spearman(order, order * 2.0) == pytest.approx(1.0)
    assert spearman(order, -order) == pytest.approx(-1.0)
    assert spearman(order[:1], order[:1]) == 1.0


@pytest.fixture(scope="module")
def figures(flagship: Scenario) -> Figures:
    """All that the page tells."""
    return Figures(
        readings=readings(flagship),
        knockouts=knockouts(flagship),
        extremes={each.id: share(each, flagship) for each in EXTREMES},
        orders=orders(flagship),
        rankings=rankings(flagship),
    )


@pytest.mark.slow(15)
def test_the_page_says_what_the_model_gives(
    flagship: Scenario, figures: Figures, request: pytest.FixtureRequest
) -> None:
    text = page(flagship, figures)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


@pytest.mark.slow(15)
def test_the_record_is_seen_in_most_plays_wherever_the_parameters_lie(figures: Figures) -> None:
    assert figures.readings["drawn"]["jointly"] >= 0.5
    assert figures.readings.keys() == {"calibrated", "drawn", *VARIANTS}


@pytest.mark.slow(15)
def test_the_order_of_beliefs_does_not_hang_on_the_parameters(figures: Figures) -> None:
    about = {each.text: each for each in figures.orders}
    assert all(each.calibrated >= 0.8 for each in figures.orders)
    assert all(each.drawn >= 0.8 for text, each in about.items() if "belief" in text or "drifts" in text)


@pytest.mark.slow(15)
def test_the_record_is_lost_without_the_rules_that_it_hangs_on(figures: Figures) -> None:
    whole = figures.knockouts[""]["jointly"]
    assert whole >= 0.7
    for rule in ("judge", "consult", "respond", "contain.overthrow", "prepare"):
        assert figures.knockouts[rule]["jointly"] <= 0.1, rule
    assert figures.knockouts["charge"]["jointly"] == whole
