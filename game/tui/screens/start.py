"""The first screen: a scenario to begin, or a saved game to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from game.present.markup import flat
from game.tui.figures import fitted, hung
from game.tui.keys import key
from game.tui.lobby import Broken, Kept, Lobby, Offer
from game.tui.screens.base import Page
from game.tui.widgets.drawn import Row, Rows, Text
from game.tui.widgets.emblem import Brand
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.offer import broken, kept, offered, unreadable
from game.words import _

if TYPE_CHECKING:
    from textual import events

    from game.scenario.refusal import Refusal

MOST_SAVES = 50
"""So many saves are listed, the latest; `tashkent saves` knows them all."""

NEW, OLD = "=new", "=old"
"""The ids of the two headings; no scenario and no save is called so."""


class StartScreen(Page[None]):
    """What can be played, and all about the one at hand."""

    ABOUT = """
**New game** lists the scenarios, **Go on** your saved games, the latest first. On the right
stands what there is to know about the one at hand.

Enter takes you on: to the choice of a seat, or straight back to where a saved game stood. A scenario with
errors cannot be played; its problems are shown as its author would see them.

The command line can say all of this too: `tashkent play kyrgyzstan-2010 --role moscow --seed 7`, or
`tashkent play --resume last`.
"""
    BINDINGS: ClassVar = [
        key("enter", "pick", "Play", "Begin a game of this scenario, or go on with this save."),
    ]

    class Picked(Message):
        """A scenario or a save was picked."""

        def __init__(self, what: Offer | Kept) -> None:
            super().__init__()
            self.what = what

    class Came(Message):
        """Something to pick has been read; nothing at the end."""

        def __init__(self, what: Offer | Broken | Kept | Refusal | None) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__()
        self._lobby: Lobby | None = None
        self._scenarios: dict[str, Offer | Broken] = {}
        self._saves: dict[str, Kept | Refusal] = {}
        self._reading = True
        self._asked = ""
        self._at_hand: Offer | Broken | Kept | Refusal | None = None
        """What the row at hand stands for."""

    def compose(self) -> ComposeResult:
        """A list on the left, the one at hand on the right."""
        yield Brand()
        with Horizontal(id="offers"):
            yield Rows(id="offer-list")
            with Text(id="offer", can_focus=False):
                yield Static(id="offer-text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Say that there is something to wait for."""
        self._list()

    def open(self, lobby: Lobby, asked: str = "") -> None:
        """Read what there is, one by one; a scenario that was asked for is picked as soon as it is there."""
        self._lobby, self._asked = lobby, asked
        self._scenarios, self._saves, self._reading = {}, {}, True
        self._read()

    @work(thread=True, exclusive=True, group="lobby")
    def _read(self) -> None:
        if self._lobby is None:
            return
        for scenario in self._lobby.scenarios():
            self.post_message(self.Came(scenario))
        for count, save in enumerate(self._lobby.saves()):
            if count < MOST_SAVES:
                self.post_message(self.Came(save))
        self.post_message(self.Came(None))

    @on(Came)
    def _came(self, event: Came) -> None:
        match event.what:
            case None:
                self._reading = False
            case Offer() | Broken() as scenario:
                self._scenarios[f"scenario {scenario.id}"] = scenario
                if isinstance(scenario, Offer) and scenario.id == self._asked:
                    self._asked = ""
                    self.post_message(self.Picked(scenario))
            case Kept() as save:
                self._saves[f"save {save.name}"] = save
            case refusal:
                self._saves[f"refused {len(self._saves)}"] = refusal
        self._list()

    def _list(self) -> None:
        """Show what has been read so far; the row at hand stays at hand."""
        rows, ids = self.query_one(Rows), self._ids
        at_hand = rows.at_hand if rows.at_hand in ids else next(iter((*self._scenarios, *self._saves)), None)
        titles = [index for index, id_ in enumerate(ids) if id_ in {NEW, OLD}]
        rows.show(ids, self._row, ids.index(at_hand) if at_hand else None, titles)
        self._tell()

    @property
    def _ids(self) -> list[str]:
        """The rows' ids, the headings' among them."""
        return [NEW, *self._scenarios, *([OLD] if self._saves else []), *self._saves]

    def _row(self, row: Row) -> Content:
        id_ = self._ids[row.index]
        mark, room = row.mark, row.room
        match self._scenarios.get(id_) or self._saves.get(id_):
            case Offer(title=title):
                return hung(Content(mark), Content(title), row.width)
            case Broken(id=name):
                return Content.assemble(mark, ("✕ ", "$bad"), (fitted(name, room - 2), "$faint"))
            case Kept(title=title, seat=seat, when=when, stands=stands):
                about = [(f"\n  {fitted(part, room)}", "$faint") for part in (f"{seat} · {stands}", when)]
                return Content.assemble(mark, fitted(title, room), *about)
            case None:
                waiting = " …" if self._reading else ""
                return Content.styled(
                    _("New game") + waiting if id_ == NEW else "\n" + _("Go on"), "bold $primary"
                )
            case _:
                return Content.assemble(
                    mark, ("✕ ", "$bad"), (fitted(_("cannot be read"), room - 2), "$faint")
                )

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Everything about the row at hand."""
        id_ = self.query_one(Rows).at_hand or ""
        width = self.query_one("#offer").scrollable_content_region.width or 40
        self._at_hand = self._scenarios.get(id_) or self._saves.get(id_)
        match self._at_hand:
            case Offer() as scenario:
                content = offered(scenario, width)
            case Broken() as scenario:
                content = broken(scenario)
            case Kept() as save:
                content = kept(save)
            case None:
                content = Content.styled(_("Reading the scenarios …") if self._reading else "", "$faint")
            case refusal:
                content = unreadable(flat(str(refusal)))
        self.query_one("#offer-text", Static).update(content)
        self.query_one("#offer", Text).scroll_home(animate=False)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 (as a page has it)
        """The picture is drawn to the width."""
        self.call_after_refresh(self._tell)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """What cannot be played is not begun."""
        return True if action != "pick" or isinstance(self._at_hand, Offer | Kept) else None

    @on(OptionList.OptionSelected)
    def action_pick(self) -> None:
        """Take the player to the row at hand, if it can be played."""
        if isinstance(self._at_hand, Offer | Kept):
            self.post_message(self.Picked(self._at_hand))
        elif isinstance(self._at_hand, Broken):
            self.notify(_("This scenario has errors. Choose another."), severity="warning")
