"""The screen on which a seat reads, weighs and decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import OptionList

from game.present.markup import spoken
from game.table.table import Decided, Notice, Settled, Undone
from game.tui.guide import Guide
from game.tui.keys import key
from game.tui.prose import Citations
from game.tui.screens.desk import Answered, Desk, Heard, Seen
from game.tui.screens.lookups import LOOKUPS, Lookups
from game.tui.widgets.header import Header
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.map import Map
from game.tui.widgets.members import Members
from game.tui.widgets.options import Options
from game.tui.widgets.scores import Scores
from game.tui.widgets.situation import Situation
from game.tui.widgets.tabs import Tabs
from game.tui.widgets.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.present.view import OutcomeView, View
    from game.tui.app import Tashkent
    from game.tui.lobby import Sitting

W = TypeVar("W", bound=Widget)

PANES = (
    ("situation", "s", "Situation"),
    ("options", "o", "Options"),
    ("members", "m", "Members"),
    ("why", "w", "Why"),
)
"""By id: the key and the name of each pane."""

FOCUS = {"situation": "#situation", "options": "#choices", "members": "#member-list", "why": "#why"}


class DecideScreen(Lookups):
    """A stage before it is settled; ends in `over` when all stages are, or in `left`."""

    CSS_PATH = "../decide.tcss"
    ABOUT = """
On top stand your seat, the stage and the **scores** as far as you can tell: a range that probably holds the
truth, where it is going (▲ ▼ ═), how it went so far, and on the scale a level that means something (┼; `x`
says what).

**Situation** is what you know.

**Options** is what you can do: what it would add to cost, the chance that the council passes it, and whether
it can be reversed (○ easily, ◐ partly, ● hardly). All about the one at hand stands below.

**Members** is how far each believes that help would come, where it leans (◀ toward us, ● steady, ▷ drifting,
▶ leaving) and how it would vote (✓ assents, – abstains, ✕ vetoes).

**Why** is what changed the scores in the last stage; the causes add up.

Small raised numbers are sources: `c` lists them. Underlined words are explained: `t`.
"""
    BINDINGS: ClassVar = [
        *(
            key(letter, f"pane('{pane}')", name, f"Go to {name.lower()}.", shown=False)
            for pane, letter, name in PANES
        ),
        key("enter", "go_on", "Choose", "Choose the option at hand; elsewhere, go on to the options."),
        *(
            key(str(n), f"point({n})", f"Option {n}", f"Have option {n} at hand.", shown=False)
            for n in range(1, 10)
        ),
        *LOOKUPS,
        key("v", "map", "Map", "The members as a map, or as a list."),
        key("u", "undo", "Undo", "Take the last decision back; this is counted."),
        key("ctrl+x", "stop_saving", "Stop saving", "Go on without keeping what is decided.", shown=False),
        key("ctrl+b", "leave", "Leave", "Leave this game, and go back to the first screen.", shown=False),
    ]

    def __init__(self, sitting: Sitting, *, confirms: bool = True) -> None:
        super().__init__(sitting.table)
        self._sitting = sitting
        self._confirms = confirms
        self._desk: Desk | None = None
        self._outcome: OutcomeView | None = None
        """A stage that is over and still has to be shown."""
        self._telling = False
        """Whether one is being shown."""
        self._next: View | None = None
        """What comes after it."""
        self._at = PANES[0][0]
        """The pane that is shown, or marked."""
        self._busy = False
        """Whether a request is on its way."""
        self._decided = False
        """Whether anything was decided since this screen stands."""

    def compose(self) -> ComposeResult:
        """The panes, one at a time or side by side."""
        yield Header()
        yield Scores()
        yield Tabs(PANES)
        with Container(id="panes"):
            yield _titled(Situation(id="situation", classes="pane -shown"), "situation")
            yield _titled(Options(id="options", classes="pane"), "options")
            with _titled(Vertical(id="members", classes="pane"), "members"):
                yield Members(id="member-pane")
                yield Map(self._sitting.regions, id="map")
            yield _titled(Why(id="why", classes="pane"), "why")
        yield Guide("decide")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask for what there is to see."""
        self._desk = Desk(self.table, self.post_message)
        for notice in self._sitting.notices:
            self.notify(notice, timeout=8)
        self._ask(self._desk.look)

    @property
    def loses(self) -> str:
        """A game that is not saved, once something was decided in it."""
        table = self.table
        if table.place or table.finished or not self._decided:
            return ""
        return "This game is not saved, and will be lost."

    @work(thread=True, group="table")
    def _ask(self, request: Callable[[], None]) -> None:
        request()

    # What the table says

    @on(Seen)
    def _seen(self, event: Seen) -> None:
        self._busy = False
        outcome, self._outcome = self._outcome, None
        if outcome:
            self._tell(outcome, event.view)
        elif self._telling:
            self._next = event.view
        elif event.view:
            self.show(event.view)
        else:
            self.dismiss("over")

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        if self._desk is None:
            return
        match event.news:
            case Settled(outcome=outcome):
                self._outcome = outcome
                self._ask(self._desk.look)
            case Decided():
                self._decided = True
                self._ask(self._desk.look)
            case Undone():
                self._ask(self._desk.look)
            case Notice(text=text):
                self.notify(text, severity="warning", timeout=10)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        self._busy = False
        if event.refusal:
            from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

            hint = "\n\nCtrl+X stops saving." if self.table.place else ""
            self.app.push_screen(NoticeSheet("That cannot be", f"{event.refusal}{hint}"))

    def _tell(self, outcome: OutcomeView, view: View | None) -> None:
        """Show what came of a stage, then what is next."""
        from game.tui.screens.outcome import OutcomeScreen  # noqa: PLC0415 (start-up time)

        def told(_: None) -> None:
            self._telling = False
            if self._next:
                self.show(self._next)
            else:
                self.dismiss("over")

        self._telling, self._next = True, view
        self.app.push_screen(OutcomeScreen(outcome, view, self.table.role), told)

    def show(self, view: View) -> None:
        """Put a view on the screen; a stage that is new opens with its situation."""
        before, self.view = self.view, view
        options = [option.summary for each in view.decisions for option in each.options]
        prompts = [each.prompt for each in view.decisions]
        self.citations = Citations(
            [view.briefing, *view.events, view.private, view.appeal, *prompts, *options, view.brief]
        )
        self.query_one(Header).show(view)
        self.query_one(Scores).show(view.scores)
        self.query_one(Situation).show(view, self.citations)
        self.query_one(Options).show(view, self.citations)
        self.query_one(Members).show(view.members)
        self.query_one(Map).show(view.members)
        self.query_one(Why).show(view.last)
        self.query_one(Guide).show(view)
        if before is None or before.number != view.number:
            self.action_pane("situation")
        elif len(view.made) < len(view.decisions):
            self.action_pane("options")
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Leave this game for the first screen; ask only if something would be lost."""
        if not self.loses:
            self.dismiss("left")
            return
        from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

        self.app.push_screen(NoticeSheet("Leave all the same?", self.loses, "Leave"), self._leave)

    def _leave(self, yes: bool | None) -> None:  # noqa: FBT001 (an answer)
        if yes:
            self.dismiss("left")

    # Panes

    def action_pane(self, pane: str) -> None:
        """Show a pane, and have the keys go there."""
        self._mark(pane)
        as_map = pane == "members" and self.query_one("#members").has_class("-map") and not self.wide
        self.query_one("#map" if as_map else FOCUS[pane]).focus()

    def watch_focused(self, focused: Widget | None) -> None:
        """The pane that has the focus is the one that is shown, or marked."""
        ids = {each.id for each in focused.ancestors_with_self} if focused else set()
        for pane, _, _ in PANES:
            if pane in ids:
                self._mark(pane)

    def _mark(self, pane: str) -> None:
        """Show this pane, or mark it; nothing within a pane hangs on that, so nothing else is styled anew."""
        if self._at == pane:
            return
        changed = [self.query_one(f"#{each}") for each in (self._at, pane)]
        for widget in changed:
            here = widget.id == pane
            widget.set_class(here, "-shown", update=False)
            widget.border_title = _frame_title(widget.id or "", here=here)
        self.app.stylesheet.update_nodes(changed)
        self._at = pane
        self.query_one(Tabs).show(pane)

    def action_map(self) -> None:
        """Members as a map, or as a list."""
        self.query_one("#members").toggle_class("-map")
        self.action_pane("members")

    def action_step_member(self, by: int) -> None:
        """Have the next member at hand, or the one before."""
        self.query_one(Members).step(by)

    def action_point(self, number: int) -> None:
        """Have an option at hand."""
        if self.query_one(Options).point(number):
            self.action_pane("options")

    @on(OptionList.OptionHighlighted, "#choices")
    def _option_at_hand(self) -> None:
        self.query_one(Options).tell()

    @on(OptionList.OptionHighlighted, "#member-list")
    def _member_at_hand(self) -> None:
        members = self.query_one(Members)
        members.tell()
        if members.at_hand:
            self.query_one(Map).point(members.at_hand.id)

    # Decisions

    @on(OptionList.OptionSelected, "#choices")
    def _picked(self) -> None:
        self.action_choose()

    def action_go_on(self) -> None:
        """From the texts to the options; where there is nothing to decide, on to what follows."""
        view = self.view
        if view and not view.decisions and self._desk and not self._busy:
            self._busy = True
            self._ask(self._desk.move_on)
        else:
            self.action_pane("options")

    def action_choose(self) -> None:
        """Read the option at hand back, and take a reason for it."""
        options = self.query_one(Options)
        decision, option = options.decision, options.at_hand
        if decision is None or option is None or self._busy:
            return
        if not option.on_offer:
            self.notify(f"{spoken(option.label)} is not on offer. {option.why_not}", severity="warning")
            return
        reasons = cast("Tashkent", self.app).settings.reasons
        if not self._confirms and reasons != "required":
            self._decide(decision.id, option.id, "")
            return
        from game.tui.screens.commit import CommitSheet  # noqa: PLC0415 (start-up time)

        def committed(reason: str | None) -> None:
            if reason is not None:
                self._decide(decision.id, option.id, reason)

        self.app.push_screen(CommitSheet(option, reasons), committed)

    def _decide(self, decision: str, option: str, reason: str) -> None:
        if self._desk and not self._busy:
            self._busy = True
            self._ask(partial(self._desk.choose, decision, option, reason))

    def action_undo(self) -> None:
        """Take the last decision of this stage back, or else ask whether to go back a stage."""
        view = self.view
        if view is None or self._desk is None or self._busy:
            return
        if view.made:
            self._undo(None)
        elif view.number == 1:
            self.notify("There is nothing to take back: this is the start.")
        else:
            self.go_back(view.number - 2)

    def go_back(self, stage: int) -> None:
        """Ask before whole stages are taken back."""
        from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

        def agreed(yes: bool | None) -> None:  # noqa: FBT001 (an answer)
            if yes:
                self._undo(stage)

        text = "What was decided from there on is forgotten. Luck stays as it was.\n\nGoing back is counted."
        self.app.push_screen(NoticeSheet(f"Back to stage {stage + 1}?", text, "Go back"), agreed)

    def _undo(self, until: int | None) -> None:
        if self._desk and not self._busy:
            self._busy = True
            self._ask(partial(self._desk.undo, until))

    def action_stop_saving(self) -> None:
        """Go on without keeping what is decided."""
        if self._desk:
            self._ask(self._desk.stop_saving)
            self.notify("From here on this game is not saved.", severity="warning")


def _titled(pane: W, id_: str) -> W:
    """A pane with its key and name on its frame, for where it has one."""
    pane.border_title = _frame_title(id_, here=id_ == PANES[0][0])
    return pane


def _frame_title(pane: str, *, here: bool) -> str:
    """The key and the name of a pane, marked where it is the one at hand."""
    title = next(f"{letter} {name}" for each, letter, name in PANES if each == pane)
    return f"[bold $primary]▸ {title}[/]" if here else title
