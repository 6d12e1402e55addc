"""A line chart for the terminal: braille dots between marks, an axis with round numbers, every line told
apart by its mark and its dots as well as by its colour.

Why by hand: see `textual` in pyproject.toml.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from textual.content import Content

from game.tui.figures import packed

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Braille's bits, by column and row of a cell."""
BRAILLE = 0x2800
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
LEAST_RANGE = 20.0
"""The least difference that a chart shows at its full height: what is steady shall look steady."""
AXIS = 5
"""Cells for the numbers and the axis."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a value at each mark of the axis."""

    name: str
    values: Sequence[float]
    style: str
    mark: str
    """The sign at each value; empty for none."""
    gap: int = 0
    """Dots left out after every two; 0 for an unbroken line."""


def legend(series: Sequence[Series], width: int) -> Content:
    """What each mark means."""
    parts = [Content.assemble((f"{each.mark or '┄'} ", each.style), (each.name, "$mild")) for each in series]
    return packed(parts, width, gap=3)


def line_chart(
    series: Sequence[Series],
    marks: Sequence[str],
    width: int,
    height: int,
    *,
    level: float | None = None,
    parted: int | None = None,
) -> Content:
    """The series, the first on top of the others; `height` counts the axis and its marks.

    `level` is drawn as a dotted line if it lies in sight; `parted` is the number of the mark before which an
    upright line stands.
    """
    across, rows = max(width - AXIS - 1, 8), max(height - 2, 3)
    values = [value for each in series for value in each.values]
    low, high, step = _scale(values, rows)
    canvas = _Canvas(across, rows, low, high, len(marks))
    if parted is not None:
        canvas.upright(parted)
    if level is not None and low <= level <= high:
        canvas.line([level] * len(marks), "$faint", 4)
    for each in reversed(series):
        canvas.line(each.values, each.style, each.gap)
    for each in reversed(series):
        if each.mark:
            canvas.points(each.values, each.style, each.mark)
    ticks = {canvas.row(tick): f"{tick:.0f}" for tick in _ticks(low, high, step)}
    drawn = [
        Content.assemble(
            (f"{ticks.get(row, ''):>{AXIS - 1}}", "$faint"),
            ("┤" if row in ticks else "│", "$line"),
            *canvas.cells(row),
        )
        for row in range(rows)
    ]
    corner = Content.styled(" " * (AXIS - 1) + "└" + "─" * across, "$line")
    return Content("\n").join([*drawn, corner, _foot(canvas, marks)])


def in_sight(series: Sequence[Series], height: int, level: float) -> bool:
    """Whether a chart of that height shows the level."""
    low, high, _ = _scale([value for each in series for value in each.values], max(height - 2, 3))
    return low <= level <= high


class _Canvas:
    """Cells with dots in them, or a sign."""

    def __init__(self, width: int, height: int, low: float, high: float, count: int) -> None:
        self.width, self.height = width, height
        self._low, self._high, self._count = low, high, count
        self._dots: dict[Cell, tuple[int, str]] = {}
        self._signs: dict[Cell, tuple[str, str]] = {}

    def column(self, index: int) -> int:
        """The cell in which a mark stands."""
        return self._across(index) // 2

    def row(self, value: float) -> int:
        """The cell in which a value stands."""
        return self._down(value) // 4

    def upright(self, before: int) -> None:
        """A line between two marks."""
        at = (self.column(before) + self.column(max(before - 1, 0))) // 2
        for row in range(self.height):
            self._signs[at, row] = ("┊", "$line")

    def line(self, values: Sequence[float], style: str, gap: int) -> None:
        """Dots from value to value."""
        points = [(self._across(index), self._down(value)) for index, value in enumerate(values)]
        drawn = 0
        for (x0, y0), (x1, y1) in pairwise(points):
            length = max(abs(x1 - x0), abs(y1 - y0), 1)
            for part in range(length):
                drawn += 1
                if gap and drawn % (gap + 2) >= 2:
                    continue
                self._dot(round(x0 + (x1 - x0) * part / length), round(y0 + (y1 - y0) * part / length), style)

    def points(self, values: Sequence[float], style: str, mark: str) -> None:
        """A sign at each value."""
        for index, value in enumerate(values):
            self._signs[self.column(index), self.row(value)] = (mark, style)

    def cells(self, row: int) -> list[tuple[str, str]]:
        """One line of it."""
        found = []
        for column in range(self.width):
            bits, style = self._dots.get((column, row), (0, ""))
            dots = (chr(BRAILLE + bits) if bits else " ", style)
            sign = self._signs.get((column, row))
            found.append(sign if sign and (sign[0] != "┊" or not bits) else dots)
        return found

    def _across(self, index: int) -> int:
        return round(index * (self.width * 2 - 2) / max(self._count - 1, 1))

    def _down(self, value: float) -> int:
        share = (self._high - value) / (self._high - self._low)
        return min(max(round(share * (self.height * 4 - 1)), 0), self.height * 4 - 1)

    def _dot(self, x: int, y: int, style: str) -> None:
        cell = x // 2, y // 4
        bits = self._dots.get(cell, (0, style))[0]
        self._dots[cell] = (bits | DOTS[x % 2][y % 4], style)


def _scale(values: Sequence[float], rows: int) -> tuple[float, float, float]:
    """The ends of the axis, and the distance of its numbers, three rows apart at least."""
    low, high = min(values), max(values)
    spare = max(LEAST_RANGE - (high - low), 0.0) / 2
    low, high = low - spare, high + spare
    most = max(rows // 3, 1)
    step = next((each for each in STEPS if (high - low) / each <= most), STEPS[-1])
    edge = (high - low) * 0.04
    ground = 0.0 if min(values) >= 0.0 else -math.inf
    return max(low - edge, ground), high + edge, float(step)


def _ticks(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [at * step for at in range(first, math.floor(high / step) + 1)]


def _foot(canvas: _Canvas, marks: Sequence[str]) -> Content:
    """The marks below the axis; one that would touch the one before is left out."""
    text = [" "] * (canvas.width + 2)
    free = 0
    for index, mark in enumerate(marks):
        at = min(canvas.column(index), len(text) - len(mark))
        if at >= free:
            text[at : at + len(mark)] = mark
            free = at + len(mark) + 1
    return Content.assemble(" " * AXIS, ("".join(text).rstrip(), "$faint"))
