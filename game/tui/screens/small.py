"""What is shown where the game does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content

from game.tui.keys import key
from game.tui.screens.base import LEAST, Page
from game.tui.widgets.drawn import Drawn
from game.words import _

if TYPE_CHECKING:
    from game.tui.habits import Habits


class Need(Drawn):
    """What the game needs, and what there is."""

    def draw(self, width: int) -> Content:  # noqa: ARG002 (a few short lines)
        """A few short lines."""
        size = self.app.size
        wide, tall = LEAST
        app = cast("Habits", self.app)
        more = _("Or q, and play with\n--plain.") if app.has_plain else ""
        if app.is_web:
            more = _("Or its letters smaller:\nCtrl and −.")
        return Content.assemble(
            ("Tashkent", "bold $primary"),
            "\n\n",
            _("needs {width} × {height}").format(width=wide, height=tall),
            "\n",
            _("here are {width} × {height}").format(width=size.width, height=size.height),
            "\n\n",
            (_("Enlarge the window:\nthe game goes on.\n"), ""),
            (more, "$faint"),
        )


class SmallScreen(Page[None]):
    """Stands on top until the window is large enough."""

    ABOUT = "The window is too small for the game. As soon as it is larger the game goes on where it stood."
    BINDINGS: ClassVar = [key("q", "app.quit", "Quit", "Leave the game; what was decided is saved.")]

    def compose(self) -> ComposeResult:
        """The one notice."""
        yield Need()

    def fit(self, _size: object) -> None:
        """Count anew."""
        self.query_one(Need).refresh(layout=True)
