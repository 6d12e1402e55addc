"""The decision screen: what is seen, how it is decided, taken back and looked up, at any size."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.table import Table
from game.tui.app import Start
from game.tui.lobby import Broken, Changed, Kept, Offer, Order, Sitting
from tests.table.tables import table, with_an_idle_stage, with_two_decisions
from tests.tui.driver import AT_THE_LAKE, MIDDLE, NARROW, WIDE, Player, drive, seated

SIZES = pytest.mark.parametrize("size", [NARROW, MIDDLE, WIDE], ids="{0[0]}x{0[1]}".format)

ANY = Start("lake", "capital", "historical")


class OneTable:
    """A lobby with one table that is ready, as a classroom's might be."""

    def __init__(self, at: Table, regions: dict[str, str] | None = None) -> None:
        self._sitting = Sitting(at, "lake", 1, "historical", regions or {}, resumed=True)

    def wrong(self) -> Refusal | None:
        """Nothing is."""
        return None

    def scenarios(self) -> Iterator[Offer | Broken]:
        """None to pick from."""
        yield from ()

    def saves(self) -> Iterator[Kept | Refusal]:
        """None to go on with."""
        yield from ()

    def begin(self, order: Order) -> Sitting | Broken | Refusal:
        """The one table."""
        return self._sitting

    def resume(self, save: str, *, agreed: bool = False) -> Sitting | Changed | Broken | Refusal:
        """The one table."""
        return self._sitting


async def decide(player: Player, option: str, reason: str = "") -> None:
    """Choose an option by its number."""
    await player.press("o", option, "enter")
    await player.reach("CommitSheet")
    if reason:
        await player.type(reason)
    await player.press("enter")


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
        for piece in ("For your eyes only", "! The appeal", "Send money and doctors", "cost", "◐",
                      "! Alder", "leans", "votes", "Red line", "No stage is over yet"):  # fmt: skip
            assert piece in "\n".join(said), piece

    drive(script, AT_THE_LAKE, size=size)


def test_a_large_screen_adds_panels_and_no_keys() -> None:
    shown: dict[tuple[int, int], set[str]] = {}
    for size in (NARROW, WIDE):

        async def script(player: Player, size: tuple[int, int] = size) -> None:
            await seated(player)
            shown[size] = {each.binding.action for each in player.screen.active_bindings.values()}

        drive(script, AT_THE_LAKE, size=size)
    assert shown[NARROW] == shown[WIDE]


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


def test_a_word_that_is_explained_opens_its_explanation_when_clicked(flagship: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.click("CSTO")
        await player.reach("ReadingSheet")
        assert "Collective Security Treaty Organisation" in player.words

    drive(script, ANY, lobby=OneTable(table(flagship, "moscow")))


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
        await player.reach("NoticeSheet")
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


def strange(small: Scenario) -> Scenario:
    """The small scenario with names that are wide, long, or written from right to left."""
    alder, birch, cedar = small.members
    long = "The United Principalities of the Upper and the Lower Lake District and of the Isles"
    members = (
        replace(alder, name="湖国連邦共和国"),
        replace(birch, name="جمهورية البحيرات"),
        replace(cedar, name=long),
    )
    spring, *rest = small.stages
    title = "危機 والأزمة " + "and a very long title indeed " * 2
    decisions = tuple(
        replace(
            each,
            options=tuple(
                replace(one, label=f"{one.label} 湖国 البحيرة {'and on ' * 5}") for one in each.options
            ),
        )
        for each in spring.decisions
    )
    stage = replace(spring, title=title[:60], decisions=decisions)
    roles = tuple(replace(role, name=f"{role.name} of {long}") for role in small.roles)
    return replace(small, members=members, stages=(stage, *rest), roles=roles)


@SIZES
def test_strange_names_do_not_break_the_layout(small: Scenario, size: tuple[int, int]) -> None:
    scenario = strange(small)
    regions = {member.id: member.region for member in scenario.members}

    async def script(player: Player) -> None:
        await seated(player)
        for keys in ("s", "o", "m", "v", "w", "l", "escape x", "escape a"):
            await player.press(*keys.split())
            widths = {cell_len(row) for row in player.rows}
            assert widths == {size[0]}, keys

    drive(script, ANY, lobby=OneTable(table(scenario), regions), size=size)


def test_a_window_that_is_too_small_says_so_and_the_game_comes_back(small: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "2")
        before = player.text
        await player.pilot.resize_terminal(60, 15)
        await player.until(lambda: player.on("SmallScreen"))
        assert "needs 80 × 24" in player.words
        assert "here are 60 × 15" in player.words
        await player.pilot.resize_terminal(*WIDE)
        await player.reach("DecideScreen")
        assert "Red line" in player.words
        await player.pilot.resize_terminal(*NARROW)
        await player.settle()
        assert player.text == before

    drive(script, ANY, lobby=OneTable(table(small)))


def test_a_box_that_is_open_survives_a_change_of_size(small: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "2", "enter")
        await player.type("half")
        await player.pilot.resize_terminal(60, 15)
        await player.until(lambda: player.on("SmallScreen"))
        await player.pilot.resize_terminal(*WIDE)
        await player.reach("CommitSheet")
        await player.type("way")
        assert "halfway" in player.text
        await player.press("escape")
        await player.settle()
        assert "Red line" in player.words  # side by side beneath

    drive(script, ANY, lobby=OneTable(table(small)))
