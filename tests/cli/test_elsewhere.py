"""Where one stands does not matter: one's own games are found from anywhere, and an id means one thing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from game.classroom.opening import Opening, Order, fresh, resumed
from game.commands.seating import loaded
from game.scenario.loader import find_scenario, own_place
from tests.cli.here import tashkent
from tests.scenario.spoilt import SMALL, copy_small

GAME = ("--plain", "--role", "capital", "--seed", "4", "--opponent", "historical", "--yes")


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a scenario of one's own in it."""
    folder = tmp_path / "work"
    folder.mkdir()
    copy_small(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shadow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a spoilt copy of one of the game's own scenarios in it."""
    folder = tmp_path / "work"
    shutil.copytree(SMALL, folder / "armenia-2021")
    with (folder / "armenia-2021" / "scenario.yaml").open("a") as file:
        file.write("oops: 1\n")
    monkeypatch.chdir(folder)
    return folder / "armenia-2021"


@pytest.mark.parametrize("name", ["small", "./small", "small/scenario.yaml"])
def test_a_game_of_ones_own_scenario_is_gone_on_with_and_reported_from_anywhere(
    name: str, beside: Path, tmp_path: Path
) -> None:
    begun = tashkent("play", name, *GAME, typed="1\n", data=tmp_path / "data")
    assert begun.returncode == 0
    os.chdir("/")
    gone_on = tashkent("play", "--plain", "--resume", "last", "--yes", typed="1\n", data=tmp_path / "data")
    assert (gone_on.returncode, gone_on.stderr) == (0, "")
    told = tashkent("report", "last", "-o", str(tmp_path / "game.md"), data=tmp_path / "data")
    assert (told.returncode, told.stderr) == (0, "")


def test_a_session_of_ones_own_scenario_is_gone_on_with_from_anywhere(
    beside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path / "data"))
    scenario, path = loaded("small")
    first = fresh(Order(scenario, path, rooms=1, roles=(), seconds=0, seed=1))
    assert isinstance(first, Opening)
    first.store.close()
    os.chdir("/")
    again = resumed("last")
    assert isinstance(again, Opening)
    again.store.close()


def test_only_the_games_own_scenarios_are_kept_by_their_ids(beside: Path) -> None:
    assert own_place("small", "small") == str((beside / "small").resolve())
    assert own_place("kyrgyzstan-2010", "kyrgyzstan-2010") == ""
    assert own_place(find_scenario("kyrgyzstan-2010"), "kyrgyzstan-2010") == ""


def test_a_folder_that_an_id_hides_is_mentioned_and_still_reached(shadow: Path, tmp_path: Path) -> None:
    ours = tashkent("scenario", "check", shadow.name, "--static", data=tmp_path / "data")
    assert (ours.returncode, ours.stderr) == (
        0,
        "`armenia-2021` is the scenario that comes with the game. For the folder here, write "
        "`./armenia-2021`.\n",
    )
    own = tashkent("scenario", "check", f"./{shadow.name}", "--static", data=tmp_path / "data")
    assert (own.returncode, own.stderr) == (1, "")
    assert "unknown-key: `oops`" in own.stdout


def test_no_scenario_is_begun_under_an_id_of_the_games_own(tmp_path: Path) -> None:
    done = tashkent("scenario", "new", str(tmp_path / "kyrgyzstan-2010"), "--yes", data=tmp_path / "data")
    assert done.returncode == 2
    assert "comes with the game" in done.stderr
    assert not (tmp_path / "kyrgyzstan-2010").exists()


def test_nothing_is_written_into_the_games_own_folder_by_an_id(tmp_path: Path) -> None:
    before = sorted(find_scenario("armenia-2021").rglob("*"))
    done = tashkent("scenario", "translate", "armenia-2021", "xx", data=tmp_path / "data")
    assert done.returncode == 2
    assert "nothing is written into it" in done.stderr
    assert sorted(find_scenario("armenia-2021").rglob("*")) == before


def test_a_translation_of_the_games_own_can_be_looked_over_by_its_id(tmp_path: Path) -> None:
    done = tashkent("scenario", "translate", "armenia-2021", "xx", "--check", data=tmp_path / "data")
    assert "0 of" in done.stdout
    assert done.stderr == ""
