"""Markdown's small parts: tables, lists, and words that must not be taken for marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from game.present.markup import flat

MARKS = re.compile(r"([\\`*_~&#\[\]<>|])")
OPENING = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
"""What would open a list or a rule at the start of a line."""


def escaped(text: str) -> str:
    """Words that are no Markdown, on one line, such that they stay what they are."""
    plain = MARKS.sub(r"\\\1", flat(text))
    return OPENING.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", plain)


def prose(markdown: str) -> str:
    """A short Markdown text on one line."""
    return " ".join(flat(part) for part in markdown.split("\n\n")).strip()


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first stand to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
