"""What is written down of a mistake of ours, to be sent to us."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from game.commands.faults import report


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (["join", "https://class.example/s/SECRET", "--name", "Ann"], "['join', '…']"),
        (["join", "10.0.0.7:8000", "SECRET"], "['join', '…']"),
        (["play", "small", "--seed", "7"], "['play', 'small', '--seed', '7']"),
    ],
)
def test_what_was_typed_is_written_down_but_for_what_opens_a_seat_in_a_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], written: str
) -> None:
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["tashkent", *typed])
    said = report(ZeroDivisionError("oh"))
    log = (tmp_path / "errors.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert written in log
    assert "SECRET" not in log
    assert str(tmp_path / "errors.log") in said
