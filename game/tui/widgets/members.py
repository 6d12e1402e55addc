"""The members: what each believes, where it leans, how it would vote, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.present.markup import spoken
from game.present.words import sentence
from game.tui.figures import between, fitted, range_bar
from game.tui.keys import key
from game.tui.widgets.drawn import Row, Rows, Text
from game.words import _, marked

if TYPE_CHECKING:
    from game.present.view import MemberView

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
    "assents": marked("On troops now it probably assents."),
    "abstains": marked("On troops now it probably abstains."),
    "vetoes": marked("On troops now it probably vetoes."),
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


def vote(member: MemberView) -> Content:
    """How it would vote, as a sign; empty where there is no appeal."""
    return Content.assemble(VOTES[member.likely_vote]) if member.likely_vote else Content("")


def asking() -> str:
    """What is said beside the one that asks."""
    return _("! asks for help")


def red_line() -> str:
    """What stands before a red line."""
    return _("Red line")


def probably(member: MemberView) -> Content:
    """How it would vote, in words; the member has an appeal before it."""
    if member.likely_vote is None:
        raise ValueError(f"{member.id} has nothing to vote on")
    sign, style = VOTES[member.likely_vote]
    return Content.styled(f"{sign} {_(PROBABLY[member.likely_vote])}", style)


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

    def show(self, members: tuple[MemberView, ...]) -> None:
        """Tell of the members; the one at hand stays so."""
        rows = self.query_one(Rows)
        at = rows.highlighted or 0
        asking = next((index for index, member in enumerate(members) if member.asks), at)
        self._members = members
        self._head()
        rows.show([member.id for member in members], self._row, asking)
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
            self.query_one("#member-text", Static).update(_why(member))

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
        named = [threat if len(threat) < cells else threat.split()[0] for threat in threats]
        each = "".join(fitted(threat, cells - 1) + " " for threat in named)
        leans = _lean_width(width)
        left = fitted(f"{'':<{2 + NAME}}{each}", width - leans - VOTE)
        heads = [_("leans"), _("votes")]
        said = f"{left}{fitted(heads[0], leans)}{heads[1]:>{VOTE}}"
        self.query_one("#member-heads", Static).update(Content.styled(said, "$faint"))

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
        leans, votes = _lean_width(row.width), vote(member)
        known = Content.assemble(*parts)
        gap = " " * max(row.width - leans - VOTE - known.cell_length, 0)
        sign = lean(member) if leans == LEAN else lean(member)[:1]
        apart = " " * max(leans + VOTE - sign.cell_length - votes.cell_length - 2, 1)
        return Content.assemble(known, gap, sign, apart, votes)


def _lean_width(width: int) -> int:
    return LEAN if width >= WORDS_FROM else SIGN


def _why(member: MemberView) -> Content:
    lines = [Content.assemble((member.name, "bold $primary"), "  ", lean(member))]
    if member.asks:
        lines[0] = Content.assemble(lines[0], (f"  {asking()}", "bold $accent"))
    if member.likely_vote:
        lines.append(probably(member))
    if member.reason:
        lines.append(Content(in_its_words(member.reason)))
    if member.red_line:
        lines.append(Content.assemble((f"{red_line()} ", "$faint"), sentence(spoken(member.red_line))))
    return Content("\n").join(lines)
