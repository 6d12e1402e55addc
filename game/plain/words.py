"""Numbers and dates as they are read aloud."""

from __future__ import annotations

import re

from game.present.view import Span
from game.present.words import number

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

TRENDS = ((0.5, "steady"), (2.0, "a little"), (6.0, ""), (float("inf"), "sharply"))
"""Up to which change of the middle of a range, in points, which word says it."""


def date(iso: str) -> str:
    """`2010-06-12` as 12 June 2010; what is no such date stays as it is."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", iso)
    if not found or not 1 <= int(found[2]) <= 12:
        return iso
    month = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def within(name: str) -> str:
    """A name within a sentence: The Capital as the Capital."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def span(range_: Span) -> str:
    """`52 to 60`, or one number where the ends agree."""
    low, high = number(range_.low), number(range_.high)
    return low if low == high else f"{low} to {high}"


def trend(value: float) -> str:
    """`steady`, `up a little`, `down sharply`."""
    how = next(word for limit, word in TRENDS if abs(value) < limit)
    if how == "steady":
        return how
    return f"{'up' if value > 0 else 'down'} {how}".strip()
