"""Games that several tests report on, played once."""

from __future__ import annotations

import pytest

from game.report.game import Game
from game.scenario.model import Scenario
from tests.report.games import LOUD, finished, game


@pytest.fixture(scope="session")
def small_game(small: Scenario) -> Game:
    """The capital's, with a reason that nobody should type."""
    return game(finished(small, "capital", LOUD), "small-capital-4")


@pytest.fixture(scope="session")
def other_game(small: Scenario) -> Game:
    """The bureau's, of the same scenario."""
    return game(finished(small, "bureau", seed=5, at=1), "small-bureau-5")


@pytest.fixture(scope="session")
def flagship_game(flagship: Scenario) -> Game:
    """Moscow's."""
    return game(finished(flagship, "moscow", "It was the first on the list."), "kyrgyzstan-2010-moscow-4")
