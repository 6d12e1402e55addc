"""Markdown's small parts: tables, lists, and words that must not be taken for marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from game.present.markup import flat

MARKS = re.compile(r"([\\`*_~&#\[\]<>|])")
LIVE = re.compile(r"(?<!\\)\\*(<|!(?=\\*\[)|\[(?![a-z][a-z0-9_-]*\](?![(:\[])))")
"""What opens HTML, a picture or a link, with any backslashes that would take away those put before it."""
OPENING = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
"""What would open a list or a rule at the start of a line."""


def escaped(text: str) -> str:
    """Words that are no Markdown, on one line, such that they stay what they are."""
    plain = MARKS.sub(r"\\\1", flat(text))
    return OPENING.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", plain)


def prose(markdown: str) -> str:
    """A short text on one line: its emphasis and citations stay; links, pictures and HTML are but words."""
    plain = " ".join(flat(part) for part in markdown.split("\n\n")).strip()
    return LIVE.sub(lambda found: f"\\{found[1]}", plain)


def paragraphs(markdown: str) -> str:
    """A longer one, paragraph by paragraph."""
    return "\n\n".join(prose(part) for part in markdown.split("\n\n") if part.strip())


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first stand to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
