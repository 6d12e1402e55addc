"""What the command line asks for: light, so that a screen can stand before the engine is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for."""

    scenario: str | None = None
    role: str | None = None
    seed: int | None = None
    opponent: str | None = None
    resume: str | None = None
    save: Path | None = None
    """Where to save, instead of where saves lie."""
    saved: bool = True
    parameters: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    variant: str | None = None
    yes: bool = False
    """To any question."""
    forecasts: bool = True
    """Whether the seat may ask where options lead."""
    language: str = ""
    """The code of the language in which the scenario's texts are wanted; empty for the original."""
    insists_on_language: bool = True
    """Whether a scenario that lacks it is refused, and not told in its own."""
    at: str = ""
    """The stage at which an author opens the game; empty for the first."""
    given: Mapping[str, float] = field(default_factory=dict)
    """State by name in which that stage stands open."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """By STAGE.ROLE.DECISION: what was chosen before that stage, where it is not what was done in fact."""
