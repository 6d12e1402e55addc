"""Both scenarios, one after the other."""

from __future__ import annotations

from dataclasses import fields

import pytest

from game.scenario.model import Scenario
from tests.engine.conftest import Named


@pytest.fixture(scope="session", params=["small", "flagship"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """The small synthetic scenario, and the bundled one; a failing test shows it by its name."""
    found: Scenario = request.getfixturevalue(request.param)
    return Named(**{each.name: getattr(found, each.name) for each in fields(Scenario)})
