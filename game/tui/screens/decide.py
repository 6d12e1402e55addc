"""The screen on which a seat reads, weighs and decides."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.widgets import OptionList

from game.present.markup import spoken
from game.table.table import Decided, Notice, Settled, Undone
from game.tui.keys import key
from game.tui.screens.desk import Answered, Desk, Heard, Seen
from game.tui.screens.lookups import LOOKUPS
from game.tui.screens.panes import MAP, Panes
from game.tui.widgets.options import Options, foreseen
from game.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.present.view import OptionView, OutcomeView, View
    from game.tui.app import Tashkent
    from game.tui.habits import Habits
    from game.tui.lobby import Sitting


class DecideScreen(Panes):
    """A stage before it is settled; ends in `over` when all stages are, or in `left`."""

    BINDINGS: ClassVar = [
        key("enter", "go_on", "Choose", "Choose the option at hand; elsewhere, go on to the options."),
        *LOOKUPS,
        MAP,
        key("u", "undo", "Undo", "Take the last decision back; this is counted."),
        key("ctrl+x", "stop_saving", "Stop saving", "Go on without keeping what is decided.", shown=False),
        key("ctrl+b", "leave", "Leave", "Leave this game, and go back to the first screen.", shown=False),
    ]

    def __init__(self, sitting: Sitting, *, confirms: bool = True, briefs: bool = False) -> None:
        """With `briefs`, the first thing to read is the brief; `confirms` has a choice read back."""
        super().__init__(sitting.table, sitting.regions)
        self._sitting = sitting
        self._confirms = confirms
        self._briefs = briefs
        self._desk: Desk | None = None
        self._untold: deque[OutcomeView] = deque()
        """Stages that are over and still have to be shown, in order."""
        self._telling = False
        """Whether one is being shown."""
        self._next: View | None = None
        """What comes after them."""
        self._busy = False
        """Whether a request is on its way."""
        self._over = False
        """Whether the end has been seen."""
        self._decided = False
        """Whether anything was decided since this screen stands."""

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
        return _("This game is not saved, and will be lost.")

    @work(thread=True, group="table")
    def _ask(self, request: Callable[[], None]) -> None:
        request()

    # What the table says

    @on(Seen)
    def _seen(self, event: Seen) -> None:
        self._busy = False
        self._next = event.view
        self._follow()

    def _follow(self) -> None:
        """On to what is still to be told, then to what there is to decide, or to the end."""
        if self._telling:
            return
        if self._untold:
            self._tell(self._untold.popleft())
        elif self._next:
            self.show(self._next)
        elif not self._over:
            self._over = True
            self._bare()
            self.dismiss("over")

    def _bare(self) -> None:
        """Take away what stands on this screen: it was of a stage that is over."""
        cast("Habits", self.app).bare(self)

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        if self._desk is None:
            return
        match event.news:
            case Settled(outcome=outcome):
                self._untold.append(outcome)
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

            said = [str(event.refusal), *([_("Ctrl+X stops saving.")] if self.table.place else [])]
            self.app.push_screen(NoticeSheet(_("That cannot be"), "\n\n".join(said)))

    def _tell(self, outcome: OutcomeView) -> None:
        """Show what came of a stage, then what is next."""
        from game.tui.screens.outcome import OutcomeScreen  # noqa: PLC0415 (start-up time)

        def told(_nothing: None) -> None:
            self._telling = False
            self._follow()

        self._telling = True
        self._bare()
        self.app.push_screen(OutcomeScreen(outcome, self._next, self.table.role), told)

    def show(self, view: View) -> None:
        """Put a view on the screen; a stage that is new opens with its situation."""
        before, self.view = self.view, view
        self.put(view)
        if before is None or before.number != view.number:
            self.action_pane("situation")
        elif len(view.made) < len(view.decisions):
            self.action_pane("options")
        self.refresh_bindings()
        if self._briefs:
            self._briefs = False
            self.call_after_refresh(self.action_brief)  # painting both at once would take too long

    def foresee(self) -> None:
        """Ask for a forecast, aside."""
        if self._desk:
            self._ask(self._desk.foresee)

    def at_hand(self) -> tuple[str, str]:
        """The decision and the option that the player looks at."""
        options = self.query_one(Options)
        decision, option = options.decision, options.at_hand
        return decision.id if decision else "", option.id if option else ""

    def action_leave(self) -> None:
        """Leave this game for the first screen; ask only if something would be lost."""
        self.leave("left")

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
        if decision is None or option is None or self._busy or not self.offered(option):
            return
        reasons = cast("Tashkent", self.app).settings.reasons
        if not self._confirms and reasons != "required":
            self._decide(decision.id, option.id, "")
            return
        from game.tui.screens.commit import CommitSheet  # noqa: PLC0415 (start-up time)

        def committed(reason: str | None) -> None:
            if reason is not None:
                self._decide(decision.id, option.id, reason)

        self.app.push_screen(CommitSheet(foreseen(option), reasons), committed)

    def offered(self, option: OptionView) -> bool:
        """Whether an option can be taken; if not, say why."""
        if not option.on_offer:
            said = _("{option} is not on offer. {why}")
            self.notify(said.format(option=spoken(option.label), why=option.why_not), severity="warning")
        return option.on_offer

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
            self.notify(_("There is nothing to take back: this is the start."))
        else:
            self.go_back(view.number - 2)

    def go_back(self, stage: int) -> None:
        """Ask before whole stages are taken back."""
        from game.tui.screens.notice import AskSheet  # noqa: PLC0415 (start-up time)

        def agreed(yes: bool | None) -> None:  # noqa: FBT001 (an answer)
            if yes:
                self._undo(stage)

        text = "\n\n".join(
            [
                _("What was decided from there on is forgotten. Luck stays as it was."),
                _("Going back is counted."),
            ]
        )
        title = _("Back to stage {number}?").format(number=stage + 1)
        self.app.push_screen(AskSheet(title, text), agreed)

    def _undo(self, until: int | None) -> None:
        if self._desk and not self._busy:
            self._busy = True
            self._ask(partial(self._desk.undo, until))

    def action_stop_saving(self) -> None:
        """Go on without keeping what is decided."""
        if self._desk and self.table.place:
            self._ask(self._desk.stop_saving)
            self.notify(_("From here on this game is not saved."), severity="warning")
        else:
            self.notify(_("This game is not being saved."))
