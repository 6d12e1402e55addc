"""What the start screen tells about a scenario or a save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from game.present.words import within
from game.tui.figures import fitted
from game.tui.prose import Names, prose
from game.tui.widgets.emblem import picture
from game.words import _, counted, in_context

if TYPE_CHECKING:
    from game.tui.lobby import Broken, Kept, Offer


def offered(offer: Offer, width: int) -> Content:
    """A scenario: what it is about, how long, how hard, when and with whom."""
    minutes = counted("{count} minute", "{count} minutes", offer.minutes).format(count=offer.minutes)
    stages = counted("{count} stage", "{count} stages", len(offer.stages)).format(count=len(offer.stages))
    facts = f"{minutes} · {_(offer.difficulty)} · {stages}"
    names = in_context("between alternatives", " or ").join(within(seat.name) for seat in offer.seats)
    seats = _("You play {seats}").format(seats=names)
    parts = [
        Content.assemble((offer.title, "bold"), "\n", (facts, "$accent"), "\n", (seats, "$mild")),
        picture(offer, width),
        prose(offer.summary),
    ]
    if offer.content_note:
        note = _("Please note")
        parts.append(Content.assemble((f"{note}  ", "bold $accent"), prose(offer.content_note, Names())))
    return Content("\n\n").join(parts)


def broken(scenario: Broken) -> Content:
    """A scenario's problems, as its author would see them."""
    said = counted(
        "It has {count} error and cannot be played. Choose another.",
        "It has {count} errors and cannot be played. Choose another.",
        scenario.errors,
    )
    said = f"✕ {said.format(count=scenario.errors)}"
    problems = Content("\n\n").join(Content(each) for each in scenario.problems)
    command = Content.assemble(
        (_("To see this in full: "), "$faint"), (f"tashkent scenario check {scenario.id}", "$primary")
    )
    return Content.assemble((scenario.id, "bold"), "\n", (said, "$bad"), "\n\n", problems, "\n\n", command)


def kept(save: Kept) -> Content:
    """A saved game."""
    facts = [
        (_("Seat"), save.seat),
        (_("Stands at"), save.stands),
        (_("Last played"), save.when),
        (_("The others"), save.rival),
        (_("Seed"), str(save.seed)),
        (_("Save"), save.name),
    ]
    room = max(cell_len(name) for name, _value in facts) + 2
    lines = [Content.assemble((fitted(name, room), "$faint"), value) for name, value in facts if value]
    return Content.assemble((save.title, "bold"), "\n\n", Content("\n").join(lines))


def unreadable(message: str) -> Content:
    """A save that cannot be read."""
    return Content.assemble(("✕ ", "$bad"), message)
