"""Every word on the screens has been given to translators, and the worker threads speak the same language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.commands import lobby
from game.commands.wish import Wish
from game.present.claims import CLAIMS
from game.tui.app import Start
from tests.scenario.spoilt import copy_small
from tests.tui.driver import NARROW, WIDE, Player, drive, seated
from tests.words.pseudo import CODE, InCyrillic, spoken, with_its_file

SAME = {
    "Esc", "Tab", "Space", "PgUp", "PgDn", "Home", "End", "Tashkent", "tashkent", "planner", "historical",
}  # fmt: skip
"""The same in every language: keys, names, and what is typed."""

RULES = sorted({rule for claim in CLAIMS for rule in claim.rules}, key=len, reverse=True)
TYPED = re.compile(rf"https?://\S+|\b(?:{'|'.join(map(re.escape, RULES))})\b")
"""Addresses, and the rules that claims name: the same in every language, too."""

ABOUT = ("l", "t", "c", "b", "a", "x", "question_mark", "comma", "f")
"""Keys that open a box on the screen on which a seat decides."""


class Reader:
    """Goes through screens, and notes what is English on any of them."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.found: dict[str, list[str]] = {}

    def look(self, where: str) -> None:
        """Read what is on the screen, and what is said in its corner."""
        shown = TYPED.sub("", f"{self.player.text}\n{self.player.said}")
        english = [word for word in re.findall(r"[A-Za-z]{2,}", shown) if word not in SAME]
        if english:
            self.found[where] = english

    async def press(self, *keys: str) -> None:
        """Press a key and read what comes of it, again and again."""
        for key in keys:
            await self.player.press(key)
            self.look(f"{type(self.player.screen).__name__} after {key}")


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario with its translation, the only one that there is."""
    monkeypatch.setattr(lobby, "bundled", lambda: ())
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TASHKENT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TASHKENT_MOTION", "off")
    return with_its_file(copy_small(tmp_path))


@pytest.mark.parametrize("size", [NARROW, pytest.param(WIDE, marks=pytest.mark.slow)])
def test_a_game_on_the_screen_says_nothing_that_is_not_translated(
    scenario: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, list[str]] = {}

    async def script(player: Player) -> None:
        reader = Reader(player)
        await seated(player)
        reader.look("situation")
        await reader.press("o", "m", "v", "w", "enter")
        for key in ABOUT:
            await reader.press(key, "escape")
        await reader.press("m", "enter", "right", "question_mark", "escape", "escape", "o", "2", "u")
        while not player.on("DebriefScreen"):
            await reader.press("enter")
        for leaf in "12345678":
            await reader.press(leaf)
        await reader.press("3", "down", "enter", "question_mark", "escape", "escape", "w", "escape")
        found.update(reader.found)

    with spoken(monkeypatch, InCyrillic):
        start = Start(str(scenario), "capital", "historical", 4)
        drive(script, start, size=size, wish=Wish(scenario=str(scenario), language=CODE, saved=False))
    assert found == {}


def test_the_way_to_a_game_says_nothing_that_is_not_translated(
    scenario: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, list[str]] = {}

    async def script(player: Player) -> None:
        reader = Reader(player)
        await player.reach("SeatScreen")
        reader.look("seats")
        await reader.press("question_mark", "escape", "tab", "down", "escape")
        await player.reach("StartScreen")
        reader.look("start")
        await reader.press("question_mark", "escape", "ctrl+p")
        found.update(reader.found)

    with spoken(monkeypatch, InCyrillic):
        drive(script, Start(str(scenario)), wish=Wish(scenario=str(scenario), language=CODE, saved=False))
    assert found == {}
