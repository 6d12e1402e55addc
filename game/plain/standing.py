"""Where a finished game stands among many others, as text."""

from __future__ import annotations

from game.plain.page import Page
from game.present.aloud import span
from game.present.standing import Mark, Spread, Standing, percent
from game.present.view import Span
from game.present.words import about, number
from game.words import _


def tell_place_among(page: Page, standing: Standing) -> None:
    """This game first, then what was done in fact and other lines of play; how the others came out."""
    own, *lines = standing.marks
    page.heading(_("Where you stand among {count} other plays:").format(count=about(standing.plays)))
    page.gap()
    page.line(own.text)
    for spread in standing.spreads:
        page.gap()
        _spread(page, spread, own)
    for mark in lines:
        page.gap()
        page.line(mark.text)
    page.gap()
    page.line(standing.frontier_text)
    page.heading(standing.basis)


def _spread(page: Page, spread: Spread, own: Mark) -> None:
    """Where this game ends on one score, and where the others do."""
    here = _("{score}: you end at {own}, better than {share} of the others.")
    here = here.format(
        score=spread.name, own=number(own.values[spread.id]), share=percent(own.ahead[spread.id])
    )
    tenth, middle, ninth = spread.deciles[1], spread.deciles[5], spread.deciles[9]
    theirs = _("Four in five of them end at {range}, half of them below {middle}.")
    page.line(f"{here} {theirs.format(range=span(Span(tenth, ninth)), middle=number(middle))}", indent=2)
