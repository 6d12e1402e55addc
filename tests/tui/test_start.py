"""The first screens: what is on offer, what is broken or has aged, and what the command line asked for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.commands.lobby import LocalLobby
from game.commands.wish import Wish
from game.table.record import parse
from game.tui.app import Start
from game.tui.lobby import Broken, Changed, Kept, Offer, Order, Sitting
from game.tui.widgets.drawn import Rows
from tests.cli.run import SMALL
from tests.tui.driver import AT_THE_LAKE, MIDDLE, NARROW, WIDE, Player, drive, seated

WISH = Wish(scenario=str(SMALL))

SIZES = pytest.mark.parametrize("size", [NARROW, MIDDLE, WIDE], ids="{0[0]}x{0[1]}".format)


@pytest.fixture
def copy(home: Path) -> Path:
    """A copy of the small scenario, to be changed."""
    return Path(shutil.copytree(SMALL, home / "lake"))


def begun(scenario: Path, home: Path) -> str:
    """The name of a save of a game in which one stage is over."""
    lobby = LocalLobby(Wish(scenario=str(scenario)))
    sitting = lobby.begin(Order(str(scenario), "capital", "historical", 4))
    assert isinstance(sitting, Sitting)
    assert sitting.table.choose("answer", "aid", "to be kept") is None
    place = sitting.table.place
    sitting.table.close()
    return place


def shorten(scenario: Path) -> None:
    """Take out of a scenario the option that `begun` chooses."""
    stage, main = scenario / "stages" / "01-spring.yaml", scenario / "scenario.yaml"
    stage.write_text(stage.read_text().replace("        aid:\n", "        doctors:\n"))
    main.write_text(main.read_text().replace("spring.capital.answer: aid", "spring.capital.answer: doctors"))


@SIZES
def test_a_scenario_is_listed_with_all_that_helps_to_pick_one(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.until(lambda: "Lake Pact" in player.text)
        for piece in (
            "10 minutes",
            "easy",
            "2 stages",
            "the Capital or the Bureau",
            "April 2001",
            "July 2001",
        ):
            assert piece in player.words
        for member in ("Alder", "Birch", "Cedar", "Lakes", "Hills"):
            assert member in player.words
        assert "Please note" in player.words or size == NARROW  # else below the fold

    drive(script, Start(), wish=WISH, size=size)


def test_a_seat_shows_its_brief_and_what_counts_for_it() -> None:
    async def script(player: Player) -> None:
        await player.reach("SeatScreen")
        assert "What counts for you" in player.text
        capital = player.text
        await player.press("down")
        assert player.text != capital
        assert "Credibility" in player.text
        await player.press("escape")
        await player.reach("StartScreen")

    drive(script, Start(scenario=str(SMALL)), size=WIDE)


def test_every_seat_and_every_rival_is_named_in_full() -> None:
    async def script(player: Player) -> None:
        await player.reach("SeatScreen")
        for rows in player.screen.query(Rows):
            assert not any("…" in str(option.prompt) for option in rows.options)
        shown = " ".join(row[:33].split("│")[0].replace("▸", "").strip() for row in player.rows)
        assert "“Promise, drill, and do not come”" in " ".join(shown.split())

    drive(script, Start(scenario="kyrgyzstan-2010"))


def test_seat_rival_and_seed_are_those_that_were_picked(home: Path) -> None:
    async def script(player: Player) -> None:
        await player.reach("SeatScreen")
        await player.press("j", "tab", "j", "tab", "7", "7", "enter")
        await seated(player)

    drive(script, Start(scenario=str(SMALL)))
    (save,) = (home / "data" / "saves").glob("*.jsonl")
    header = json.loads(save.read_text().splitlines()[0])
    assert (header["role"], header["opponent"], header["seed"]) == ("bureau", "historical", 77)


def test_a_seed_out_of_range_is_refused_where_it_is_typed() -> None:
    async def script(player: Player) -> None:
        await player.reach("SeatScreen")
        await player.press("tab", "tab", *"99999999999999999999", "enter")
        assert player.on("SeatScreen")
        assert "A seed lies between" in player.said

    drive(script, Start(scenario=str(SMALL)))


def test_a_game_that_was_asked_for_begins_with_its_brief() -> None:
    async def script(player: Player) -> None:
        await player.reach("ReadingSheet")
        assert "You are the Capital" in player.text
        await player.press("enter")
        await player.reach("DecideScreen")

    drive(script, AT_THE_LAKE)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (Start(str(SMALL), "palace"), "There is no role `palace`."),
        (Start(str(SMALL), "capital", "nobody"), "There is no policy `nobody`."),
        (Start(str(SMALL), "capital", seed=2**70), "A seed lies between"),
        (Start("no-such-place", "capital"), "there is no scenario"),
        (Start(str(SMALL), rival="nobody"), "There is no policy `nobody`."),
        (Start(seed=2**70), "A seed lies between"),
        (Start(resume="nothing"), "There is no save `nothing`."),
    ],
)
def test_what_the_command_line_asks_wrongly_ends_the_program_with_the_reason(start: Start, says: str) -> None:
    async def script(player: Player) -> None:
        await player.until(lambda: player.app.refused)

    wish = Wish(
        scenario=start.scenario or None, role=start.role, opponent=start.rival or None, seed=start.seed
    )
    app = drive(script, start, wish=wish)
    assert says.casefold() in str(app.refused).casefold()


def test_a_broken_scenario_shows_its_problems_and_others_can_be_played(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = copy / "stages" / "01-spring.yaml"
    stage.write_text(stage.read_text().replace("severity: 0.6", "severity: 6"))
    monkeypatch.setattr("game.commands.lobby.bundled", lambda: (str(SMALL),))

    async def script(player: Player) -> None:
        await player.until(lambda: "The Lake Pact" in player.text)
        assert "1 error" in player.words
        assert "stages/01-spring.yaml:" in player.text
        assert "severity: 6" in player.text
        await player.press("enter")
        assert player.on("StartScreen")
        assert "has errors" in player.said
        await player.press("down", "enter")
        await player.reach("SeatScreen")

    drive(script, Start(scenario=str(copy), role="capital"), wish=Wish(scenario=str(copy)), size=WIDE)


def test_a_saved_game_is_listed_with_where_it_stands_and_goes_on_from_there(home: Path) -> None:
    begun(SMALL, home)

    async def script(player: Player) -> None:
        await player.until(lambda: "Go on" in player.text)
        await player.press("down")
        assert "stage 2 of 2" in player.text
        assert "small-capital-4" in player.text
        await player.press("enter")
        await seated(player)
        assert "Stage 2 of 2" in player.rows[0]

    drive(script, Start(), wish=WISH)


def test_a_save_that_cannot_be_read_is_listed_as_such(home: Path) -> None:
    saves = home / "data" / "saves"
    saves.mkdir(parents=True)
    (saves / "torn.jsonl").write_text("nonsense\n")

    async def script(player: Player) -> None:
        await player.until(lambda: "Go on" in player.text)
        await player.press("down")
        assert "JSON." in player.words
        assert player.screen.check_action("pick", ()) is None  # the footer has it faint
        await player.press("enter")
        assert player.on("StartScreen")

    drive(script, Start(), wish=WISH)


def test_a_save_that_another_game_holds_is_refused_and_the_list_stays(home: Path) -> None:
    name = begun(SMALL, home)
    held = LocalLobby(Wish()).resume(name)
    assert isinstance(held, Sitting)

    async def script(player: Player) -> None:
        await player.until(lambda: "Go on" in player.text)
        await player.press("down", "enter")
        await player.reach("NoticeSheet")
        assert "open in another game" in player.words
        await player.press("enter")
        await player.reach("StartScreen")

    drive(script, Start(), wish=WISH)
    held.table.close()


def test_a_save_from_a_changed_scenario_says_so_and_is_played_as_far_as_it_fits(
    copy: Path, home: Path
) -> None:
    name = begun(copy, home)
    shorten(copy)

    async def script(player: Player) -> None:
        await player.reach("AskSheet")
        assert "The scenario lake has been changed" in player.words
        assert "as far as stage 1 of 2, where there is no option `aid`" in player.words
        await player.press("enter")
        await seated(player)
        assert "Stage 1 of 2" in player.rows[0]

    drive(script, Start(resume=name))
    old, new = sorted((home / "data" / "saves").glob("*.jsonl"), key=lambda path: len(path.name))
    assert "to be kept" in old.read_text()
    assert "to be kept" not in new.read_text()


def test_a_save_from_a_changed_scenario_is_left_alone_if_the_player_would_rather_not(
    copy: Path, home: Path
) -> None:
    name = begun(copy, home)
    shorten(copy)
    before = (home / "data" / "saves" / f"{name}.jsonl").read_bytes()

    async def script(player: Player) -> None:
        await player.reach("AskSheet")
        await player.press("escape")

    app = drive(script, Start(resume=name))
    assert not app.begun
    assert [path.read_bytes() for path in (home / "data" / "saves").glob("*.jsonl")] == [before]


def test_a_finished_game_opens_its_debrief(home: Path) -> None:
    lobby = LocalLobby(WISH)
    sitting = lobby.begin(Order(str(SMALL), "capital", "historical", 4))
    assert isinstance(sitting, Sitting)
    for option in ("aid", "operation"):
        assert sitting.table.choose("answer", option) is None
    sitting.table.close()

    async def script(player: Player) -> None:
        await player.reach("DebriefScreen")

    drive(script, Start(resume="last"))


def test_the_lobby_reads_what_it_offers_one_by_one(home: Path) -> None:
    begun(SMALL, home)
    lobby = LocalLobby(WISH)
    offers: Iterator[Offer | Broken] = lobby.scenarios()
    offer = next(offers)
    assert isinstance(offer, Offer)
    assert [seat.id for seat in offer.seats] == ["capital", "bureau"]
    assert {rival.id for rival in offer.rivals} >= {"planner", "historical", "random", "silence"}
    (kept,) = lobby.saves()
    assert isinstance(kept, Kept)
    assert (kept.title, kept.seat, kept.stands) == ("The Lake Pact", "The Capital", "stage 2 of 2")


def test_nothing_is_written_before_a_player_agrees_to_go_on_from_what_fits(copy: Path, home: Path) -> None:
    name = begun(copy, home)
    shorten(copy)
    answer = LocalLobby(Wish()).resume(name)
    assert isinstance(answer, Changed)
    (save,) = (home / "data" / "saves").glob("*.jsonl")
    record = parse(save.read_bytes())
    again = LocalLobby(Wish()).resume(name, agreed=True)
    assert isinstance(again, Sitting)
    again.table.close()
    assert parse(save.read_bytes()) == record
    assert len(list((home / "data" / "saves").glob("*.jsonl"))) == 2
