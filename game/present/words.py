"""Small words: numbers, parts and lists as they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor

PARTS = (
    (0.02, "almost nothing"), (0.15, "about a tenth"), (0.22, "about a fifth"), (0.29, "about a quarter"),
    (0.42, "about a third"), (0.58, "about half"), (0.71, "about two thirds"), (0.86, "about three quarters"),
    (0.98, "nearly all"),
)  # fmt: skip
"""Up to which part, which words say it; beyond the last, `all`."""

CITATION = re.compile(r"\s*\[[a-z][a-z0-9_-]*\]")


def part(share: float) -> str:
    """A part of a whole: `about a third`, `nearly all`."""
    return next((words for limit, words in PARTS if share < limit), "all")


def signed(value: float, decimals: int = 0) -> str:
    """With its sign and a real minus, and no sign at nothing: +3, −9, 0."""
    text = f"{abs(round(value, decimals)):.{decimals}f}"
    if not float(text):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def number(value: float, decimals: int = 0) -> str:
    """With a real minus where it is below nothing."""
    return signed(value, decimals).removeprefix("+")


def points(value: float) -> str:
    """A size in points, its sign left to the sentence: `1 point`, `4.2 points`, `12 points`."""
    size = abs(value)
    text = f"{size:.0f}" if size >= 9.95 else f"{size:.1f}".removesuffix(".0")
    return f"{text} point" if text == "1" else f"{text} points"


def about(count: float) -> str:
    """A count of persons to two figures: 470, 1,200."""
    whole = round(count)
    step = 10 ** max(len(str(whole)) - 2, 0)
    return f"{round(whole / step) * step:,}"


def listed(items: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; nothing of nothing."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def sentence(text: str) -> str:
    """With a capital at its start and a stop at its end."""
    text = text.strip()
    if not text:
        return ""
    stop = "" if text[-1] in ".!?…" or text[-2:] in {".”", "!”", "?”"} else "."
    return text[0].upper() + text[1:] + stop


def within(name: str) -> str:
    """A name within a sentence: The Bureau as the Bureau."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def quoted(text: str) -> str:
    """Someone's words within a sentence, in quotation marks: one line, no citations, no last stop."""
    return f"“{' '.join(CITATION.sub('', text).split()).rstrip('.')}”"


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
