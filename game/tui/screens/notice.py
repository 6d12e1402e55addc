"""Boxes that say something, or ask for a yes."""

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
    """Text to take note of."""

    ABOUT = "Read it, then press Enter."
    BINDINGS: ClassVar = [key("enter", "close", "Close", "Close this box.", shown=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """A title, the text, the keys."""
        with Vertical(classes="sheet small") as box:
            box.border_title = Content(self._title)
            paragraphs = [Content(flat(each)) for each in self._text.split("\n\n")]
            with Text(classes="fits"):
                yield Static(Content("\n\n").join(paragraphs), markup=False)
            yield KeyBar()


class AskSheet(NoticeSheet):
    """A question, with what is to be known before it is answered."""

    ABOUT = "Press Enter for yes, Esc for no."
    BINDINGS: ClassVar = [
        key("enter,y", "agree", "Yes", "Agree to what is asked."),
        key("escape,n", "close", "No", "Leave things as they are."),
    ]

    def action_agree(self) -> None:
        """Say yes."""
        self.dismiss(result=True)
