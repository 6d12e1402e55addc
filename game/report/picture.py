"""A picture on paper, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the same in words."""

    name: str
    svg: Markup
    title: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The table that says the same; the first cell of a row is its head."""
