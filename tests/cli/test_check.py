"""`tashkent scenario check`, in a process of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.run import SMALL, tashkent


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """The small scenario with a misspelt member in it."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    stage = folder / "stages" / "01-spring.yaml"
    stage.write_text(stage.read_text().replace("from: alder", "from: aldr"))
    return folder


def test_a_sound_scenario_is_said_to_be_sound(tmp_path: Path) -> None:
    checked = tashkent("scenario", "check", str(SMALL), data=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout == "No problems in The Lake Pact (2 stages).\n"


def test_problems_are_shown_with_the_line_and_a_way_out(tmp_path: Path, spoilt: Path) -> None:
    checked = tashkent("scenario", "check", str(spoilt), data=tmp_path)
    assert checked.returncode == 1
    assert "stages/01-spring.yaml:" in checked.stdout
    assert "from: aldr" in checked.stdout
    assert "alder" in checked.stdout
    assert checked.stdout.endswith("1 error, 0 warnings.\n")


def test_problems_are_one_json_document(tmp_path: Path, spoilt: Path) -> None:
    checked = tashkent("scenario", "check", str(spoilt), "--json", data=tmp_path)
    assert checked.returncode == 1
    (problem,) = json.loads(checked.stdout)["problems"]
    assert set(problem) == {"code", "severity", "file", "line", "column", "message", "hint"}
    assert (problem["severity"], problem["file"]) == ("error", "stages/01-spring.yaml")


def test_where_there_is_no_scenario_nothing_is_checked(tmp_path: Path) -> None:
    for arguments in (["nowhere"], ["nowhere", "--json"]):
        checked = tashkent("scenario", "check", *arguments, data=tmp_path)
        assert checked.returncode == 2
        assert checked.stdout == ""
        assert "here is no scenario `nowhere`" in checked.stderr


def test_a_scenario_with_errors_is_not_played(tmp_path: Path, spoilt: Path) -> None:
    refused = tashkent("play", str(spoilt), data=tmp_path)
    assert refused.returncode == 2
    assert "has errors and cannot be played" in refused.stderr
    assert f"tashkent scenario check {spoilt}" in refused.stderr
