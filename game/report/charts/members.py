"""The members in pictures: with whom they arrange their security, what was read of them, how they voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from game.report.charts.canvas import SERIES, bare, drawing, heading, ink, svg

ACROSS = 3
"""Panels in a row."""
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx")


@dataclass(frozen=True, slots=True)
class Mix:
    """One member: its partners' shares in percent at each mark."""

    name: str
    shares: Sequence[Sequence[float]]
    """By partner, then by mark."""


def mixes(name: str, title: str, marks: Sequence[str], partners: Sequence[str], members: Sequence[Mix]) -> str:
    """Stacked areas, a panel a member; each adds up to a hundred."""
    rows = -(-len(members) // ACROSS)
    height = 1.5 * rows + 0.5
    with drawing(height) as figure:
        grid = figure.subplots(rows, ACROSS, sharex=True, sharey=True, squeeze=False)
        figure.subplots_adjust(left=0.06, right=0.99, top=1 - 0.6 / height, bottom=0.25 / height)
        figure.subplots_adjust(hspace=0.35, wspace=0.1)
        colours = [ink(SERIES[p % len(SERIES)]) for p in range(len(partners))]
        for number, axes in enumerate(grid.flat):
            bare(axes)
            if number >= len(members):
                axes.set_visible(False)
                continue
            member = members[number]
            heading(axes, member.name)
            stacks = axes.stackplot(range(len(marks)), *member.shares, colors=colours, linewidth=0.6,
                                    edgecolor=ink("paper"))  # fmt: skip
            for stack, hatch in zip(stacks, HATCHES, strict=False):
                stack.set_hatch(hatch)
                stack.set_alpha(0.9)
            axes.set_xlim(0, max(len(marks) - 1, 1))
            axes.set_ylim(0, 100)
            axes.set_yticks((0, 50, 100), ("0", "50", "100%"))
            step = max(len(marks) // 5, 1)
            axes.set_xticks(range(0, len(marks), step), marks[::step])
            axes.tick_params(axis="x", labelbottom=number + ACROSS >= len(members))
        patches = [
            Patch(facecolor=colour, edgecolor=ink("paper"), hatch=hatch, linewidth=0)
            for colour, hatch in zip(colours, HATCHES, strict=False)
        ]
        _legend(figure, patches, partners)
        return svg(figure, name, title)


@dataclass(frozen=True, slots=True)
class Read:
    """What one member was taken to think at each moment, and what it did think; in percent."""

    low: Sequence[float]
    high: Sequence[float]
    was: Sequence[float]


def readings(
    name: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Read]]],
    marks: Sequence[str],
    words: tuple[str, str, str],
) -> str:
    """A panel for each member and each thing that was read: ranges as bars, the truth as dots.

    `words` say what a range, a truth within it and a truth outside it are called.
    """
    height = 0.92 * len(rows) + 0.75
    with drawing(height) as figure:
        grid = figure.subplots(len(rows), len(columns), sharex=True, sharey=True, squeeze=False)
        figure.subplots_adjust(left=0.16, right=0.99, top=1 - 0.62 / height, bottom=0.26 / height)
        figure.subplots_adjust(hspace=0.18, wspace=0.07)
        for r, (member, reads) in enumerate(rows):
            for c, read in enumerate(reads):
                axes = grid[r, c]
                _read(axes, read)
                if r == 0:
                    heading(axes, columns[c])
                if c == 0:
                    axes.set_ylabel(member, rotation=0, ha="right", va="center", fontsize=8.5, labelpad=28,
                                    fontweight="bold", color=ink("ink"))  # fmt: skip
        grid[-1, 0].set_xticks(range(len(marks)), marks)
        handles = [
            Patch(facecolor=ink("cloud"), linewidth=0),
            grid[0, 0].plot([], [], color=ink("own"), marker="o", markersize=3.4, linewidth=1)[0],
            grid[0, 0].plot([], [], color=ink("bad"), marker="X", markersize=5.5, linestyle="none")[0],
        ]
        _legend(figure, handles, words)
        return svg(figure, name, title)


def _read(axes: Axes, read: Read) -> None:
    bare(axes, grid="y")
    across = range(len(read.was))
    axes.bar(across, [high - low for low, high in zip(read.low, read.high, strict=True)], bottom=read.low,
             width=0.62, color=ink("cloud"), linewidth=0)  # fmt: skip
    axes.plot(across, read.was, color=ink("own"), linewidth=1, marker="o", markersize=3.4)
    missed = [n for n in across if not read.low[n] <= read.was[n] <= read.high[n]]
    axes.plot(missed, [read.was[n] for n in missed], color=ink("bad"), marker="X", markersize=5.5,
              linestyle="none")  # fmt: skip
    axes.set_ylim(0, 100)
    axes.set_yticks((0, 50, 100), ("0", "50", "100%"))


SIGNS = {"assents": ("✓", "good"), "abstains": ("–", "mild"), "vetoes": ("✕", "bad"), "": ("", "mild")}


def votes(
    name: str,
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[str]]],
    words: Sequence[tuple[str, str]],
) -> str:
    """A sign for each member and each proposal; each column has its head and what became of it.

    `words`: what each kind of vote is called.
    """
    height = 0.3 * len(rows) + 1.15
    with drawing(height) as figure:
        axes = figure.add_axes((0.16, 0.06 / height, 0.83, (0.3 * len(rows)) / height))
        bare(axes)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        for r, (_, cast) in enumerate(rows):
            axes.axhline(r - 0.5, color=ink("grid"), linewidth=0.8)
            for c, vote in enumerate(cast):
                sign, colour = SIGNS[vote]
                axes.text(c, r, sign, ha="center", va="center", fontsize=12, fontweight="bold",
                          color=ink(colour))  # fmt: skip
        axes.set_yticks(range(len(rows)), [member for member, _ in rows])
        axes.tick_params(axis="y", colors=ink("ink"), labelsize=8.5)
        axes.xaxis.tick_top()
        axes.set_xticks(range(len(columns)), [f"{head}\n{fate}" for head, fate in columns])
        axes.tick_params(axis="x", colors=ink("ink"), labelsize=7.5)
        told = "     ".join(f"{SIGNS[vote][0]} {word}" for vote, word in words)
        figure.text(0.01, 1 - 0.18 / height, told, fontsize=7.5, color=ink("mild"))
        return svg(figure, name, title)


def _legend(figure: object, handles: Sequence[object], names: Sequence[str]) -> None:
    figure.legend(  # type: ignore[attr-defined]
        handles, names, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=len(names), frameon=False,
        fontsize=7.5, labelcolor=ink("ink"), columnspacing=1.6,
    )  # fmt: skip
