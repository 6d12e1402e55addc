"""The decision screen: what is seen, how it is decided and taken back, at any size."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from game.scenario.model import Scenario
from game.tui.app import Start
from tests.table.tables import table, with_an_idle_stage, with_two_decisions
from tests.tui.driver import AT_THE_LAKE, MIDDLE, NARROW, WIDE, Player, drive, seated
from tests.tui.one_table import ANY, OneTable, decide

SIZES = pytest.mark.parametrize("size", [NARROW, MIDDLE, WIDE], ids="{0[0]}x{0[1]}".format)


@SIZES
def test_everything_that_matters_is_seen_at_every_size(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        top = "\n".join(player.rows[: 9 if size == WIDE else 5])
        for piece in ("The Capital", "Stage 1 of 2", "7 April 2001", "Credibility", "Cost", "Diversification",
                      "┼ 50", "┼ 100"):  # fmt: skip
            assert piece in top
        said = []
        for pane in "somw":
            await player.press(pane)
            said.append(player.words)
        for piece in ("For your eyes only", "! The appeal", "Send money and doctors", "dds to cost", "◐",
                      "If you do nothing", "! Alder", "leans", "Red line", "No stage is over"):  # fmt: skip
            assert piece in "\n".join(said), piece

    drive(script, AT_THE_LAKE, size=size)


@SIZES
def test_the_members_votes_are_on_the_option_at_hand_or_else_the_furthest_and_say_so(
    small: Scenario, size: tuple[int, int]
) -> None:
    at = table(small)
    assert at.choose("answer", "aid") is None
    decision = at.view().decisions[0]
    voted = [number for number, option in enumerate(decision.options, 1) if option.votes]
    asked = decision.asked()
    assert asked is not None
    assert asked[0] in voted
    other = next(n for n, each in enumerate(decision.options, 1) if each.on_offer and n not in voted)

    async def script(player: Player) -> None:
        await seated(player)
        for at_hand, told in [*((number, number) for number in voted), (other, asked[0])]:
            await player.press("o", str(at_hand), "m")
            assert f"on {told}" in next(row for row in player.rows if "leans" in row)
            assert f"On option {told} it would probably" in player.words

    drive(script, ANY, lobby=OneTable(at), size=size)


def test_no_vote_is_told_where_nothing_goes_to_the_council() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("m")
        assert "vote on" not in player.text
        assert "would probably" not in player.words

    drive(script, AT_THE_LAKE)


def test_while_a_game_is_on_why_tells_exact_changes_and_levels_as_ranges(small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "aid") is None
    (outcome,) = at.outcomes()

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("w")
        for causes in outcome.causes:
            row = next(row for row in player.rows if causes.name in row and "→" in row)
            assert causes.shown in row
            levels = row.partition(causes.name)[2].replace(causes.shown, "")
            assert re.search(r"[0-9]+.* → [0-9]+", levels)
            assert "." not in levels

    drive(script, ANY, lobby=OneTable(at))


def test_a_large_screen_adds_panels_and_no_keys() -> None:
    shown: dict[tuple[int, int], set[str]] = {}
    for size in (NARROW, WIDE):

        async def script(player: Player, size: tuple[int, int] = size) -> None:
            await seated(player)
            shown[size] = {each.binding.action for each in player.screen.active_bindings.values()}

        drive(script, AT_THE_LAKE, size=size)
    assert shown[NARROW] == shown[WIDE]


def test_an_option_that_is_not_on_offer_can_be_read_about_and_not_chosen(small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "refuse") is None
    names = [option.id for option in at.view().decisions[0].options if not option.on_offer]

    async def script(player: Player) -> None:
        await seated(player)
        number = [option.id for option in at.view().decisions[0].options].index(names[0]) + 1
        await player.press("o", str(number))
        assert "✕ Not on offer:" in player.text
        await player.press("enter")
        assert player.on("DecideScreen")
        assert "is not on offer" in player.said

    drive(script, ANY, lobby=OneTable(at))


def test_a_reason_is_kept_with_the_decision_and_leaving_it_keeps_nothing(small: Scenario) -> None:
    at = table(small)

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "2", "enter")
        await player.type("no")
        await player.press("escape")
        await player.reach("DecideScreen")
        assert not at.outcomes()
        await decide(player, "2", "yes")
        await player.reach("OutcomeScreen")

    drive(script, ANY, lobby=OneTable(at))
    own = next(choice for choice in at.outcomes()[0].choices if choice.role == "capital")
    assert (own.option, own.rationale) == ("aid", "yes")


def test_a_class_can_have_reasons_required(small: Scenario, home: Path) -> None:
    (home / "config" / "settings.json").write_text(json.dumps({"reasons": "required", "guide": False}))

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "1", "enter", "enter")
        assert player.on("CommitSheet")
        assert "Say why" in player.said
        await player.type("so")
        await player.press("enter")
        await player.reach("OutcomeScreen")

    drive(script, ANY, lobby=OneTable(table(small)))


def test_with_yes_a_choice_is_made_at_once(small: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "1", "enter")
        await player.reach("OutcomeScreen")

    drive(script, Start("lake", "capital", confirms=False), lobby=OneTable(table(small)))


def test_several_decisions_are_put_one_after_the_other(small: Scenario) -> None:
    at = table(with_two_decisions(small))

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o")
        assert "1 of 2" in player.text
        await decide(player, "1")
        await player.until(lambda: "2 of 2 " in player.words)
        assert "✓ Call it an internal matter" in player.text
        await player.press("u")
        await player.until(lambda: "1 of 2 " in player.words)
        assert not at.view().made

    drive(script, ANY, lobby=OneTable(at))


def test_a_stage_with_nothing_to_decide_is_left_with_enter(small: Scenario) -> None:
    at = table(with_an_idle_stage(small), "bureau")
    for decision, option in (("draft", "wait"), ("draft", "consult")):
        waiting = {each.id: [one.id for one in each.options] for each in at.view().decisions}
        name = decision if decision in waiting else next(iter(waiting))
        assert at.choose(name, option if option in waiting[name] else waiting[name][0]) is None
    assert not at.view().decisions

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o")
        assert "nothing for you to decide" in player.words
        await player.press("s", "enter")
        await player.reach("OutcomeScreen")

    drive(script, ANY, lobby=OneTable(at))
    assert at.finished


def test_going_back_a_stage_is_asked_about_and_counted(small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "aid") is None

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("u")
        assert "Going back is counted." in player.words
        await player.press("escape")
        assert len(at.outcomes()) == 1
        await player.press("u", "enter")
        await player.until(lambda: "Stage 1 of 2" in player.rows[0])
        assert not at.outcomes()
        await player.press("u")
        assert "this is the start" in player.said

    drive(script, ANY, lobby=OneTable(at))
    for option in ("aid", "operation"):
        assert at.choose("answer", option) is None
    assert at.debrief().undone == 1


def test_a_choice_that_cannot_be_kept_is_refused_and_saving_can_be_stopped(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "1", "enter")
        await player.reach("CommitSheet")
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            await player.press("enter")
            await player.reach("NoticeSheet")
        assert "no space left on device" in player.words.casefold()
        assert "Nothing was decided" in player.words
        await player.press("enter", "ctrl+x")
        assert "not saved" in player.said
        await decide(player, "1")
        await player.reach("OutcomeScreen")

    drive(script, AT_THE_LAKE)
    (save,) = (home / "data" / "saves").glob("*.jsonl")
    assert len(save.read_text().splitlines()) == 1
