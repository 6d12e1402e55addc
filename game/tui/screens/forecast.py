"""Where the options may lead: ranges now and in the end, a fan for each score, what makes the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList

from game.present.markup import spoken
from game.present.view import Span
from game.present.words import number
from game.tui.blocks import stacked
from game.tui.figures import between, fitted
from game.tui.keys import key
from game.tui.prose import prose
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Row, Rows, Text
from game.tui.widgets.fans import fans
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.leaves import Detail, Line
from game.words import _

if TYPE_CHECKING:
    from game.present.prospects import ForecastView, OptionProspect, Range

COLUMN, NUMBERS = 16, 6
"""Cells of a score's column in the list, and of one range in it."""
WIDE, COLUMN_WIDE, NUMBERS_WIDE = 100, 26, 11
"""From which width on the middles stand beside the ranges, and the cells then."""


class ForecastSheet(Sheet[None]):
    """One decision's options beside each other, and the one at hand at length."""

    ABOUT = """
Each range holds four futures in five, as your seat sees the world; what the others will do is guessed, as it
says below. The first range is as this stage ends, the second after the years that follow.

Below stands what makes the difference to the other options, and by which rule. The fans show the way there:
the dots are the middle, the broken lines the ends of the range.

A forecast is not a promise, and it knows no more than you do.
"""
    BINDINGS: ClassVar = [
        key("right,l", "turn(1)", "Next decision", "The options of the next decision.", shown=False),
        key("left,h", "turn(-1)", "Previous decision", "Those of the decision before.", shown=False),
        key("enter,f", "close", "Back", "Close this box.", shown=False),
        key("space", "more", "More", "The rest about the option at hand; from its end, back to the top."),
    ]

    def __init__(self, forecast: ForecastView, decision: str, option: str) -> None:
        """Begin with an option of a decision, where they are there."""
        super().__init__()
        self._forecast, self._option = forecast, option
        ids = [each.decision for each in forecast.decisions]
        self._at = ids.index(decision) if decision in ids else 0

    def compose(self) -> ComposeResult:
        """The list above, the option at hand below."""
        with Vertical(classes="sheet", id="forecast") as box:
            box.border_title = _("Where the options may lead")
            yield Line(self._head)
            yield Rows(id="prospects")
            with Text(classes="fits"):
                yield Detail()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the decision at hand."""
        self.action_turn(0)

    def action_turn(self, by: int) -> None:
        """Show the options of another decision."""
        self._at = (self._at + by) % len(self._forecast.decisions)
        ids = [each.option for each in self._options]
        at = _("{number} of {of}").format(number=self._at + 1, of=len(self._forecast.decisions))
        self.query_one("#forecast").border_subtitle = at
        self.query_one(Line).anew()
        self.query_one(Rows).show(ids, self._row, ids.index(self._option) if self._option in ids else 0)
        self._tell()

    @property
    def _options(self) -> tuple[OptionProspect, ...]:
        return self._forecast.decisions[self._at].options

    def _head(self, width: int) -> Content:
        """Whether much hangs on the choice; what the columns are, and the two ranges in each."""
        decision = self._forecast.decisions[self._at]
        scores = decision.options[0].scores
        column = COLUMN_WIDE if width >= WIDE else COLUMN
        names = "".join(f"{fitted(score.name, column - 1):>{column}}" for score in scores)
        arrow = f"{self._forecast.arrow:>{width - 2}}"
        heads = Content.styled(f"{arrow}\n{names:>{width - 2}}", "$faint")
        return stacked([Content.styled(decision.alike, "$accent"), heads]) if decision.alike else heads

    def _row(self, row: Row) -> Content:
        option = self._options[row.index]
        wide = row.width >= WIDE
        column, numbers = (COLUMN_WIDE, NUMBERS_WIDE) if wide else (COLUMN, NUMBERS)
        room = max(row.room - column * len(option.scores) - 2, 8)
        cells = [
            f"{_range(score.here, wide=wide):>{numbers}} →{_range(score.end, wide=wide):>{numbers}}"
            for score in option.scores
        ]
        parts = [(fitted(text, column), "$mild") for text in cells]
        number = (f"{option.number} ", "$accent")
        return Content.assemble(row.mark, number, fitted(spoken(option.label), room), *parts)

    def action_more(self) -> None:
        """The rest of the text, or its top."""
        text = self.query_one(Text)
        if text.scroll_offset.y >= text.max_scroll_y:
            text.scroll_home(animate=False)
        else:
            text.scroll_page_down(animate=False)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        at = self.query_one(Rows).highlighted
        if at is not None and at < len(self._options):
            option = self._options[at]
            self.query_one(Detail).show(lambda width: self._told(option, width))

    def _told(self, option: OptionProspect, width: int) -> Content:
        label = Content.styled(f"{option.number} {spoken(option.label)}", "bold $primary")
        advice = [label, *(prose(sentence) for sentence in option.advice)]
        basis = Content.styled(self._forecast.basis, "$faint")
        return stacked([stacked(advice, gap=0), fans(option.scores, self._forecast, width), basis])


def _range(range_: Range, *, wide: bool) -> str:
    """`48–55`, or `52 (48–55)` where there is room."""
    ends = between(Span(range_.low, range_.high))
    return f"{number(range_.middle)} ({ends})" if wide else ends
