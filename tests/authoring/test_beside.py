"""What stands beside a scenario is checked with it: its tests, read and not run, and its translations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.authoring import trial
from game.authoring.beside import read_beside
from game.authoring.inspection import Inspection, inspected
from game.scenario.diagnostics import Problem
from game.scenario.loader import load_scenario
from game.scenario.places import Folder
from tests.cli.here import tashkent
from tests.scenario.spoilt import copy_small

MISSPELT = "about: Refusing costs belief.\nexpect:\n  credibilty.final: < 45\n"
ORPHAN = 'language: Русский\ntexts:\n  titel: {text: "Озёрный пакт"}\n'
UNCITED = 'language: Русский\ntexts:\n  summary: {text: "Без источника."}\n'


def with_file(tmp_path: Path, name: str, text: str) -> Path:
    """The small scenario with one more file."""
    folder = copy_small(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def static(folder: Path) -> Inspection:
    """What reading finds."""
    return inspected(folder, played=False)


@pytest.mark.parametrize(
    "name, text, code, line, column, way_out",
    [
        ("tests/a.yaml", MISSPELT, "quantity", 3, 3, "did you mean `credibility`?"),
        ("tests/a.yaml", "about: [\n", "unclosed-bracket", 2, 1, "close it"),
        ("lang/ru.yaml", ORPHAN, "text-id", 3, 3, "take it out, or rename it"),
        ("lang/ru.yaml", UNCITED, "text-citations", 3, 3, "keep every `[source-id]`"),
        ("lang/ru.yaml", "langauge: Русский\ntexts: {}\n", "unknown-key", 1, 1, "did you mean `language`?"),
        ("lang/russian_1.yaml", ORPHAN, "language-file-name", 1, 1, "call it `ru.yaml`"),
    ],
)
def test_a_mistake_in_a_test_or_a_translation_is_told_with_its_place_and_a_way_out(
    tmp_path: Path, name: str, text: str, code: str, line: int, column: int, way_out: str
) -> None:
    found = static(with_file(tmp_path, name, text))
    faults = [each for each in found.problems if each.file == name]
    assert code in [each.code for each in faults], faults
    fault = next(each for each in faults if each.code == code)
    assert (fault.line, fault.column) == (line, column)
    assert way_out in fault.hint
    assert found.manuscript.loaded.scenario is not None, "it can be played all the same"


def test_check_and_test_say_the_same_of_a_test(tmp_path: Path) -> None:
    folder = with_file(tmp_path, "tests/a.yaml", MISSPELT)
    checked = json.loads(
        tashkent("scenario", "check", str(folder), "--static", "--json", data=tmp_path).stdout
    )
    tested = json.loads(tashkent("scenario", "test", str(folder), "--json", data=tmp_path).stdout)
    assert [each for each in checked["problems"] if each["file"] == "tests/a.yaml"] == tested["problems"]
    assert tested["problems"]


def test_check_shows_the_line_of_a_test_to_people_and_to_github(tmp_path: Path) -> None:
    folder = with_file(tmp_path, "tests/a.yaml", MISSPELT)
    told = tashkent("scenario", "check", str(folder), "--static", data=tmp_path)
    assert told.returncode == 1
    assert "  3 |   credibilty.final: < 45" in told.stdout
    github = tashkent("scenario", "check", str(folder), "--static", "--github", data=tmp_path)
    assert f"::error file={folder.resolve()}/tests/a.yaml,line=3,col=3,title=quantity::" in github.stdout


def test_a_test_is_read_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "trial", lambda *_: pytest.fail("it was run"))
    text = "about: This fails.\nexpect:\n  credibility.final: < 1\n"
    assert static(with_file(tmp_path, "tests/a.yaml", text)).problems == ()


def test_each_translation_has_bounds_of_its_own(tmp_path: Path) -> None:
    folder = with_file(tmp_path, "lang/ru.yaml", f"# {'x' * 900_000}\n{ORPHAN}")
    for code in ("de", "fr", "pl"):
        (folder / "lang" / f"{code}.yaml").write_text(
            (folder / "lang" / "ru.yaml").read_text("utf-8"), "utf-8"
        )
    scenario = load_scenario(folder).scenario
    assert scenario is not None
    found: tuple[Problem, ...] = read_beside(Folder(folder), scenario).problems
    assert {(each.file, each.code) for each in found} == {
        (f"lang/{code}.yaml", "text-id") for code in ("ru", "de", "fr", "pl")
    }
