"""A conversation as a generator: it yields text to show and prompts to answer, and is sent lines."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompt:
    """The conversation waits for a line; None is sent when there will be no more."""

    text: str


Talk = Generator[str | Prompt, str | None, None]
"""A conversation from beginning to end."""

Line = Generator[str | Prompt, str | None, str]
"""A part of one that ends in a line."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to talk with whoever is there."""

    width: int = 80
    height: int = 0
    """Lines that fit the screen: longer blocks wait for Enter on the way; 0 for no such thing."""
    confirms: bool = False
    """Whether a choice is read back and has to be confirmed."""
    pauses: bool = False
    """Whether to wait for Enter between blocks."""


class Leave(Exception):  # noqa: N818 (a wish, not an error)
    """The player goes: by `quit`, or because there are no more lines."""
