"""What can be chosen: the question, the options on a line each, and all about the one at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.present.aloud import added, idle
from game.present.markup import spoken
from game.present.words import sentence
from game.tui.figures import between, ends, hung
from game.tui.prose import Citations, prose
from game.tui.widgets.drawn import Row, Rows, Text
from game.words import _, in_context, marked

if TYPE_CHECKING:
    from game.present.view import DecisionView, OptionView, View
    from game.table.team import Team

REVERSIBLE = {"easily": "○", "partly": "◐", "hardly": "●"}
"""The sign for how an option can be reversed."""
SHORT = {"easily": marked("easily"), "partly": marked("partly"), "hardly": marked("hardly")}
LONG = {
    "easily": marked("easily reversed"), "partly": marked("partly reversed"),
    "hardly": marked("hardly reversed"),
}  # fmt: skip
"""The same in words."""

COST, PASSES, BACK = 9, 10, 3
"""The cells of the columns."""
COLUMNS_FROM = 60
"""From which width on there is room for columns."""
IDLE = marked("There is nothing for you to decide in this stage. Enter goes on to what follows.")


class Options(Vertical):
    """The decision at hand."""

    def __init__(self, *, id: str, classes: str = "") -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self._decision: DecisionView | None = None
        self._citations = Citations()
        self._foresees = True
        """Whether it is told what may come of an option."""
        self.team: Team | None = None
        """With whom it is decided, where a choice is a vote."""

    def compose(self) -> ComposeResult:
        """The question, the list under its column heads, the detail."""
        yield Static(id="prompt", markup=False)
        yield Static(id="heads", markup=False)
        yield Rows(id="choices")
        with Text(id="detail", can_focus=False):
            yield Static(id="detail-text", markup=False)

    @property
    def decision(self) -> DecisionView | None:
        """What is to be decided now."""
        return self._decision

    @property
    def at_hand(self) -> OptionView | None:
        """The option at hand."""
        id_ = self.query_one(Rows).at_hand
        options = self._decision.options if self._decision else ()
        return next((option for option in options if option.id == id_), None)

    def show(self, view: View, citations: Citations) -> None:
        """Put the next decision of this stage, if there is one."""
        self._decision = view.waiting
        self._citations = citations
        self._foresees = view.foresees
        rows = self.query_one(Rows)
        prompt = self.query_one("#prompt", Static)
        decision = self._decision
        if decision is None:
            self._head()
            prompt.update(Content.assemble(*_made(view, self.team), _done(view, self.team)))
            rows.show([], self._row)
            self.query_one("#detail-text", Static).update("")
            return
        count = ""
        if len(view.decisions) > 1:
            at = _("{number} of {of}").format(number=len(view.made) + 1, of=len(view.decisions))
            count = f"{at}  "
        prompt.update(
            Content.assemble(
                *_made(view, self.team), (count, "bold $accent"), prose(decision.prompt, citations)
            )
        )
        rows.show([option.id for option in decision.options], self._row)
        self._head()
        self.tell()

    def point(self, number: int) -> bool:
        """Have the option of this number at hand, from 1; whether there is one."""
        rows = self.query_one(Rows)
        if not 1 <= number <= rows.option_count:
            return False
        rows.highlighted = number - 1
        return True

    def tell(self) -> None:
        """Everything about the option at hand."""
        option = self.at_hand
        if option:
            content = foreseen(option, self._citations, named=False, told=self._foresees)
            self.query_one("#detail-text", Static).update(content)
            self.query_one("#detail", Text).scroll_home(animate=False)

    def on_resize(self) -> None:
        """The heads stand above their columns."""
        self.call_after_refresh(self._head)

    def _head(self) -> None:
        """What costs are told beside; and the heads of the columns, where there is room for columns."""
        width = self.query_one(Rows).row_width
        heads = self.query_one("#heads", Static)
        heads.display = self._decision is not None and self._foresees
        if self._decision is None or not self._foresees:
            return
        costs = Content.styled(idle(between(self._decision.idle)), "$faint")
        if width >= COLUMNS_FROM:
            adds, passes = in_context("a column", "adds to cost"), in_context("a column", "passes")
            votes = f"{passes:>{PASSES}}" if self._votes else ""
            costs = ends(costs, Content.styled(f"{adds:>{COST}}{votes}{'':>{BACK}}", "$faint"), width)
        heads.update(costs)

    @property
    def _votes(self) -> bool:
        """Whether any option bears on a vote of the council."""
        return self._decision is not None and any(each.pass_chance for each in self._decision.options)

    def _row(self, row: Row) -> Content:
        """A number, a label, and what is foreseen: in columns, or below where there is no room for them."""
        if self._decision is None:
            return Content("")
        option = self._decision.options[row.index]
        number = (f"{row.index + 1:>2} ", "$accent" if option.on_offer else "$faint")
        lead = Content.assemble(row.mark, number)
        label = Content.styled(spoken(option.label), "" if option.on_offer else "$faint")
        if self.team and option.id == self._decision.default:
            label = Content.assemble(label, (f"  ◆ {in_context('an option', 'default')}", "$accent"))
        if not option.on_offer:
            return hung(lead, Content.assemble(("✕ ", "$bad"), label), row.width)
        if not self._foresees:
            return hung(lead, Content("\n").join([label, *_back(option)]), row.width)
        if row.width < COLUMNS_FROM:
            return hung(lead, Content.assemble(label, "\n", _below(option)), row.width)
        columns = self._columns(option)
        room = row.width - lead.cell_length - columns.cell_length
        first, *rest = label.wrap(room)
        gap = " " * max(room - first.cell_length, 0)
        indented = [Content.assemble("\n" + " " * lead.cell_length, each) for each in rest]
        return Content.assemble(lead, first, gap, columns, *indented)

    def _columns(self, option: OptionView) -> Content:
        chance = f"{between(option.pass_chance)}%" if option.pass_chance else ""
        passes = f"{chance:>{PASSES}}" if self._votes else ""
        back = f"{REVERSIBLE.get(option.reversible, ' '):>{BACK}}"
        return Content.assemble(f"{between(option.adds):>{COST}}", (passes, "$mild"), (back, "$faint"))


def _below(option: OptionView) -> Content:
    """What is foreseen of an option, short enough for half a line."""
    does, cost = added(option.adds)
    parts = [f"{does} {between(cost)}"]
    if option.pass_chance:
        parts.append(_("passes {range}%").format(range=between(option.pass_chance)))
    if option.reversible:
        parts.append(f"{REVERSIBLE[option.reversible]} {_(SHORT[option.reversible])}")
    return Content.styled(" · ".join(parts), "$faint")


def _back(option: OptionView) -> list[Content]:
    """Whether an option can be reversed: that is known of it, whatever may come."""
    signs = [REVERSIBLE[option.reversible], _(LONG[option.reversible])] if option.reversible else []
    return [Content.styled(" ".join(signs), "$faint")] if signs else []


def _made(view: View, team: Team | None) -> list[Content]:
    """What this seat has settled already in this stage, or what one has voted for in it."""
    open_ = _unsettled(team)
    lines = []
    for decision in view.decisions:
        for option in decision.options:
            if view.made.get(decision.id) != option.id:
                continue
            if decision.id in open_:
                text = _("You voted for “{option}”; your seat has not decided yet.")
                said = text.format(option=spoken(option.label))
                lines.append(Content.assemble(("○ ", "$accent"), (said, "$mild"), "\n"))
            else:
                lines.append(Content.assemble(("✓ ", "$good"), (spoken(option.label), "$mild"), "\n"))
    return lines


def _done(view: View, team: Team | None) -> str:
    """What stands where there is nothing left to choose."""
    if not view.decisions:
        return _(IDLE)
    if team is None:
        return _("You have decided; the others have not.")
    return "" if _unsettled(team) else _("Your seat has decided; the others have not.")


def _unsettled(team: Team | None) -> set[str]:
    """The decisions that a seat of several has not settled yet."""
    return {poll.decision for poll in team.polls if not poll.settled} if team else set()


def foreseen(
    option: OptionView, citations: Citations | None = None, *, named: bool = True, told: bool = True
) -> Content:
    """All that this seat can foresee of an option; without what may come of it unless that is `told`."""
    lines = [Content.styled(spoken(option.label), "bold $primary")] if named else []
    lines.append(prose(option.summary, citations))
    if not option.on_offer:
        why = Content.assemble(("✕ ", "$bad"), (_("Not on offer: "), "$bad"), sentence(option.why_not))
        return Content("\n").join([*lines, why])
    does, cost = added(option.adds)
    facts = [Content.assemble((f"{does} ", "$faint"), (between(cost), "bold"))] if told else []
    if option.pass_chance:
        facts.append(Content.assemble((_("Passes "), "$faint"), (f"{between(option.pass_chance)}%", "bold")))
    if option.reversible:
        sign = REVERSIBLE[option.reversible]
        facts.append(Content.assemble((f"{sign} ", "$accent"), _(LONG[option.reversible])))
    lines.append(Content("   ").join(facts))
    if option.consent:
        lines.append(Content.assemble((_("Consent "), "$faint"), sentence(option.consent)))
    return Content("\n").join(lines)
