"""What the conversation of a game has in hand, and how long a screen is."""

from __future__ import annotations

from dataclasses import dataclass

from game.plain.page import Page
from game.plain.talk import Leave, Line, Manner, Prompt
from game.present.view import DecisionView, View
from game.table.table import Notice, Table

ABOVE = 2
"""Lines of a screen that are left for the prompt and what stood above."""


@dataclass
class Desk:
    """The table, a page to write on, the last view."""

    table: Table
    manner: Manner
    page: Page
    told: int = 0
    """The number of the stage that was told to its end, while it is at hand."""
    _seen: View | None = None

    def __post_init__(self) -> None:
        self.table.listen(lambda news: self.notice(news.text) if isinstance(news, Notice) else None)

    def notice(self, text: str) -> None:
        """Say something in a paragraph of its own."""
        self.page.heading(text)

    def view(self) -> View:
        """What this seat sees now; the last view when all stages are over."""
        if self._seen is None or not self.table.finished:
            self._seen = self.table.view()
        return self._seen

    @property
    def blind(self) -> bool:
        """Whether there is no view to look at: the game was over before the conversation began."""
        return self._seen is None and self.table.finished

    def waiting(self) -> DecisionView | None:
        """The decision that this seat has to settle next."""
        return None if self.table.finished else self.view().waiting

    def answer(self, prompt: str) -> Line:
        """The next line, whatever it is. Raise Leave when there is none."""
        line = yield Prompt(prompt)
        self.page.prompted()
        if line is None:
            raise Leave
        return line


def screens(text: str, height: int) -> list[str]:
    """The text in pieces that fit a screen of so many lines; whole if 0.

    It is parted between paragraphs, or at least where a sentence ends.
    """
    lines, room = text.splitlines(keepends=True), height - ABOVE
    if room < 1:
        return [text]
    pieces = []
    while len("".join(lines).rstrip().splitlines()) > room:
        blanks = [at for at, line in enumerate(lines[: room + 1], 1) if line == "\n" and at > room // 3]
        stops = [at for at in range(room // 3 + 1, room + 1) if lines[at - 1].rstrip().endswith((".", "?"))]
        cut = max(blanks or stops or [room])
        pieces.append("".join(lines[:cut]))
        lines = lines[cut:]
    return [*pieces, "".join(lines)]
