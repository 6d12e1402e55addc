"""The line on top: who plays, where the game stands, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.present.aloud import date
from game.present.markup import spoken
from game.tui.figures import ends
from game.tui.widgets.drawn import Drawn
from game.words import _

if TYPE_CHECKING:
    from game.present.view import View

STEPS_FROM = 100
"""From which width on the stages are also shown as a row of marks."""


class Header(Drawn):
    """Role, stage N of M with its title, date."""

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None

    def show(self, view: View) -> None:
        """Tell of this stage."""
        self._view = view
        self.refresh()

    def draw(self, width: int) -> Content:
        """One line."""
        view = self._view
        if view is None:
            return Content.styled(" Tashkent", "bold $primary")
        name = Content(f" {view.role_name}").truncate(max(width // 3, 8), ellipsis=True)
        role = Content.assemble(name, " ").stylize("bold $background on $primary")
        at = _("Stage {number} of {of}").format(number=view.number, of=view.of)
        stage = Content.assemble(f"  {at}  ", (spoken(view.stage_title), "bold"))
        when = Content.assemble((f"{date(view.date)} ", "$accent"))
        if width >= STEPS_FROM:
            when = Content.assemble(_steps(view.number, view.of), "   ", when)
        return ends(Content.assemble(role, stage), when, width)


def _steps(number: int, of: int) -> Content:
    """Stages that are over, the one at hand, those to come."""
    if of > 30:
        return Content("")
    return Content.assemble(
        ("━●" * (number - 1), "$primary"), ("━◉", "bold $accent"), ("─○" * (of - number), "$faint")
    )
