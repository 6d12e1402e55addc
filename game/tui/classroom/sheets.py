"""The team's box, and the sheet on which a vote is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from game.table.tidy import LONGEST_REASON
from game.tui.classroom.words import told
from game.tui.keys import key
from game.tui.screens.base import Sheet
from game.tui.screens.reading import Reading
from game.tui.widgets.drawn import Text
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.options import foreseen
from game.words import _

if TYPE_CHECKING:
    from game.present.view import OptionView, View
    from game.table.team import Moment, Team


class TeamSheet(Sheet[None]):
    """Who sits here, how the votes stand and why, what the teacher said; a captain can lock from here."""

    ABOUT = """
Everybody in your seat sees the same, and votes with a reason. The rule by which a vote is decided stands
below. ● is here, ○ is away.

**Ctrl+L** is the captain's: it lets the votes so far decide.
"""
    BINDINGS: ClassVar = [
        key("enter,y", "close", "Back", "Close this box.", shown=False),
        key("ctrl+l", "lock", "Lock", "As captain: let the votes so far decide."),
    ]

    class Locked(Message):
        """The captain wants to lock a decision."""

        def __init__(self, decision: str, at: Moment | None) -> None:
            super().__init__()
            self.decision, self.at = decision, at

    def __init__(
        self, team: Team, view: View | None, at: Moment | None, left: Callable[[], float | None]
    ) -> None:
        """`at` is the stage of which the team is told."""
        super().__init__()
        self._team, self._view, self._at, self._left = team, view, at, left

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical(classes="sheet") as box:
            box.border_title = _("Your team")
            with Text(classes="fits"):
                yield Reading(lambda width: told(self._team, self._view, self._left(), width))
            yield KeyBar()

    def show(self, team: Team, view: View | None, at: Moment | None) -> None:
        """Tell of the team as it is now."""
        self._team, self._view, self._at = team, view, at
        self.query_one(Reading).refresh(layout=True)
        self.refresh_bindings()

    @property
    def _lockable(self) -> str | None:
        """The decision that could be locked now."""
        captain = any(mate.you and mate.captain for mate in self._team.mates)
        polls = [poll for poll in self._team.polls if poll.wanted and not poll.settled]
        return polls[0].decision if captain and polls and len(self._team.mates) > 1 else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """Only a captain locks, and only what somebody has voted on."""
        return action != "lock" or self._lockable is not None

    def action_lock(self) -> None:
        """Ask the screen beneath to lock."""
        decision = self._lockable
        if decision is not None:
            self.dismiss(None)
            self.app.post_message(self.Locked(decision, self._at))


Given = tuple[str, bool]
"""A reason, and whether the class may see it."""


class VoteSheet(Sheet[Given]):
    """The option once more, a line for the reason, and whether it may be quoted; None to think again."""

    ABOUT = """
Your vote, read back. Your team sees it with its reason at once; others see what your seat decided when the
stage is over. Enter votes. Until the seat has settled it, `u` takes your vote back.

With **Ctrl+Y** you allow the class to see your reason in the debrief, without your name.
"""
    BINDINGS: ClassVar = [
        key("enter", "vote", "Vote", "Vote so."),
        key("ctrl+y", "quotable", "Quote me", "Whether the class may see this reason, without your name."),
    ]

    def __init__(
        self,
        decision: str,
        option: OptionView,
        *,
        required: bool,
        alone: bool,
        draft: str = "",
        keep: Callable[[str], object] = lambda _text: None,
        foresees: bool = True,
    ) -> None:
        """`draft` is a reason to begin with; `keep` is told whatever is written; `foresees` as of a view."""
        super().__init__()
        self.decision = decision
        self._option, self._required, self._alone = option, required, alone
        self._draft, self._keep, self._foresees = draft, keep, foresees
        self._quotable = False

    def compose(self) -> ComposeResult:
        """The option, the question, the line."""
        with Vertical(classes="sheet") as box:
            box.border_title = _("You choose") if self._alone else _("You vote for")
            with Text(classes="fits", can_focus=False):
                yield Static(foreseen(self._option, told=self._foresees), markup=False)
            ask = _("A reason is asked for here.") if self._required else _("It may be left empty.")
            yield Static(Content.assemble((_("Why? "), "bold $accent"), ask), classes="ask", markup=False)
            yield Input(
                self._draft, id="reason", compact=True, placeholder=_("because …"), max_length=LONGEST_REASON
            )
            yield Static(self._consent(), id="consent", markup=False)
            yield KeyBar()

    def _consent(self) -> Content:
        mark, text = ("☑ ", _("may be quoted in class, without your name")) if self._quotable else (
            "☐ ", _("will not be quoted in class")
        )  # fmt: skip
        return Content.assemble((mark, "$accent"), (text, "$mild"))

    @property
    def loses(self) -> str:
        """A reason that has been begun."""
        return _("The reason that you have written is lost.") if self.written else ""

    @property
    def written(self) -> str:
        """The reason as it stands."""
        return self._draft.strip()

    @on(Input.Changed)
    def _write(self, event: Input.Changed) -> None:
        self._draft = event.value
        self._keep(event.value)

    def action_quotable(self) -> None:
        """Allow it, or not."""
        self._quotable = not self._quotable
        self.query_one("#consent", Static).update(self._consent())

    @on(Input.Submitted)
    def action_vote(self) -> None:
        """Hand back the reason, unless one is missing that is asked for."""
        self._draft = self.query_one(Input).value
        if self._required and not self.written:
            self.notify(_("Say why: a few words are enough."), severity="warning")
            return
        self.dismiss((self.written, self._quotable))
