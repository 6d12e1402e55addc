"""`tashkent play` on the whole screen: what the command line asked for, and what is said afterwards."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from game.tui.app import Start
from game.tui.launch import Ended, play
from game.tui.settings import load
from game.words import use

if TYPE_CHECKING:
    from game.commands.wish import Wish
    from game.tui.lobby import Lobby


def shown(wish: Wish) -> Ended:
    """The game until the player leaves it."""

    def open_lobby() -> Lobby:
        from game.commands.lobby import LocalLobby  # noqa: PLC0415 (brings in the engine: the screen stands first)

        quieten_collector()
        return LocalLobby(wish, between_games=gc.collect)

    start = Start(
        scenario=wish.scenario or "",
        role=wish.role or "",
        rival=wish.opponent or "",
        seed=wish.seed,
        resume=wish.resume or "",
        confirms=not wish.yes,
    )
    return play(open_lobby, start)


def in_kept_language(wish: Wish) -> Wish:
    """The wish in the language that the user keeps, where none was asked for; it is spoken from here on."""
    language = load()[0].language
    if wish.language or not language:
        return wish
    use(language)
    return replace(wish, language=language, insists_on_language=False)


def quieten_collector() -> None:
    """Keep the collector from being felt under the keys.

    What is loaded stays, so it is left out. From now on the collector looks often and at little; one look at
    all that a game has made (300,000 objects) would take tenths of a second, and has to wait for its end.
    """
    gc.freeze()
    gc.set_threshold(2_000, 10, 1_000_000)


def farewell(ended: Ended) -> str:
    """How to go on with the game that was left; nothing if there was none."""
    from game.plain.commands import tell_place  # noqa: PLC0415 (when the screen is gone)
    from game.plain.page import Page  # noqa: PLC0415 (when the screen is gone)

    page = Page()
    if ended.begun:
        tell_place(page, ended.place)
    return page.take()
