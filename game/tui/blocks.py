"""Blocks of text set to a width: headings with a rule, stacks, columns. Widths are in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def beside(columns: Sequence[tuple[Content, int]], gap: int = 2) -> Content:
    """Blocks side by side, each filled to its width; the shorter ones end in blanks."""
    parted = [(block.split("\n", allow_blank=True), width) for block, width in columns]
    height = max((len(lines) for lines, _ in parted), default=0)
    rows = []
    for at in range(height):
        row: list[Content | str] = []
        for number, (lines, width) in enumerate(parted):
            line = lines[at] if at < len(lines) else Content("")
            last = number == len(parted) - 1
            row += [line if last else _filled(line, width), "" if last else " " * gap]
        rows.append(Content.assemble(*row))
    return Content("\n").join(rows)


def _filled(line: Content, width: int) -> Content:
    line = line.truncate(width, ellipsis=True)
    return line.pad_right(width - line.cell_length)
