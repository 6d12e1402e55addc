"""Going on with a saved game in conversation; whoever answers is asked if the world has changed since."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack

from game.commands.reopening import OFFER, Reopened, reopen
from game.commands.seating import RefusedError, Seating, opening
from game.commands.wish import Wish
from game.plain.answers import agrees
from game.plain.page import Page
from game.plain.talk import Leave, Manner, Prompt
from game.scenario.refusal import Refusal
from game.words import _

Agreement = Generator[str | Prompt, str | None, None]


def resume(wish: Wish, manner: Manner, page: Page) -> Seating:
    """A table that stands where the save left it.

    Raise RefusedError if the save cannot be read, is held by another game or does not fit, Leave if the
    player goes.
    """
    game = reopen(
        wish.resume or "",
        insists=manner.confirms,
        language=wish.language,
        forecasts=wish.forecasts,
    )
    with ExitStack() as held:
        held.callback(game.close)
        if game.changes:
            yield from _agreement(game, wish, manner, page)
        held.pop_all()
    for notice in game.go_on(wish):
        page.heading(notice)
    return game.table, opening(game.scenario, game.header, game.table.place, again=game.begun)


def _agreement(game: Reopened, wish: Wish, manner: Manner, page: Page) -> Agreement:
    """Ask whether to play again what still fits. Raise Leave if not, RefusedError if nobody can say."""
    if not wish.yes and not manner.confirms:
        raise RefusedError(Refusal(" ".join(game.changes), " ".join([_(OFFER), _("To do that, add --yes.")])))
    page.heading(" ".join([*game.changes, _(OFFER)]))
    if wish.yes:
        return
    page.gap()
    yield page.take()
    line = yield Prompt(_("Play it again as far as it fits? [Y/n] "))
    page.prompted()
    if line is None or not agrees(line):
        raise Leave
