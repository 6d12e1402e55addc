"""The turning points of a finished game as text: what each decision was worth beside the other options."""

from __future__ import annotations

from game.plain.page import Page
from game.present.looking_back import Hindsight, TurningPoint
from game.present.markup import spoken
from game.present.words import sentence
from game.words import _


def tell_turning(page: Page, past: Hindsight) -> None:
    """All of them, what moved the result most first."""
    page.heading(_("Turning points, by your weights, the weightiest first:"))
    for point in past.turning:
        page.gap()
        _point(page, point)
    page.heading(past.caveat)


def _point(page: Page, point: TurningPoint) -> None:
    page.line(f"{point.number}. {spoken(point.title)}: {sentence(spoken(point.label))}")
    page.line(point.text, indent=3)
    page.line(point.judged, indent=3)
