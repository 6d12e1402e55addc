"""An author's editor, driven: the real YAML language server completes and checks with our schemas.

Slow, and it needs node and npm. Where TASHKENT_CI is set, as `.ci/run` does, their lack is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.authoring.answers import Answers
from game.authoring.new import create
from game.authoring.schemas import SCENARIO, STAGE, comment, documents
from game.scenario.loader import find_scenario
from game.scenario.refusal import Refusal
from tests.authoring.language_server import LanguageServer, installed

pytestmark = pytest.mark.slow

MAIN = "scenario.yaml"
STAGES = "stages"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The server, from npm."""
    command = installed(tmp_path_factory.mktemp("npm"))
    if isinstance(command, str):
        if os.environ.get("TASHKENT_CI"):
            pytest.fail(command)
        pytest.skip(command)
    with LanguageServer(command) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The flagship with the schemas beside it and the comments that name them."""
    folder = tmp_path / "kyrgyzstan-2010"
    shutil.copytree(find_scenario("kyrgyzstan-2010"), folder)
    for name, document in documents().items():
        (folder / name).write_text(json.dumps(document), "utf-8")
    for file in (folder / MAIN, *(folder / STAGES).iterdir()):
        schema = SCENARIO if file.name == MAIN else f"../{STAGE}"
        file.write_text(f"{comment(schema)}\n{file.read_text('utf-8')}", "utf-8")
    return folder


def changed(file: Path, old: str, new: str) -> int:
    """Put `new` in the place of the first `old` in a file; the line, from 0, in which it stands."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text.count("\n", 0, text.index(old))


def test_the_flagship_is_sound_in_an_editor(server: LanguageServer, folder: Path) -> None:
    for file in (folder / MAIN, *sorted((folder / STAGES).iterdir())):
        assert server.open(file) == [], file.name


def test_a_new_scenario_brings_what_an_editor_needs(server: LanguageServer, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert not isinstance(create(folder, Answers()), Refusal)
    files = [folder / MAIN, *(folder / STAGES).iterdir(), *(folder / "tests").iterdir()]
    assert len(files) > 3
    for file in files:
        assert server.open(file) == [], file.name
    other = tmp_path / "other"
    assert not isinstance(create(other, Answers()), Refusal)
    changed(other / MAIN, "difficulty: easy", "dificulty: easy")
    assert any("dificulty" in each["message"] for each in server.open(other / MAIN))


def test_a_misspelt_key_is_underlined_where_it_stands(server: LanguageServer, folder: Path) -> None:
    stage = folder / STAGES / "05-osh.yaml"
    line = changed(stage, "          summary: ", "          sumary: ")
    found = server.open(stage)
    at = [each for each in found if each["range"]["start"]["line"] == line]
    assert any("sumary" in each["message"] for each in at), found


def test_a_lever_out_of_its_range_is_underlined(server: LanguageServer, folder: Path) -> None:
    stage = folder / STAGES / "02-bishkek.yaml"
    line = changed(stage, "levers: {force: 0.7,", "levers: {force: 7,")
    (found,) = server.open(stage)
    assert found["range"]["start"]["line"] == line
    assert "1" in found["message"]


def test_the_keys_of_an_option_are_completed_with_their_help(server: LanguageServer, folder: Path) -> None:
    stage = folder / STAGES / "05-osh.yaml"
    line = changed(
        stage, "      options:\n", "      options:\n        more:\n          label: More\n          \n"
    )
    server.open(stage)
    offered = server.completions(stage, line + 3, 10)
    assert {"levers", "when", "historical", "outcome", "teaches", "reversible"} <= offered.keys()
    assert "exactly one option" in str(offered["historical"]["documentation"])


def test_levers_and_words_are_completed(server: LanguageServer, folder: Path) -> None:
    stage = folder / STAGES / "05-osh.yaml"
    line = changed(stage, "          summary: ", "          levers:\n            \n          summary: ")
    server.open(stage)
    assert {"aid", "deploy", "mandate", "turmoil"} <= server.completions(stage, line + 1, 12).keys()
    main = folder / MAIN
    line = changed(main, "difficulty: medium", "difficulty: ")
    server.open(main)
    assert {"easy", "medium", "hard"} <= server.completions(main, line, 12).keys()


def test_parameters_of_the_model_are_completed_with_their_meaning(
    server: LanguageServer, folder: Path
) -> None:
    main = folder / MAIN
    line = changed(main, "partners:\n", "parameters:\n  \npartners:\n")
    server.open(main)
    offered = server.completions(main, line + 1, 2)
    assert "δ" in str(offered["charge.patience"]["documentation"])
