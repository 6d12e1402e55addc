"""What is drawn once for each width that it has, however often Textual asks how high it is."""

from __future__ import annotations

from textual.content import Content

from game.tui.widgets.drawn import Drawn


class Still(Drawn):
    """Something that tells the same until it is told `anew`."""

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._known: dict[int, Content] = {}
        """By width."""

    def made(self, width: int) -> Content:
        """What it shows on so many cells."""
        raise NotImplementedError

    def draw(self, width: int) -> Content:
        """The same, made once."""
        if width not in self._known:
            self._known[width] = self.made(width)
        return self._known[width]

    def anew(self) -> None:
        """What it tells has changed."""
        self._known.clear()
        self.refresh(layout=True)
