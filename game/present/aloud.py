"""Ranges, trends, dates and votes as they are read aloud."""

from __future__ import annotations

import re

from game.present.view import Span
from game.present.words import number
from game.scenario.model import Weights
from game.words import _, in_context, marked

MONTHS = (
    marked("January"), marked("February"), marked("March"), marked("April"), marked("May"), marked("June"),
    marked("July"), marked("August"), marked("September"), marked("October"), marked("November"),
    marked("December"),
)  # fmt: skip
"""As they stand in a date with a day; some languages have another form of them."""

TRENDS = (
    (0.5, marked("steady"), marked("steady")),
    (2.0, marked("up a little"), marked("down a little")),
    (6.0, marked("up"), marked("down")),
    (float("inf"), marked("up sharply"), marked("down sharply")),
)
"""Up to which change of the middle of a range, in points, which words say it: upward, downward."""

VOTED = {"assents": marked("assented"), "abstains": marked("abstained"), "vetoes": marked("vetoed")}
"""How a member voted, by what it does."""


def date(iso: str) -> str:
    """`2010-06-12` as 12 June 2010; what is no such date stays as it is."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", iso)
    if not found or not 1 <= int(found[2]) <= 12:
        return iso
    at, year = int(found[2]) - 1, found[1]
    if found[3]:
        return _("{day} {month} {year}").format(day=int(found[3]), month=_(MONTHS[at]), year=year)
    return in_context("without a day", "{month} {year}").format(month=_months()[at], year=year)


def _months() -> tuple[str, ...]:
    """As they stand in a date without a day."""
    return (
        in_context("without a day", "January"), in_context("without a day", "February"),
        in_context("without a day", "March"), in_context("without a day", "April"),
        in_context("without a day", "May"), in_context("without a day", "June"),
        in_context("without a day", "July"), in_context("without a day", "August"),
        in_context("without a day", "September"), in_context("without a day", "October"),
        in_context("without a day", "November"), in_context("without a day", "December"),
    )  # fmt: skip


def span(range_: Span) -> str:
    """`52 to 60`, or one number where the ends agree."""
    low, high = number(range_.low), number(range_.high)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def added(adds: Span) -> tuple[str, Span]:
    """What an option does to cost: whether it adds or spares, and how much."""
    low, high = round(adds.low), round(adds.high)
    if low < 0 >= high:
        return _("Spares cost"), Span(-adds.high, -adds.low)
    return _("Adds to cost"), adds


def idle(costs: str) -> str:
    """What the stage costs where nothing is done in a decision: what is added comes on top of that."""
    return _("If you do nothing here, the stage costs {costs}.").format(costs=costs)


def weighed(weights: Weights) -> str:
    """What counts for a seat."""
    return _(
        "A point of credibility counts {credibility} for you; a point of cost counts {cost}, "
        "one of diversification {diversification}."
    ).format(
        credibility=number(weights.credibility, 1),
        cost=number(-weights.cost, 1),
        diversification=number(-weights.diversification, 1),
    )


def trend(value: float) -> str:
    """`steady`, `up a little`, `down sharply`."""
    up, down = next((up, down) for limit, up, down in TRENDS if abs(value) < limit)
    return _(up if value > 0 else down)
