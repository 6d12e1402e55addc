"""Folders to scenarios: what is read, what is not, and what a scenario's digest says."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from game.scenario import places
from game.scenario.loader import bundled, find_scenario, load_scenario
from game.scenario.model import Scenario
from tests.scenario.spoilt import MAIN, SMALL, SPRING, SUMMER, copy_small, replaced


def codes(path: Path) -> list[str]:
    """What is wrong with the scenario at a path."""
    return [problem.code for problem in load_scenario(path).problems]


def test_a_folder_becomes_a_scenario_with_the_authors_order(small: Scenario) -> None:
    assert small.id == "small"
    assert [stage.id for stage in small.stages] == ["spring", "summer"]
    assert [member.id for member in small.members] == ["alder", "birch", "cedar"]
    answer = small.stages[1].decisions[0]
    assert (answer.role, answer.id, answer.default, answer.historical) == (
        "capital",
        "answer",
        "refuse",
        "refuse",
    )
    assert [option.id for option in answer.options] == ["refuse", "aid", "operation", "troops"]
    assert answer.options[2].levers == {"back": 0.8, "bargain.birch": 0.3, "deploy": 0.6, "mandate": 0.2}
    assert answer.options[2].outcome.carried == "The council agrees, and the column leaves."
    assert small.stages[0].decisions[0].options[0].outcome.text == "The line goes quiet."
    assert small.stages[1].decisions[1].options[2].levers["rule"] == 1
    assert small.lines[0].choices["spring", "bureau", "draft"] == "plan"


def test_one_appeal_and_alternatives_are_both_lists(small: Scenario) -> None:
    assert [[appeal.client for appeal in stage.appeals] for stage in small.stages] == [
        ["old"],
        ["new", "old"],
    ]


def test_values_left_out_have_their_defaults(small: Scenario) -> None:
    assert small.alliance.mandate == 0
    assert small.members[1].clients == ()
    assert small.stages[0].decisions[1].default == "wait"
    assert small.parameters == {}


def test_a_scenario_is_found_by_its_folder_its_main_file_or_from_within(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(SMALL)
    for path in (SMALL, SMALL / MAIN, Path(), Path(MAIN), Path("stages/..")):
        scenario = load_scenario(path).scenario
        assert scenario is not None
        assert scenario.id == "small"


def test_bundled_scenarios_load_without_a_warning() -> None:
    assert "kyrgyzstan-2010" in bundled()
    for name in bundled():
        loaded = load_scenario(find_scenario(name))
        assert loaded.problems == ()
        assert loaded.scenario is not None
        assert loaded.scenario.id == name


def test_the_shortest_bundled_scenario_is_offered_first() -> None:
    scenarios = [load_scenario(find_scenario(name)).scenario for name in bundled()]
    minutes = [scenario.minutes for scenario in scenarios if scenario]
    assert minutes == sorted(minutes)


def test_what_is_no_bundled_id_is_a_path() -> None:
    assert find_scenario("./kyrgyzstan-2010") == Path("kyrgyzstan-2010")
    assert find_scenario(SMALL) == SMALL


def test_a_misspelt_bundled_id_is_guessed() -> None:
    (problem,) = load_scenario(find_scenario("kyrgystan-2010")).problems
    assert problem.code == "no-scenario"
    assert "kyrgyzstan-2010" in problem.hint


@pytest.mark.parametrize(
    "path", ["", "nowhere", "x" * 5000, "nul\0byte", SMALL / SPRING, "/dev/null", "/etc"]
)
def test_a_path_to_anything_else_is_a_problem(path: str | Path) -> None:
    assert codes(Path(path)) == ["no-scenario"]


def test_files_that_are_no_stages_are_passed_over(tmp_path: Path) -> None:
    scenario = copy_small(tmp_path)
    (scenario / "tests").mkdir()
    (scenario / "tests" / "play.yaml").write_text("- anything\n")
    (scenario / "stages" / "README.md").write_text("Notes.")
    (scenario / "stages" / ".01-spring.yaml.swp").write_bytes(b"\0")
    assert codes(scenario) == []


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    scenario = copy_small(tmp_path)
    secret = tmp_path / "secret.yaml"
    secret.write_text("id: winter\nsecret: yes\n")
    (scenario / "stages" / "03-winter.yaml").symlink_to(secret)
    loaded = load_scenario(scenario)
    assert [problem.code for problem in loaded.problems] == ["not-a-plain-file"]
    assert set(loaded.texts) == {MAIN, SPRING, SUMMER}

    shutil.rmtree(scenario / "stages")
    (scenario / "stages").symlink_to(SMALL / "stages")
    assert "not-a-plain-file" in codes(scenario)


def test_a_link_to_a_whole_scenario_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(SMALL)
    assert codes(tmp_path / "link") == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    scenario = copy_small(tmp_path)
    (scenario / MAIN).unlink()
    os.mkfifo(scenario / MAIN)
    start = time.perf_counter()
    assert codes(scenario) == ["not-a-plain-file"]
    assert time.perf_counter() - start < 1


def test_a_huge_folder_is_not_listed_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = copy_small(tmp_path)
    monkeypatch.setattr(places, "MAX_FILES", 1)
    assert codes(scenario) == ["too-many-files"]


def test_problems_of_all_files_and_kinds_come_at_once_in_order(tmp_path: Path) -> None:
    scenario = copy_small(tmp_path)
    edits = {
        MAIN: [
            ("aversion: 0.95", "aversion: 9"),
            ("summer.bureau.draft: propose", "summer.bureau.draft: porpose"),
        ],
        SPRING: [
            ("  from: alder", "  from: adler"),
            ("levers: {force: 0.7, cost: 2}", "levers: {forse: 0.7}"),
        ],
        SUMMER: [
            ("      default: refuse", "      defualt: refuse"),
            ("when: turmoil > 0.5", "when: turmoil >"),
        ],
    }
    for file, changes in edits.items():
        text = (scenario / file).read_text()
        for old, new in changes:
            text = text.replace(old, new)
        (scenario / file).write_text(text)
    loaded = load_scenario(scenario)
    assert [(problem.file, problem.code) for problem in loaded.problems] == [
        (MAIN, "out-of-range"), (MAIN, "unknown-id"), (SPRING, "unknown-id"), (SPRING, "unknown-lever"),
        (SUMMER, "condition-end"), (SUMMER, "unknown-key"),
    ]  # fmt: skip
    places = [problem.place for problem in loaded.problems]
    assert places == sorted(places)


def test_stages_are_checked_for_shape_even_when_the_main_file_cannot_be_read(tmp_path: Path) -> None:
    loaded = replaced(copy_small(tmp_path), MAIN, "title: The Lake Pact", "title: [The Lake Pact")
    assert [problem.code for problem in loaded.problems] == ["unclosed-bracket"]
    scenario = copy_small(tmp_path / "again")
    (scenario / MAIN).write_text("title: [")
    (scenario / SPRING).write_text((scenario / SPRING).read_text().replace("months: 2", "months: two"))
    assert codes(scenario) == ["unclosed-bracket", "wrong-type"]


def test_a_stage_that_cannot_be_read_raises_no_false_alarms_elsewhere(tmp_path: Path) -> None:
    loaded = replaced(copy_small(tmp_path), SPRING, "title: Ash asks", "title: {Ash asks")
    assert [(problem.file, problem.code) for problem in loaded.problems] == [(SPRING, "unclosed-bracket")]


def test_a_warning_comes_beside_the_scenario(tmp_path: Path) -> None:
    loaded = replaced(copy_small(tmp_path), SUMMER, "date: 2001-07-01", "date: 1999-07-01")
    assert [(problem.code, problem.severity) for problem in loaded.problems] == [("date-order", "warning")]
    assert loaded.scenario is not None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (MAIN, "# A small neutral scenario", "# Another comment"),
        (MAIN, "exposure: {internal: 0.5, external: 0.3}", "exposure: {external: 0.30, internal: 5e-1}"),
        (MAIN, "  capacity: 0.15\n  procedure: 0.1\n", "  procedure: 0.1\n  capacity: 0.15\n"),
        (MAIN, "title: The Lake Pact", 'title: "The Lake Pact"'),
        (MAIN, "discussion:\n  - Who", "discussion:\n\n    - Who"),
        (SPRING, "aid: 0.6, leverage.alder: 0.1", "leverage.alder: 0.1, aid: 0.6"),
        (SPRING, "      prompt: Ash is on", "      default: refuse\n      prompt: Ash is on"),
        (SUMMER, "when: turmoil > 0.5", "when: (turmoil>0.5)"),
        (SUMMER, "          outcome: The towns burn on.", "          outcome: {text: The towns burn on.}"),
    ],
)
def test_the_digest_does_not_mind_how_a_thing_is_said(
    file: str, old: str, new: str, tmp_path: Path, small: Scenario
) -> None:
    loaded = replaced(copy_small(tmp_path), file, old, new)
    assert loaded.problems == ()
    assert loaded.scenario is not None
    assert loaded.scenario.digest == small.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (MAIN, "aversion: 0.95", "aversion: 0.96"),
        (MAIN, "Who was watching", "Who was looking"),
        (SPRING, "teaches: A first refusal", "teaches: The first refusal"),
        (SUMMER, "when: turmoil > 0.5", "when: turmoil >= 0.5"),
        (SUMMER, "rule: limited", "rule: consensus"),
    ],
)  # fmt: skip
def test_the_digest_minds_what_is_said(
    file: str, old: str, new: str, tmp_path: Path, small: Scenario
) -> None:
    loaded = replaced(copy_small(tmp_path), file, old, new)
    assert loaded.scenario is not None
    assert loaded.scenario.digest != small.digest


def test_the_digest_minds_the_order_of_options_but_not_the_folders_name(
    tmp_path: Path, small: Scenario
) -> None:
    scenario = copy_small(tmp_path)
    renamed = scenario.rename(tmp_path / "other-name")
    again = load_scenario(renamed).scenario
    assert again is not None
    assert (again.id, again.digest) == ("other-name", small.digest)

    text = (renamed / SPRING).read_text()
    option = re.search(r"        wait:\n(?:          .*\n)+", text)
    assert option is not None
    moved = text.replace(option[0], "").replace("discussion:\n", f"{option[0]}discussion:\n")
    (renamed / SPRING).write_text(moved)
    reordered = load_scenario(renamed).scenario
    assert reordered is not None
    assert reordered.digest != small.digest


def test_inline_stages_say_the_same_as_stage_files(tmp_path: Path, small: Scenario) -> None:
    scenario = copy_small(tmp_path)
    stages = [(scenario / name).read_text().replace("\n", "\n    ").rstrip() for name in (SPRING, SUMMER)]
    inline = "stages:\n" + "".join(f"  - {stage}\n" for stage in stages)
    shutil.rmtree(scenario / "stages")
    (scenario / MAIN).write_text((scenario / MAIN).read_text() + inline)
    loaded = load_scenario(scenario)
    assert loaded.problems == ()
    assert loaded.scenario is not None
    assert loaded.scenario.digest == small.digest
