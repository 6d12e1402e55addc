"""The guided opening: it speaks of what stands there, goes on as the player does, and goes for good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.tui.guide import STEPS, Guide, Lesson
from tests.tui.driver import AT_THE_LAKE, WIDE, Player, drive, seated


@pytest.fixture(autouse=True)
def wanted(home: Path) -> Path:
    """A user who has never played; the file that says so."""
    settings = home / "config" / "settings.json"
    settings.unlink()
    return settings


def kept(settings: Path) -> object:
    """Whether a guide is wanted next time."""
    return json.loads(settings.read_text())["guide"]


def told(player: Player) -> str:
    """Where the guide tells to look; nothing if it is gone."""
    return next((line for line in player.rows if "ends the guide" in line), "")


def test_it_goes_with_the_player_through_one_turn_and_is_gone(wanted: Path) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        assert "▲ Situation" in told(player)
        await player.press("m")
        assert "▲ Members" in told(player)
        await player.press("o")
        assert "▲ Options" in told(player)
        await player.press("j")
        assert "the part below" in told(player)
        await player.press("enter", "enter")
        await player.reach("OutcomeScreen")
        assert "▲ What came of it" in told(player)
        assert not wanted.exists()
        await player.press("escape")
        await player.until(lambda: "Stage 2 of 2" in player.rows[0])
        assert "▲ The next stage" in told(player)
        await player.press("w")
        assert told(player) == ""

    drive(script, AT_THE_LAKE)
    assert kept(wanted) is False


def test_it_can_be_left_at_any_time_by_one_key(wanted: Path) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("m", "e")
        assert told(player) == ""
        await player.press("o", "enter", "enter")
        await player.reach("OutcomeScreen")
        assert told(player) == ""

    drive(script, AT_THE_LAKE)
    assert kept(wanted) is False


def test_it_can_be_left_by_a_click_and_does_not_come_back(wanted: Path) -> None:
    async def leave(player: Player) -> None:
        await seated(player)
        await player.click("ends the guide")
        assert told(player) == ""

    async def again(player: Player) -> None:
        await seated(player)
        assert told(player) == ""

    drive(leave, AT_THE_LAKE, size=WIDE)
    assert kept(wanted) is False
    drive(again, AT_THE_LAKE)


def test_it_comes_back_when_it_is_asked_for(wanted: Path) -> None:
    wanted.write_text(json.dumps({"guide": False}))

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("comma", "j", "j", "j", "enter", "escape")
        assert kept(wanted) is True
        await player.press("o", "enter", "enter")
        await player.reach("OutcomeScreen")
        assert "▲ What came of it" in told(player)

    drive(script, AT_THE_LAKE)


def test_steps_are_passed_over_by_doing_what_a_later_one_asks_for() -> None:
    lesson = Lesson()
    assert lesson.hear("options")
    assert lesson.at == 2
    assert not lesson.hear("members")
    assert lesson.hear("told")
    assert lesson.step is STEPS[5]
    for step in STEPS[5:]:
        assert lesson.hear(step.until)
    assert lesson.step is None
    assert not lesson.hear("told")


def test_every_step_fits_three_lines_of_a_small_terminal() -> None:
    class Told(Guide):
        def __init__(self, lesson: Lesson) -> None:
            super().__init__("decide")
            self.lesson = lesson

        @property
        def _lesson(self) -> Lesson:
            return self.lesson

    lesson = Lesson()
    while lesson.step:
        assert Told(lesson).draw(77).plain.count("\n") <= 2
        lesson.hear(lesson.step.until)
