"""`tashkent saves`: the saved games, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from game.present.aloud import date
from game.scenario.refusal import Refusal
from game.table.saves import listed, saves_folder


def listing() -> Iterator[str]:
    """What there is to resume, the latest first."""
    found = False
    for save in listed():
        found = True
        if isinstance(save, Refusal):
            yield save.message
            continue
        header = save.header
        begun = f"begun {date(header.started[:10])}, " if header.started else ""
        state = "finished" if save.finished else "not finished"
        yield f"{save.path.stem}: {header.scenario}, {header.role}, {begun}{state}"
    if found:
        yield ""
        yield "To play on: tashkent play --resume NAME"
    else:
        yield f"No game has been saved yet. Saves lie in {saves_folder()}."
