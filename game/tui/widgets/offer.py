"""What the start screen tells about a scenario or a save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.present.words import within
from game.tui.prose import Names, prose
from game.tui.widgets.emblem import picture

if TYPE_CHECKING:
    from game.tui.lobby import Broken, Kept, Offer


def offered(offer: Offer, width: int) -> Content:
    """A scenario: what it is about, how long, how hard, when and with whom."""
    facts = f"{offer.minutes} minutes · {offer.difficulty} · {_counted(len(offer.stages), 'stage')}"
    seats = "You play " + " or ".join(within(seat.name) for seat in offer.seats)
    parts = [
        Content.assemble((offer.title, "bold"), "\n", (facts, "$accent"), "\n", (seats, "$mild")),
        picture(offer, width),
        prose(offer.summary),
    ]
    if offer.content_note:
        parts.append(Content.assemble(("Please note  ", "bold $accent"), prose(offer.content_note, Names())))
    return Content("\n\n").join(parts)


def broken(scenario: Broken) -> Content:
    """A scenario's problems, as its author would see them."""
    said = f"✕ It has {_counted(scenario.errors, 'error')} and cannot be played. Choose another."
    problems = Content("\n\n").join(Content(each) for each in scenario.problems)
    command = Content.assemble(
        ("To see this in full: ", "$faint"), (f"tashkent scenario check {scenario.id}", "$primary")
    )
    return Content.assemble((scenario.id, "bold"), "\n", (said, "$bad"), "\n\n", problems, "\n\n", command)


def kept(save: Kept) -> Content:
    """A saved game."""
    facts = [
        ("Seat", save.seat),
        ("Stands at", save.stands),
        ("Last played", save.when),
        ("The others", save.rival),
        ("Seed", str(save.seed)),
        ("Save", save.name),
    ]
    lines = [Content.assemble((f"{name:<13}", "$faint"), value) for name, value in facts if value]
    return Content.assemble((save.title, "bold"), "\n\n", Content("\n").join(lines))


def unreadable(message: str) -> Content:
    """A save that cannot be read."""
    return Content.assemble(("✕ ", "$bad"), message)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
