"""Screens as text that can be read and compared: what stands there, and in which styles, theme by theme."""

from __future__ import annotations

import difflib
from itertools import groupby
from pathlib import Path
from string import ascii_letters

import pytest
from rich.style import Style

from tests.tui.driver import Player

FOLDER = Path(__file__).parents[1] / "golden" / "screens"
THEMES = ("dark", "light")


async def snapshot(player: Player) -> str:
    """The screen at hand: its text, then for each theme the styles and where they run."""
    parts = [player.text]
    for theme in THEMES:
        player.app.theme = theme
        await player.settle()
        parts.append(f"== {theme}\n{_painted(player)}")
    player.app.theme = THEMES[0]
    return "\n".join(parts) + "\n"


def compare(name: str, shown: str, config: pytest.Config) -> str:
    """What differs from the snapshot that is kept, as a diff; with `--update-golden` it is kept anew."""
    path = FOLDER / f"{name}.txt"
    if config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
        return ""
    kept = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return "\n".join(
        difflib.unified_diff(kept, shown.splitlines(), f"{name} as kept", "as it is", lineterm="", n=1)
    )


def _painted(player: Player) -> str:
    """A letter for each style, then line by line which letter runs over how many cells."""
    letters: dict[str, str] = {}
    rows = []
    for strip in player.screen._compositor.render_strips():
        cells = [(_named(segment.style), segment.cell_length) for segment in strip if segment.cell_length]
        runs = []
        for name, run in groupby(cells, key=lambda cell: cell[0]):
            letter = letters.setdefault(name, ascii_letters[len(letters)])
            runs.append(f"{letter}{sum(length for _, length in run)}")
        rows.append(" ".join(runs))
    return "\n".join([*(f"{letter} {name}" for name, letter in letters.items()), *rows])


def _named(style: Style | None) -> str:
    """A style without its links, which change from run to run."""
    if style is None:
        return "none"
    return str(Style(
        color=style.color, bgcolor=style.bgcolor, bold=style.bold, italic=style.italic, reverse=style.reverse,
        underline=style.underline,
    ))  # fmt: skip
