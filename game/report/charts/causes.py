"""What moved a score: a waterfall from before to after, and the decisions that mattered as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from matplotlib.axes import Axes

from game.report.charts.canvas import bare, drawing, heading, ink, svg, wrapped

ROW = 0.235
"""Inches of height for a row of one line."""
LABEL = 52
"""Characters of a label on a line."""


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


def waterfall(name: str, title: str, falls: Sequence[Fall]) -> str:
    """One below the other, each with a scale of its own."""
    rows = [len(fall.steps) + 2 for fall in falls]
    height = sum(rows) * ROW + len(falls) * 0.55
    with drawing(height) as figure:
        grid = figure.subplots(len(falls), 1, squeeze=False, height_ratios=rows)
        figure.subplots_adjust(left=0.47, right=0.97, top=1 - 0.32 / height, bottom=0.22 / height)
        figure.subplots_adjust(hspace=0.62 * len(falls) / (sum(rows) * ROW))
        for axes, fall in zip(grid[:, 0], falls, strict=True):
            _fall(axes, fall)
        return svg(figure, name, title)


def _fall(axes: Axes, fall: Fall) -> None:
    bare(axes, grid="x")
    heading(axes, fall.title, fall.note)
    levels = [*accumulate((step.change for step in fall.steps), initial=fall.before[1])]
    labels = [fall.before[0], *(wrapped(step.label, LABEL) for step in fall.steps), fall.after[0]]
    span = max([*levels, fall.after[1]]) - min([*levels, fall.after[1]])
    room = max(span, 4.0) * 0.02
    for row, (step, start) in enumerate(zip(fall.steps, levels, strict=False), 1):
        good = (step.change > 0) == (fall.better == "higher")
        axes.barh(row, step.change, left=start, height=0.62, color=ink("good" if good else "bad"),
                  hatch=None if good else "///", edgecolor=ink("paper"), linewidth=0)  # fmt: skip
        axes.plot([start, start], [row - 1, row], color=ink("mild"), linewidth=0.7)
        end = start + step.change
        axes.text(max(start, end) + room, row, step.shown, va="center", fontsize=7.5, color=ink("ink"))
    axes.plot([levels[-1], levels[-1]], [len(labels) - 2, len(labels) - 1], color=ink("mild"), linewidth=0.7)
    for row, (_, value) in ((0, fall.before), (len(labels) - 1, fall.after)):
        axes.plot(value, row, marker="|", markersize=11, markeredgewidth=2.6, color=ink("ink"))
        axes.text(value + room * 1.6, row, f"{value:.1f}", va="center", fontsize=8, fontweight="bold",
                  color=ink("ink"))  # fmt: skip
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", colors=ink("ink"), labelsize=7.2)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    middle = (max([*levels, fall.after[1]]) + min([*levels, fall.after[1]])) / 2
    half = max(span, 4.0) / 2
    axes.set_xlim(middle - half * 1.12, middle + half * 1.3)
    axes.locator_params(axis="x", nbins=6)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision, and how much better the choice was than the best of the others; negative where worse."""

    label: str
    difference: float
    shown: str


def weighed(name: str, title: str, points: Sequence[Weighed], left: str, right: str) -> str:
    """Bars from nothing to either side; `left` and `right` say what each side means."""
    height = len(points) * 0.34 + 0.6
    with drawing(height) as figure:
        axes = figure.subplots()
        figure.subplots_adjust(left=0.47, right=0.97, top=1 - 0.36 / height, bottom=0.22 / height)
        bare(axes, grid="x")
        most = max([abs(point.difference) for point in points] + [1.0])
        for row, point in enumerate(points):
            good = point.difference >= 0
            axes.barh(row, point.difference, height=0.6, color=ink("good" if good else "bad"), linewidth=0,
                      hatch=None if good else "///", edgecolor=ink("paper"))  # fmt: skip
            axes.text(
                point.difference + (0.02 if good else -0.02) * most, row, point.shown, va="center",
                ha="left" if good else "right", fontsize=7.5, color=ink("ink"),
            )  # fmt: skip
        axes.axvline(0, color=ink("ink"), linewidth=1)
        axes.set_yticks(range(len(points)), [wrapped(point.label, LABEL) for point in points])
        axes.tick_params(axis="y", colors=ink("ink"), labelsize=7.2)
        axes.set_ylim(len(points) - 0.5, -0.5)
        axes.set_xlim(-most * 1.25, most * 1.25)
        axes.set_title(f"← {left}", loc="left", fontsize=7.5, color=ink("mild"), pad=6)
        axes.set_title(f"{right} →", loc="right", fontsize=7.5, color=ink("mild"), pad=6)
        return svg(figure, name, title)
