"""The row of panes to change between, where they do not fit side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from game.tui.widgets.drawn import Drawn
from game.words import _


class Tabs(Drawn):
    """Names of panes, each with its key; the one that is shown is marked."""

    ALLOW_SELECT = False

    def __init__(self, panes: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.auto_links = False
        self._panes = panes
        """Id, key and name of each, in English."""
        self._shown = panes[0][0]

    def show(self, pane: str) -> None:
        """Mark this pane."""
        self._shown = pane
        self.refresh()

    def draw(self, width: int) -> Content:
        """One line, filled with a rule."""
        parts = [Content.styled("─", "$line")]
        for id_, key, name in self._panes:
            here = id_ == self._shown
            left, right = ("┤", "├") if here else ("─", "─")
            press = Style.from_meta({"@click": f"screen.pane({id_!r})"})
            label = Content.assemble(
                (f" {key} ", "bold $accent"), (f"{_(name)} ", "bold" if here else "$mild")
            )
            parts += [Content.styled(left, "$line"), label.stylize(press), Content.styled(right, "$line")]
        row = Content("").join(parts)
        return Content.assemble(row, ("─" * max(width - row.cell_length, 0), "$line"))
