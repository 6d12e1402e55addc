"""Help that explains the screen at hand and every key that does something there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.tui.figures import fitted, hung
from game.tui.keys import key, named
from game.tui.prose import prose
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Drawn, Text
from game.tui.widgets.keybar import KeyBar
from game.words import _, marked

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.screen import Screen

COPYING = marked("""
**To copy text**, drag over it with the mouse and press Ctrl+C. Over SSH or in tmux the terminal may have
to allow it; with Shift held (Option on macOS) you drag a selection of the terminal's own instead.

**Everything** can also be found by name: Ctrl+P opens the list of commands.
""")


class Keys(Drawn):
    """The keys, one a line, with what they do."""

    def __init__(self, bindings: list[Binding]) -> None:
        super().__init__()
        self._bindings_told = bindings

    def draw(self, width: int) -> Content:
        """Keys on the left, sentences on the right."""
        lines = []
        for binding in self._bindings_told:
            lead = Content.styled(fitted(f" {named(binding.key)}", 9), "bold $accent")
            lines.append(hung(lead, Content(_(binding.tooltip or binding.description)), width))
        return Content("\n").join(lines)


class HelpSheet(Sheet[None]):
    """About the screen beneath."""

    BINDINGS: ClassVar = [key("question_mark,enter", "close", "Back", "Close the help.", shown=False)]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        words = getattr(about, "ABOUT", "")
        self._about = _(words) if words else _("This screen has no help of its own.")
        active = [each.binding for each in about.active_bindings.values() if each.enabled]
        found: dict[str, Binding] = {}  # by action, once: by the key that the footer shows, if it shows one
        for binding in sorted(active, key=lambda each: not each.show):
            if binding.description and binding.tooltip:
                found.setdefault(binding.action, binding)
        self._found = list(found.values())

    def compose(self) -> ComposeResult:
        """The text, then the keys."""
        with Vertical(classes="sheet") as box:
            box.border_title = _("Help")
            with Text(classes="fits"):
                yield Static(prose(self._about), markup=False)
                yield Keys(self._found)
                yield Static(prose(_(COPYING)), markup=False)
            yield KeyBar()
