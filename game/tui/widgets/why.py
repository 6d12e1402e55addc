"""Why the scores changed in the last stage: causes that add up to what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from game.present.markup import spoken
from game.present.words import sentence, still
from game.tui.figures import hung, levels
from game.tui.widgets.drawn import Drawn, Text
from game.words import _

if TYPE_CHECKING:
    from game.present.view import Causes, OutcomeView

CHANGE = 7
"""The cells of a change with its sign."""


class Why(Text):
    """The causes, score by score, as they add up."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Sums()

    def show(self, last: OutcomeView | None) -> None:
        """Tell of the last stage, if there was one."""
        self.query_one(Sums).show(last)
        self.scroll_home(animate=False)


class Sums(Drawn):
    """The text of the causes."""

    def __init__(self) -> None:
        super().__init__()
        self._last: OutcomeView | None = None

    def show(self, last: OutcomeView | None) -> None:
        """Tell of this stage."""
        self._last = last
        self.refresh(layout=True)

    def draw(self, width: int) -> Content:
        """A block for each score."""
        if self._last is None:
            return Content.styled(_("No stage is over yet, so nothing has changed."), "$faint")
        title = Content.assemble((_("What changed in "), "$faint"), spoken(self._last.title))
        blocks = [_block(each, width) for each in self._last.causes]
        return Content("\n\n").join([title, *blocks])


def _block(causes: Causes, width: int) -> Content:
    before, after = levels(causes)
    lines = [
        Content.assemble(
            (f"{causes.shown:>{CHANGE - 1}} ", f"bold {_style(causes.shown, causes.better)}"),
            (causes.name, "bold"),
            (f"  {before} → {after}", "$faint"),
        )
    ]
    for cause in causes.causes:
        if still(cause.shown):
            continue
        claims = f" ({', '.join(cause.claims)})" if cause.claims else ""
        lead = Content.styled(f"  {cause.shown:>{CHANGE - 1}} ", _style(cause.shown, causes.better))
        text = Content.assemble(sentence(spoken(cause.text)).removesuffix("."), (claims, "$faint"))
        lines.append(hung(lead, text, width))
    return Content("\n").join(lines)


def _style(shown: str, better: str) -> str:
    if still(shown):
        return "$faint"
    return "$good" if shown.startswith("+") == (better == "higher") else "$bad"
