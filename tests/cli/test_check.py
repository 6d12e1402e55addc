"""`tashkent scenario check`: one in a process of its own, the others in this one, which is sooner."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli import run
from tests.cli.here import tashkent
from tests.cli.run import SMALL

BASE = Path(__file__).parents[1] / "authoring" / "dull" / "base"
"""A scenario that is neither dull nor unfair; the small one has options that are best on everything."""


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """The small scenario with a misspelt member in it."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    stage = folder / "stages" / "01-spring.yaml"
    stage.write_text(stage.read_text().replace("from: alder", "from: aldr"))
    return folder


def test_a_sound_scenario_is_said_to_be_sound(tmp_path: Path) -> None:
    checked = run.tashkent("scenario", "check", str(BASE), data=tmp_path)
    assert checked.returncode == 0, checked.stdout
    first, second = checked.stdout.splitlines()
    assert first == "The Lake Pact: 2 stages, no problems."
    assert second.startswith("Played 20,000 times, with ")
    assert second.endswith(" other choices tried in their course (seed 1).")


def test_a_static_check_reads_and_does_not_play(tmp_path: Path) -> None:
    checked = tashkent("scenario", "check", str(SMALL), "--static", data=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout == "The Lake Pact: 2 stages, no problems.\n"


def test_problems_are_shown_with_the_line_and_a_way_out(tmp_path: Path, spoilt: Path) -> None:
    checked = tashkent("scenario", "check", str(spoilt), data=tmp_path)
    assert checked.returncode == 1
    assert "stages/01-spring.yaml:" in checked.stdout
    assert "from: aldr" in checked.stdout
    assert "alder" in checked.stdout
    assert checked.stdout.endswith("1 error, 0 warnings.\nIt was not played: mend the errors first.\n")


def test_problems_are_one_json_document(tmp_path: Path, spoilt: Path) -> None:
    checked = tashkent("scenario", "check", str(spoilt), "--json", data=tmp_path)
    assert checked.returncode == 1
    document = json.loads(checked.stdout)
    (problem,) = document["problems"]
    assert set(problem) == {"code", "severity", "file", "line", "column", "message", "hint"}
    assert (problem["severity"], problem["file"]) == ("error", "stages/01-spring.yaml")
    assert set(document) == {"problems"}


def test_what_plays_find_is_a_warning_and_fails_only_where_warnings_count(tmp_path: Path) -> None:
    lenient, strict = (
        tashkent("scenario", "check", str(SMALL), *more, data=tmp_path) for more in ((), ("--strict",))
    )
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert lenient.stdout == strict.stdout
    assert "warning best-on-everything: `plan` is best on all three scores" in strict.stdout
    assert "\n0 errors, 3 warnings.\n" in strict.stdout


def test_a_note_fails_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(BASE, folder)
    main = folder / "scenario.yaml"
    main.write_text(main.read_text().replace("view: Poor, shaken", f"view: {'poor ' * 53}shaken"))
    checked = tashkent("scenario", "check", str(folder), "--strict", "--static", data=tmp_path)
    assert checked.returncode == 0
    assert checked.stdout.endswith("0 errors, 0 warnings, 1 note.\n")


def test_coverage_is_told_for_every_option(tmp_path: Path) -> None:
    told = tashkent("scenario", "check", str(BASE), "--coverage", data=tmp_path)
    assert told.returncode == 0
    assert "  troops         67%     19%  " in told.stdout
    document = json.loads(
        tashkent("scenario", "check", str(BASE), "--coverage", "--json", data=tmp_path).stdout
    )
    assert document["problems"] == []
    assert document["played"]["random"] == 20_000
    assert document["coverage"].keys() == {
        f"{stage}.{decision}"
        for stage in ("spring", "summer")
        for decision in ("capital.answer", "bureau.draft")
    }
    for options in document["coverage"].values():
        assert sum(option["chosen"] for option in options.values()) == pytest.approx(1.0)
        for option in options.values():
            assert 0.0 < option["chosen"] <= option["offered"] <= 1.0
            assert option.keys() == {"offered", "chosen", "credibility", "cost", "diversification"}


def test_github_is_told_where_in_its_repository_each_problem_is(tmp_path: Path, spoilt: Path) -> None:
    checked = tashkent("scenario", "check", str(spoilt), "--github", data=tmp_path)
    assert checked.returncode == 1
    annotation, *rest = checked.stdout.splitlines()
    assert annotation.startswith("::error file=")
    assert (
        "small/stages/01-spring.yaml,line=10,col=9,title=unknown-id::There is no member `aldr`." in annotation
    )
    assert rest[0] == "1 error, 0 warnings."


def test_what_github_would_take_for_a_sign_is_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "50%, odd: name"
    shutil.copytree(SMALL, folder)
    checked = tashkent("scenario", "check", str(folder), "--github", "--static", data=tmp_path)
    (annotation, *_) = checked.stdout.splitlines()
    assert "50%25%2C odd%3A name/scenario.yaml,line=2,col=1,title=bad-scenario-id::" in annotation


@pytest.mark.parametrize("options", [("--json", "--github"), ("--static", "--coverage"), ("--plays", "0")])
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, options: tuple[str, str]) -> None:
    checked = tashkent("scenario", "check", str(SMALL), *options, data=tmp_path)
    assert checked.returncode == 2
    assert checked.stdout == ""


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
