"""The parameters of 2010, untouched, on the cases of 2022 and of 2021–24: directions, and every miss."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from tests.validation.directions import ARMENIA, DIRECTIONS, KAZAKHSTAN
from tests.validation.family import READINGS, Direction, Family, Kind, Reading, settings, share_of
from tests.validation.page import Shares, page

PAGE = Path(__file__).parent / "README.md"
CALIBRATED, DRAWN = 0.8, 0.75
"""In how many plays a direction must hold to count as seen."""
SELDOM = 0.25
"""In how many plays, at most, a miss holds as calibrated."""


@pytest.fixture(scope="module")
def cases() -> dict[str, Scenario]:
    """The two cases, by id."""
    found = {name: load_scenario(find_scenario(name)).scenario for name in (KAZAKHSTAN, ARMENIA)}
    return {name: scenario for name, scenario in found.items() if scenario is not None}


@pytest.fixture(scope="module")
def families(cases: dict[str, Scenario]) -> dict[tuple[str, Reading], Family]:
    """Each case in each reading."""
    return {
        (name, reading): Family(scenario, reading) for name, scenario in cases.items() for reading in READINGS
    }


@pytest.fixture(scope="module")
def shares(families: dict[tuple[str, Reading], Family]) -> Shares:
    """How often each direction holds."""
    return {
        (each.id, reading): share_of(each, families[each.case, reading])
        for each in DIRECTIONS
        for reading in READINGS
    }


def of_kind(*kinds: Kind) -> pytest.MarkDecorator:
    """The directions of these kinds, by id."""
    chosen = [pytest.param(each, id=each.id) for each in DIRECTIONS if each.kind in kinds]
    return pytest.mark.parametrize("direction", chosen)


@of_kind("hit", "argued")
def test_what_was_seen_or_argued_comes_out_of_the_model(direction: Direction, shares: Shares) -> None:
    assert shares[direction.id, "calibrated"] >= CALIBRATED
    assert shares[direction.id, "drawn"] >= DRAWN


@of_kind("miss")
def test_a_miss_is_a_miss_and_says_why(direction: Direction, shares: Shares) -> None:
    assert shares[direction.id, "calibrated"] <= SELDOM
    assert direction.note


@of_kind("open")
def test_where_the_record_is_mixed_the_page_says_so(direction: Direction) -> None:
    assert direction.note


def test_the_page_shows_what_the_model_gives(
    cases: dict[str, Scenario], shares: Shares, request: pytest.FixtureRequest
) -> None:
    titles = {name: scenario.title for name, scenario in cases.items()}
    text = page(titles, DIRECTIONS, shares)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def test_the_parameters_are_those_that_were_calibrated_on_2010(
    families: dict[tuple[str, Reading], Family],
) -> None:
    for name in (KAZAKHSTAN, ARMENIA):
        values = families[name, "calibrated"].world.values
        assert values == {key: parameter.default for key, parameter in PARAMETERS.items()}


def test_drawn_parameters_fill_their_plausible_ranges() -> None:
    drawn = settings("drawn").parameters
    assert len(drawn) > len(PARAMETERS) - 5
    for name, value in drawn.items():
        values = np.asarray(value)
        low, high = PARAMETERS[name].low, PARAMETERS[name].high
        middle = (low + high) / 2.0
        assert ((values >= low) & (values <= high)).all()
        assert (values < middle).any()
        assert (values > middle).any()


def test_refusing_armenia_in_words_or_in_silence_does_not_change_who_leaves_fastest(
    families: dict[tuple[str, Reading], Family],
) -> None:
    case = families[ARMENIA, "calibrated"]
    i = case.world.members["armenia"]
    for name in ("refuse", "talk"):
        share = case.after("freeze", case.line(name)).share[:, 0] - case.start.share[:, 0]
        assert (share.argmin(axis=0) == i).mean() >= CALIBRATED
