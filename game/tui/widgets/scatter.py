"""A cloud of points for the terminal: braille dots, signs on top, two axes with their ends in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.content import Content

from game.present.words import number
from game.tui.widgets.charts import BRAILLE, DOTS

AXIS = 5
"""Cells for the figures and the axis on the left."""
EDGE, EDGE_STYLE = "+", "$good"
"""How a point of the edge is drawn."""

Point = tuple[float, float]
"""Across and up."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One point that is told apart from the others."""

    at: Point
    mark: str
    style: str


def scatter(
    cloud: Sequence[Point], edge: Sequence[Point], signs: Sequence[Sign], width: int, height: int
) -> Content:
    """The cloud, the points of its edge each as a sign, and other signs on top; `height` counts the axis.

    Points further out than all of the cloud and its edge stand at the rim.
    """
    across, rows = max(width - AXIS - 1, 8), max(height - 2, 4)
    known = [*cloud, *edge]
    low, high = (tuple(end(point[axis] for point in known) for axis in (0, 1)) for end in (min, max))

    def cell(point: Point) -> tuple[int, int]:
        """In dots, from the left and from the top."""
        shares = [
            min(max((point[axis] - low[axis]) / ((high[axis] - low[axis]) or 1.0), 0.0), 1.0)
            for axis in (0, 1)
        ]
        return round(shares[0] * (across * 2 - 1)), round((1.0 - shares[1]) * (rows * 4 - 1))

    dots: dict[tuple[int, int], int] = {}
    for x, y in map(cell, cloud):
        at = x // 2, y // 4
        dots[at] = dots.get(at, 0) | DOTS[x % 2][y % 4]
    edges = [Sign(point, EDGE, EDGE_STYLE) for point in edge]
    on_top = {(x // 2, y // 4): sign for sign in [*edges, *reversed(signs)] for x, y in [cell(sign.at)]}
    lines = []
    for row in range(rows):
        figure = number(high[1]) if row == 0 else number(low[1]) if row == rows - 1 else ""
        parts = [(f"{figure:>{AXIS - 1}}", "$faint"), ("┤" if figure else "│", "$line")]
        points = []
        for column in range(across):
            sign = on_top.get((column, row))
            bits = dots.get((column, row), 0)
            points.append(
                (sign.mark, sign.style) if sign else (chr(BRAILLE + bits) if bits else " ", "$mild")
            )
        runs = groupby(points, key=lambda point: point[1])  # a part for each point would be slow to paint
        parts += [("".join(mark for mark, _style in run), style) for style, run in runs]
        lines.append(Content.assemble(*parts))
    lines.append(Content.styled(" " * (AXIS - 1) + "└" + "─" * across, "$line"))
    ends = number(low[0]), number(high[0])
    between = " " * max(across - len(ends[0]) - len(ends[1]), 1)
    lines.append(Content.assemble(" " * AXIS, (f"{ends[0]}{between}{ends[1]}", "$faint")))
    return Content("\n").join(lines)
