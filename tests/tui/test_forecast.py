"""Where the options may lead: asked for by one key, reckoned aside, and refused where it is switched off."""

from __future__ import annotations

import json
from pathlib import Path

from game.commands.wish import Wish
from game.tui.screens.decide import DecideScreen
from tests.tui.driver import AT_THE_LAKE, NARROW, WIDE, Player, drive, seated


async def foreseen(player: Player) -> None:
    """Ask for the forecast, and wait for it."""
    await seated(player)
    await player.press("o", "f")
    await player.reach("ForecastSheet")


def test_every_option_on_offer_has_its_ranges_now_and_in_the_end() -> None:
    async def script(player: Player) -> None:
        await foreseen(player)
        screen = player.app.screen_stack[-2]
        assert isinstance(screen, DecideScreen)
        assert screen.view is not None
        options = enumerate(screen.view.decisions[0].options, 1)
        offered = [(number, option) for number, option in options if option.on_offer]
        rows = [row for row in player.rows if row.count("→") == 3]
        assert len(rows) == len(offered) > 1
        assert all(
            f" {number} {option.label[:8]}" in row
            for row, (number, option) in zip(rows, offered, strict=True)
        )
        assert "as this stage ends → after the years that follow" in player.text
        for name in ("Credibility", "Cost", "Diversification"):
            assert name in player.text

    for size in (NARROW, WIDE):
        drive(script, AT_THE_LAKE, size=size)


def test_it_says_what_makes_the_difference_and_by_which_rule() -> None:
    async def script(player: Player) -> None:
        await foreseen(player)
        assert "than with the others" in player.words
        assert "Each range holds four futures in five" in player.words

    drive(script, AT_THE_LAKE, size=WIDE)


def test_the_key_that_opened_it_closes_it_and_the_option_at_hand_stays() -> None:
    async def script(player: Player) -> None:
        await foreseen(player)
        await player.press("j", "f")
        assert player.on("DecideScreen")

    drive(script, AT_THE_LAKE)


def test_they_can_be_switched_off_in_the_settings(home: Path) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("comma", "G", "k", "right", "escape", "f")
        assert "Forecasts are switched off in the settings." in player.said
        assert player.on("DecideScreen")
        await player.press("comma", "G", "k", "right", "escape", "f")
        await player.reach("ForecastSheet")

    drive(script, AT_THE_LAKE)
    assert json.loads((home / "config" / "settings.json").read_text())["forecasts"] is True


def test_where_forecasts_are_switched_off_the_key_says_so() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("f")
        await player.until(lambda: "Forecasts are switched off" in player.said)
        assert player.on("DecideScreen")

    drive(script, AT_THE_LAKE, wish=Wish(scenario=AT_THE_LAKE.scenario, forecasts=False))
