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
