"""Whole games on the whole screen: by keys, by mouse, in a real terminal; and the text game beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.commands.wish import Wish
from game.scenario.loader import bundled
from game.table.record import Chosen, Finished, Record, parse
from game.tui.app import Start
from tests.cli.run import PLAY, tashkent
from tests.tui.driver import AT_THE_LAKE, MIDDLE, NARROW, WIDE, Player, drive, seated

START, WISH = Start(rival="historical", seed=4), Wish(scenario=AT_THE_LAKE.scenario)
"""The small scenario heads the list; the player picks it, and finds the rival and the seed set."""

SIZES = pytest.mark.parametrize(
    "size", [NARROW, pytest.param(MIDDLE, marks=pytest.mark.slow), WIDE], ids="{0[0]}x{0[1]}".format
)


def saved(folder: Path) -> Record:
    """The one game that is saved in a folder."""
    (path,) = (folder / "saves").glob("*.jsonl")
    record = parse(path.read_bytes())
    assert isinstance(record, Record)
    return record


async def to_the_debrief(player: Player) -> None:
    """Leave the outcome of the last stage."""
    await player.reach("OutcomeScreen")
    await player.press("escape")
    await player.reach("DebriefScreen")


@SIZES
def test_a_game_is_played_by_keys_alone(size: tuple[int, int], home: Path) -> None:
    async def script(player: Player) -> None:
        await player.until(lambda: "The Lake Pact" in player.text)
        await player.press("enter")
        await player.reach("SeatScreen")
        await player.press("enter")
        await seated(player)
        await player.press("enter", "j", "enter")
        await player.reach("CommitSheet")
        await player.type("doctors first")
        await player.press("enter")
        await player.reach("OutcomeScreen")
        await player.press("escape")
        await seated(player)
        assert "Stage 2 of 2" in player.rows[0]
        await player.press("o", "1", "enter", "enter")
        await to_the_debrief(player)

    app = drive(script, START, size=size, wish=WISH)
    record = saved(home / "data")
    own = [entry for entry in record.entries if isinstance(entry, Chosen) and entry.role == "capital"]
    assert (own[0].option, own[0].rationale) == ("aid", "doctors first")
    assert isinstance(record.entries[-1], Finished)
    assert app.fault is None


@SIZES
def test_a_game_is_played_by_mouse_alone(size: tuple[int, int], home: Path) -> None:
    async def decide(player: Player, label: str) -> None:
        if size != WIDE:
            await player.click("o Options")
        await player.click(label)
        await player.click(label)
        await player.reach("CommitSheet")
        await player.click("⏎ Decide")
        await player.reach("OutcomeScreen")
        await player.click("Esc Skip")

    async def script(player: Player) -> None:
        await player.until(lambda: "The Lake Pact" in player.text)
        await player.click("⏎ Play")
        await player.reach("SeatScreen")
        await player.click("⏎ Begin")
        await seated(player)
        await decide(player, "Send money and doctors")
        await seated(player)
        await decide(player, "Refuse again")
        await player.reach("DebriefScreen")

    drive(script, START, size=size, wish=WISH)
    assert isinstance(saved(home / "data").entries[-1], Finished)


def test_the_text_game_and_the_screen_leave_the_same_record(home: Path) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        for option in ("2", "1"):
            await player.press("o", option, "enter")
            await player.reach("CommitSheet")
            await player.type("so")
            await player.press("enter")
            await player.reach("OutcomeScreen")
            await player.press("escape")
            await player.settle()
        await player.reach("DebriefScreen")

    drive(script, AT_THE_LAKE)
    done = tashkent(*PLAY, typed="2 because so\n1 because so\n", data=home / "plain")
    assert done.returncode == 0, done.stderr
    assert saved(home / "data").entries == saved(home / "plain").entries


@pytest.mark.slow
@pytest.mark.parametrize("scenario", bundled())
@pytest.mark.parametrize("role", ["moscow", "secretariat"])
def test_every_scenario_is_played_to_its_end_by_keys_in_a_small_terminal(
    scenario: str, role: str, home: Path
) -> None:
    async def script(player: Player) -> None:
        while not player.on("DebriefScreen"):
            if player.on("DecideScreen"):
                await player.press("enter")  # to the options, or on where there is nothing to decide
                if player.on("DecideScreen"):
                    await player.press("enter")
            elif player.on("CommitSheet"):
                await player.press("enter")
            else:
                await player.press("escape")
            await player.settle()

    drive(script, Start(scenario, role, "historical", 4))
    assert isinstance(saved(home / "data").entries[-1], Finished)
