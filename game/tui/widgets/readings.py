"""Belief against truth: what the player took a member to think, as a range, and what it thought."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.content import Content

from game.present.aloud import span
from game.present.looking_back import MemberHindsight, Reading
from game.present.view import Span
from game.present.words import number
from game.tui.blocks import heading, stacked
from game.tui.figures import fitted
from game.tui.prose import prose
from game.tui.widgets.drawn import Row
from game.words import _

TRACK, RANGE, TRUTH = "─", "━", "◆"
TAIL = 22
"""Cells for the figures, at least."""


def member_told(member: MemberHindsight, moments: Sequence[str], width: int) -> Content:
    """Everything that was read about a member, moment by moment."""
    key = Content.assemble(
        ("━ ", "$primary"), (_("thought"), "$mild"), ("   ◆ ", "$good"), (_("was so"), "$mild"),
        ("   ✕ ", "$bad"), (_("out of range"), "$mild"),
    )  # fmt: skip
    blocks = [Content("\n").join([prose(member.text), key])]
    blocks += [
        Content("\n").join(
            [
                heading(name[0].upper() + name[1:], width, Content.styled(_("in percent"), "$faint")),
                *(_row(reading, moment, width) for reading, moment in zip(readings, moments, strict=True)),
            ]
        )
        for name, readings in member.readings.items()
    ]
    return stacked(blocks)


def member_row(member: MemberHindsight, row: Row) -> Content:
    """A member in a list, and how many of its readings missed."""
    missed = sum(not reading.held for readings in member.readings.values() for reading in readings)
    tail = Content.styled(f" ✕{missed}", "$bad") if missed else Content.styled(" ●", "$good")
    return Content.assemble(row.mark, fitted(member.name, max(row.room - 4, 3)), tail)


def _row(reading: Reading, moment: str, width: int) -> Content:
    told = _("{range}, was {was}")
    tail = max(TAIL, len(told.format(range=span(Span(88.0, 99.0)), was=99)) + 5)
    bars = min(max((width - tail) * 2 // 5, 10), 50)
    room = max(width - tail - bars - 1, 6)
    style = "$good" if reading.held else "$bad"
    figures = told.format(range=f"{span(reading.thought):>9}", was=f"{number(reading.was):>2}")
    verdict = ("  ", "") if reading.held else (" ✕", style)
    return Content.assemble(
        (fitted(moment, room), "$mild"), " ", *_bar(reading, bars, style), f"{figures:>{tail - 3}}", verdict
    )


def _bar(reading: Reading, width: int, style: str) -> list[tuple[str, str]]:
    """The range on a scale to 100, and the truth."""
    low, high, at = (
        _cell(value, width) for value in (reading.thought.low, reading.thought.high, reading.was)
    )
    signs = [TRUTH if cell == at else RANGE if low <= cell <= high else TRACK for cell in range(width)]
    styles = {TRUTH: style, RANGE: "$primary", TRACK: "$line"}
    return [("".join(run), styles[sign]) for sign, run in groupby(signs)]


def _cell(value: float, width: int) -> int:
    return min(max(int(value / 100.0 * width), 0), width - 1)
