"""Markdown as it stands in scenarios: its marks, its citations, and what a terminal must not obey."""

from __future__ import annotations

import re
import unicodedata

from game.present.words import CITATION

LINK = re.compile(r"\[([^\]\[]+)\]\(([^()\s]+)\)")
EMPHASIS = re.compile(r"(\*\*|\*|__|`)(?=\S)(.+?)(?<=\S)\1")
HEADING = re.compile(r"^#{1,6}\s+")
ITEM = re.compile(r"^(?:[-*+]|[0-9]{1,3}[.)])\s+")


def spoken(markdown: str, *, cites: bool = False) -> str:
    """One paragraph of Markdown as it is read aloud; citations are left out unless asked for."""
    text = HEADING.sub("", markdown)
    text = LINK.sub(r"\1 (\2)", text if cites else CITATION.sub("", text))
    for _ in range(3):  # emphasis within emphasis
        text = EMPHASIS.sub(r"\2", text)
    return text.replace("\\[", "[")


def cited(markdown: str) -> list[str]:
    """The ids of the sources that a text cites, in order, once each."""
    return list(dict.fromkeys(CITATION.findall(markdown)))


def flat(text: str) -> str:
    """On one line, and without anything that a terminal might obey."""
    return " ".join("".join(_harmless(char) for char in text).split())


def _harmless(char: str) -> str:
    if char.isprintable() or char.isspace():
        return " " if char.isspace() else char
    joiner = unicodedata.category(char) == "Cf" and char in "\u200c\u200d"  # some scripts need these
    return char if joiner else "\N{REPLACEMENT CHARACTER}"
