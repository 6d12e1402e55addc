"""What was decided so far, stage by stage; any of them can be told again, or gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from game.present.aloud import date
from game.present.markup import spoken
from game.tui.keys import key
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Row, Rows
from game.tui.widgets.keybar import KeyBar
from game.words import _

if TYPE_CHECKING:
    from game.present.view import OutcomeView


class LogSheet(Sheet[int]):
    """The stages that are over; ends in the number of the one to go back to, from 0."""

    ABOUT = """
Every stage that is over, with what each seat decided. Enter tells one again: what was decided, how the
council voted, what followed and why the scores changed.

`u` goes back to the stage at hand. Luck stays as it was, what came after is forgotten, and going back is
counted.
"""
    BINDINGS: ClassVar = [
        key("enter", "tell", "Tell again", "What came of this stage, once more."),
        key("u", "undo", "Go back to it", "Go back to this stage, and decide anew from there."),
        key("l", "close", "Back", "Close the log.", shown=False),
    ]

    def __init__(self, outcomes: tuple[OutcomeView, ...], role: str) -> None:
        super().__init__()
        self._outcomes, self._role = outcomes, role

    def compose(self) -> ComposeResult:
        """The stages, one below the other."""
        with Vertical(classes="sheet") as box:
            box.border_title = _("So far")
            if self._outcomes:
                yield Rows(id="log")
            else:
                yield Static(_("Nothing has been decided yet."), markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The last stage is at hand."""
        for rows in self.query(Rows):
            rows.show([str(at) for at in range(len(self._outcomes))], self._row, len(self._outcomes) - 1)

    def _row(self, row: Row) -> Content:
        outcome = self._outcomes[row.index]
        lines = [
            Content.assemble(
                row.mark,
                (f"{row.index + 1}. ", "$accent"),
                (spoken(outcome.title), "bold"),
                (f"  {date(outcome.date)}", "$faint"),
            )
        ]
        for choice in outcome.choices:
            who = _("You") if choice.role == self._role else choice.role_name
            lines.append(Content.assemble((f"     {who}: ", "$faint"), spoken(choice.label)))
        if outcome.proposed:
            mark = "✓" if outcome.carried else "✕"
            carried, blocked = _("The council carried an operation."), _("The council blocked an operation.")
            lines.append(Content.assemble(f"     {mark} ", carried if outcome.carried else blocked))
        moved = "   ".join(f"{each.name} {each.shown}" for each in outcome.causes)
        lines.append(Content.styled(f"     {moved}", "$mild"))
        return Content("\n").join(line.truncate(row.width, ellipsis=True) for line in lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """Nothing can be told or gone back to before anything was decided."""
        return action not in {"tell", "undo"} or bool(self._outcomes)

    @property
    def _at(self) -> int:
        return self.query_one(Rows).highlighted or 0

    @on(OptionList.OptionSelected)
    def action_tell(self) -> None:
        """Show the outcome of the stage at hand once more."""
        from game.tui.screens.outcome import OutcomeScreen  # noqa: PLC0415 (start-up time)

        self.app.push_screen(OutcomeScreen(self._outcomes[self._at], None, self._role))

    def action_undo(self) -> None:
        """Hand back the stage to go back to."""
        self.dismiss(self._at)
