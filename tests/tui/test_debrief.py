"""The debrief: every leaf by key and mouse, the report, a branch; from nouns made by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Event

import pytest

from game.present.standing import Standing, percent
from game.present.words import number
from game.scenario.refusal import Refusal
from game.tui.widgets.leafbar import TABS
from game.tui.widgets.standing import SIGNS
from game.words import use
from tests.tui.driver import WIDE, Player
from tests.tui.endings import Over, debrief, hindsight, looked, standing
from tests.tui.nouns import MEMBERS, PARTNERS
from tests.tui.stand import STILL_STANDS, words

TALL = (100, 120)
"""A screen on which every leaf stands whole."""

LEAVES = {id_: str(at) for at, id_ in enumerate(TABS, 1)}


@cache
def leaves() -> dict[str, str]:
    """What each leaf says."""
    found: dict[str, str] = {}

    async def script(player: Player) -> None:
        for id_, key in LEAVES.items():
            await player.press(key)
            found[id_] = player.text

    looked(script, TALL)
    return found


def row(text: str, *pieces: str) -> str:
    """The first line with these words."""
    return next(line for line in text.splitlines() if all(piece in line for piece in pieces))


def test_the_scorecard_sets_the_game_beside_every_other_course() -> None:
    scores = leaves()["scores"]
    assert row(scores, "▸", "This game").split()[-4:] == ["44", "21", "50", "−20.0"]
    assert row(scores, "○", "What was done in fact").split()[-1] == "−34.5"
    assert row(scores, "◇", "The game it parted from").split()[-1] == "−26.1"
    assert row(scores, "Build first").split()[-1] == "3.2"
    assert row(scores, "Better").split()[1:] == ["▲", "▼", "▼", "▲"]
    assert "The Lake Pact" in row(scores, "Debrief", "Result −20.0")


def test_below_it_stand_the_weights_the_patience_and_the_years_that_followed() -> None:
    scores = words(leaves()["scores"])
    for piece in (debrief().result_text, debrief().patience_text, "You took a decision back 2 times.",
                  "56.6 → 48.8", "kept as lake-capital-4", debrief().disclaimer):  # fmt: skip
        assert piece in scores


def test_where_the_game_stands_is_drawn_and_said_in_figures() -> None:
    place = leaves()["standing"]
    past = standing()
    for piece in (past.own.text, past.frontier_text, past.basis, "Among 100 other plays"):
        assert piece in words(place)
    for mark in past.marks:
        sign = SIGNS[mark.kind][0]
        assert place.count(sign) >= 2 * len(past.spreads) + 2
        assert row(place, sign, mark.name[:20], percent(mark.ahead["cost"]), number(mark.gap, 1))


def test_the_timeline_says_in_figures_what_it_draws() -> None:
    timeline = leaves()["timeline"]
    for mark in "●○◇":
        assert timeline.count(mark) > 5
    assert "better higher" in timeline
    assert row(timeline, "2 The river").split()[-3:] == ["54", "52", "53"]
    assert row(timeline, "+5", "5 years").split()[-3:] == ["44", "38", "41"]


def test_the_scores_take_turns_in_the_timeline_where_there_is_little_room() -> None:
    async def script(player: Player) -> None:
        await player.press("2")
        assert "Credibility" in player.rows[3]
        await player.press("s")
        assert "Cost" in player.rows[3]
        assert row(player.text, "2 The river").split()[-3:] == ["6", "4", "5"]
        await player.resize(WIDE)
        assert all(name in player.text for name in ("Credibility ─", "Cost ─", "Diversification ─"))
        assert "Next score" not in player.text

    looked(script)


def test_a_stage_is_told_once_more_from_the_timeline() -> None:
    async def script(player: Player) -> None:
        await player.press("2", "j", "enter")
        await player.reach("OutcomeScreen")
        assert "The river towns burn" in player.rows[1]
        await player.press("escape")
        await player.reach("DebriefScreen")
        await player.press("k", "k", "enter")  # the start is no stage
        assert player.on("DebriefScreen")

    assert looked(script).ended is STILL_STANDS


def test_turning_points_show_every_other_way_and_what_it_leaves_out() -> None:
    turning = words(leaves()["turning"])
    for piece in ("−16.5", "+2.2", "as you chose", "▲ Send your own troops.", "▲ Call it an internal "
                  "matter. credibility +7.8, cost +0.6 and diversification −11.7; +9.5 on average",
                  hindsight().turning[0].judged, hindsight().caveat):  # fmt: skip
        assert piece in turning


def test_belief_stands_beside_truth_and_says_which_readings_missed() -> None:
    async def script(player: Player) -> None:
        await player.press("4")
        assert "●" in row(player.text, "▸", MEMBERS[0])
        assert "49 to" not in row(player.text, "The river")
        assert "39 to 55, was 47" in row(player.text, "The river")
        assert "✕" not in row(player.text, "The river")
        await player.press("G")
        assert "✕6" in row(player.text, "▸", "A republic")
        assert "39 to 55, was 65 ✕" in row(player.text, "The river")

    looked(script)


def test_partner_mixes_are_bars_of_patterns_with_their_figures() -> None:
    partners = leaves()["partners"]
    for name, fill in zip(PARTNERS, "█▓▒░", strict=True):
        assert f"{fill} {name}" in words(partners)
    start = row(partners, "at the start")
    assert start.split()[-4:] == ["70", "15", "15", "0"]
    bar = [start.count(fill) for fill in "█▓▒░"]
    assert bar[0] > bar[1] == bar[2] > bar[3] == 0
    end = row(partners, "5 years later")
    assert sum(end.count(fill) for fill in "█▓▒░") == sum(bar)
    assert "✕ left the alliance" in row(partners, MEMBERS[1])


def test_claims_come_with_their_paragraph_and_their_figures() -> None:
    async def script(player: Player) -> None:
        await player.press("6", "j")
        assert "✕ C1" in row(player.text, "▸")
        told = words(" ".join(line.partition("│")[2] for line in player.rows))
        assert "C1 ¶1 of the article" in told
        assert "✕ Not borne out. In this game it moved by 1 points." in told
        assert "● 8 borne out (4 of them built in) ✕ 7 not borne out ○ 7 not tested" in told

    looked(script)


def test_questions_cite_their_sources_by_number() -> None:
    talk = words(leaves()["questions"])
    for piece in ("A first answer is remembered.", "what did they learn¹?", "Illustrative, not predictive.",
                  "1 The Lake Gazette. https://example.org/gazette"):  # fmt: skip
        assert piece in talk


def test_leaves_are_turned_by_arrows_letters_and_mouse() -> None:
    async def script(player: Player) -> None:
        await player.press("right", "l")
        assert "as you chose" in player.text
        await player.press("h", "left", "left")
        assert "Among 100 other plays" in player.text
        await player.press("left")
        assert "To discuss" in player.text
        await player.click("5 Mix")
        assert "by partner" in player.text

    looked(script)


@pytest.mark.parametrize(("key", "end"), [("n", "again"), ("escape", "start")])
def test_the_player_says_what_comes_next(key: str, end: str) -> None:
    async def script(player: Player) -> None:
        await player.press(key)

    assert looked(script).ended == end


def test_a_report_is_written_where_the_player_wants_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    usual = home / "tashkent-lake-capital-4.md"

    async def script(player: Player) -> None:
        await player.press("w")
        await player.reach("ReportSheet")
        await player.press("enter")
        await player.until(usual.exists)
        await player.reach("DebriefScreen")
        usual.write_text("mine")
        await player.press("w", "enter")
        await player.until(lambda: "already" in player.text)
        assert usual.read_text() == "mine"
        await player.press("ctrl+o")
        await player.reach("DebriefScreen")
        await player.press("w", "home", *"gone/", "enter")
        await player.until(lambda: "no folder" in player.text)
        await player.press("escape")
        await player.reach("DebriefScreen")

    app = looked(script)
    assert app.ended is STILL_STANDS
    assert sum(str(usual) in said or usual.name in said for said in app.said) == 2
    assert usual.read_text().startswith("# The Lake Pact\n")


def test_a_report_can_be_written_over_in_any_language(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    report = home / "tashkent-lake-capital-4.md"
    report.write_text("mine")

    async def script(player: Player) -> None:
        await player.press("w", "enter")
        await player.until(lambda: "уже есть" in player.words)
        await player.press("ctrl+o")
        await player.reach("DebriefScreen")

    use("ru")
    try:
        looked(script)
    finally:
        use("")
    assert report.read_text().startswith("# The Lake Pact\n")


def test_where_the_game_stands_is_reckoned_aside_and_once() -> None:
    class Slow(Over):
        asked_for = 0
        go = Event()

        def standing(self) -> Standing | Refusal:
            Slow.asked_for += 1
            Slow.go.wait(20.0)
            return super().standing()

    async def script(player: Player) -> None:
        await player.pilot.press("8")
        await player.until(lambda: "Playing the others" in player.text)
        await player.pilot.press("1")
        await player.until(lambda: "Illustrative" in player.words or "Scorecard" in player.text)
        Slow.go.set()
        await player.press("8", "1", "8")
        assert "Among 100 other plays" in player.text
        assert Slow.asked_for == 1

    looked(script, TALL, Slow())


def test_a_host_that_reckons_no_standing_says_so() -> None:
    class Host(Over):
        def standing(self) -> Standing | Refusal:
            return Refusal("In a class the rooms stand beside each other.")

    async def script(player: Player) -> None:
        await player.press("8")
        assert "In a class the rooms stand beside each other." in player.text

    looked(script, table=Host())


@pytest.mark.parametrize("size", [(80, 24), WIDE])
def test_the_names_of_all_leaves_fit(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        wide = size[0] > 100
        assert all(f"{at} {names[wide]}" in player.rows[1] for at, names in enumerate(TABS.values(), 1))

    looked(script, size)
