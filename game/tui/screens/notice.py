"""A box that says something, and may ask for a yes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.present.markup import flat
from game.tui.keys import key
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Text
from game.tui.widgets.keybar import KeyBar


class NoticeSheet(Sheet[bool]):
    """Text to take note of; with `yes`, what Enter agrees to."""

    ABOUT = "Read it, then press Enter, or Esc to go back."
    BINDINGS: ClassVar = [
        key("enter,y", "agree", "Agree", "Agree to what is asked, or take note."),
        key("n", "close", "Back", "Close this box.", shown=False),
    ]

    def __init__(self, title: str, text: str, yes: str = "") -> None:
        super().__init__()
        self._title, self._text, self._yes = title, text, yes

    def compose(self) -> ComposeResult:
        """A title, the text, the keys."""
        with Vertical(classes="sheet small") as box:
            box.border_title = self._title
            paragraphs = [Content(flat(each)) for each in self._text.split("\n\n")]
            with Text(classes="fits"):
                yield Static(Content("\n\n").join(paragraphs), markup=False)
            if self._yes:
                yield Static(Content.assemble(("⏎ ", "bold $accent"), self._yes), classes="ask", markup=False)
            yield KeyBar()

    def action_agree(self) -> None:
        """Say yes; a notice that asks for nothing just goes."""
        self.dismiss(bool(self._yes))
