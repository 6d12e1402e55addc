"""A play's place in a cloud of others: clouds over two scores, and how each score comes out over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from game.report.charts.canvas import MARKERS, SERIES, bare, drawing, heading, ink, svg


@dataclass(frozen=True, slots=True)
class Cloud:
    """Other plays over two scores, and where courses of play lie among them."""

    across: str
    up: str
    """What the axes are called."""
    points: Sequence[tuple[float, float]]
    edge: Sequence[tuple[float, float]]
    """The frontier."""
    marks: Sequence[tuple[str, float, float]]
    """Name and place; at most five; the first is this play."""


@dataclass(frozen=True, slots=True)
class Heap:
    """How one figure comes out over all plays."""

    title: str
    note: str
    low: float
    """Where the first bin begins."""
    width: float
    bins: Sequence[int]
    marks: Sequence[float]
    """Of the same courses of play."""


def place(name: str, title: str, clouds: Sequence[Cloud], heaps: Sequence[Heap], words: tuple[str, str]) -> str:
    """Clouds above, heaps below; `words` say what a dot and a point of the frontier are."""
    height = 5.0
    with drawing(height) as figure:
        upper = figure.subplots(1, len(clouds), squeeze=False)
        figure.subplots_adjust(left=0.07, right=0.99, top=1 - 0.62 / height, bottom=0.44, wspace=0.22)
        for axes, cloud in zip(upper[0], clouds, strict=True):
            _cloud(axes, cloud, words)
        room = 0.92 / max(len(heaps), 1)
        for number, heap in enumerate(heaps):
            _heap(figure.add_axes((0.07 + number * room, 0.06, room * 0.86, 0.22)), heap)
        handles, names = upper[0, 0].get_legend_handles_labels()
        figure.legend(
            handles, names, loc="upper left", bbox_to_anchor=(0.05, 1.0), ncols=4, frameon=False,
            fontsize=7.5, labelcolor=ink("ink"), columnspacing=1.4, handletextpad=0.4,
        )  # fmt: skip
        return svg(figure, name, title)


def _cloud(axes: Axes, cloud: Cloud, words: tuple[str, str]) -> None:
    bare(axes, grid="both")
    across, up = zip(*cloud.points, strict=True) if cloud.points else ((), ())
    axes.scatter(across, up, s=5, color=ink("cloud"), alpha=0.7, linewidth=0, label=words[0])
    if cloud.edge:
        across, up = zip(*cloud.edge, strict=True)
        axes.scatter(across, up, s=9, facecolor="none", edgecolor=ink("mild"), linewidth=0.8, label=words[1])
    for number, (label, x, y) in reversed([*enumerate(cloud.marks)]):
        axes.scatter(
            x, y, s=110 if number == 0 else 46, marker=MARKERS[number], color=ink(SERIES[number]),
            edgecolor=ink("paper"), linewidth=1.2, zorder=10 - number, label=label,
        )  # fmt: skip
    axes.set_xlabel(cloud.across, fontsize=8, color=ink("ink"))
    axes.set_ylabel(cloud.up, fontsize=8, color=ink("ink"))
    axes.locator_params(nbins=6)


def _heap(axes: Axes, heap: Heap) -> None:
    bare(axes)
    heading(axes, heap.title)
    axes.text(0, -0.32, heap.note, transform=axes.transAxes, fontsize=7.2, color=ink("mild"))
    middles = [heap.low + (number + 0.5) * heap.width for number in range(len(heap.bins))]
    axes.bar(middles, heap.bins, width=heap.width, color=ink("cloud"), linewidth=0)
    most = max([*heap.bins, 1])
    for number, value in reversed([*enumerate(heap.marks)]):
        axes.plot([value, value], [0, most], color=ink(SERIES[number]), linewidth=2 if number == 0 else 1.2)
        axes.plot(value, most, marker=MARKERS[number], color=ink(SERIES[number]), clip_on=False,
                  markersize=6 if number == 0 else 4)  # fmt: skip
    axes.set_yticks(())
    axes.set_ylim(0, most * 1.02)
    axes.locator_params(axis="x", nbins=4)
    axes.tick_params(labelsize=6.8)
