"""The authoring guide: its tables are the code's, its examples are tested files, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from game.authoring.answers import Answers
from game.authoring.catalogue import FINDINGS
from game.authoring.inspection import inspected
from game.authoring.new import create
from game.authoring.reference import NAME_HELP, TABLES, renewed
from game.cli import commands
from game.commands.reference import put_into
from game.commands.test import Trials, trials
from game.scenario.checks.conditions import NAMES
from game.scenario.diagnostics import render
from game.scenario.loader import bundled, load_scenario
from game.scenario.refusal import Refusal

GUIDE = Path(__file__).parents[2] / "scenarios" / "README.md"
TEXT = GUIDE.read_text("utf-8")
TOLD, REFERENCE = TEXT.split("## 12. Reference")
BLOCKS = re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", TEXT, re.DOTALL)
SECOND = "stages/02-second.yaml"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `tashkent scenario new demo --yes` writes."""
    folder = tmp_path_factory.mktemp("guide") / "demo"
    assert not isinstance(create(folder, Answers()), Refusal)
    return folder


def test_the_tables_are_as_the_code_has_them() -> None:
    assert renewed(TEXT) == TEXT, "run: tashkent scenario reference --write scenarios/README.md"
    assert all(f"<!-- reference: {name} -->" in REFERENCE for name in TABLES)


def test_a_table_that_has_aged_is_renewed(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(TEXT.replace("| `deploy` |", "| `depoly` |"), "utf-8")
    assert not isinstance(put_into(guide), Refusal)
    assert guide.read_text("utf-8") == TEXT
    assert isinstance(put_into(tmp_path / "nowhere.md"), Refusal)


def test_every_name_in_conditions_has_a_meaning() -> None:
    assert NAME_HELP.keys() == NAMES.keys()


def test_the_guide_is_read_in_a_quarter_of_an_hour() -> None:
    assert len(TOLD.split()) < 3_000


@pytest.mark.parametrize(("file", "block"), BLOCKS)
def test_an_example_is_a_piece_of_a_file_that_is_tested(demo: Path, file: str, block: str) -> None:
    assert block in (demo / file).read_text("utf-8")


def test_there_are_examples_of_every_kind_of_file() -> None:
    assert {file for file, _ in BLOCKS} >= {"scenario.yaml", "stages/01-first.yaml", SECOND}
    assert sum(file.startswith("tests/") for file, _ in BLOCKS) >= 2
    assert TEXT.count("```yaml") == len(BLOCKS)


def test_the_example_passes_what_the_guide_tells_to_run(demo: Path) -> None:
    assert inspected(demo).problems == ()
    found = trials(str(demo))
    assert isinstance(found, Trials)
    found.run()
    assert found.verdicts
    assert not found.failed


def test_a_mistake_is_shown_as_the_guide_shows_it(demo: Path) -> None:
    stage = demo / "stages" / "01-first.yaml"
    text = stage.read_text("utf-8")
    stage.write_text(text.replace("  from: birchland", "  from: brichland"), "utf-8")
    loaded = load_scenario(demo)
    stage.write_text(text, "utf-8")
    (problem,) = loaded.problems
    shown = render(problem, loaded.texts[problem.file])
    assert "".join(f"    {line}\n" for line in shown.splitlines()) in TOLD


@pytest.mark.parametrize("when", re.findall(r"^    when: (.+)$", TOLD, re.MULTILINE))
def test_a_condition_in_the_guide_can_be_written_into_the_example(demo: Path, when: str) -> None:
    stage = demo / SECOND
    text = stage.read_text("utf-8")
    assert "when: flag.trained " in text
    stage.write_text(text.replace("when: flag.trained ", f"when: {when} "), "utf-8")
    loaded = load_scenario(demo)
    stage.write_text(text, "utf-8")
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []


def test_every_command_and_option_in_the_guide_exists() -> None:
    group = commands.commands["scenario"]
    assert isinstance(group, click.Group)
    known = {f"tashkent scenario {name}": command for name, command in group.commands.items()}
    known |= {f"tashkent {name}": command for name, command in commands.commands.items()}
    found = re.findall(r"tashkent [^`\n]*", TOLD)
    assert len(found) > 12
    for written in found:
        words = written.split()
        command = known.get(" ".join(words[:3])) or known.get(" ".join(words[:2]))
        assert command is not None, written
        options = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("-")} <= options, written


def test_loose_options_in_the_guide_belong_to_some_command() -> None:
    group = commands.commands["scenario"]
    assert isinstance(group, click.Group)
    params = [
        each for command in (*group.commands.values(), commands.commands["play"]) for each in command.params
    ]
    options = {option for each in params for option in each.opts}
    assert {found.split()[0] for found in re.findall(r"`(--[a-z][^`]*)`", TOLD)} <= options


def test_cures_are_for_findings_that_there_are() -> None:
    rows = re.findall(r"^\| (`.+?) \| ", TOLD, re.MULTILINE)
    assert {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)} <= FINDINGS.keys()
    assert len(rows) > 5


def test_links_within_the_guide_lead_somewhere() -> None:
    heads = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_the_guide_is_no_scenario() -> None:
    assert all((GUIDE.parent / name / "scenario.yaml").is_file() for name in bundled())
    assert "README.md" not in bundled()
