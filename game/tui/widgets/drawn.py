"""The base of what is drawn to measure, and of lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self, cast

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from game.tui.keys import MOVES, SCROLLS

if TYPE_CHECKING:
    from textual import events
    from textual.css.styles import RulesMap
    from textual.geometry import Region, Size


@dataclass(frozen=True)
class Row:
    """The place in which a row is drawn."""

    index: int
    here: bool
    """Whether it is the one at hand."""
    width: int

    @property
    def mark(self) -> str:
        """What stands before it: two cells."""
        return "▸ " if self.here else "  "

    @property
    def room(self) -> int:
        """The cells after the mark."""
        return self.width - 2


Draw = Callable[[Row], Content]


class Drawn(Widget):
    """Something that draws itself anew for the width that it has."""

    DEFAULT_CSS = "Drawn { height: auto; }"

    _last_draw: tuple[tuple[int, int], Content] | None = None
    """What was drawn last, and for which width and height."""

    def draw(self, width: int) -> Content:
        """What it shows on so many cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """What it shows on the cells that it has."""
        return self._kept(self.size.width)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw anew."""
        self._last_draw = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's)
        """As many lines as are drawn."""
        return self._kept(width).get_height(cast("RulesMap", self.styles), width)

    def _kept(self, width: int) -> Content:
        """What is drawn, once for each size: it is asked for both in laying out and in painting."""
        size = (width, self.size.height)
        if self._last_draw is None or self._last_draw[0] != size:
            self._last_draw = (size, self.draw(width))
        return self._last_draw[1]


class Text(VerticalScroll):
    """A text longer than its window, moved by the keys of lists."""

    BINDINGS: ClassVar = list(SCROLLS)


class Rows(OptionList):
    """A list in which each row is drawn to the width, and the one at hand is marked by more than a colour.

    A click puts a row at hand; a click on the row at hand picks it, as Enter does.
    """

    BINDINGS: ClassVar = list(MOVES)

    def __init__(self, *, id: str, classes: str = "") -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes, markup=False)
        self._draw: Draw | None = None
        self._pointed: int | None = None

    def show(self, ids: Sequence[str], draw: Draw, at: int | None = 0, titles: Sequence[int] = ()) -> None:
        """Put new rows in; `titles` are rows that cannot be at hand."""
        self._draw, self._pointed = draw, None
        width = self.row_width
        self.set_options(
            Option(draw(Row(index, here=False, width=width)), id=id_, disabled=index in titles)
            for index, id_ in enumerate(ids)
        )
        if ids and at is not None:
            self.highlighted = min(at, len(ids) - 1)

    def redraw(self) -> None:
        """Draw every row again: the width or what they tell has changed."""
        if self._draw:
            for index in range(self.option_count):
                self._replace(index)

    @property
    def at_hand(self) -> str | None:
        """The id of the row at hand."""
        option = self.highlighted_option
        return option.id if option else None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark."""
        before, self._pointed = self._pointed, highlighted
        for index in {before, highlighted} - {None}:
            if index is not None and index < self.option_count:
                self._replace(index)
        super().watch_highlighted(highlighted)

    def on_resize(self, event: events.Resize) -> None:
        """Draw to the new width, and keep the row at hand in sight."""
        if event.size.width:
            self.redraw()
            self.call_after_refresh(self.scroll_to_highlight)  # what stands below may have taken its line
            self.call_after_refresh(self.scroll_to_highlight)

    async def on_click(self, event: events.Click) -> None:
        """The first click puts a row at hand, and only the next one picks it."""
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted:
            event.prevent_default()
            if not self.options[clicked].disabled:
                self.highlighted = clicked

    @property
    def row_width(self) -> int:
        """The cells of a row."""
        return max(self.scrollable_content_region.width, 10)

    def _replace(self, index: int) -> None:
        if self._draw:
            row = Row(index, here=index == self._pointed, width=self.row_width)
            self.replace_option_prompt_at_index(index, self._draw(row))
