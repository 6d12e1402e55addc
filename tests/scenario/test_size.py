"""Bounds on what an author may write: no scenario hangs a check, fills the memory or drowns its reader."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.authoring.prose import FACT, SPEECH
from game.report.text import LIVE
from game.scenario.checks.prose import BRACKETS
from game.scenario.citations import CITATION
from game.scenario.diagnostics import MOST_TOLD, Problem, Severity, curtailed
from game.scenario.kinds import web_address
from game.scenario.loader import load_scenario
from game.scenario.schema import ScenarioForm
from game.scenario.stage_forms import StageForm
from game.scenario.validate import MOST_WORDED
from tests.scenario.spoilt import copy_small

UNBOUNDED = {
    "parameters",
    "choices",
    "briefings",
    "promise",
    "exposure",
    "rescue",
    "share",
    "affinity",
    "ties",
}
"""Mappings whose keys are ids of what is itself bounded, or the model's own names."""
PIECES = (
    "1,",
    "1.",
    "1",
    "1 1 ",
    "Aa ",
    "A'",
    '"',
    "“",
    "‘",
    "[a",
    "[",
    "\\",
    "![",
    "a hundred ",
    "‘a’b",
    " ",
)


@pytest.mark.parametrize(
    "pattern", [FACT, SPEECH, CITATION, BRACKETS, LIVE], ids=lambda each: each.pattern[:20]
)
@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_thing_over_and_over_is_looked_over_in_one_go(
    pattern: re.Pattern[str], piece: str
) -> None:
    text = piece * (40_000 // len(piece))  # twice the longest value: a square would take minutes
    start = time.perf_counter()
    for _found in pattern.finditer(text):
        pass
    assert time.perf_counter() - start < 5


def described() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every key of every form: the form's name, the key, and what JSON Schema says of its value."""
    document = ScenarioForm.model_json_schema()
    for name, form in {"scenario": document, **document["$defs"]}.items():
        for key, value in form.get("properties", {}).items():
            yield name, key, value


def test_every_list_of_a_scenario_has_an_end() -> None:
    endless = {
        f"{form}.{key}"
        for form, key, value in described()
        if value.get("type") in {"array", "object"}
        if not {"maxItems", "maxProperties"} & value.keys() and key not in UNBOUNDED
    }
    assert endless == {"StageForm.decisions"}  # by role, and at most so many each
    decisions = StageForm.model_json_schema()["properties"]["decisions"]
    assert all(each["maxProperties"] for each in decisions["patternProperties"].values())


def test_every_text_of_a_scenario_has_a_longest() -> None:
    endless = {
        key
        for _form, key, value in described()
        if value.get("type") == "string" and not {"maxLength", "enum", "const"} & value.keys()
    }
    assert endless == {"when", "date"}  # which have rules of their own


def test_of_a_thousand_problems_forty_are_shown_and_the_rest_are_counted(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    stage = folder / "stages" / "01-spring.yaml"
    stage.write_text(stage.read_text("utf-8") + "".join(f"k{n}: 1\n" for n in range(1000)), "utf-8")
    found = [problem for problem in load_scenario(folder).problems if problem.file == "stages/01-spring.yaml"]
    assert len(found) == MOST_TOLD + 1
    assert found[-1].code == "more-problems"
    assert found[-1].more == 1000 - MOST_TOLD > MOST_WORDED


def test_errors_are_shown_before_warnings_where_not_all_can_be() -> None:
    def found(severity: Severity, line: int) -> Problem:
        return Problem("code", severity, "stages/01-spring.yaml", line, 1, f"{severity} {line}")

    shown = curtailed([*(found("warning", line) for line in range(1, 61)), found("error", 99)])
    assert [problem.severity for problem in shown].count("warning") == MOST_TOLD - 1
    assert shown[-2].severity == "error"
    assert shown[-1].more == 21


@pytest.mark.slow
def test_the_largest_scenario_is_checked_within_bounds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.scenario.largest", str(tmp_path / "largest")]
    took = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=300).stdout)
    assert (took["errors"], took["played"]) == ([], True)
    assert took["seconds"] < 30  # some ten by itself; a machine may be slow
    assert took["mb"] < 400


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://a.b/c?d=e#f", "https://ru.wikipedia.org/wiki/Ош_(город)"]
)
def test_an_address_in_the_web_is_taken(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.b", "https://", "https:// a"],
)
def test_no_other_address_is_taken(address: str) -> None:
    with pytest.raises(ValueError, match="web"):
        web_address(address)
