"""The scores through a play, beside other courses and where other plays end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from game.present.words import number
from game.report.charts.canvas import WIDTH, Canvas, Scale, covering, style, wide

PANEL, HEAD, LEFT, RIGHT = 116.0, 26.0, 34.0, 178.0
"""Heights of a panel and of what stands above it; room to its left and right."""
NAMED = 6
"""How many lines are named at their ends: more have no room there."""
BAR = 11.0
"""How wide the bar is that shows where others end."""


@dataclass(frozen=True, slots=True)
class Course:
    """One line: its values at each mark."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Band:
    """Where other plays end: a tenth of them below `low`, half below `middle`, a tenth above `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One score."""

    title: str
    note: str
    courses: Sequence[Course]
    """At least one, at most `canvas.MOST`; the first is drawn heaviest, and the first NAMED have their
    names at their ends."""
    band: Band | None = None
    level: float | None = None
    """A level that means something, drawn as a dotted line where it is near."""


def courses(
    name: str, title: str, marks: Sequence[str], panels: Sequence[Panel], since: int = 0, others: str = ""
) -> str:
    """Panels one below the other over the same marks; from mark `since` on time passes with no decisions.

    `others` says what a band is called.
    """
    entries = [("line", str(number), course.name) for number, course in enumerate(panels[0].courses)]
    if any(panel.band for panel in panels):
        entries.append(("box", "cloud", others))
    top = Canvas(0).legend(0, 0, entries) + 4.0
    canvas = Canvas(top + len(panels) * (PANEL + HEAD) + 22.0)
    canvas.legend(0, 0, entries)
    across = Scale(0, len(marks) - 1, LEFT, WIDTH - RIGHT)
    for row, panel in enumerate(panels):
        _panel(canvas, panel, across, top + row * (PANEL + HEAD) + HEAD, since)
    for at, mark in enumerate(marks):
        canvas.text(across(at), canvas.height - 12, mark, "mild", 10.5, "middle")
    return canvas.svg(name, title)


def _panel(canvas: Canvas, panel: Panel, across: Scale, top: float, since: int) -> None:
    values = [value for course in panel.courses for value in course.values]
    if panel.band:
        values += [panel.band.low, panel.band.high]
    up = Scale(*covering(values), top + PANEL - 4, top + 4)
    right = WIDTH - RIGHT
    canvas.text(0, top - 11, panel.title, "ink", 13, bold=True)
    canvas.text(right, top - 10.5, panel.note, "mild", anchor="end")
    for tick in up.ticks(4):
        canvas.line([(LEFT, up(tick)), (right, up(tick))], "grid")
        canvas.text(LEFT - 7, up(tick), f"{tick:.0f}", "mild", 10.5, "end")
    if 0 < since < across.high:
        canvas.line([(across(since), top), (across(since), top + PANEL)], "mild", 1.0, "1 3")
    if panel.level is not None and up.low <= panel.level <= up.high:
        canvas.line([(LEFT, up(panel.level)), (right, up(panel.level))], "mild", 1.2, "1 3")
    if panel.band:
        band = panel.band
        canvas.rect(right - BAR / 2, up(band.high), BAR, up(band.low) - up(band.high), "cloud")
        canvas.line([(right - BAR / 2, up(band.middle)), (right + BAR / 2, up(band.middle))], "mild", 1.6)
    for n, course in reversed([*enumerate(panel.courses)]):
        points = [(across(at), up(value)) for at, value in enumerate(course.values)]
        ink, dashes, marker = style(n)
        canvas.line(points, ink, 2.6 if n == 0 else 1.6, dashes)
        for x, y in points:
            canvas.mark(marker, x, y, 7.5 if n == 0 else 5.5, ink)
    _ends(canvas, panel.courses, up, right + BAR)


def _ends(canvas: Canvas, lines: Sequence[Course], up: Scale, x: float) -> None:
    """Lines' last values beside their ends, moved apart where they would lie upon each other."""
    lines = lines[:NAMED]
    order = sorted(range(len(lines)), key=lambda n: up(lines[n].values[-1]))
    exact = [up(lines[n].values[-1]) for n in order]
    places = [*exact]
    for at, (upper, lower) in enumerate(pairwise(exact), 1):
        places[at] = max(places[at - 1] + 13.5, lower if lower > upper else upper)
    shift = sum(place - was for place, was in zip(places, exact, strict=True)) / len(places)
    for place, n in zip(places, order, strict=True):
        told = f"{number(lines[n].values[-1])}  {_cut(lines[n].name)}"
        canvas.text(x, place - shift, told, style(n)[0], 11, bold=n == 0)


def _cut(name: str) -> str:
    """As much of a name as there is room for, after a figure."""
    while len(name) > 1 and wide(f"00  {name}", 11.0) > RIGHT - BAR:
        name = f"{name.removesuffix('…')[:-1].rstrip()}…"
    return name
