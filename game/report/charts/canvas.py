"""SVG by hand: shapes, inks that follow the page's light or dark, and scales with round ticks.

Matplotlib was tried for these pictures: with forty panels to a report it took 1.95 s of the three that a
report may take, 0.4 s more to import, and 1.3 MB; its colours had to be swapped for the page's afterwards.
These take a tenth of a second in all, and a sixth of the room.

A picture names nothing outside it. Its colours are CSS variables with a colour for light paper behind each,
in attributes, so that it stands under a policy that forbids inline styles. The same data are the same bytes.
Lengths are in CSS pixels.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH = 740.0
"""Of every picture: about the text of an A4 page."""

INKS = {
    "ink": "#1d2530", "mild": "#525e6b", "grid": "#d9dee4", "paper": "#ffffff", "own": "#005a9c",
    "history": "#b84a00", "other": "#00735a", "fourth": "#8a3b78", "fifth": "#6b5900", "good": "#00735a",
    "bad": "#b3261e", "cloud": "#aebccb",
}  # fmt: skip
"""By name: the colour on light paper. The page's style sheet says those for dark."""

SERIES = ("own", "history", "other", "fourth", "fifth")
DASHES = ("", "7 3", "2 2.4", "9 3 2 3", "4 2")
MARKERS = ("circle", "square", "triangle", "diamond", "cross")
"""Lines are told apart by all three: some readers see no colours, some prints have none."""

OUTLINES = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": ((0, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "cross": (
        (-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0),
        (1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0),
    ),
}  # fmt: skip
"""Corners of the markers that have some, within a square from −1 to 1."""

MOST = len(SERIES) ** 2
"""How many courses of play differ in what they are drawn with."""


def style(number: int) -> tuple[str, str, str]:
    """Ink, dashes and marker of the so-maniest course of play."""
    around, n = number // len(SERIES), number % len(SERIES)
    return SERIES[n], DASHES[(n + around) % len(DASHES)], MARKERS[(n + 2 * around) % len(MARKERS)]


NARROW, BROAD, SQUARE = 0.6, 0.68, 1.05
"""About how wide a letter is, as a part of its height: Latin, other alphabets, and signs that fill a square.
A browser knows better, but later; these are of a broad font, so that another leaves room."""

Points = Iterable[tuple[float, float]]


def paint(ink: str) -> str:
    """An ink as an attribute's value; `none` for none. Raise KeyError if there is none of this name."""
    return f"var(--{ink}, {INKS[ink]})" if ink else "none"


def short(value: float) -> str:
    """A length with at most one decimal, and no sign at nothing."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def wide(text: str, size: float) -> float:
    """About how wide a text is."""
    return size * sum(_breadth(letter) for letter in text)


def _breadth(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return SQUARE
    return NARROW if ord(letter) < 0x250 or not letter.isalpha() else BROAD


def wrapped(text: str, room: float, size: float, most: int = 2) -> list[str]:
    """On lines that fit the room, at most so many."""
    letters = room / max(wide(text, size) / max(len(text), 1), size * NARROW)
    return textwrap.wrap(text, max(int(letters), 8), max_lines=most, placeholder=" …") or [""]


class Canvas:
    """A sheet of this height to draw on."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._parts: list[str] = []

    def svg(self, name: str, title: str) -> str:
        """An element to stand in a page: `name` sets its ids apart, `title` is read aloud."""
        head = (
            f'<svg class="picture" role="img" aria-labelledby="{escape(name)}-title" '
            f'viewBox="0 0 {short(WIDTH)} {short(self.height)}" xmlns="http://www.w3.org/2000/svg" '
            f'stroke-linejoin="round" fill="none"><title id="{escape(name)}-title">{escape(title)}</title>'
        )
        return "\n".join([head, *self._parts, "</svg>"])

    def text(
        self,
        x: float,
        y: float,
        text: str,
        ink: str = "ink",
        size: float = 11.0,
        anchor: str = "start",
        *,
        bold: bool = False,
    ) -> None:
        """A line of text; `y` is its middle."""
        weight = ' font-weight="bold"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(
            f'<text x="{short(x)}" y="{short(y + size * 0.36)}" font-size="{short(size)}" '
            f'fill="{paint(ink)}"{place}{weight}>{escape(text)}</text>'
        )

    def rect(self, x: float, y: float, width: float, height: float, ink: str, *, said: str = "") -> None:
        """A filled box; a width below nothing goes to the left. `said` is shown to who points at it."""
        x, width = (x + width, -width) if width < 0 else (x, width)
        self._parts.append(
            f'<rect x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}" '
            f'fill="{paint(ink)}"{_ended("rect", said)}'
        )

    def line(self, points: Points, ink: str, width: float = 1.0, dashes: str = "") -> None:
        """A line through these points."""
        drawn = f' stroke-dasharray="{dashes}"' if dashes else ""
        path = " ".join(f"{short(x)},{short(y)}" for x, y in points)
        self._parts.append(
            f'<polyline points="{path}" stroke="{paint(ink)}" stroke-width="{short(width)}"{drawn}/>'
        )

    def area(self, points: Points, ink: str, edge: str = "paper") -> None:
        """What these points enclose."""
        path = " ".join(f"{short(x)},{short(y)}" for x, y in points)
        self._parts.append(
            f'<polygon points="{path}" fill="{paint(ink)}" stroke="{paint(edge)}" stroke-width="1"/>'
        )

    def dots(self, points: Points, ink: str, radius: float) -> None:
        """Many small dots, as one shape."""
        path = "".join(f"M{short(x)},{short(y)}h0" for x, y in points)
        self._parts.append(
            f'<path d="{path}" stroke="{paint(ink)}" stroke-width="{short(2 * radius)}" '
            'stroke-linecap="round"/>'
        )

    def mark(self, kind: str, x: float, y: float, size: float, ink: str, *, said: str = "") -> None:
        """One of MARKERS, so many pixels across, rimmed with the paper's colour."""
        half = size / 2.0
        shapes = {
            "circle": f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(half)}"',
            **{each: _shape(*((x + half * a, y + half * b) for a, b in OUTLINES[each])) for each in OUTLINES},
        }
        name = shapes[kind].partition(" ")[0].removeprefix("<")
        self._parts.append(
            f'{shapes[kind]} fill="{paint(ink)}" stroke="{paint("paper")}" stroke-width="1"'
            f"{_ended(name, said)}"
        )

    def legend(self, x: float, y: float, entries: Sequence[tuple[str, str, str]]) -> float:
        """Signs with their names, in as many rows as it takes; the height that they take.

        Each entry: its kind (`line` for what `style` gives, `box`, `dot`, or one of MARKERS), its ink or the
        line's number, and its name.
        """
        at, row = x, y + 7.0
        for kind, ink, name in entries:
            room = 30.0 + wide(name, 11.0) + 14.0
            if at > x and at + room > WIDTH:
                at, row = x, row + 17.0
            if kind == "line":
                drawn, dashes, marker = style(int(ink))
                self.line([(at, row), (at + 22, row)], drawn, 2.0, dashes)
                self.mark(marker, at + 11, row, 7, drawn)
            elif kind == "box":
                self.rect(at + 5, row - 5, 13, 10, ink)
            elif kind == "dot":
                self.dots([(at + 11, row)], ink, 3)
            else:
                self.mark(kind, at + 11, row, 9, ink)
            self.text(at + 28, row, name)
            at += room
        return row + 10.0 - y


def _shape(*corners: tuple[float, float]) -> str:
    return f'<polygon points="{" ".join(f"{short(x)},{short(y)}" for x, y in corners)}"'


def _ended(name: str, said: str) -> str:
    return f"><title>{escape(said)}</title></{name}>" if said else "/>"


class Scale:
    """From values to lengths: `low` lies at `start`, `high` at `end`."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high = (low, high) if high > low else (low - 1.0, low + 1.0)
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        return self._start + (value - self.low) / (self.high - self.low) * (self._end - self._start)

    def ticks(self, about: int) -> list[float]:
        """Round values within, about so many."""
        step = _round((self.high - self.low) / max(about, 1))
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [step * n for n in range(first, last + 1)]


def _round(step: float) -> float:
    unit: float = 10.0 ** floor(log10(step))
    return next(unit * each for each in (1.0, 2.0, 5.0, 10.0) if step <= unit * each * 1.0001)


def covering(values: Iterable[float], margin: float = 0.08, least: float = 4.0) -> tuple[float, float]:
    """A range that holds all of them with some room; never narrower than `least`: small shall look small."""
    known = [*values]
    low, high = min(known), max(known)
    room = max(high - low, least)
    middle = (low + high) / 2.0
    return middle - room * (0.5 + margin), middle + room * (0.5 + margin)
