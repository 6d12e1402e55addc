"""What is seen of a screen behind a box: dimmed style by style, as a large screen has thousands of parts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.style import Style as RichStyle
    from textual.color import Color
    from textual.css.styles import RulesMap
    from textual.style import Style
    from textual.visual import RenderOptions


class Backdrop(Visual):
    """The same picture as Textual's own, in a fraction of the time."""

    def __init__(self, behind: BackgroundScreen) -> None:
        self._screen, self._color = behind.screen, behind.color

    def render_strips(
        self,
        width: int,
        height: int | None,
        style: Style,  # noqa: ARG002 (Textual's)
        options: RenderOptions,  # noqa: ARG002 (Textual's)
    ) -> list[Strip]:
        """Tint each style once, and join what then looks alike."""
        strips = []
        for strip in self._screen._compositor.render_strips()[:height]:
            texts: list[str] = []
            styles: list[RichStyle | None] = []
            for text, own, control in strip:
                if control:
                    continue
                look = _tinted(own, self._color)
                if styles and styles[-1] == look:
                    texts[-1] += text
                else:
                    texts.append(text)
                    styles.append(look)
            dimmed = [Segment(text, look) for text, look in zip(texts, styles, strict=True)]
            strips.append(Strip(dimmed, strip.cell_length).adjust_cell_length(width))
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 (Textual's)
        """All that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 (Textual's)
        """As high as the screen behind."""
        return self._screen.size.height


@lru_cache(4_096)
def _tinted(style: RichStyle | None, color: Color) -> RichStyle | None:
    """A style as it looks behind a box; a box is painted twice as it opens, with hundreds of styles."""
    (segment,) = BackgroundScreen.process_segments([Segment(" ", style)], color)
    return segment.style
