"""What tests of a session share."""

from __future__ import annotations

import pytest

from game.scenario.model import Scenario
from tests.classroom.classes import Class


@pytest.fixture
def trio(small: Scenario) -> Class:
    """Three students in one seat of room A, and a policy in the other; a minute for each stage."""
    found = Class(small, seconds=60.0)
    for student in ("ann", "ben", "cem"):
        found.seat(student, "A", "capital")
    found.begin("A")
    return found
