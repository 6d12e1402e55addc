"""The scores through a play, beside other courses and the cloud of other plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from game.report.charts.canvas import DASHES, MARKERS, SERIES, bare, drawing, heading, ink, svg

PANEL = 1.75
"""Inches of height for one score."""
APART = 0.085
"""The least distance of two names at the lines' ends, as a part of a panel."""


@dataclass(frozen=True, slots=True)
class Course:
    """One line: its values at each mark."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Band:
    """Where other plays end: the least tenth, the middle and the most tenth are set apart."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One score."""

    title: str
    note: str
    courses: Sequence[Course]
    """At most five; the first is drawn heaviest."""
    band: Band | None = None
    level: float | None = None
    """A level that means something, drawn as a dotted line."""


def courses(
    name: str, title: str, marks: Sequence[str], panels: Sequence[Panel], since: int = 0, others: str = ""
) -> str:
    """Panels one below the other over the same marks; from mark `since` on time passes with no decisions.

    `others` says what a band is called.
    """
    with drawing(PANEL * len(panels) + 0.55) as figure:
        grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False)
        figure.subplots_adjust(left=0.055, right=0.8, top=1 - 0.5 / figure.get_figheight(), hspace=0.38)
        figure.subplots_adjust(bottom=0.3 / figure.get_figheight())
        for axes, panel in zip(grid[:, 0], panels, strict=True):
            _panel(axes, panel, len(marks), since, others)
        grid[-1, 0].set_xticks(range(len(marks)), marks)
        handles, names = grid[0, 0].get_legend_handles_labels()
        figure.legend(
            handles, names, loc="upper left", bbox_to_anchor=(0.045, 1.0), ncols=min(len(names), 3),
            frameon=False, fontsize=7.5, labelcolor=ink("ink"), handlelength=2.6, columnspacing=1.4,
        )  # fmt: skip
        return svg(figure, name, title)


def _panel(axes: Axes, panel: Panel, marks: int, since: int, others: str) -> None:
    bare(axes, grid="y")
    heading(axes, panel.title, panel.note)
    across = range(marks)
    if panel.band:
        at, low, high = marks - 1, panel.band.low, panel.band.high
        axes.bar(at, high - low, bottom=low, width=0.34, color=ink("cloud"), linewidth=0, label=others,
                 clip_on=False)  # fmt: skip
        axes.plot([at - 0.17, at + 0.17], [panel.band.middle] * 2, color=ink("mild"), linewidth=1.2,
                  clip_on=False)  # fmt: skip
    if 0 < since < marks:
        axes.axvline(since, color=ink("mild"), linewidth=0.8, linestyle=(0, (1, 2)))
    if panel.level is not None and _within(panel, panel.level):
        axes.axhline(panel.level, color=ink("mild"), linewidth=0.8, linestyle=(0, (1, 2)))
    for number, course in reversed([*enumerate(panel.courses)]):
        number %= len(SERIES)
        axes.plot(
            across, course.values, label=course.name, color=ink(SERIES[number]), linestyle=DASHES[number],
            linewidth=2.2 if number == 0 else 1.4, marker=MARKERS[number], markersize=4 if number == 0 else 3,
            clip_on=False,
        )  # fmt: skip
    axes.set_xlim(0, max(marks - 1, 1))
    axes.margins(y=0.12)
    axes.locator_params(axis="y", nbins=4)
    _ends(axes, panel.courses)


def _within(panel: Panel, level: float) -> bool:
    values = [value for course in panel.courses for value in course.values]
    return bool(values) and min(values) - 5 <= level <= max(values) + 5


def _ends(axes: Axes, lines: Sequence[Course]) -> None:
    """Each line's last value beside its end, moved apart where they would lie upon each other."""
    low, high = axes.get_ylim()
    apart = (high - low) * APART * 1.35
    order = sorted(range(len(lines)), key=lambda n: lines[n].values[-1])
    places = [float(lines[n].values[-1]) for n in order]
    for at, (lower, upper) in enumerate(pairwise(places), 1):
        if upper - lower < apart:
            places[at] = places[at - 1] + apart
    shift = sum(place - lines[n].values[-1] for place, n in zip(places, order, strict=True)) / len(places)
    for place, n in zip(places, order, strict=True):
        value = lines[n].values[-1]
        axes.annotate(
            f"{value:.0f}  {_short(lines[n].name)}",
            (1.0, place - shift), xycoords=("axes fraction", "data"), xytext=(7, 0), va="center",
            textcoords="offset points", fontsize=7.5, fontweight="bold" if n == 0 else "normal",
            color=ink(SERIES[n % len(SERIES)]), annotation_clip=False,
        )  # fmt: skip


def _short(name: str, length: int = 22) -> str:
    return name if len(name) <= length else f"{name[: length - 1].rstrip()}…"
