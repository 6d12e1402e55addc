"""Between stages: the scene, the causes that add up, and the ways through them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cache

import pytest
from rich.cells import cell_len

from game.present.view import OutcomeView
from game.tui.screens.outcome import PACE, Headline, OutcomeScreen
from game.tui.widgets.scene import Told
from tests.tui.driver import NARROW, WIDE, Player
from tests.tui.nouns import CAUSES, MEMBERS, VOTES, outcome
from tests.tui.stand import STILL_STANDS, Script, Stand, stand, words

TALL = (100, 120)
"""A screen on which every page stands whole."""


def shown(script: Script, told: OutcomeView, size: tuple[int, int] = NARROW) -> Stand:
    """Play a script before this stage."""
    return stand(lambda: OutcomeScreen(told, None, "capital"), script, size=size)


@cache
def pages(told: OutcomeView, count: int, size: tuple[int, int] = TALL) -> list[str]:
    """What each page says."""
    found: list[str] = []

    async def script(player: Player) -> None:
        for _ in range(count):
            found.append(player.text)
            await player.press("enter")

    assert shown(script, told, size).ended is None
    return found


def test_the_players_seat_comes_first_with_its_reason_and_the_others_theirs() -> None:
    decided = words(pages(outcome(), 3)[0])
    assert decided.index("The Capital") < decided.index("The Bureau")
    for piece in ("Send money and doctors.", "as in fact", "Your reason: Doctors first.", "you",
                  "Table an operation at once.", "Its reason: It promises most.",
                  "The answer was settled at once, and people went home."):  # fmt: skip
        assert piece in decided


def test_the_council_is_told_member_by_member_and_not_by_colour_alone() -> None:
    council = pages(outcome(), 3)[1]
    assert "✕ blocked" in council
    for vote, mark in zip(VOTES, "●✕○●", strict=True):
        line = next(line for line in council.splitlines() if vote.name[:12] in line)
        assert line.strip().startswith(mark)
        assert {"assents": "assented", "vetoes": "vetoed", "abstains": "abstained"}[vote.vote] in line
        assert vote.reason[:20] in line
    assert "“No precedent for troops" in council


def test_reasons_begin_in_one_column_however_wide_the_names_are() -> None:
    council = pages(outcome(), 3)[1].splitlines()
    starts = set()
    for vote in VOTES:
        row = next(line for line in council if vote.name[:12] in line)
        starts.add(cell_len(row[: row.index(vote.reason[:6])]))
    assert len(starts) == 1


def test_the_steps_from_before_to_after_add_up_as_shown() -> None:
    why = pages(outcome(), 3)[2]
    for causes in CAUSES[:2]:
        steps = [cause for cause in causes.causes if cause.change]
        for cause in steps:
            assert f"{'▲' if cause.change > 0 else '▼'} {cause.shown}" in why
            assert words(cause.text)[:40] in words(why)
            assert all(claim in why for claim in cause.claims)
        total = sum(float(cause.shown.replace("−", "-")) for cause in steps)
        assert total == pytest.approx(float(causes.shown.replace("−", "-")))
        assert causes.shown in why
    assert "stays at 38.3" in why


def test_bars_begin_where_the_step_before_ended() -> None:
    lines = pages(outcome(), 3)[2].splitlines()
    top = next(at for at, line in enumerate(lines) if line.strip().startswith("before"))
    at = lines[top].index("┃")
    end = next(at for at, line in enumerate(lines[top:], top) if line.strip().startswith("after"))
    for line in lines[top + 1 : end]:
        bar = [column for column, sign in enumerate(line) if sign in "█▌▐"]
        if bar:
            assert bar[0] - 1 <= at <= bar[-1] + 1
            at = bar[0] if "▼" in line else bar[-1]
    assert abs(lines[end].index("┃") - at) <= 1


def test_without_a_vote_there_are_two_pages() -> None:
    decided, rest = pages(outcome(proposed=False), 2)
    assert "● ○" in decided
    assert "What followed" in rest
    assert "Credibility" in rest
    assert "The council" not in decided + rest


def test_side_by_side_everything_stands_on_one_page() -> None:
    (page,) = pages(outcome(), 1, (160, 80))
    for piece in ("The Capital", "The council", "What followed", "Credibility", "Cost", "Diversification"):
        assert piece in page


def test_escape_goes_straight_on_from_anywhere() -> None:
    async def script(player: Player) -> None:
        await player.press("enter")
        await player.press("escape")

    assert shown(script, outcome()).ended is None


def test_one_can_go_back_and_hear_it_again() -> None:
    async def script(player: Player) -> None:
        await player.press("enter")
        assert "The council" in player.text
        await player.press("left")
        assert "The Capital" in player.text
        await player.press("left")
        assert "The Capital" in player.text
        await player.press("l", "l")
        assert "Credibility" in player.text
        await player.press("r")
        assert "The Capital" in player.text

    assert shown(script, outcome()).ended is STILL_STANDS


def told(player: Player) -> list[float]:
    """How far the widgets on the page have come."""
    return [each.told for each in player.screen.query(Told)]


def test_where_things_move_it_is_told_step_by_step_and_enter_tells_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing goes through the pilot while something moves: it would wait for the end of that."""
    monkeypatch.setattr("game.tui.screens.outcome.PACE", dict.fromkeys(PACE, 60.0))

    async def script(player: Player) -> None:
        screen = player.screen
        assert isinstance(screen, OutcomeScreen)
        player.app.animation_level = "full"
        screen.action_again()
        assert told(player)[0] == 0.0
        while told(player)[0] == 0.0:
            await asyncio.sleep(0.01)
        assert told(player)[0] < 1.0
        screen.action_next()
        assert min(told(player)) > 100.0
        assert "What was decided" in player.rows[1]
        screen.action_next()
        assert told(player)[1] == 0.0
        assert screen._pages[screen._page] == "followed"
        screen.action_skip()

    assert shown(script, outcome()).ended is None


def test_the_telling_may_end_by_itself_or_be_left_at_its_very_last_tick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Textual's animator must find the clock that it has just moved, whatever its last tick set off."""

    async def script(player: Player) -> None:
        screen, animator = player.screen, player.app.animator
        assert isinstance(screen, OutcomeScreen)
        player.app.animation_level = "full"
        now = animator._get_time()
        monkeypatch.setattr(animator, "_get_time", lambda: now)
        for leave in (screen.action_again, screen.action_forth, screen.action_back, screen.action_skip):
            screen.action_again()
            assert animator.is_being_animated(screen, "clock")
            now += 3_600.0
            animator()  # the tick after which all is told
            assert not animator.is_being_animated(screen, "clock")
            assert min(told(player)) > 100.0
            screen.action_again()
            leave()
            now += 3_600.0
            animator()
            screen._finish()
            assert not animator.is_being_animated(screen, "clock")

    assert shown(script, outcome()).ended is None


def test_what_is_not_told_yet_takes_its_room_already() -> None:
    async def script(player: Player) -> None:
        decisions, council, fall = list(player.screen.query(Told))[:3]
        whole = player.text
        for each, at, there, missing in (
            (decisions, 1.0, "Doctors first", "It promises most"),
            (council, 2.0, "白樺の国", "لن نعترض"),
            (fall, 1.5, "Members saw the appeal", "A quarrel no longer"),
        ):
            room = each.size.height
            each.told = at
            await player.settle()
            assert there in player.text
            assert missing not in player.text
            assert each.size.height == room
            each.told = 100.0
            await player.settle()
        assert player.text == whole

    shown(script, outcome(), (160, 80))


def test_it_may_be_left_before_anything_is_told() -> None:
    """As where a class is set back: what was to begin after the next painting finds a screen taken down."""

    async def script(player: Player) -> None:
        screen = player.screen
        assert isinstance(screen, OutcomeScreen)
        screen.action_skip()
        while screen.query(Headline):
            await asyncio.sleep(0)
        screen.action_again()

    assert shown(script, outcome()).ended is None


def test_a_terminal_may_change_its_size_at_any_moment() -> None:
    async def script(player: Player) -> None:
        await player.press("enter")
        await player.resize(WIDE)
        assert "The Capital" in player.text
        assert "The council" in player.text
        await player.resize(NARROW)
        assert "The council" in player.text
        assert "The Capital" not in player.text

    shown(script, outcome())


def test_a_stage_without_anything_to_tell_of_can_be_left() -> None:
    bare = replace(outcome(proposed=False), choices=(), happened=(), causes=CAUSES[2:])
    assert "stays at" in pages(bare, 2)[1]


def test_the_other_seat_is_not_called_you() -> None:
    async def script(player: Player) -> None:
        assert MEMBERS[0] not in player.text
        assert player.text.index("The Bureau") < player.text.index("The Capital")
        assert "Its reason: Doctors first." in words(player.text)

    stand(lambda: OutcomeScreen(outcome(), None, "bureau"), script, size=TALL)
