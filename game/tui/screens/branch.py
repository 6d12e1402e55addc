"""Playing a finished game otherwise: which of its decisions, and how to settle it instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList

from game.present.looking_back import Hindsight, Otherwise, TurningPoint
from game.present.words import sentence, signed
from game.tui.blocks import heading, stacked
from game.tui.figures import fitted
from game.tui.keys import key
from game.tui.prose import line, prose
from game.tui.screens.base import Page
from game.tui.widgets.drawn import Row, Rows, Text
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.leaves import Detail, Line
from game.words import _

if TYPE_CHECKING:
    from game.tui.app import Tashkent


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision to be settled otherwise."""

    stage: str
    decision: str
    option: str
    reason: str = ""


class BranchScreen(Page["Wanted | None"]):
    """The decisions of a finished game in order, and for the one at hand what else was on offer."""

    CSS_PATH = "../debrief.tcss"
    ABOUT = """
From any of your decisions the game can be played on otherwise: a new game, under the same luck, that is the
old one up to there. What you settled before stays; everything after it waits for you again, and the other
seats may answer differently. The old game stays as it is, and at the end of the new one both stand side by
side.

Pick a decision on the left, then another option on the right. The figure beside an option is what it would
have come to by your weights with everything else left as it was.
"""
    BINDINGS: ClassVar = [
        key("right,l", "options", "Options", "To the options.", shown=False),
        key("left,h", "decisions", "Decisions", "Back to the decisions.", shown=False),
        key("escape", "back", "Back", "Back to the decisions, then to the debrief."),
    ]

    def __init__(self, hindsight: Hindsight, at: str = "", *, saved: bool = True) -> None:
        """`at` is the decision to begin with, as "STAGE DECISION"."""
        super().__init__()
        self._points = sorted(hindsight.turning, key=lambda each: each.number)
        self._caveat = hindsight.caveat
        self._at = at
        self._saved = saved

    def compose(self) -> ComposeResult:
        """Decisions on the left; on the right the options, and all about the one at hand."""
        yield Line(lambda width: heading(_("Play it otherwise from …"), width))
        with Horizontal(id="otherwise"):
            yield Rows(id="decisions")
            with Vertical(id="options"):
                yield Line(self._asked)
                yield Rows(id="option-rows")
                with Text():
                    yield Detail()
                yield Line(self._offered)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list of decisions, and go where the player came from."""
        ids = [f"{each.stage} {each.decision}" for each in self._points]
        rows = self.query_one("#decisions", Rows)
        rows.show(ids, self._decision, at=self._first(ids))
        (self.query_one("#option-rows", Rows) if self._at in ids else rows).focus()

    def _first(self, ids: list[str]) -> int:
        return ids.index(self._at) if self._at in ids else 0

    @property
    def _point(self) -> TurningPoint:
        return self._points[self.query_one("#decisions", Rows).highlighted or 0]

    @on(OptionList.OptionHighlighted, "#decisions")
    def _turned(self) -> None:
        """Show the options of the decision at hand."""
        self.query(Line)[1].anew()
        others = self._point.others
        rows = self.query_one("#option-rows", Rows)
        rows.show([each.option for each in others], self._option)
        rows.refresh(layout=True)  # a list does not ask for it when it has fewer options than before
        self._tell()

    @on(OptionList.OptionHighlighted, "#option-rows")
    def _tell(self) -> None:
        at = self.query_one("#option-rows", Rows).highlighted
        if at is not None and at < len(self._point.others):
            self.query_one(Detail).show(lambda _width: self._told(self._point.others[at]))

    @on(OptionList.OptionSelected, "#decisions")
    def action_options(self) -> None:
        """To the options of the decision at hand."""
        self.query_one("#option-rows", Rows).focus()

    def action_decisions(self) -> None:
        """Back to the decisions."""
        self.query_one("#decisions", Rows).focus()

    @on(OptionList.OptionSelected, "#option-rows")
    def _picked(self) -> None:
        at = self.query_one("#option-rows", Rows).highlighted
        if at is None:
            return
        point, other = self._point, self._point.others[at]
        reasons = cast("Tashkent", self.app).settings.reasons
        if reasons != "required":
            self.dismiss(Wanted(point.stage, point.decision, other.option))
            return
        from game.tui.screens.commit import CommitSheet  # noqa: PLC0415 (start-up time)

        def committed(reason: str | None) -> None:
            if reason is not None:
                self.dismiss(Wanted(point.stage, point.decision, other.option, reason))

        self.app.push_screen(CommitSheet(self._told(other), reasons), committed)

    def action_back(self) -> None:
        """One step back."""
        if self.query_one("#decisions", Rows).has_focus:
            self.dismiss(None)
        else:
            self.action_decisions()

    def _decision(self, row: Row) -> Content:
        point = self._points[row.index]
        title = fitted(f"{point.number} {line(point.title).plain}", row.room)
        label = f"{point.chosen} {line(point.label).plain}"
        return Content.assemble(row.mark, title, "\n    ", (fitted(label, row.width - 4), "$faint"))

    def _asked(self, width: int) -> Content:
        point = self._point
        label = f"{point.chosen} {line(sentence(point.label)).plain}"
        chosen = Content.assemble((_("You chose "), "$faint"), (label, "bold"))
        return stacked([prose(point.prompt), chosen.truncate(width, ellipsis=True)], gap=0)

    def _option(self, row: Row) -> Content:
        other = self._point.others[row.index]
        gain = (f"{signed(other.gain, 1):>8}", "$mild")
        number = (f"{other.number} ", "$accent")
        return Content.assemble(row.mark, number, fitted(line(other.label).plain, row.room - 10), gain)

    def _told(self, other: Otherwise) -> Content:
        changes = Content.assemble(
            (_("With all else as it was: "), "$faint"), other.told or _("no change"), "."
        )
        label = line(sentence(other.label)).stylize("bold")
        return stacked([stacked([label, prose(other.summary)], gap=0), changes])

    def _offered(self, _width: int) -> Content:
        kept = _("It is not saved, as this one is not.")
        if self._saved:
            kept = _("It is saved as a game of its own.")
        return Content.assemble(("⏎ ", "bold $accent"), _("Play on from here. "), (kept, "$faint"))
