"""The full-screen game from its first screen to its end; what is to be said afterwards is handed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.tui.app import Start, Tashkent

if TYPE_CHECKING:
    from game.scenario.refusal import Refusal
    from game.tui.lobby import Lobby


@dataclass(frozen=True)
class Ended:
    """How it ended."""

    begun: bool
    """Whether there was a game."""
    place: str
    """Where the last game is kept; empty if it is not."""
    refused: Refusal | None
    fault: BaseException | None
    interrupted: bool


def play(open_lobby: Callable[[], Lobby], start: Start) -> Ended:
    """Show the game until the player leaves it."""
    app = Tashkent(open_lobby, start)
    app.run()
    ended = Ended(app.begun, app.place, app.refused, app.fault, app.interrupted)
    if app.table:
        app.table.close()
    return ended
