"""The members in pictures: with whom they arrange their security, what was read of them, how they voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from game.report.charts.canvas import WIDTH, Canvas, Scale, wide

ACROSS = 3
"""Panels in a row of mixes."""
ORDER = ("own", "bad", "other", "fifth", "fourth")
"""Of partners' inks: neighbours in a stack differ in how dark they are, too."""


@dataclass(frozen=True, slots=True)
class Mix:
    """One member: its partners' shares in percent at each mark."""

    name: str
    shares: Sequence[Sequence[float]]
    """By partner, then by mark."""


def mixes(
    name: str, title: str, marks: Sequence[str], partners: Sequence[str], members: Sequence[Mix]
) -> str:
    """Stacked areas, a panel a member; each adds up to a hundred, and its parts are named at its right."""
    entries = [("box", ORDER[p % len(ORDER)], partner) for p, partner in enumerate(partners)]
    top = Canvas(0).legend(0, 0, entries) + 6.0
    rows = -(-len(members) // ACROSS)
    high, head, left, gap = 96.0, 24.0, 34.0, 22.0
    room = (WIDTH - left + gap) / ACROSS
    canvas = Canvas(top + rows * (high + head) + 20.0)
    canvas.legend(0, 0, entries)
    for number, member in enumerate(members):
        x, y = left + (number % ACROSS) * room, top + head + (number // ACROSS) * (high + head)
        across = Scale(0, len(marks) - 1, x, x + room - gap - 20)
        up = Scale(0, 100, y + high, y)
        canvas.text(x, y - 9, member.name, "ink", 12, bold=True)
        for p, (lower, upper) in enumerate(_stacked(member.shares)):
            outline = [(across(at), up(value)) for at, value in enumerate(upper)]
            outline += [(across(at), up(lower[at])) for at in reversed(range(len(lower)))]
            canvas.area(outline, ORDER[p % len(ORDER)])
            middle = (lower[-1] + upper[-1]) / 2.0
            if upper[-1] - lower[-1] >= 11:
                canvas.text(across(len(marks) - 1) + 4, up(middle), f"{upper[-1] - lower[-1]:.0f}", size=10)
        if number % ACROSS == 0:
            for tick in (0, 50, 100):
                canvas.text(x - 6, up(tick), f"{tick}", "mild", 10, "end")
        if number + ACROSS >= len(members):
            step = -(-len(marks) // 8)
            for at in range(0, len(marks), step):
                canvas.text(across(at), y + high + 11, marks[at], "mild", 10, "middle")
    return canvas.svg(name, title)


def _stacked(shares: Sequence[Sequence[float]]) -> list[tuple[list[float], list[float]]]:
    """By partner: the lower and the upper edge of its part at each mark."""
    edges = [[*accumulate(each, initial=0.0)] for each in zip(*shares, strict=True)]
    return [([edge[p] for edge in edges], [edge[p + 1] for edge in edges]) for p in range(len(shares))]


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
    entries = [
        ("box", "cloud", words[0]), ("circle", "own", words[1]), ("cross", "bad", words[2]),
    ]  # fmt: skip
    top = Canvas(0).legend(0, 0, entries) + 26.0
    high, left, gap = 62.0, 118.0, 26.0
    room = (WIDTH - left + gap) / max(len(columns), 1)
    canvas = Canvas(top + len(rows) * (high + 12) + 16.0)
    canvas.legend(0, 0, entries)
    for c, column in enumerate(columns):
        canvas.text(left + c * room, top - 12, column, "ink", 12, bold=True)
    for r, (member, reads) in enumerate(rows):
        y = top + r * (high + 12)
        canvas.text(0, y + high / 2, member, "ink", 11.5, bold=True)
        for c, read in enumerate(reads):
            _read(canvas, read, left + c * room, y, room - gap, high, axis=c == 0)
    for c in range(len(columns)):
        step = (room - gap) / len(marks)
        for at, mark in enumerate(marks):
            middle = left + c * room + (at + 0.5) * step
            place = min(middle, WIDTH - wide(mark, 10) / 2.0)
            canvas.text(place, canvas.height - 10, mark, "mild", 10, "middle")
    return canvas.svg(name, title)


def _read(canvas: Canvas, read: Read, x: float, y: float, width: float, height: float, *, axis: bool) -> None:
    up = Scale(0, 100, y + height, y)
    for tick in (0, 50, 100):
        canvas.line([(x, up(tick)), (x + width, up(tick))], "grid")
        if axis:
            canvas.text(x - 5, up(tick), f"{tick}", "mild", 9.5, "end")
    step = width / len(read.was)
    places = [x + (at + 0.5) * step for at in range(len(read.was))]
    for at, place in enumerate(places):
        canvas.rect(
            place - step * 0.32, up(read.high[at]), step * 0.64, up(read.low[at]) - up(read.high[at]), "cloud"
        )
    canvas.line([(place, up(was)) for place, was in zip(places, read.was, strict=True)], "own", 1.3)
    for at, place in enumerate(places):
        held = read.low[at] <= read.was[at] <= read.high[at]
        canvas.mark("circle" if held else "cross", place, up(read.was[at]), 5.5 if held else 8.5,
                    "own" if held else "bad")  # fmt: skip


SIGNS = {"assents": ("✓", "good"), "abstains": ("–", "mild"), "vetoes": ("✕", "bad"), "": ("", "mild")}
"""By vote: a sign and its ink."""


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
    line, top, left = 26.0, 62.0, 130.0
    canvas = Canvas(top + line * len(rows) + 6.0)
    at = 0.0
    for vote, word in words:
        sign, colour = SIGNS[vote]
        canvas.text(at, 9, sign, colour, 13, bold=True)
        canvas.text(at + 16, 9, word)
        at += 40 + wide(word, 11.0)
    room = min((WIDTH - left) / max(len(columns), 1), 120.0)
    for c, (head, fate) in enumerate(columns):
        canvas.text(left + (c + 0.5) * room, 34, head, "ink", 11, "middle", bold=True)
        canvas.text(left + (c + 0.5) * room, 49, fate, "mild", 11, "middle")
    for r, (member, cast) in enumerate(rows):
        y = top + (r + 0.5) * line
        canvas.line([(0, y - line / 2), (left + room * len(columns), y - line / 2)], "grid")
        canvas.text(0, y, member, "ink", 11.5)
        for c, vote in enumerate(cast):
            sign, colour = SIGNS[vote]
            canvas.text(left + (c + 0.5) * room, y, sign, colour, 15, "middle", bold=True)
    return canvas.svg(name, title)
