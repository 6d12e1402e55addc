"""A rule about time: what a seat reads fits into the minutes that the scenario promises."""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.catalogue import finding
from game.authoring.pace import pace
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.model import Scenario


def check_minutes(scenario: Scenario, draft: Draft) -> Iterator[Problem]:
    """Reading alone takes no longer than the whole game is said to."""
    for role in scenario.roles:
        reading = pace(scenario, role.id).reading
        if reading > scenario.minutes:
            yield finding(
                "long-reading",
                draft.root.key_spot("minutes"),
                role=role.id,
                needed=f"{reading:.0f}",
                minutes=scenario.minutes,
            )
