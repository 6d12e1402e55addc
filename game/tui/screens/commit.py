"""Before a decision counts: it is read back, and may be given a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from game.tui.keys import key
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Text
from game.tui.widgets.keybar import KeyBar
from game.words import _

if TYPE_CHECKING:
    from game.tui.settings import Reasons


class CommitSheet(Sheet[str]):
    """The option once more, and a line for the reason; ends in the reason, or in None."""

    ABOUT = """
Your choice, read back. A reason is kept with it and comes back in the debrief; others see it at the end too.

Enter decides. What is decided can be taken back with `u`, and that is counted.
"""
    BINDINGS: ClassVar = [
        key("enter", "decide", "Decide", "Decide so."),
    ]

    def __init__(self, told: Content, reasons: Reasons) -> None:
        """`told` is the option, as it is read back."""
        super().__init__()
        self._told, self._reasons = told, reasons

    def compose(self) -> ComposeResult:
        """The option, the question, the line."""
        with Vertical(classes="sheet") as box:
            box.border_title = _("You choose")
            with Text(classes="fits", can_focus=False):
                yield Static(self._told, markup=False)
            if self._reasons != "never":
                yield Static(self._question(), classes="ask", markup=False)
                yield Input(id="reason", compact=True, placeholder=_("because …"))
            yield KeyBar()

    def _question(self) -> Content:
        if self._reasons == "required":
            return Content.assemble((_("Why? "), "bold $accent"), _("A reason is asked for here."))
        empty = _("For the debrief; may be left empty.")
        return Content.assemble((_("Why? "), "bold $accent"), (empty, "$faint"))

    @property
    def loses(self) -> str:
        """A reason that has been begun."""
        return _("The reason that you have written is lost.") if self._reason else ""

    @property
    def _reason(self) -> str:
        return " ".join(field.value.strip() for field in self.query(Input))

    @on(Input.Submitted)
    def action_decide(self) -> None:
        """Hand back the reason, unless one is missing that is asked for."""
        if self._reasons == "required" and not self._reason:
            self.notify(_("Say why: a few words are enough."), severity="warning")
            return
        self.dismiss(self._reason)
