"""What people write, made fit for any screen: one line, nothing that steers it or turns its direction."""

from __future__ import annotations

LONGEST_REASON = 1_000
"""Characters of the reason for a choice."""


def tidy(text: str) -> str:
    """On one line, printable; what cannot be seen is left out."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
