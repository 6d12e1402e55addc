"""Choosing from a numbered list before a game: a scenario, a role."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from game.plain.answers import Item, Picked, picked
from game.plain.page import Page
from game.plain.talk import Leave, Prompt
from game.words import _

QUIT = {"quit", "exit", "q"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    id: str
    name: str
    about: str


def pick(
    page: Page, question: str, entries: Sequence[Entry], prompt: str
) -> Generator[str | Prompt, str | None, str]:
    """The id of what was picked. Raise Leave if the player goes; ValueError if there is nothing to pick."""
    if not entries:
        raise ValueError("nothing to pick from")
    _tell(page, question, entries)
    items = [Item(entry.id, entry.name) for entry in entries]
    while True:
        page.gap()
        yield page.take()
        line = yield Prompt(prompt)
        page.prompted()
        if line is None or line.strip().casefold() in QUIT:
            raise Leave
        if line.strip().casefold() in {"help", "?"}:
            page.heading(_("Type the number of your choice, or quit."))
            _tell(page, question, entries)
            continue
        answer = picked(line.strip(), items, tuple(QUIT))
        if isinstance(answer, Picked):
            return answer.id
        page.heading(str(answer))


def _tell(page: Page, question: str, entries: Sequence[Entry]) -> None:
    page.heading(question)
    for number, entry in enumerate(entries, 1):
        lead = f"{number}. " if number > 9 else f" {number}. "
        page.line(entry.name, lead=lead)
        if entry.about:
            page.prose_line(entry.about, indent=len(lead))
