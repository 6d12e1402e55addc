"""One run of `tashkent play`, from the wish to the end of the game."""

from __future__ import annotations

from game.commands.begin import begin
from game.commands.resume import resume
from game.commands.wish import Wish
from game.plain.commands import tell_place
from game.plain.game import play
from game.plain.page import Page
from game.plain.talk import Leave, Manner, Talk
from game.table.local import LocalTable
from game.words import _


class Session:
    """A game that is being set up, then played. `place` says where it is saved, once it is."""

    def __init__(self, wish: Wish, manner: Manner) -> None:
        self._wish = wish
        self._manner = manner
        self._table: LocalTable | None = None

    @property
    def place(self) -> str:
        """The save's name; empty before the game begins, and when it is not saved."""
        return self._table.place if self._table else ""

    def talk(self) -> Talk:
        """The whole conversation. Raise RefusedError if the wish cannot be met."""
        page = Page(self._manner.width)
        seating = resume if self._wish.resume else begin
        try:
            self._table, opening = yield from seating(self._wish, self._manner, page)
        except Leave:
            page.heading(_("No game was begun."))
            yield page.take()
            return
        yield from play(self._table, self._manner, opening, page)

    def farewell(self) -> str:
        """What is said to a player who goes in the middle of something."""
        page = Page(self._manner.width)
        if self._table:
            tell_place(page, self.place)
        return page.take()

    def close(self) -> None:
        """Let go of the save."""
        if self._table:
            self._table.close()
