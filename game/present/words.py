"""Small words: numbers, parts and lists as they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor

from game.scenario import citations
from game.words import _, counted, in_context, marked

PARTS = (
    (0.02, marked("almost nothing")), (0.15, marked("about a tenth")), (0.22, marked("about a fifth")),
    (0.29, marked("about a quarter")), (0.42, marked("about a third")), (0.58, marked("about half")),
    (0.71, marked("about two thirds")), (0.86, marked("about three quarters")), (0.98, marked("nearly all")),
)  # fmt: skip
"""Up to which part, which words say it; beyond the last, `all`."""

CITATION = re.compile(rf"\s*{citations.CITATION.pattern}")
"""A citation with the space before it."""


def part(share: float) -> str:
    """A part of a whole: `about a third`, `nearly all`."""
    said = next((words for limit, words in PARTS if share < limit), "")
    return _(said) if said else in_context("a part of a whole", "all")


def signed(value: float, decimals: int = 0) -> str:
    """With its sign and a real minus, and no sign at nothing: +3, −9, 0."""
    text = figure(abs(round(value, decimals)), decimals)
    if still(text):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def figure(value: float, decimals: int) -> str:
    """With as many decimals as asked for, after the mark that the language in use puts before them."""
    return f"{value:.{decimals}f}".replace(".", in_context("before decimals", "."))


def still(shown: str) -> bool:
    """Whether a figure, as it is shown, is nothing."""
    return not shown.strip("+−0.,")


def number(value: float, decimals: int = 0) -> str:
    """With a real minus where it is below nothing."""
    return signed(value, decimals).removeprefix("+")


def points(value: float, *, exact: bool = False) -> str:
    """A size in points, its sign left to the sentence: `1 point`, `4.2 points`, `12 points`.

    `exact`: to a tenth from ten on too.
    """
    size = abs(value)
    whole = size >= 9.95 and not exact
    text = f"{size:.0f}" if whole else f"{size:.1f}".removesuffix(".0")
    if text.isdigit():
        return counted("{count} point", "{count} points", int(text)).format(count=text)
    return in_context("a number with decimals", "{count} points").format(count=figure(size, 1))


def rounded(count: float) -> int:
    """A count to two figures: 470, 1200."""
    whole = round(count)
    step: int = 10 ** max(len(str(whole)) - 2, 0)
    return round(whole / step) * step


def about(count: float) -> str:
    """A count of persons to two figures as it is written: 470, 1,200."""
    return f"{rounded(count):,}".replace(",", in_context("between thousands", ","))


def listed(items: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; nothing of nothing."""
    if len(items) < 2:
        return "".join(items)
    return _("{items} and {last}").format(items=", ".join(items[:-1]), last=items[-1])


def sentence(text: str) -> str:
    """With a capital at its start and a stop at its end."""
    text = text.strip()
    if not text:
        return ""
    stop = "" if text[-1] in ".!?…" or (text[-1] in "”»" and text[-2:-1] in {".", "!", "?"}) else "."
    return text[0].upper() + text[1:] + stop


def within(name: str) -> str:
    """A name within a sentence: The Bureau as the Bureau."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def quoted(text: str) -> str:
    """Someone's words within a sentence, in quotation marks: one line, no citations, no last stop."""
    return _("“{words}”").format(words=" ".join(CITATION.sub("", text).split()).rstrip("."))


def opening(text: str) -> str:
    """The first sentence of a prose text."""
    return re.split(r"(?<=[.!?])\s", " ".join(CITATION.sub("", text).split()), maxsplit=1)[0]


def apportioned(parts: Sequence[float], total: float, decimals: int = 1) -> tuple[float, ...]:
    """The parts rounded so that what is shown adds up to the total as shown: largest remainders first.

    Each is rounded down, and the units that are then missing go to those that lost most.
    """
    unit = 10**decimals
    exact = [each * unit for each in parts]
    whole = [floor(each) for each in exact]
    missing = round(total * unit) - sum(whole)
    order = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    if missing < 0:
        order.reverse()
    for turn in range(abs(missing) if order else 0):
        whole[order[turn % len(order)]] += 1 if missing > 0 else -1
    return tuple(each / unit for each in whole)
