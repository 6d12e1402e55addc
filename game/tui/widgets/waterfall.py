"""Why a score changed, as a waterfall: from before to after in steps, each with the sentence of its rule."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from textual.content import Content

from game.present.view import Cause, Causes
from game.present.words import still
from game.tui.blocks import heading
from game.tui.figures import levels
from game.tui.prose import line
from game.tui.widgets.scene import Told
from game.words import _

FULL, LEFT, RIGHT, LEVEL, TRACK = "█", "▌", "▐", "┃", "│"
LEAST_RANGE = 6.0
"""Points that the bars' room shows at least: a small change shall look small."""
FIGURE = 7
"""Cells for a signed figure and what stands beside it."""
NARROW, WIDE = 6, 40
"""Cells for the bars, at least and at most."""

Scale = tuple[float, float]
"""The levels at the two ends of the bars' room."""


class Waterfall(Told):
    """One score. `told` counts causes; the one that is being told grows."""

    STEPS = 10

    def __init__(self, causes: Causes) -> None:
        super().__init__()
        self._causes = causes
        self._moved = tuple(cause for cause in causes.causes if not still(cause.shown))

    @property
    def count(self) -> int:
        """How many causes there are to tell."""
        return len(self._moved)

    def made(self, width: int) -> Sequence[Content]:
        """The sentences, each wrapped to the room beside its bar."""
        room = max(width - FIGURE - _bars(width) - 4, 12)
        return [
            Content("\n").join([each.rstrip() for each in _sentence(cause).wrap(room)])
            for cause in self._moved
        ]

    def draw(self, width: int) -> Content:
        """All of it."""
        return self._drawn(width, float(self.count))

    def render(self) -> Content:
        """What is told so far."""
        return self._drawn(self.size.width, self.told)

    def _drawn(self, width: int, told: float) -> Content:
        causes = self._causes
        if not self._moved:
            steady = _("stays at {level}").format(level=levels(causes)[1])
            return heading(causes.name, width, Content.styled(steady, "$mild"))
        bars = _bars(width)
        before, after = levels(causes)
        scale = _scale(list(accumulate((cause.change for cause in causes.causes), initial=causes.before)))
        rows = [self._head(width), _level(_("before"), causes.before, before, scale, bars)]
        at = causes.before
        for index, (cause, sentence) in enumerate(zip(self._moved, self.parts(width), strict=True)):
            part = min(max(told - index, 0.0), 1.0)
            rows.append(self._step(cause, sentence, at, part, scale, bars))
            at += cause.change
        rows.append(_level(_("after"), causes.after, after, scale, bars, shown=told >= self.count))
        return Content("\n").join(rows)

    def _head(self, width: int) -> Content:
        causes = self._causes
        span = " → ".join(levels(causes))
        change = (f"{_arrow(causes.shown)} {causes.shown}", f"bold {self._style(causes.shown)}")
        return heading(causes.name, width, Content.assemble(span, "  ", change))

    def _step(
        self, cause: Cause, sentence: Content, at: float, part: float, scale: Scale, bars: int
    ) -> Content:
        """One cause: its figure, its bar, its sentence; as many lines as that takes."""
        style = self._style(cause.shown)
        figure = f"{_arrow(cause.shown)} {cause.shown}"
        lines = sentence.split("\n", allow_blank=True)
        if part <= 0.0:
            return Content("\n" * (len(lines) - 1))
        end = at + cause.change * part
        bar = Content.assemble(*_bar(at, end, scale, bars, style))
        below = Content.assemble(*_mark(end, scale, bars, TRACK, "$line"))
        rows = [
            Content.assemble(
                (f"{figure:<{FIGURE}}" if not row else " " * FIGURE, style),
                " ",
                below if row else bar,
                "   ",
                each,
            )
            for row, each in enumerate(lines)
        ]
        return Content("\n").join(rows)

    def _style(self, shown: str) -> str:
        """Whether a change is a good one; nothing is said by this colour alone."""
        if still(shown):
            return "$mild"
        return "$good" if shown.startswith("+") == (self._causes.better == "higher") else "$bad"


def _bars(width: int) -> int:
    """Cells for the bars."""
    return min(max(width // 4, NARROW), WIDE)


def _sentence(cause: Cause) -> Content:
    claims = f" ({', '.join(cause.claims)})" if cause.claims else ""
    return Content.assemble(line(cause.text), (claims, "$faint"))


def _scale(levels: Sequence[float]) -> Scale:
    low, high = min(levels), max(levels)
    spare = max(LEAST_RANGE - (high - low), 0.0) / 2
    edge = max(high - low, LEAST_RANGE) * 0.04
    return low - spare - edge, high + spare + edge


def _half(level: float, scale: Scale, cells: int) -> int:
    """Where a level stands, in half cells from the left."""
    low, high = scale
    return min(max(round((level - low) / (high - low) * cells * 2), 0), cells * 2 - 1)


def _bar(start: float, end: float, scale: Scale, cells: int, style: str) -> list[tuple[str, str]]:
    """A bar from one level to another, to half a cell and never less than that."""
    first, last = sorted((_half(start, scale, cells), _half(end, scale, cells)))
    last = max(last, first + 1)
    parts = []
    for cell in range(cells):
        left, right = first <= cell * 2 < last, first <= cell * 2 + 1 < last
        parts.append(FULL if left and right else LEFT if left else RIGHT if right else " ")
    return [("".join(parts), style)]


def _mark(level: float, scale: Scale, cells: int, sign: str, style: str) -> list[tuple[str, str]]:
    at = _half(level, scale, cells) // 2
    return [(" " * at, ""), (sign, style), (" " * (cells - at - 1), "")]


def _level(name: str, level: float, words: str, scale: Scale, cells: int, *, shown: bool = True) -> Content:
    """A level that the waterfall begins or ends at, and what it is told as."""
    if not shown:
        return Content("")
    return Content.assemble(
        (f"{name:<{FIGURE}}", "$faint"),
        " ",
        *_mark(level, scale, cells, LEVEL, "bold"),
        "   ",
        words,
    )


def _arrow(shown: str) -> str:
    return "▲" if shown.startswith("+") else "▼" if shown.startswith("−") else "·"
