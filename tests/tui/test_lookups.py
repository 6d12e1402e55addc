"""What can be looked up from the decision screen: words, scores, sources, causes, members, what is past."""

from __future__ import annotations

import pytest

from game.scenario.model import Scenario
from tests.table.tables import table
from tests.tui.driver import AT_THE_LAKE, MIDDLE, NARROW, WIDE, Player, drive, seated
from tests.tui.one_table import ANY, OneTable

SIZES = pytest.mark.parametrize("size", [NARROW, MIDDLE, WIDE], ids="{0[0]}x{0[1]}".format)


def test_a_score_says_what_its_level_means_one_key_away() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("x")
        assert "expect to be left alone" in player.words
        await player.press("x")
        await player.reach("DecideScreen")

    drive(script, AT_THE_LAKE)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("t", "Leave from beyond the pact"),
        ("c", "The Lake Gazette, yearbook."),
        ("b", "You are the Capital"),
        ("a", "a single veto blocks"),
        ("l", "Nothing has been decided yet."),
        ("question_mark", "To copy text"),
        ("comma", "Colours"),
    ],
)
def test_what_can_be_looked_up_is_one_key_away_and_leaves_all_as_it_was(key: str, says: str) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "2")
        before = player.text
        await player.press(key)
        if says not in player.words:
            await player.press("end")
        assert says in player.words
        await player.press("escape")
        await player.reach("DecideScreen")
        assert player.text == before

    drive(script, AT_THE_LAKE)


def test_an_empty_log_has_no_stage_to_tell_again_or_to_go_back_to() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("l")
        assert "Tell again" not in player.words
        assert "Go back to it" not in player.words
        await player.press("enter", "u")
        assert player.on("LogSheet")

    drive(script, AT_THE_LAKE)


def test_a_word_that_is_explained_opens_its_explanation_when_clicked(flagship: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.click("CSTO")
        await player.reach("ReadingSheet")
        assert "Collective Security Treaty Organisation" in player.words

    drive(script, ANY, lobby=OneTable(table(flagship, "moscow")))


def test_the_log_tells_a_stage_again_and_goes_back_to_it(small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "aid") is None

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("l")
        assert "1. Ash asks for help" in player.words
        assert "You: Send money and doctors" in player.words
        await player.press("enter")
        await player.reach("OutcomeScreen")
        await player.press("escape")
        await player.reach("LogSheet")
        await player.press("u")
        await player.reach("AskSheet")
        await player.press("enter")
        await player.until(lambda: player.on("DecideScreen") and "Stage 1 of 2" in player.rows[0])

    drive(script, ANY, lobby=OneTable(at))


def test_the_causes_of_the_last_change_add_up_as_they_are_shown(small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "troops") is None
    causes = at.outcomes()[0].causes

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("w")
        for each in causes:
            moved = [cause.shown for cause in each.causes if cause.shown.strip("+−0.")]
            assert f"{each.shown} {each.name}" in player.words
            total = sum(float(shown.replace("−", "-")) for shown in moved)
            assert total == pytest.approx(float(each.shown.replace("−", "-")))

    drive(script, ANY, lobby=OneTable(at), size=(100, 60))


def test_a_member_is_shown_with_beliefs_shares_and_what_it_said(small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "aid") is None

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("m", "g", "enter")
        await player.reach("MemberSheet")
        for piece in ("Alder", "1 of 3", "Help would come in internal crisis", "Force stays out", "Red line"):
            assert piece in player.words
        await player.press("right")
        assert "Fears its own unrest" in player.words

    drive(script, ANY, lobby=OneTable(at), size=(80, 50))


@SIZES
def test_the_map_shows_every_member_in_its_region_and_opens_one(
    small: Scenario, size: tuple[int, int]
) -> None:
    regions = {member.id: member.region for member in small.members}

    async def script(player: Player) -> None:
        await seated(player)
        if size != WIDE:
            await player.press("v")
        for piece in ("Lakes", "Hills", "! Alder", "Birch", "Cedar", "cooperates outside with", "◇"):
            assert piece in player.words
        if size != WIDE:
            await player.press("j", "enter")
            await player.reach("MemberSheet")

    drive(script, ANY, lobby=OneTable(table(small), regions), size=size)
