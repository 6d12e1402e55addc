"""What moved a score: a waterfall from before to after, and the decisions that mattered as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from game.present.words import number
from game.report.charts.canvas import WIDTH, Canvas, Scale, covering, wrapped

LABEL, SIZE, LINE, GAP, HEAD = 300.0, 11.0, 13.0, 8.0, 30.0
"""Room for labels, their size, the height of a line, what lies between rows, and what stands above."""
ROOM = 52.0
"""To the right of the bars, for figures."""


@dataclass(frozen=True, slots=True)
class Step:
    """One cause."""

    label: str
    change: float
    shown: str


@dataclass(frozen=True, slots=True)
class Fall:
    """One score from before to after; the steps lead from the one to the other."""

    title: str
    note: str
    before: tuple[str, float]
    after: tuple[str, float]
    """Each with its name."""
    steps: Sequence[Step]
    better: str
    """`higher` or `lower`: which steps are drawn as good ones."""


@dataclass(frozen=True, slots=True)
class _Row:
    lines: list[str]
    top: float

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + GAP

    @property
    def middle(self) -> float:
        return self.top + self.height / 2.0


def waterfall(name: str, title: str, fall: Fall) -> str:
    """Steps from before to after, each with its label; good ones are full, bad ones striped."""
    labels = [fall.before[0], *(step.label for step in fall.steps), fall.after[0]]
    rows = _rows(labels, HEAD)
    canvas = Canvas(rows[-1].top + rows[-1].height + 18.0)
    levels = [*accumulate((step.change for step in fall.steps), initial=fall.before[1])]
    across = Scale(*covering([*levels, fall.after[1]], 0.04), LABEL + 12, WIDTH - ROOM)
    canvas.text(0, 12, fall.title, "ink", 13, bold=True)
    canvas.text(WIDTH, 12.5, fall.note, "mild", anchor="end")
    _ticks(canvas, across, HEAD, rows[-1].top + rows[-1].height)
    for row, (_, value) in ((rows[0], fall.before), (rows[-1], fall.after)):
        _label(canvas, row, bold=True)
        canvas.rect(across(value) - 2, row.top + 2, 4, row.height - 4, "ink")
        canvas.text(across(value) + 8, row.middle, number(value, 1), bold=True)
    for row, step, start in zip(rows[1:-1], fall.steps, levels, strict=False):
        _label(canvas, row)
        end = start + step.change
        good = (step.change > 0) == (fall.better == "higher")
        canvas.line([(across(start), row.top - GAP), (across(start), row.middle)], "mild")
        _bar(canvas, across(start), across(end), row, good=good, said=f"{step.label}: {step.shown}")
        canvas.text(max(across(start), across(end)) + 6, row.middle, step.shown)
    canvas.line([(across(levels[-1]), rows[-2].middle), (across(levels[-1]), rows[-1].middle)], "mild")
    return canvas.svg(name, title)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision, and how much better the choice was than the best of the others; negative where worse."""

    label: str
    difference: float
    shown: str


def weighed(name: str, title: str, points: Sequence[Weighed], left: str, right: str) -> str:
    """Bars from nothing to either side; `left` and `right` say what each side means."""
    rows = _rows([point.label for point in points], HEAD - 4)
    canvas = Canvas(rows[-1].top + rows[-1].height + 18.0)
    most = max([abs(point.difference) for point in points] + [1.0])
    across = Scale(-most, most, LABEL + ROOM, WIDTH - ROOM)
    canvas.text(LABEL + 12, 10, f"← {left}", "mild")
    canvas.text(WIDTH, 10, f"{right} →", "mild", anchor="end")
    bottom = rows[-1].top + rows[-1].height
    _ticks(canvas, across, HEAD - 6, bottom)
    for row, point in zip(rows, points, strict=True):
        _label(canvas, row)
        good = point.difference >= 0
        end = across(point.difference)
        _bar(canvas, across(0), end, row, good=good, said=f"{point.label}: {point.shown}")
        canvas.text(end + (6 if good else -6), row.middle, point.shown, anchor="start" if good else "end")
    canvas.line([(across(0), HEAD - 6), (across(0), bottom)], "ink", 1.4)
    return canvas.svg(name, title)


def _rows(labels: Sequence[str], top: float) -> list[_Row]:
    rows = []
    for label in labels:
        rows.append(_Row(wrapped(label, LABEL, SIZE), top))
        top += rows[-1].height
    return rows


def _label(canvas: Canvas, row: _Row, *, bold: bool = False) -> None:
    first = row.middle - (len(row.lines) - 1) * LINE / 2.0
    for at, line in enumerate(row.lines):
        canvas.text(LABEL, first + at * LINE, line, "ink", SIZE, "end", bold=bold)


def _bar(canvas: Canvas, start: float, end: float, row: _Row, *, good: bool, said: str) -> None:
    """Full for good; for bad with a line of paper through it, so that it is told apart without colour."""
    canvas.rect(start, row.middle - 6.5, end - start, 13, "good" if good else "bad", said=said)
    if not good:
        canvas.line([(start, row.middle), (end, row.middle)], "paper", 2.2, "5 3")


def _ticks(canvas: Canvas, across: Scale, top: float, bottom: float) -> None:
    for tick in across.ticks(6):
        canvas.line([(across(tick), top), (across(tick), bottom)], "grid")
        canvas.text(across(tick), bottom + 9, f"{tick:g}".replace("-", "−"), "mild", 10, "middle")
