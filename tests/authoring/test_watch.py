"""Watching a scenario: every save is checked and replayed, and what changed is said."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest

from game.authoring.watch import Course, look, news, stamps
from game.commands import watch
from game.commands.watch import watched
from game.scenario.refusal import Refusal
from tests.cli.here import tashkent
from tests.cli.run import started
from tests.scenario.spoilt import copy_small

COURSE = Course({"spring.bureau.draft": "plan"}, seed=4)


def edit(file: Path, old: str, new: str) -> None:
    """Save a file with something replaced."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_change_of_the_scores_is_shown_beside_them(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    before = look(folder, COURSE, played=False)
    edit(folder / "scenario.yaml", "  capacity: ", "  capacity: 0.5 # was ")
    now = look(folder, COURSE, played=False)
    assert list(before.scores) == ["start", "spring", "summer", "final"]
    table = [line for line in news(before, now, before.scores) if line.startswith("final")]
    assert len(table) == 1
    assert "(+" in table[0] or "(−" in table[0]
    assert "(" not in next(line for line in news(now, now, now.scores) if line.startswith("final"))


def test_only_new_problems_are_told_and_mended_ones_are_named(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    sound = look(folder, COURSE, played=False)
    edit(folder / "scenario.yaml", "format: 1", "format: 9")
    broken = look(folder, COURSE, played=False)
    first = "\n".join(news(sound, broken, sound.scores))
    assert "error unknown-format" in first
    assert "1 error." in first
    again = "\n".join(news(broken, broken, sound.scores))
    assert "unknown-format" not in again
    assert "1 error." in again
    assert "Mended: unknown-format in scenario.yaml." in list(news(broken, sound, sound.scores))


def test_nothing_is_called_mended_where_the_scenario_is_gone(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    edit(folder / "scenario.yaml", "format: 1", "format: 9")
    broken = look(folder, COURSE, played=False)
    folder.rename(tmp_path / "elsewhere")
    told = "\n".join(news(broken, look(folder, COURSE, played=False), {}))
    assert "no-scenario" in told
    assert "Mended" not in told


def test_the_replay_ends_at_the_stage_that_is_asked_for(tmp_path: Path) -> None:
    found = look(copy_small(tmp_path), Course({}, until="spring"), played=False)
    assert list(found.scores) == ["start", "spring"]


def test_choices_that_are_no_longer_there_are_said_and_watching_goes_on(tmp_path: Path) -> None:
    found = look(copy_small(tmp_path), Course({"spring.bureau.draft": "plann"}), played=False)
    assert found.refusal is not None
    assert any(line.startswith("Not replayed: ") for line in news(None, found, {}))


def test_a_save_wakes_the_watch_once_it_has_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "PAUSE", 0.02)
    monkeypatch.setattr(watch, "SETTLING", 0.05)
    folder = copy_small(tmp_path)
    told = watched(str(folder), COURSE, played=False, looks=2)
    assert not isinstance(told, Refusal)
    lines = []
    for line in told:
        lines.append(line)
        if line.startswith("Watching"):
            threading.Timer(0.1, edit, (folder / "scenario.yaml", "format: 1", "format: 9")).start()
    assert any(line.endswith("  scenario.yaml") for line in lines)
    assert any("unknown-format" in line for line in lines)


def test_a_file_that_vanishes_while_it_is_looked_at_is_left_out(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    (folder / "stages" / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    assert not any("gone" in name for name in stamps(folder))


def test_ctrl_c_ends_the_watch_cleanly(tmp_path: Path) -> None:
    process = started("scenario", "watch", str(copy_small(tmp_path)), "--static", data=tmp_path)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process:
        seen = b""
        limit = time.monotonic() + 30
        while b"Watching" not in seen and time.monotonic() < limit:
            seen += process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stdout.read().decode().endswith("No longer watching.\n")
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    "arguments, word",
    [
        (("nowhere",), "There is no scenario"),
        (("kyrgyzstan-2010", "--static", "--until", "oshh"), "osh"),
        (("kyrgyzstan-2010", "--static", "--rest", "refus"), "refuse"),
        (("kyrgyzstan-2010", "--static", "--choose", "osh.moscow.answer=nothing"), "option"),
    ],
)
def test_what_cannot_be_watched_is_refused_in_words(
    arguments: tuple[str, ...], word: str, tmp_path: Path
) -> None:
    done = tashkent("scenario", "watch", *arguments, data=tmp_path)
    assert done.returncode == 2
    assert word in done.stderr
