"""The panes of the decision screen: one at a time on a small screen, side by side on a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import OptionList

from game.tui.guide import Guide
from game.tui.keys import key
from game.tui.prose import Citations
from game.tui.screens.lookups import Lookups
from game.tui.widgets.header import Header
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.map import Map
from game.tui.widgets.members import Asked, Members
from game.tui.widgets.options import Options
from game.tui.widgets.scores import Scores
from game.tui.widgets.situation import Situation
from game.tui.widgets.tabs import Tabs
from game.tui.widgets.why import Why
from game.words import _, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.present.view import View
    from game.table.table import Table

W = TypeVar("W", bound=Widget)

PANES = (
    ("situation", "s", marked("Situation")),
    ("options", "o", marked("Options")),
    ("members", "m", marked("Members")),
    ("why", "w", marked("Why")),
)
"""The id, the key and the name of each pane; names are in English here and below."""

GOING = {
    "situation": marked("Go to situation."), "options": marked("Go to options."),
    "members": marked("Go to members."), "why": marked("Go to why."),
}  # fmt: skip
POINTING = (
    (marked("Option 1"), marked("Have option 1 at hand.")),
    (marked("Option 2"), marked("Have option 2 at hand.")),
    (marked("Option 3"), marked("Have option 3 at hand.")),
    (marked("Option 4"), marked("Have option 4 at hand.")),
    (marked("Option 5"), marked("Have option 5 at hand.")),
    (marked("Option 6"), marked("Have option 6 at hand.")),
    (marked("Option 7"), marked("Have option 7 at hand.")),
    (marked("Option 8"), marked("Have option 8 at hand.")),
    (marked("Option 9"), marked("Have option 9 at hand.")),
)
"""What the keys of panes and options do, for the help."""

FOCUS = {"situation": "#situation", "options": "#choices", "members": "#member-list", "why": "#why"}
"""By pane: what in it the keys go to."""

MAP = key("v", "map", "Map", "The members as a map, or as a list.")


class Panes(Lookups):
    """What there is to see of a view, and the ways between its parts."""

    CSS_PATH = "../decide.tcss"
    ABOUT = """
On top stand your seat, the stage and the **scores** as far as you can tell: a range that probably holds the
truth, where it is going (▲ ▼ ═), how it went so far, and on the scale a level that means something (┼; `x`
says what).

**Situation** is what you know.

**Options** is what you can do: what it would add to cost beside doing nothing (the line above the options
says what the stage costs then), the chance that the council passes it, and whether it can be reversed
(○ easily, ◐ partly, ● hardly). All about the one at hand stands below.

**Members** is how far each believes that help would come, where it leans (◀ toward us, ● steady, ▷ drifting,
▶ leaving) and how it would probably vote (✓ assents, – abstains, ✕ vetoes) on the option at hand, or else on
the most far-reaching one that goes to the council; the head of the column says on which.

**Why** is what changed the scores in the last stage; the causes add up.

Small raised numbers are sources: `c` lists them. Underlined words are explained: `t`.
"""
    BINDINGS: ClassVar = [
        *(key(letter, f"pane('{pane}')", name, GOING[pane], shown=False) for pane, letter, name in PANES),
        *(key(str(n), f"point({n})", name, what, shown=False) for n, (name, what) in enumerate(POINTING, 1)),
    ]

    def __init__(self, table: Table, regions: Mapping[str, str]) -> None:
        super().__init__(table)
        self._regions = regions
        self._at = PANES[0][0]
        """The pane that is shown, or marked."""

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
                yield Map(self._regions, id="map")
            yield _titled(Why(id="why", classes="pane"), "why")
        yield Guide("decide")
        yield KeyBar()

    def put(self, view: View) -> None:
        """Show a view everywhere."""
        options = [option.summary for each in view.decisions for option in each.options]
        prompts = [each.prompt for each in view.decisions]
        self.citations = Citations(
            [view.briefing, *view.events, view.private, view.appeal, *prompts, *options, view.brief]
        )
        self.query_one(Header).show(view)
        self.query_one(Scores).show(view.scores)
        self.query_one(Situation).show(view, self.citations)
        self.query_one(Options).show(view, self.citations)
        asked = self._asked()
        self.query_one(Members).show(view.members, asked)
        self.query_one(Map).show(view.members, asked)
        self.query_one(Why).show(view.last)
        self.query_one(Guide).show(view)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only options that there are can be had at hand."""
        if action == "point" and parameters:
            waiting = self.view.waiting if self.view else None
            return waiting is not None and parameters[0] in range(1, len(waiting.options) + 1)
        return super().check_action(action, parameters)

    def action_pane(self, pane: str) -> None:
        """Show a pane, and have the keys go there."""
        self._mark(pane)
        as_map = pane == "members" and self.query_one("#members").has_class("-map") and not self.wide
        self.set_focus(self.query_one("#map" if as_map else FOCUS[pane]))

    def watch_focused(self, focused: Widget | None) -> None:
        """The pane that has the focus is the one that is shown, or marked."""
        ids = {each.id for each in focused.ancestors_with_self} if focused else set()
        for pane, _key, _name in PANES:
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
        asked = self._asked()
        self.query_one(Members).ask(asked)
        self.query_one(Map).ask(asked)

    def _asked(self) -> Asked:
        """On what the members are asked for their vote."""
        options = self.query_one(Options)
        return Asked.of(options.decision, options.at_hand.id if options.at_hand else "")

    @on(OptionList.OptionHighlighted, "#member-list")
    def _member_at_hand(self) -> None:
        members = self.query_one(Members)
        members.tell()
        if members.at_hand:
            self.query_one(Map).point(members.at_hand.id)


def _titled(pane: W, id_: str) -> W:
    """A pane with its key and name on its frame, for where it has one."""
    pane.border_title = _frame_title(id_, here=id_ == PANES[0][0])
    return pane


def _frame_title(pane: str, *, here: bool) -> str:
    """The key and the name of a pane, marked where it is the one at hand."""
    title = next(f"{letter} {_(name)}" for each, letter, name in PANES if each == pane)
    return f"[bold $primary]▸ {title}[/]" if here else title
