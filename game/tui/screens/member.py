"""All that this seat knows of a member: beliefs, shares, its votes and words so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from game.present.aloud import VOTED, date
from game.present.markup import spoken
from game.present.words import sentence
from game.tui.figures import between, fitted, hung, range_bar
from game.tui.keys import key
from game.tui.prose import prose
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Drawn, Text
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.members import VOTES, Asked, asking, lean, red_line, speaking
from game.words import _

if TYPE_CHECKING:
    from game.present.view import MemberView, OutcomeView, Span

LABEL, NUMBERS = 34, 8


class MemberSheet(Sheet[None]):
    """One member; the arrows to the sides go to the others."""

    ABOUT = """
**Beliefs** are ranges: the truth probably lies within, four times in five, as you read it. *Help would
come* is by threat; *force stays out* is what the member believes of your restraint.

**Security cooperation** is with whom the member works, the alliance first. **So far** is how it voted and
what it said when troops were put to the council.
"""
    BINDINGS: ClassVar = [
        key("right,l", "turn(1)", "Next", "The next member."),
        key("left,h", "turn(-1)", "Previous", "The member before."),
        key("enter,m", "close", "Back", "Close this box.", shown=False),
    ]

    def __init__(
        self, members: tuple[MemberView, ...], at: int, outcomes: tuple[OutcomeView, ...], asked: Asked
    ) -> None:
        super().__init__()
        self._members, self._at, self._outcomes, self._asked = members, at, outcomes, asked

    def compose(self) -> ComposeResult:
        """A sheet about the member at hand."""
        with Vertical(classes="sheet", id="member"):
            with Text(classes="fits"):
                yield Portrait(self._outcomes, self._asked)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the one that was asked for."""
        self.action_turn(0)

    def action_turn(self, by: int) -> None:
        """Show a member further on."""
        self._at = (self._at + by) % len(self._members)
        member = self._members[self._at]
        box = self.query_one("#member", Vertical)
        box.border_title = Content(member.name)
        box.border_subtitle = _("{number} of {of}").format(number=self._at + 1, of=len(self._members))
        self.query_one(Portrait).show(member)
        self.query_one(Text).scroll_home(animate=False)


class Portrait(Drawn):
    """The text about a member."""

    def __init__(self, outcomes: tuple[OutcomeView, ...], asked: Asked) -> None:
        super().__init__()
        self._outcomes, self._asked = outcomes, asked
        self._member: MemberView | None = None

    def show(self, member: MemberView) -> None:
        """Tell of this member."""
        self._member = member
        self.refresh(layout=True)

    def draw(self, width: int) -> Content:
        """What it wants, what it believes, with whom it works, what it said."""
        member = self._member
        if member is None:
            return Content("")
        head = lean(member)
        if member.asks:
            head = Content.assemble(head, (f"   {asking()}", "bold $accent"))
        parts = [head]
        if member.view:
            parts.append(prose(member.view))
        beliefs = [
            _ranged(_("Help would come in {threat}").format(threat=threat), each, width)
            for threat, each in member.belief.items()
        ]
        beliefs.append(_ranged(_("Force stays out"), member.restraint, width))
        parts.append(_section(_("What it believes, in percent"), beliefs))
        shares = [
            _ranged(partner, share, width, "$accent" if at else "$primary")
            for at, (partner, share) in enumerate(member.shares.items())
        ]
        parts.append(_section(_("With whom it works for its security, in percent"), shares))
        if said := speaking(member, self._asked):
            parts.append(Content("\n").join(said))
        if member.red_line:
            lead = Content.styled(f"{red_line()}  ", "bold $bad")
            parts.append(hung(lead, Content(sentence(spoken(member.red_line))), width))
        past = [line for outcome in self._outcomes for line in _said(outcome, member.id, width)]
        if past:
            parts.append(_section(_("So far"), past))
        return Content("\n\n").join(parts)


def _section(title: str, lines: list[Content]) -> Content:
    return Content("\n").join([Content.styled(title, "bold $primary"), *lines])


def _ranged(label: str, range_: Span, width: int, style: str = "$primary") -> Content:
    name = min(LABEL, width // 2)
    bar = range_bar(range_, width - name - NUMBERS - 1, style=style)
    return Content.assemble(fitted(label, name), f"{between(range_):>{NUMBERS}} ", *bar)


def _said(outcome: OutcomeView, member: str, width: int) -> list[Content]:
    lines = []
    for vote in outcome.votes:
        if vote.member == member:
            sign, style = VOTES[vote.vote]
            words = Content.assemble(
                (f"{sign} {_(VOTED[vote.vote])}: ", style), sentence(spoken(vote.reason))
            )
            lines.append(hung(Content.styled(f"{date(outcome.date)}  ", "$faint"), words, width))
    return lines
