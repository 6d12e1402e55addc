"""Both scenarios, one after the other."""

from __future__ import annotations

import pytest

from game.scenario.model import Scenario


@pytest.fixture(scope="session", params=["small", "flagship"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """The small synthetic scenario, and the bundled one."""
    found: Scenario = request.getfixturevalue(request.param)
    return found
