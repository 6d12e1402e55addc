"""Text on a page of a given width: the one place that wraps, indents and reads Markdown."""

from __future__ import annotations

import re
import textwrap

from game.present.markup import ITEM, flat, spoken

NARROWEST, WIDEST, PIPED = 24, 88, 80
"""Columns: the least that makes sense, the most that reads well, and what is used where nobody says."""


class Page:
    """Collects blocks of text; a gap before a block is one blank line, however often it is asked for."""

    def __init__(self, width: int = PIPED) -> None:
        self.width = max(NARROWEST, min(WIDEST, width))
        self._lines: list[str] = []
        self._above = ""
        """What stands above the next line, taken or not; empty at the top."""
        self.cites = False
        """Whether prose keeps its citations: they help in checking, and get in the way of listening."""

    def gap(self) -> None:
        """A blank line before what comes next."""
        if self._above:
            self._put("")

    def prompted(self) -> None:
        """A prompt and its answer now stand above the next line."""
        self._above = ">"

    def line(self, text: str, *, lead: str = "", indent: int = 0) -> None:
        """One paragraph, wrapped; `lead` stands before its first line, and the others hang below its end."""
        margin = " " * indent
        for wrapped in textwrap.wrap(
            flat(text),
            self.width,
            initial_indent=margin + lead,
            subsequent_indent=margin + " " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [(margin + lead).rstrip()]:
            self._put(wrapped)

    def command(self, text: str) -> None:
        """Something to type or copy: never wrapped."""
        self._put(f"  {flat(text)}")

    def heading(self, text: str) -> None:
        """A line of its own that begins a block."""
        self.gap()
        self.line(text)

    def prose(self, markdown: str, *, label: str = "", indent: int = 0) -> None:
        """Markdown as plain paragraphs: no marks of emphasis, list items with a hyphen.

        A label stands before the first words.
        """
        text = f"{label}: {markdown.strip()}" if label else markdown.strip()
        for paragraph in re.split(r"\n\s*\n", text):
            self.gap()
            gathered: list[str] = []
            for line in paragraph.split("\n"):
                if ITEM.match(line.strip()) and gathered:
                    self._paragraph(" ".join(gathered), indent)
                    gathered = []
                gathered.append(line.strip())
            self._paragraph(" ".join(gathered), indent)

    def prose_line(self, markdown: str, *, indent: int = 0) -> None:
        """A short text of Markdown as one paragraph."""
        self.line(self._spoken(" ".join(markdown.split())), indent=indent)

    def _paragraph(self, text: str, indent: int) -> None:
        item = ITEM.match(text)
        if item:
            self.line(self._spoken(text[item.end() :]), lead="- ", indent=indent)
        else:
            self.line(self._spoken(text), indent=indent)

    def _spoken(self, markdown: str) -> str:
        return spoken(markdown, cites=self.cites)

    def _put(self, line: str) -> None:
        self._lines.append(line)
        self._above = line

    def take(self) -> str:
        """Everything since the last time, ready to be written."""
        text = "".join(f"{line}\n" for line in self._lines)
        self._lines = []
        return text
