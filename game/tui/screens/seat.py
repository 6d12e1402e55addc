"""Before a game: which seat, against whom, with what luck."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.validation import Integer
from textual.widgets import Input, OptionList, Static

from game.present.words import listed
from game.tui.figures import fitted, hung
from game.tui.keys import key
from game.tui.lobby import Offer, Order, Seat
from game.tui.prose import prose
from game.tui.screens.base import Page
from game.tui.widgets.drawn import Row, Rows, Text
from game.tui.widgets.emblem import Brand
from game.tui.widgets.keybar import KeyBar
from game.words import _

LARGEST = 2**64 - 1
"""The largest seed."""

WEIGHT = 10
"""The cells of the bar of the heaviest weight."""


class SeatScreen(Page[Order]):
    """A seat with its brief and its weights, who plays the others, and the seed."""

    ABOUT = """
**Your seat** decides what you can do and what counts at the end; its brief and its weights stand on the
right.

**The others** are played by the computer. *The computer* looks ahead; *History* does what was done;
*Chance* picks at random; further names are lines of play that the scenario describes.

**Seed** is the luck of the game. Two games with one seed meet the same luck. Leave it empty for any.

Tab goes from one to the next, Enter begins.
"""
    BINDINGS: ClassVar = [
        key("enter", "begin", "Begin", "Begin the game."),
        key("tab", "app.focus_next", "Next", "To the other seats, to the seed."),
        key("escape", "back", "Back", "Back to the scenarios."),
    ]

    def __init__(self, offer: Offer, role: str = "", rival: str = "", seed: int | None = None) -> None:
        super().__init__()
        self._offer, self._role, self._rival, self._seed = offer, role, rival, seed

    def compose(self) -> ComposeResult:
        """What can be picked on the left, about it on the right."""
        yield Brand()
        with Horizontal(id="seats"):
            with Vertical(id="picks"):
                yield Static(_("Your seat"), classes="label")
                yield Rows(id="seat-list")
                yield Static(_("The others"), classes="label")
                yield Rows(id="rival-list")
                yield Static(_("Seed"), classes="label")
                yield Input(
                    "" if self._seed is None else str(self._seed),
                    placeholder=_("any"),
                    id="seed",
                    compact=True,
                    validators=[Integer(0, LARGEST)],
                    valid_empty=True,
                    restrict=r"[0-9]{0,20}",
                )
            with Text(id="seat", can_focus=False):
                yield Static(id="seat-text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the seats and the rivals, those that were asked for at hand."""
        seats = [seat.id for seat in self._offer.seats]
        rivals = [rival.id for rival in self._offer.rivals]
        at_seat = seats.index(self._role) if self._role in seats else 0
        at_rival = rivals.index(self._rival) if self._rival in rivals else 0
        self.query_one("#seat-list", Rows).show(seats, self._seat_row, at_seat)
        self.query_one("#rival-list", Rows).show(rivals, self._rival_row, at_rival)

    def _seat_row(self, row: Row) -> Content:
        return hung(Content(row.mark), Content(self._offer.seats[row.index].name), row.width)

    def _rival_row(self, row: Row) -> Content:
        return hung(Content(row.mark), Content(self._offer.rivals[row.index].name), row.width)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """About the seat at hand, and about the rival."""
        seat = next(each for each in self._offer.seats if each.id == self._at_hand("#seat-list"))
        rival_id = self._at_hand("#rival-list")
        parts = [
            Content.assemble((self._offer.title, "$faint"), "\n", (seat.name, "bold")),
            prose(seat.brief),
            Content.assemble((_("What counts for you"), "bold $primary"), "\n", _weights(seat)),
        ]
        others = [each.name for each in self._offer.seats if each is not seat]
        for rival in self._offer.rivals:
            if rival.id == rival_id and others:
                name = Content.styled(f"{listed(others)}: ", "bold")
                parts.append(Content.assemble(name, rival.name, " ", prose(rival.about), "."))
        self.query_one("#seat-text", Static).update(Content("\n\n").join(parts))

    def _at_hand(self, rows: str) -> str:
        return self.query_one(rows, Rows).at_hand or ""

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def action_begin(self) -> None:
        """Hand back the order."""
        field = self.query_one("#seed", Input)
        if field.value and not field.is_valid:
            self.notify(_("A seed lies between 0 and 2⁶⁴ − 1."), severity="warning")
            field.focus()
            return
        seed = int(field.value) if field.value else None
        self.dismiss(Order(self._offer.id, self._at_hand("#seat-list"), self._at_hand("#rival-list"), seed))

    def action_back(self) -> None:
        """Back to the scenarios."""
        self.dismiss(None)


def _weights(seat: Seat) -> Content:
    most = max((weight for _, weight in seat.weights), default=0.0) or 1.0
    lines = []
    for name, weight in seat.weights:
        bar = "━" * round(weight / most * WEIGHT)
        lines.append(Content.assemble(fitted(name, 17), (f"{bar:<{WEIGHT}} ", "$primary"), f"{weight:g}"))
    return Content("\n").join(lines)
