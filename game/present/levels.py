"""The alliance's own levels, which every seat knows."""

from __future__ import annotations

from game.engine.state import State
from game.present.view import LevelView
from game.scenario.levers import LEVERS
from game.scenario.model import Scenario
from game.words import _, marked

NAMES = {
    "turmoil": marked("Violence"),
    "mandate": marked("International mandate"),
    "capacity": marked("Capacity"),
    "procedure": marked("Procedure"),
}


def level_views(scenario: Scenario, state: State) -> tuple[LevelView, ...]:
    """Violence, mandate, capacity, procedure, and the promise against each threat."""
    plain = [
        LevelView(level, _(name), float(getattr(state, level)[0]) * 100.0, _(LEVERS[level].help))
        for level, name in NAMES.items()
    ]
    promises = [
        LevelView(
            f"promise.{threat.id}",
            _("Promise of help in {threat}").format(threat=threat.name),
            float(state.promise[k, 0]) * 100.0,
            _(LEVERS["promise"].help),
        )
        for k, threat in enumerate(scenario.threats)
    ]
    return (*plain, *promises)


def council_rule(state: State) -> str:
    """How the council decides."""
    if state.limited[0] > 0.0:
        return _("By the limited rule: those who are willing may go, if there are enough of them.")
    return _("By consensus: a single veto blocks, an abstention does not.")
