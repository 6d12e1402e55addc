"""Playing a finished game otherwise, from the debrief."""

from __future__ import annotations

import json
from pathlib import Path

from game.scenario.refusal import Refusal
from game.table.record import Chosen, Record, parse
from game.tui.widgets.drawn import Rows
from tests.tui.driver import AT_THE_LAKE, Player, drive, seated
from tests.tui.endings import Over, looked
from tests.tui.stand import STILL_STANDS, words


def row(text: str, *pieces: str) -> str:
    """The first line with these words."""
    return next(line for line in text.splitlines() if all(piece in line for piece in pieces))


def test_any_decision_can_be_played_otherwise() -> None:
    other = object()
    table = Over(other)

    async def script(player: Player) -> None:
        await player.press("b")
        await player.reach("BranchScreen")
        assert [row.id for row in player.screen.query_one("#decisions", Rows).options] == [
            "spring answer", "summer answer",
        ]  # fmt: skip
        await player.press("enter", "j", "enter")
        await player.until(lambda: table.asked)

    assert looked(script, table=table).ended is other
    assert table.asked == [("spring", "answer", "troops", "")]


def test_options_stand_under_their_numbers_and_the_one_at_hand_in_full() -> None:
    async def script(player: Player) -> None:
        await player.press("b")
        await player.reach("BranchScreen")
        assert "You chose 2 " in player.text
        assert row(player.text, "1 Call it an internal")
        await player.press("enter", "j")
        assert row(player.text, "4 Send your own")
        assert "Send your own troops." in player.words

    looked(script)


def test_a_turning_point_leads_straight_to_its_other_ways() -> None:
    table = Over(Refusal("There is no room.", "Make some."))

    async def script(player: Player) -> None:
        await player.press("3", "enter")
        await player.reach("BranchScreen")
        assert "Back an operation of" in row(player.text, "You chose")
        assert "It is saved as a game of its own." in words(player.text.replace("│", " "))
        await player.press("escape", "escape")
        await player.reach("DebriefScreen")
        await player.press("enter")
        await player.reach("BranchScreen")
        await player.press("enter")
        await player.reach("DebriefScreen")
        await player.until(lambda: table.asked)

    app = looked(script, table=table)
    assert app.ended is STILL_STANDS
    assert app.said == ["There is no room. Make some."]
    assert table.asked == [("summer", "answer", "refuse", "")]


async def finished(player: Player, *options: str) -> None:
    """Play on to the debrief, with these options by number."""
    for option in options:
        await seated(player)
        await player.press("o", option, "enter")
        await player.reach("CommitSheet")
        await player.press("enter")
        await player.reach("OutcomeScreen")
        await player.press("escape")
    await player.reach("DebriefScreen")


def test_a_branch_is_a_new_save_whose_end_shows_both_games(home: Path) -> None:
    async def script(player: Player) -> None:
        await finished(player, "2", "1")
        await player.press("b", "enter", "enter")
        await player.reach("OutcomeScreen")
        assert "Ash asks for help" in player.words
        await player.press("escape")
        await seated(player)
        await player.until(lambda: "Stage 2 of 2" in player.rows[0])
        assert any("new game, kept as" in each.message for each in player.app._notifications)
        await finished(player, "1")
        assert "◇ The game it parted from" in player.text
        assert "under the same luck" in words(player.text)

    drive(script, AT_THE_LAKE)
    records = [parse(path.read_bytes()) for path in sorted((home / "data" / "saves").glob("*.jsonl"))]
    assert len(records) == 2
    origins = [record.header.branch for record in records if isinstance(record, Record)]
    assert sum(origin is None for origin in origins) == 1
    assert next(origin.stage for origin in origins if origin) == "spring"


def test_a_branch_is_given_a_reason_where_reasons_are_asked_for(home: Path) -> None:
    (home / "config" / "settings.json").write_text(json.dumps({"reasons": "required", "guide": False}))

    async def script(player: Player) -> None:
        for option in ("2", "1"):
            await seated(player)
            await player.press("o", option, "enter")
            await player.type("so")
            await player.press("enter")
            await player.reach("OutcomeScreen")
            await player.press("escape")
        await player.reach("DebriefScreen")
        await player.press("b", "enter", "enter")
        await player.reach("CommitSheet")
        await player.press("enter")
        assert "Say why" in player.said
        await player.type("it was cheap")
        await player.press("enter")
        await player.reach("OutcomeScreen")
        await player.press("escape")
        await seated(player)
        await player.until(lambda: "Stage 2 of 2" in player.rows[0])

    drive(script, AT_THE_LAKE)
    records = [parse(path.read_bytes()) for path in (home / "data" / "saves").glob("*.jsonl")]
    (branch,) = [each for each in records if isinstance(each, Record) and each.header.branch]
    assert "it was cheap" in [each.rationale for each in branch.entries if isinstance(each, Chosen)]
