"""`tashkent report` and `tashkent handout`: from saves and scenarios to files, or refused in words."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from game import __version__
from game.cli import commands
from game.scenario.model import Scenario
from game.table.saves import Save, create
from game.words import use
from tests.cli.run import SMALL, tashkent
from tests.table.tables import header, table


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, small: Scenario) -> Path:
    """A user's folder with two games that are over and one that is not, the latest."""
    folder = tmp_path_factory.mktemp("data")
    for seed, decisions in ((4, 2), (5, 2), (6, 1)):
        head = replace(header(small, "capital", seed), path=str(SMALL), version=__version__)
        save = create(head, folder / "saves" / f"small-capital-{seed}.jsonl")
        assert isinstance(save, Save)
        seat = table(small, "capital", seed=seed)
        seat.save_in(save)
        for option in ("aid", "operation")[:decisions]:
            assert seat.choose("answer", option, "It was the first.") is None
        seat.close()
    return folder


def ran(*arguments: str, data: Path) -> tuple[int, str, str]:
    """A command in this process, which is sooner: its exit code, and what it printed on both streams."""
    runner = CliRunner(env={"TASHKENT_DATA": str(data)})
    try:
        done = runner.invoke(commands, arguments, standalone_mode=False, catch_exceptions=False)
    finally:
        use("")
    return done.return_value, done.stdout, done.stderr


def refusal(*arguments: str, data: Path) -> str:
    """Why a command did nothing."""
    code, out, err = ran(*arguments, data=data)
    assert (code, out) == (2, "")
    return err


def test_a_report_is_a_command(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    done = tashkent("report", "last", "small-capital-4", "-o", str(file), data=data)
    assert done.returncode == 2
    assert "not over" in done.stderr
    assert "Traceback" not in done.stderr
    assert not file.exists()


@pytest.mark.parametrize(
    "ending, start", [("html", "<!DOCTYPE html>"), ("md", "# "), ("csv", "game,"), ("json", "{")]
)
def test_a_report_takes_the_form_that_its_file_is_named_for(
    ending: str, start: str, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"mine.{ending}"
    assert ran("report", "small-capital-4", "-o", str(file), data=data) == (
        0,
        f"The report is in {file}.\n",
        "",
    )
    assert file.read_text("utf-8").startswith(start)


def test_the_same_game_gives_the_same_report(data: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.html" for number in range(2)]
    for file in files:
        assert ran("report", "small-capital-5", "-o", str(file), data=data)[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_several_games_are_compared(data: Path, tmp_path: Path) -> None:
    page, figures, document = (tmp_path / f"two.{ending}" for ending in ("html", "csv", "json"))
    for file in (page, figures, document):
        assert ran("report", "small-capital-4", "small-capital-5", "-o", str(file), data=data)[0] == 0
    assert "Games of Tashkent compared" in page.read_text("utf-8")
    with figures.open(encoding="utf-8", newline="") as lines:
        assert {row["game"] for row in csv.DictReader(lines)} == {"capital-4", "capital-5"}
    assert [each["seed"] for each in json.loads(document.read_text("utf-8"))["games"]] == [4, 5]


def test_a_game_that_is_not_over_is_refused(data: Path, tmp_path: Path) -> None:
    said = refusal("report", "small-capital-6", data=data)
    assert said == (
        "The game small-capital-6 is not over: stage 2 of 2 waits. Play it to its end with: tashkent play "
        "--resume small-capital-6\n"
    )
    assert "not over" in refusal("report", "last", data=data)
    assert "not over" in refusal("report", "small-capital-4", "small-capital-6", data=data)


def test_what_cannot_be_read_or_written_is_refused(data: Path, tmp_path: Path) -> None:
    assert "no save `nowhere`" in refusal("report", "nowhere", data=data)
    assert "cannot be written as `.pdf`" in refusal("report", "small-capital-4", "-o", "a.pdf", data=data)
    assert "no folder" in refusal("report", "small-capital-4", "-o", str(tmp_path / "no" / "a.md"), data=data)
    odd = tmp_path / "odd.jsonl"
    odd.write_text("{}\n")
    assert "not a saved game" in refusal("report", str(odd), data=data)


def test_a_save_that_somebody_changed_is_refused_by_its_line(data: Path, tmp_path: Path) -> None:
    save = (data / "saves" / "small-capital-4.jsonl").read_text("utf-8")
    changed = tmp_path / "changed.jsonl"
    changed.write_text(save.replace('"option": "', '"option": "no-', 1), "utf-8")
    assert "cannot be played again: at line 2" in refusal("report", str(changed), data=data)


def test_a_game_of_a_scenario_that_has_changed_says_so(data: Path, tmp_path: Path) -> None:
    save = (data / "saves" / "small-capital-4.jsonl").read_text("utf-8")
    head = json.loads(save.partition("\n")[0])
    other = tmp_path / "other.jsonl"
    other.write_text(save.replace(head["digest"], "0" * 64, 1), "utf-8")
    page = tmp_path / "a.html"
    assert ran("report", str(other), "-o", str(page), data=data)[0] == 0
    assert "The scenario has been changed since this game was played" in page.read_text("utf-8")


def test_a_report_that_nobody_named_is_never_written_over(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = "The report is in tashkent-small-capital-4.html.\n"
    assert ran("report", "small-capital-4", data=data) == (0, told, "")
    assert "already" in refusal("report", "small-capital-4", data=data)


def test_a_handout_is_written_whole_or_for_one_role(data: Path, tmp_path: Path) -> None:
    whole, one = tmp_path / "a.html", tmp_path / "b.html"
    assert ran("handout", str(SMALL), "-o", str(whole), data=data)[0] == 0
    told = f"The handout is in {one}. Open it in a browser and print it.\n"
    assert ran("handout", str(SMALL), "--role", "bureau", "-o", str(one), data=data) == (0, told, "")
    assert 'data-for="facilitator"' in whole.read_text("utf-8")
    assert 'data-for="facilitator"' not in one.read_text("utf-8")


def test_a_handout_of_nothing_is_refused(data: Path, tmp_path: Path) -> None:
    assert "no scenario" in refusal("handout", "nowhere", data=data)
    assert "no role `burea`. Did you mean `bureau`?" in refusal(
        "handout", str(SMALL), "--role", "burea", data=data
    )
    assert "does not end as one" in refusal("handout", str(SMALL), "-o", "a.pdf", data=data)
