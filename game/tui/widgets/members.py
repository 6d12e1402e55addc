"""The members: what each believes, where it leans, how it would vote, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.present.markup import spoken
from game.present.words import sentence
from game.tui.figures import between, ends, fitted, range_bar
from game.tui.keys import key
from game.tui.widgets.drawn import Row, Rows, Text
from game.words import _, in_context, marked

if TYPE_CHECKING:
    from game.present.view import DecisionView, MemberView, VoteView

LEANS = {
    marked("toward us"): ("◀", "$good"),
    marked("steady"): ("●", "$faint"),
    marked("drifting"): ("▷", "$accent"),
    marked("leaving"): ("▶", "$bad"),
}
"""Where a member leans: its sign, and a style beside it."""

VOTES = {"assents": ("✓", "$good"), "abstains": ("–", "$faint"), "vetoes": ("✕", "$bad")}
"""How it would vote: its sign, and a style beside it."""
PROBABLY = {
    "assents": marked("On option {number} it would probably assent."),
    "abstains": marked("On option {number} it would probably abstain."),
    "vetoes": marked("On option {number} it would probably veto."),
}

NAME, LEAN, SIGN, VOTE, NUMBERS = 13, 12, 6, 5, 9
WORDS_FROM = 56
"""From which width on the lean is told in words beside its sign."""

BAR = 8
"""The least width of a bar that says anything."""


def lean(member: MemberView) -> Content:
    """Where it leans: a sign and words."""
    sign, style = LEANS[member.lean]
    return Content.assemble((f"{sign} {_(member.lean)}", style))


@dataclass(frozen=True, slots=True)
class Asked:
    """On which option members are asked for their vote, and what they say; on none, if there is no vote."""

    number: int = 0
    """The option's, from 1."""
    votes: Mapping[str, VoteView] = field(default_factory=dict)
    """By member."""

    @classmethod
    def of(cls, decision: DecisionView | None, at_hand: str) -> Asked:
        """On the option at hand, or else on the most far-reaching one."""
        found = decision.asked(at_hand) if decision else None
        return cls(found[0], {each.member: each for each in found[1].votes}) if found else cls()


def vote(member: MemberView, asked: Asked) -> Content:
    """How it would vote, as a sign; empty where there is nothing to vote on."""
    said = asked.votes.get(member.id)
    return Content.assemble(VOTES[said.vote]) if said else Content("")


def asking() -> str:
    """What is said beside the one that asks."""
    return _("! asks for help")


def red_line() -> str:
    """What stands before a red line."""
    return _("Red line")


def speaking(member: MemberView, asked: Asked) -> list[Content]:
    """How it would vote, and what it says; what it says of its leaning where there is nothing to vote on."""
    said = asked.votes.get(member.id)
    if said is None:
        return [Content(in_its_words(member.reason))] if member.reason else []
    sign, style = VOTES[said.vote]
    probably = _(PROBABLY[said.vote]).format(number=asked.number)
    return [Content.styled(f"{sign} {probably}", style), Content(in_its_words(said.reason))]


def in_its_words(reason: str) -> str:
    """What a member says, in quotation marks."""
    return _("“{words}”").format(words=f"{spoken(reason).rstrip('.')}.")


class MemberRows(Rows):
    """The list of the members."""

    BINDINGS: ClassVar = [key("enter", "select", "More", "All about the member at hand.")]


class Members(Vertical):
    """A line a member, and why the one at hand leans and votes as it does."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._members: tuple[MemberView, ...] = ()
        self._asked = Asked()

    def compose(self) -> ComposeResult:
        """The list under its column heads, the detail."""
        yield Static(id="member-heads", markup=False)
        yield MemberRows(id="member-list")
        with Text(id="member-detail", can_focus=False):
            yield Static(id="member-text", markup=False)

    @property
    def at_hand(self) -> MemberView | None:
        """The member at hand."""
        id_ = self.query_one(Rows).at_hand
        return next((member for member in self._members if member.id == id_), None)

    def show(self, members: tuple[MemberView, ...], asked: Asked) -> None:
        """Tell of the members; the one at hand stays so."""
        rows = self.query_one(Rows)
        at = rows.highlighted or 0
        asking = next((index for index, member in enumerate(members) if member.asks), at)
        self._members, self._asked = members, asked
        self._head()
        rows.show([member.id for member in members], self._row, asking)
        self.tell()

    def ask(self, asked: Asked) -> None:
        """Tell of the votes on another option."""
        if asked != self._asked:
            self._asked = asked
            self._head()
            self.query_one(Rows).redraw()
            self.tell()

    def point(self, member: str) -> None:
        """Have this member at hand."""
        rows = self.query_one(Rows)
        rows.highlighted = next((i for i, each in enumerate(self._members) if each.id == member), 0)

    def step(self, by: int) -> None:
        """Have a member further on at hand."""
        rows = self.query_one(Rows)
        if rows.option_count:
            rows.highlighted = ((rows.highlighted or 0) + by) % rows.option_count

    def tell(self) -> None:
        """Why the member at hand leans and votes as it does."""
        member = self.at_hand
        if member:
            self.query_one("#member-text", Static).update(_why(member, self._asked))

    def on_resize(self) -> None:
        """The heads stand above their columns."""
        self.call_after_refresh(self._head)

    def _threats(self, width: int) -> tuple[list[str], int]:
        """The threats that there is room for, and the width of each one's bar."""
        threats = list(dict.fromkeys(threat for member in self._members for threat in member.belief))
        room = width - 2 - NAME - _lean_width(width) - VOTE
        fit = threats[: max(room // NUMBERS, 1)]
        bar = room // max(len(fit), 1) - NUMBERS - 2
        return fit, bar if bar >= BAR else 0

    def _head(self) -> None:
        width = self.query_one(Rows).row_width
        threats, bar = self._threats(width)
        cells = NUMBERS + bar + (2 if bar else 0)
        named = [threat if cell_len(threat) < cells else threat.split()[0] for threat in threats]
        each = "".join(fitted(threat, cells - 1) + " " for threat in named)
        leans = _lean_width(width)
        left = fitted(f"{'':<{2 + NAME}}{each}", width - leans - VOTE)
        said = ends(Content(f"{left}{_('leans')}"), Content(self._vote_head(width)), width)
        self.query_one("#member-heads", Static).update(said.stylize("$faint"))

    def _vote_head(self, width: int) -> str:
        """On which option the votes are; as much of that as there is room for."""
        if not self._asked.votes:
            return ""
        long = in_context("the head of a column", "vote on {number}")
        said = long if width >= WORDS_FROM else in_context("the head of a column", "on {number}")
        return said.format(number=self._asked.number)

    def _row(self, row: Row) -> Content:
        member = self._members[row.index]
        threats, bar = self._threats(row.width)
        name = fitted(("! " if member.asks else "") + member.name, NAME - 1) + " "
        style = "bold $accent" if member.asks else ""
        parts: list[Content | str | tuple[str, str]] = [row.mark, (name, style)]
        for threat in threats:
            belief = member.belief.get(threat)
            parts.append(f"{between(belief) if belief else '':<{NUMBERS}}")
            if bar:
                parts += [*range_bar(belief, bar), "  "] if belief else [" " * (bar + 2)]
        leans, votes = _lean_width(row.width), vote(member, self._asked)
        known = Content.assemble(*parts)
        gap = " " * max(row.width - leans - VOTE - known.cell_length, 0)
        sign = lean(member) if leans == LEAN else lean(member)[:1]
        apart = " " * max(leans + VOTE - sign.cell_length - votes.cell_length - 2, 1)
        return Content.assemble(known, gap, sign, apart, votes)


def _lean_width(width: int) -> int:
    return LEAN if width >= WORDS_FROM else SIGN


def _why(member: MemberView, asked: Asked) -> Content:
    lines = [Content.assemble((member.name, "bold $primary"), "  ", lean(member))]
    if member.asks:
        lines[0] = Content.assemble(lines[0], (f"  {asking()}", "bold $accent"))
    lines += speaking(member, asked)
    if member.red_line:
        lines.append(Content.assemble((f"{red_line()} ", "$faint"), sentence(spoken(member.red_line))))
    return Content("\n").join(lines)
