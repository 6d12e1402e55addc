"""The end of a game: how it came out, why, and what to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from game.present.looking_back import Hindsight
from game.present.view import Debrief
from game.scenario.refusal import Refusal
from game.tui.keys import key
from game.tui.screens.base import Page
from game.tui.widgets.drawn import Rows
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.leafbar import OPENS, TABS, Leaves
from game.tui.widgets.leaves import (
    BeliefLeaf,
    ClaimsLeaf,
    Line,
    ListLeaf,
    PartnersLeaf,
    QuestionsLeaf,
    ScoresLeaf,
    TimelineLeaf,
    TurningLeaf,
)
from game.tui.widgets.scorecard import Questions, title
from game.tui.widgets.standing import StandingLeaf
from game.words import _

if TYPE_CHECKING:
    from game.present.standing import Standing
    from game.table.table import Table
    from game.tui.screens.branch import Wanted

End = Literal["again", "start"]
"""What comes next: the same scenario once more, or the choice of one."""


class DebriefScreen(Page["End | Table"]):
    """A finished game, seen from every side; ends in what comes next, or in a game that parts from it."""

    CSS_PATH = "../debrief.tcss"
    ABOUT = """
The game is over; now it can be seen whole. **1** to **8** open the leaves, ← and → turn them.

1. **Scorecard** (Scores): what your seat's weights make of the end, beside what was done in fact and other
   courses.
2. **Timeline** (Time): the scores through all stages and the years that follow. Enter tells a stage once
   more, this time with the levels as they were and not as you read them.
3. **Turning points** (Choices): each of your decisions beside what else was on offer, all else left as it
   was.
4. **Belief and truth** (Belief): what you took each member to think, and what it thought.
5. **Partners** (Mix): with whom the members arrange their security.
6. **Claims**: what the article says would happen, and whether it did here.
7. **To talk about** (Talk): lessons and questions.
8. **Your place** (Place): where this game stands among 100,000 others, with what was done in fact and other
   courses.

**b** plays the game otherwise from any of your decisions, under the same luck, as a new game. **w** writes a
report of everything, in Markdown.
"""
    BINDINGS: ClassVar = [
        *(
            key(str(at), f"leaf('{id_}')", names[1], OPENS[id_], shown=False)
            for at, (id_, names) in enumerate(TABS.items(), 1)
        ),
        key("right,l", "turn(1)", "Next leaf", "The leaf to the right.", shown=False),
        key("left,h", "turn(-1)", "Leaf before", "The leaf to the left.", shown=False),
        key(
            "enter",
            "open",
            "Open",
            "On the timeline, tell the stage once more; on a turning point, play it otherwise.",
        ),
        key("s", "score", "Next score", "On the timeline, show the next of the three scores."),
        key("b", "branch", "Otherwise", "Play on otherwise from one of your decisions, as a new game."),
        key("w", "report", "Report", "Write a report of this game to a file, in Markdown."),
        key("n", "again", "New game", "Play this scenario once more."),
        key("escape", "start", "Start", "Back to the first screen."),
    ]

    class Reckoned(Message):
        """The end has been reckoned."""

        def __init__(self, debrief: Debrief, hindsight: Hindsight) -> None:
            super().__init__()
            self.debrief = debrief
            self.hindsight = hindsight

    class Parted(Message):
        """A new game that parts from this one, or why there is none."""

        def __init__(self, table: Table | Refusal) -> None:
            super().__init__()
            self.table = table

    class Placed(Message):
        """It has been reckoned where the game stands, or there is nothing to reckon."""

        def __init__(self, standing: Standing | Refusal) -> None:
            super().__init__()
            self.standing = standing

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._debrief: Debrief | None = None
        self._hindsight: Hindsight | None = None

    def compose(self) -> ComposeResult:
        """A title, the tabs, the leaf at hand."""
        yield Line(self._title)
        yield Leaves()
        with Container(id="leaves"):
            yield Line(lambda _width: Content.styled(_("Looking back over the whole game …"), "$faint"))
        yield KeyBar()

    def _title(self, width: int) -> Content:
        if self._debrief and self._hindsight:
            return title(self._debrief, self._hindsight, width)
        return Content.styled(_("Debrief"), "bold $primary")

    def on_mount(self) -> None:
        """Begin to reckon."""
        self._reckon()

    @work(thread=True, group="debrief")
    def _reckon(self) -> None:
        debrief, hindsight = self._table.debrief(), self._table.hindsight()
        self.post_message(self.Reckoned(debrief, hindsight))

    @on(Reckoned)
    async def _reckoned(self, event: Reckoned) -> None:
        self._debrief, self._hindsight = event.debrief, event.hindsight
        self.query_one(Line).anew()
        await self.query_one("#leaves").remove_children()
        await self._open(self.at)
        self.refresh_bindings()

    @property
    def at(self) -> str:
        """The leaf at hand."""
        return self.query_one(Leaves).at if self.is_mounted else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """Nothing is to be looked at before it has been reckoned."""
        if self._hindsight is None:
            return None if action in {"leaf", "turn", "branch", "report"} else action not in {"open", "score"}
        if action == "branch":
            return bool(self._hindsight.turning)
        if action == "open":
            return self.at == "turning" or (self.at == "timeline" and self._stage_at_hand())
        return action != "score" or (self.at == "timeline" and not self.wide)

    def _stage_at_hand(self) -> bool:
        """Whether the timeline's row at hand is a stage, of which there is something to tell."""
        told = {outcome.stage for outcome in self._debrief.outcomes} if self._debrief else set()
        return any(rows.at_hand in told for rows in self.query("#timeline-rows").results(Rows))

    @property
    def loses(self) -> str:
        """A game that is not saved is over, but its debrief goes with the screen."""
        return "" if self._table.place else _("This game is not saved, and will be lost.")

    def action_open(self) -> None:
        """The row at hand."""
        for rows in self.query(f"#leaf-{self.at} Rows").results(Rows):
            rows.action_select()

    def action_score(self) -> None:
        """The next score."""
        for leaf in self.query(TimelineLeaf):
            leaf.turn()

    def fit(self, size: Size) -> None:
        """The timeline stands otherwise where there is room."""
        super().fit(size)
        for leaf in self.query(TimelineLeaf):
            leaf.fit()
        self.refresh_bindings()

    async def action_leaf(self, leaf: str) -> None:
        """Open a leaf."""
        await self._open(leaf)

    async def action_turn(self, by: int) -> None:
        """Open the leaf beside."""
        leaves = list(TABS)
        await self._open(leaves[(leaves.index(self.at) + by) % len(leaves)])

    async def _open(self, leaf: str) -> None:
        tabs, leaves = self.query_one(Leaves), self.query_one("#leaves")
        tabs.at = leaf
        tabs.refresh()
        found = list(leaves.query_children(f"#leaf-{leaf}"))
        if not found and self._debrief and self._hindsight:
            widget = self._made(leaf, self._debrief, self._hindsight)
            widget.id = f"leaf-{leaf}"
            await leaves.mount(widget)
        for each in leaves.children:
            each.display = each.id == f"leaf-{leaf}"
        for each in leaves.query_children(f"#leaf-{leaf}"):  # none, if the screen was taken away meanwhile
            self._focus(each)
        self.refresh_bindings()

    def _focus(self, leaf: Widget) -> None:
        rows = list(leaf.query(Rows))
        (rows[0] if rows else leaf).focus()

    def _made(self, leaf: str, debrief: Debrief, hindsight: Hindsight) -> Widget:
        match leaf:
            case "scores":
                return ScoresLeaf(debrief, hindsight)
            case "timeline":
                return TimelineLeaf(hindsight)
            case "turning":
                return TurningLeaf(hindsight)
            case "belief":
                return BeliefLeaf(hindsight)
            case "partners":
                return PartnersLeaf(hindsight)
            case "claims":
                return ClaimsLeaf(debrief)
            case "standing":
                self._place()
                return StandingLeaf()
            case _:
                return QuestionsLeaf(Questions(debrief, self._table.sources))

    @work(thread=True, group="standing")
    def _place(self) -> None:
        """Play the others, aside."""
        self.post_message(self.Placed(self._table.standing()))

    @on(Placed)
    def _placed(self, event: Placed) -> None:
        for leaf in self.query(StandingLeaf):
            leaf.show(event.standing)

    @on(TimelineLeaf.Picked)
    def _tell_stage(self, event: TimelineLeaf.Picked) -> None:
        """Tell a stage once more."""
        from game.tui.screens.outcome import OutcomeScreen  # noqa: PLC0415 (start-up time)

        outcomes = self._debrief.outcomes if self._debrief else ()
        for outcome in outcomes:
            if outcome.stage == event.id:
                self.app.push_screen(OutcomeScreen(outcome, None, self._table.role))

    @on(ListLeaf.Picked)
    def _picked(self, event: ListLeaf.Picked) -> None:
        if isinstance(event.leaf, TurningLeaf):
            self.action_branch(event.id)

    def action_branch(self, at: str = "") -> None:
        """Pick a decision, and how to settle it instead."""
        from game.tui.screens.branch import BranchScreen  # noqa: PLC0415 (start-up time)

        if self._hindsight:
            saved = bool(self._table.place)
            self.app.push_screen(BranchScreen(self._hindsight, at, saved=saved), self._part)

    def _part(self, wanted: Wanted | None) -> None:
        if wanted:
            self._branch(wanted)

    @work(thread=True, exclusive=True, group="branch")
    def _branch(self, wanted: Wanted) -> None:
        other = self._table.branch(wanted.stage, wanted.decision, wanted.option, wanted.reason)
        self.post_message(self.Parted(other))

    @on(Parted)
    def _parted(self, event: Parted) -> None:
        if isinstance(event.table, Refusal):
            self.notify(str(event.table), severity="warning", timeout=10)
        else:
            self.dismiss(event.table)

    def action_report(self) -> None:
        """Ask where to, and write."""
        from game.tui.screens.report import ReportSheet  # noqa: PLC0415 (start-up time)

        if self._debrief and self._hindsight:
            self.app.push_screen(ReportSheet(self._debrief, self._hindsight, self._table.sources))

    def action_again(self) -> None:
        """Play this scenario once more."""
        self.dismiss("again")

    def action_start(self) -> None:
        """Back to the first screen; ask only if something would be lost."""
        self.leave("start")
