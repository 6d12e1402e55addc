"""Settings, in effect at once and kept for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from game.tui.figures import fitted
from game.tui.keys import key
from game.tui.screens.base import Sheet
from game.tui.settings import LANGUAGES
from game.tui.themes import THEMES
from game.tui.widgets.drawn import Row, Rows
from game.tui.widgets.keybar import KeyBar
from game.words import _, marked

if TYPE_CHECKING:
    from game.tui.app import Tashkent

CHOICES: dict[str, tuple[str, Sequence[tuple[object, str]], str]] = {
    "theme": (
        marked("Colours"),
        tuple((name, title) for name, (title, _theme) in THEMES.items()),
        marked("Nothing is told by colour alone. NO_COLOR=1 in the environment leaves shades of grey."),
    ),
    "motion": (
        marked("Motion"),
        ((True, marked("On")), (False, marked("Off"))),
        marked("Off, nothing moves by itself. TASHKENT_MOTION=off in the environment does the same."),
    ),
    "reasons": (
        marked("Reasons"),
        (("optional", marked("Optional")), ("required", marked("Required")), ("never", marked("Not asked"))),
        marked(
            "Whether a decision asks why. Reasons are kept for the debrief; a class may want them required."
        ),
    ),
    "guide": (
        marked("Guide"),
        ((True, marked("On")), (False, marked("Off"))),
        marked("Whether a game explains the screens on the way."),
    ),
    "forecasts": (
        marked("Forecasts"),
        ((True, marked("On")), (False, marked("Off"))),
        marked("Whether a key tells where options may lead. Off, you decide by what you read alone."),
    ),
    "language": (
        marked("Language"),
        tuple(LANGUAGES.items()),
        marked("Spoken from the next start on; a scenario that lacks it is told in its own."),
    ),
}
"""By the setting's name: what it is called, its values and their names, what it is for; in English."""


class SettingsSheet(Sheet[None]):
    """One line a setting; Enter, or the arrows to the sides, change it."""

    ABOUT = (
        "Enter or the arrow to the right takes the next value, the arrow to the left the one before. "
        "A change is seen, and kept, at once."
    )
    BINDINGS: ClassVar = [
        key("right,l,enter", "turn(1)", "Change", "Take the next value."),
        key("left,h", "turn(-1)", "Back one", "Take the value before.", shown=False),
        key("comma", "close", "Back", "Close the settings.", shown=False),
    ]

    def compose(self) -> ComposeResult:
        """The settings, and about the one at hand."""
        with Vertical(classes="sheet small") as box:
            box.border_title = _("Settings")
            yield Rows(id="settings")
            yield Static(id="setting", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show them as they are."""
        self.query_one(Rows).show(list(CHOICES), self._row)

    def _row(self, row: Row) -> Content:
        name, (title, values, _about) = list(CHOICES.items())[row.index]
        value = dict(values)[getattr(self._game.settings, name)]
        shown = Content.assemble(("‹ ", "$faint"), (_(value), "bold $primary"), (" ›", "$faint"))
        return Content.assemble(row.mark, fitted(_(title), 14), shown.truncate(row.room - 14, ellipsis=True))

    @property
    def _game(self) -> Tashkent:
        return cast("Tashkent", self.app)

    @on(OptionList.OptionHighlighted)
    def _about(self) -> None:
        name = self.query_one(Rows).at_hand or ""
        self.query_one("#setting", Static).update(Content.styled(_(CHOICES[name][2]), "$faint"))

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Take the next value of the setting at hand, or the one before."""
        name = self.query_one(Rows).at_hand or ""
        values = [value for value, _name in CHOICES[name][1]]
        at = values.index(getattr(self._game.settings, name))
        change: dict[str, Any] = {name: values[(at + by) % len(values)]}
        self._game.keep(replace(self._game.settings, **change))
        self.query_one(Rows).redraw()
