"""A lobby with one table that is ready, and the keys that decide at it."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.refusal import Refusal
from game.table.table import Table
from game.tui.app import Start
from game.tui.lobby import Broken, Changed, Kept, Offer, Order, Sitting
from tests.tui.driver import Player

ANY = Start("lake", "capital", "historical")
"""Whoever comes is given the one table."""


class OneTable:
    """A lobby with one table that is ready, as a classroom's might be."""

    def __init__(self, at: Table, regions: dict[str, str] | None = None) -> None:
        self._sitting = Sitting(at, "lake", 1, "historical", regions or {}, resumed=True)

    def wrong(self) -> Refusal | None:
        """Nothing is."""
        return None

    def scenarios(self) -> Iterator[Offer | Broken]:
        """None to pick from."""
        yield from ()

    def saves(self) -> Iterator[Kept | Refusal]:
        """None to go on with."""
        yield from ()

    def begin(self, order: Order) -> Sitting | Broken | Refusal:
        """The one table."""
        return self._sitting

    def resume(self, save: str, *, agreed: bool = False) -> Sitting | Changed | Broken | Refusal:
        """The one table."""
        return self._sitting


async def decide(player: Player, option: str, reason: str = "") -> None:
    """Choose an option by its number."""
    await player.press("o", option, "enter")
    await player.reach("CommitSheet")
    if reason:
        await player.type(reason)
    await player.press("enter")
