"""What an exploration found, as tables that can be read, written and drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of cells under named columns, the first of which names the row."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formats: Mapping[str, str] = field(default_factory=dict)
    """By column: how its numbers are shown, as in `.1f` or `.0%`."""
    about: str = ""
    """How to read it, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Finding:
    """All that an exploration found."""

    kind: str
    scenario: str
    title: str
    seed: int
    plays: int
    """How many plays it rests on, of each sort that is compared."""
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    """What it means, and what it leaves out."""
    partial: bool = False
    """Whether it was interrupted."""
