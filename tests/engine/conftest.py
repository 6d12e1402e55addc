"""The scenarios on which the engine's promises are tried."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest
from hypothesis.vendor.pretty import RepresentationPrinter

from game.scenario.model import Scenario


@dataclass(frozen=True, slots=True, repr=False)
class Named(Scenario):
    """A scenario that a failing test shows by its name, not whole."""

    def __repr__(self) -> str:
        return f"<scenario {self.id}>"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        printer.text(repr(self))


@pytest.fixture(scope="session", params=["small", "flagship"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """The small synthetic scenario, and the bundled one."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Scenario)
    return Named(**{each.name: getattr(found, each.name) for each in fields(Scenario)})
