"""Turning points: what each decision was worth beside what else could have been chosen."""

from __future__ import annotations

from textual.content import Content

from game.present.looking_back import TurningPoint
from game.present.words import sentence, signed
from game.tui.figures import fitted, hung
from game.tui.prose import line, prose
from game.tui.widgets.drawn import Row
from game.words import _

BAR = 5
"""Cells on either side of nothing."""


def point_row(point: TurningPoint, most: float, row: Row) -> Content:
    """A decision in a list: how much better or worse the choice was than the best of the others."""
    lead = Content.assemble(row.mark, *_bar(point.difference, most), f"{signed(point.difference, 1):>7}  ")
    told = f"{point.number} {point.title}: {point.label}"
    return Content.assemble(lead, fitted(line(told).plain, max(row.width - lead.cell_length, 4)))


def point_told(point: TurningPoint, caveat: str, width: int) -> Content:
    """A decision in full: the question, what was chosen, and every other way."""
    chosen, same = _("as you chose"), _("no change")
    rows = [
        Content.assemble((f"{point.number} {point.title}", "bold $primary")),
        prose(point.prompt),
        Content(""),
        prose(point.text),
        *([prose(point.judged)] if point.judged else []),
        Content(""),
        hung(
            Content.styled(f"{'':>7} ▸ ", "$accent"),
            Content.assemble((line(sentence(point.label)).plain, "bold"), (f" {chosen}", "$faint")),
            width,
        ),
    ]
    for other in point.others:
        mark, style = _mark(other.gain)
        lead = Content.styled(f"{signed(other.gain, 1):>7} {mark} ", style)
        mean = _("{points} on average").format(points=signed(other.expected, 1))
        told = Content.assemble(line(sentence(other.label)), (f" {other.told or same}; {mean}", "$faint"))
        rows.append(hung(lead, told, width))
    points = _(
        "In points of the scores at the end; the figure in front is by your weights, and so is the average "
        "over other luck."
    )
    rows += [Content(""), Content.styled(f"{points} {caveat}", "$faint")]
    return Content("\n").join(rows)


def _bar(difference: float, most: float) -> list[tuple[str, str]]:
    """To the left what another choice would have gained, to the right what this one did."""
    size = min(round(abs(difference) / (most or 1.0) * BAR), BAR)
    size = max(size, 1) if abs(difference) >= 0.05 else 0
    left = ("▇" * size).rjust(BAR) if difference < 0 else " " * BAR
    right = ("▇" * size).ljust(BAR) if difference > 0 else " " * BAR
    return [(left, "$bad"), ("│", "$line"), (right, "$good")]


def _mark(gain: float) -> tuple[str, str]:
    """Whether another way would have been better: a sign and its colour."""
    shown = signed(gain, 1)
    return (
        ("▲", "$good")
        if shown.startswith("+")
        else ("▼", "$bad")
        if shown.startswith("−")
        else ("·", "$mild")
    )
