"""Saves on the disk: how they are named, found, held and listed; nobody else's file is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table import locks, saves
from game.table.record import TakenBack
from game.table.saves import LAST, Listed, Save, create, find, listed, saves_folder
from tests.table.tables import failing, header, opened, refused


def test_no_file_is_written_over(small: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "thesis.doc"
    path.write_text("precious")
    refusal = create(header(small), path)
    assert isinstance(refusal, Refusal)
    assert "already" in refusal.message
    assert path.read_text() == "precious"


def test_games_of_one_seed_get_names_of_their_own(small: Scenario) -> None:
    places = []
    for _ in range(3):
        save = create(header(small))
        assert isinstance(save, Save)
        places.append(save.place)
    assert places == ["small-capital-4", "small-capital-4-2", "small-capital-4-3"]


def test_a_save_is_found_by_path_name_beginning_or_as_the_last(small: Scenario, tmp_path: Path) -> None:
    for seed in (4, 5):
        save = create(header(small, seed=seed))
        assert isinstance(save, Save)
        os.utime(save.path, ns=(seed, seed))
    folder = saves_folder()
    assert find("small-capital-4") == folder / "small-capital-4.jsonl"
    assert find(str(folder / "small-capital-5.jsonl")) == folder / "small-capital-5.jsonl"
    assert find("small-capital-5") == find(LAST)
    assert isinstance(find("small"), Refusal)  # two begin so


def test_a_save_that_does_not_exist_is_refused_with_a_suggestion(small: Scenario) -> None:
    assert "No game has been saved yet" in str(find("small-capitl-4"))
    create(header(small))
    assert "small-capital-4" in str(find("small-capitl-4"))


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "/", "/dev/null", "pipe"])
def test_no_name_of_what_is_no_save_raises_or_waits(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    create(header(small))
    assert "There is no save" in refused(name).message


def test_a_file_far_too_large_is_no_save(tmp_path: Path) -> None:
    with (tmp_path / "game.jsonl").open("wb") as file:
        file.truncate(saves.MAX_BYTES + 1)
    assert "too large" in refused(str(tmp_path / "game.jsonl")).message


def test_two_games_never_hold_one_save(small: Scenario) -> None:
    save = create(header(small))
    assert isinstance(save, Save)
    assert "open in another game" in refused("small-capital-4").message
    save.close()
    opened("small-capital-4")


def test_where_there_are_no_locks_a_file_beside_the_save_says_who_holds_it(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lockless(file: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_lock", lockless)
    save = create(header(small))
    assert isinstance(save, Save)
    beside = save.path.with_name("small-capital-4.jsonl.lock")
    assert "open in another game" in refused("small-capital-4").message
    save.close()
    assert not beside.exists()
    half = opened("small-capital-4")
    assert half.save
    beside.write_text(f"999999999 {os.uname().nodename}\n")  # its process is gone
    again = opened("small-capital-4")
    assert again.save
    beside.write_text("1 another-machine\n")  # nobody can say
    assert str(beside) in refused("small-capital-4").hint


def test_a_save_that_cannot_be_written_can_still_be_played_on(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(header(small))
    monkeypatch.setattr(os, "open", failing(errno.EROFS))
    half = opened("small-capital-4")
    assert half.save is None
    assert "without saving" in half.notice


def test_the_saves_are_listed_the_latest_first(small: Scenario) -> None:
    for seed in (4, 5):
        save = create(header(small, seed=seed))
        assert isinstance(save, Save)
        save.add(TakenBack())
        os.utime(save.path, ns=(seed, seed))
    (saves_folder() / "broken.jsonl").write_bytes(b"{}\n")
    os.utime(saves_folder() / "broken.jsonl", ns=(0, 0))
    first, second, broken = listed()
    assert isinstance(first, Listed)
    assert (first.header.seed, first.finished) == (5, False)
    assert isinstance(second, Listed)
    assert isinstance(broken, Refusal)
