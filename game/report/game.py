"""One finished game, as every form of a report takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.present.looking_back import Hindsight
from game.present.standing import Standing
from game.present.view import Debrief
from game.scenario.model import Source


@dataclass(frozen=True, slots=True)
class Game:
    """All that a report tells."""

    name: str
    """What it is called among others: its save's name."""
    debrief: Debrief
    hindsight: Hindsight
    sources: Mapping[str, Source]
    standing: Standing | None = None
    """Its place among many others, where that was reckoned."""
    notices: tuple[str, ...] = ()
    """What is not as it was when the game was played, in words."""
