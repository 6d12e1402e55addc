"""Blocks of text set to a width: headings with a rule, wrapped lines, stacks. Widths are in cells."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

RULE = "─"


def heading(title: str, width: int, aside: Content | str = "", style: str = "bold $primary") -> Content:
    """A title, a rule to the end of the line, and something at its end."""
    aside = Content(aside) if isinstance(aside, str) else aside
    end = aside.cell_length + 1 if aside.plain else 0
    head = Content.styled(title, style).truncate(max(width - end - 3, 4), ellipsis=True)
    rest = width - head.cell_length - 1 - end
    rule = Content.styled(RULE * max(rest, 0), "$line")
    return Content.assemble(head, " ", rule, *((" ", aside) if end else ()))


def wrapped(content: Content, width: int) -> Content:
    """Paragraphs on as many lines as they take."""
    return Content("\n").join([line.rstrip() for line in content.wrap(max(width, 1))])


def stacked(blocks: Iterable[Content], gap: int = 1) -> Content:
    """Blocks below each other, with so many blank lines between them."""
    return Content("\n" * (gap + 1)).join(list(blocks))
