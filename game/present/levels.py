"""The alliance's own levels, which every seat knows."""

from __future__ import annotations

from game.engine.state import State
from game.present.view import LevelView
from game.scenario.levers import LEVERS
from game.scenario.model import Scenario

NAMES = {
    "turmoil": "Violence",
    "mandate": "International mandate",
    "capacity": "Capacity",
    "procedure": "Procedure",
}


def level_views(scenario: Scenario, state: State) -> tuple[LevelView, ...]:
    """Violence, mandate, capacity, procedure, and the promise against each threat."""
    plain = [
        LevelView(level, name, float(getattr(state, level)[0]) * 100.0, LEVERS[level].help)
        for level, name in NAMES.items()
    ]
    promises = [
        LevelView(
            f"promise.{threat.id}",
            f"Promise of help in {threat.name}",
            float(state.promise[k, 0]) * 100.0,
            LEVERS["promise"].help,
        )
        for k, threat in enumerate(scenario.threats)
    ]
    return (*plain, *promises)


def council_rule(state: State) -> str:
    """How the council decides."""
    if state.limited[0] > 0.0:
        return "By the limited rule: those who are willing may go, if there are enough of them."
    return "By consensus: a single veto blocks, an abstention does not."
