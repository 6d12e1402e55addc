"""Small drawings in text: ranges on a scale, sparklines, columns. Widths are in cells of the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from game.present.words import number
from game.words import in_context

if TYPE_CHECKING:
    from game.present.view import Causes, Span

TRACK, RANGE, LEFT, RIGHT, MARK, MARKED = "─", "━", "╸", "╺", "┼", "╋"
BARS = "▁▂▃▄▅▆▇█"
SPARK_LEAST = 8.0
"""The least difference that a sparkline shows at its full height: what is steady shall look steady."""

Part = tuple[str, str]


def range_bar(
    range_: Span, width: int, *, top: float = 100.0, mark: float | None = None, style: str = "$primary"
) -> list[Part]:
    """A range on a scale from 0 to `top`, to half a cell; `mark` is a level of note."""
    if width < 2:
        return []
    halves = width * 2
    low = min(max(round(range_.low / top * halves), 0), halves - 1)
    high = max(min(max(round(range_.high / top * halves), 0), halves), low + 1)
    at = None if mark is None else min(int(mark / top * width), width - 1)
    parts: list[Part] = []
    for cell in range(width):
        left = low <= cell * 2 < high
        right = low <= cell * 2 + 1 < high
        if cell == at:
            parts.append((MARKED if left or right else MARK, style if left or right else "$foreground"))
        elif left or right:
            parts.append((RANGE if left and right else LEFT if left else RIGHT, style))
        else:
            parts.append((TRACK, "$line"))
    return _merged(parts)


def between(range_: Span) -> str:
    """A range as it stands in a column: `54–61`, `−1 to 2`, or one number where the ends agree."""
    low, high = number(range_.low), number(range_.high)
    if low == high:
        return low
    if low.startswith("−"):
        return in_context("in a narrow column", "{low} to {high}").format(low=low, high=high)
    return f"{low}–{high}"


def levels(causes: Causes) -> tuple[str, str]:
    """A score before and after: as ranges while they are readings, to a tenth where they are the truth."""
    if causes.ranges:
        before, after = causes.ranges
        return between(before), between(after)
    return number(causes.before, 1), number(causes.after, 1)


def top_of(highest: float, mark: float) -> float:
    """Where a scale ends that has to show both: 100, or the next round hundred."""
    return max(100.0, -(-max(highest, mark) // 100) * 100.0)


def spark(values: Sequence[float], width: int) -> str:
    """The last values as columns, one a cell."""
    shown = values[-width:] if width > 0 else ()
    if not shown:
        return ""
    least, most = min(shown), max(shown)
    room = max(most - least, SPARK_LEAST)
    ground = (least + most - room) / 2
    return "".join(BARS[min(int((value - ground) / room * len(BARS)), len(BARS) - 1)] for value in shown)


def fitted(text: str, width: int) -> str:
    """A text cut or filled to so many cells; what is cut ends in an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def ends(left: Content, right: Content, width: int) -> Content:
    """Two texts at the ends of a line; the left one gives way."""
    room = width - right.cell_length
    if room < 1:
        return right.truncate(width, ellipsis=True)
    kept = left.truncate(room - 1, ellipsis=True)
    return Content.assemble(kept, " " * (room - kept.cell_length), right)


def packed(items: Sequence[Content], width: int, gap: int = 2) -> Content:
    """Items side by side, on as many lines as that takes; none is parted unless it is wider than a line."""
    lines: list[list[Content]] = [[]]
    used = 0
    for item in items:
        if lines[-1] and used + item.cell_length > width:
            lines.append([])
            used = 0
        lines[-1].append(item)
        used += item.cell_length + gap
    return Content("\n").join([Content(" " * gap).join(line) for line in lines])


def hung(lead: Content, text: Content, width: int) -> Content:
    """A text that is wrapped beside what leads it in."""
    margin = lead.cell_length
    lines = text.wrap(max(width - margin, 1))
    joined = Content(f"\n{' ' * margin}").join([each.rstrip() for each in lines])
    return Content.assemble(lead, joined)


def _merged(parts: list[Part]) -> list[Part]:
    merged: list[Part] = []
    for text, style in parts:
        if merged and merged[-1][1] == style:
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    return merged
