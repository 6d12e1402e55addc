"""Where a report goes: whole or not at all, and never over something by mistake."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.report.files import Taken, keep
from game.scenario.refusal import Refusal


def test_a_report_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    path = keep("Text…\n", str(tmp_path / "mine.md"), "name.md")
    assert path == tmp_path / "mine.md"
    assert path.read_bytes() == "Text…\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_gets_a_file_of_the_usual_name(tmp_path: Path) -> None:
    assert keep("x", str(tmp_path), "name.md") == tmp_path / "name.md"


def test_the_tilde_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert keep("x", "~/mine.md", "name.md") == tmp_path / "mine.md"


def test_nothing_is_written_over_unless_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("old")
    refusal = keep("new", str(path), "name.md")
    assert isinstance(refusal, Taken)
    assert "already" in refusal.message
    assert path.read_text() == "old"
    assert keep("new", str(path), "name.md", over=True) == path
    assert path.read_text() == "new"


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("old")
    path.chmod(0o600)
    keep("new", str(path), "name.md", over=True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_was_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.md"
    path.write_text("old")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refusal = keep("new", str(path), "name.md", over=True)
    assert isinstance(refusal, Refusal)
    assert "No space left" in refusal.message
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("where", "says"),
    [("", "no path"), ("   ", "no path"), ("gone/mine.md", "no folder"), ("a\0b", "cannot be written")],
)
def test_a_path_that_will_not_do_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refusal = keep("x", where, "name.md")
    assert isinstance(refusal, Refusal)
    assert says in refusal.message
    assert list(tmp_path.iterdir()) == []
