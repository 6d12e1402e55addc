"""The authoring commands as an author types them: an empty folder, four commands, a game."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from game import cli
from tests.cli.run import environment


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


Typed = Callable[..., Done]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """A command, typed in an empty folder; in this process, since a new one takes a second each time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path / "data"))

    def run(*arguments: str, line: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["tashkent", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(line))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Done(end.value.code, said.out, said.err)

    return run


@pytest.fixture
def demo(typed: Typed, tmp_path: Path) -> Path:
    """A folder with a new scenario in it."""
    assert typed("scenario", "new", "demo", "--yes").returncode == 0
    return tmp_path


def test_four_commands_in_an_empty_folder_lead_to_a_game(tmp_path: Path) -> None:
    def ran(*arguments: str, line: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "game", *arguments],
            cwd=tmp_path,
            input=line,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**environment(tmp_path / "data"), "PYTHONPATH": str(Path.cwd())},
            timeout=60,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout

    ran("scenario", "new", "demo", "--yes")
    assert "no problems" in ran("scenario", "check", "demo", "--strict")
    tested = ran("scenario", "test", "demo")
    assert tested.startswith("..\n")
    assert "2 passed, 0 failed" in tested
    assert "The end: your scorecard." in ran(
        "play", "demo", "--plain", "--role", "capital", "--yes", line="1\n1\n"
    )


def test_questions_are_asked_again_until_the_answer_can_be_used(tmp_path: Path, typed: Typed) -> None:
    lines = "Mine\n\n\nBad{name\nGoodland\n\n\n"
    done = typed("scenario", "new", "mine", line=lines)
    assert done.returncode == 0
    assert "Use letters" in done.stderr
    text = (tmp_path / "mine" / "scenario.yaml").read_text()
    assert 'title: "Mine"' in text
    assert "  goodland:" in text


def test_the_exit_code_of_a_test_tells_how_it_went(demo: Path, typed: Typed) -> None:
    file = demo / "demo" / "tests" / "refusing-teaches.yaml"
    assert typed("scenario", "test", "demo", "-k", "zzz").returncode == 2
    file.write_text(file.read_text().replace("below 1", "above 99"))
    failed = typed("scenario", "test", "demo", "-v")
    assert failed.returncode == 1
    assert "tests/refusing-teaches.yaml            FAILED" in failed.stdout
    assert "expected cost.short.final: above 99; cost.short.final is" in failed.stdout
    file.write_text("about: x\nexpect: {cost.finale: 3}\n")
    assert typed("scenario", "test", "demo").returncode == 1
    assert typed("scenario", "test", "nowhere").returncode == 2
    assert typed("scenario", "test", "demo", "--json", "--update").returncode == 2


def test_a_document_is_all_that_is_printed(demo: Path, typed: Typed) -> None:
    for command in (("test", "demo", "--json"), ("translate", "demo", "ru", "--json")):
        done = typed("scenario", *command)
        assert done.returncode == 0
        assert isinstance(json.loads(done.stdout), dict)


def test_update_shows_the_difference_and_asks(demo: Path, typed: Typed) -> None:
    file = demo / "demo" / "tests" / "known.yaml"
    file.write_text("about: x\nseed: 1\nrecorded: {cost.final: new}\n")
    shown = typed("scenario", "test", "demo", "--update", line="n\n")
    assert shown.returncode == 1
    assert "+  cost.final: " in shown.stdout
    assert "new" in file.read_text()
    written = typed("scenario", "test", "demo", "--update", line="y\n")
    assert written.returncode == 0
    assert "new" not in file.read_text()
    assert typed("scenario", "test", "demo").returncode == 0


def test_an_archive_is_checked_tested_and_played_as_the_folder_is(demo: Path, typed: Typed) -> None:
    packed = typed("scenario", "pack", "demo")
    assert packed.returncode == 0
    assert (demo / "demo.zip").is_file()
    assert typed("scenario", "check", "demo.zip", "--strict").returncode == 0
    assert typed("scenario", "test", "demo.zip").returncode == 0
    play = typed("play", "demo.zip", "--plain", "--role", "bureau", "--yes", line="1\n1\n")
    assert play.returncode == 0
    assert "The end: your scorecard." in play.stdout
    assert typed("scenario", "pack", "demo").returncode == 2
    assert typed("scenario", "translate", "demo.zip", "ru").returncode == 2


def test_a_hostile_archive_is_told_in_words(demo: Path, typed: Typed) -> None:
    (demo / "bad.zip").write_bytes(b"PK\x05\x06" + b"\0" * 10)
    check = typed("scenario", "check", "bad.zip")
    assert check.returncode == 1
    assert "archive-unreadable" in check.stdout
    play = typed("play", "bad.zip", "--plain")
    assert play.returncode == 2
    assert "Traceback" not in play.stderr
    assert "is not a zip file that can be read" in play.stderr


def test_after_a_slip_that_hides_the_rest_more_is_announced(demo: Path, typed: Typed) -> None:
    main = demo / "demo" / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace("minutes: 15", "minutes:15"), "utf-8")
    assert "more may show then" in typed("scenario", "check", "demo").stdout
    main.write_text(main.read_text("utf-8").replace("minutes:15", "minutes: many"), "utf-8")
    assert "more may show then" not in typed("scenario", "check", "demo").stdout


def test_a_name_that_a_terminal_would_obey_is_told_cleaned(demo: Path, typed: Typed) -> None:
    (demo / "demo" / "stages" / "03-\x1b[31mred\n.yaml").write_text("id: red\n", "utf-8")
    told = typed("scenario", "check", "demo", "--static").stdout
    assert "file-name" in told
    assert "\x1b" not in told
