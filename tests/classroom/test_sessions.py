"""`tashkent sessions`, as it is typed: list, export, delete, go on; two of them in real processes."""

from __future__ import annotations

import csv
import signal
from datetime import datetime
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom.store import Store, create
from tests.classroom.classes import SMALL, WALL, Class, lake
from tests.cli import run
from tests.cli.here import tashkent
from tests.cli.run import started


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A user's data folder."""
    return tmp_path / "data"


@pytest.fixture
def session(data: Path) -> str:
    """The name of a session that was played to the end."""
    played = Class(lake(), path=str(SMALL))
    played.seat("ann", "A", "capital")
    played.seat("ben", "B", "bureau")
    played.begin()
    for _ in range(2):
        played.vote("ann", "refuse")
        played.vote("ben", "wait")
    played.must(e.Debriefed())
    store = create("small", data / "sessions")
    assert isinstance(store, Store)
    store.append(played.log)
    store.close()
    return store.name


def test_without_sessions_it_says_where_they_would_lie(data: Path) -> None:
    said = tashkent("sessions", data=data)
    assert said.returncode == 0
    assert str(data / "sessions") in said.stdout


def test_it_lists_what_is_kept_and_what_cannot_be_read(data: Path, session: str) -> None:
    (data / "sessions" / "other.session").write_bytes(b"x" * 5000)
    said = tashkent("sessions", data=data)
    assert said.returncode == 0
    assert f"{session}: small, begun 1 January 2026 1" in said.stdout
    assert "2 of 2 rooms played, 2 students" in said.stdout
    assert "The session other cannot be read" in said.stdout
    assert "resume" in said.stdout


def test_the_sessions_of_one_day_are_told_apart_by_the_time(data: Path, session: str) -> None:
    said = tashkent("sessions", data=data).stdout
    begun = datetime.fromisoformat(WALL).astimezone()
    used = datetime.fromtimestamp((data / "sessions" / f"{session}.session").stat().st_mtime)
    for what, when in (("begun", begun), ("last used", used)):
        assert f"{what} {when.day} {when:%B} {when.year} {when:%H:%M}," in said


def test_what_is_exported_has_pseudonyms_unless_names_are_asked_for(
    data: Path, session: str, tmp_path: Path
) -> None:
    said = run.tashkent("sessions", "export", session, "-o", str(tmp_path / "out"), data=data)
    assert said.returncode == 0, said.stderr
    paths = [Path(line) for line in said.stdout.splitlines()]
    assert {"report.html", "report.md", "session.json"} < {path.name for path in paths}
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    assert "Student 1" in texts["report.md"]
    assert not any("Ann" in text for text in texts.values())
    one = tmp_path / "votes.csv"
    said = tashkent("sessions", "export", "last", "--names", "-o", str(one), data=data)
    assert said.returncode == 0, said.stderr
    with one.open(encoding="utf-8-sig", newline="") as file:
        assert "Ann" in {cell for row in csv.reader(file) for cell in row}


def test_what_is_deleted_is_gone_and_only_after_a_yes(data: Path, session: str) -> None:
    asked = tashkent("sessions", "delete", session, data=data, typed="n\n")
    assert asked.returncode == 130
    assert "2 students" in asked.stdout
    said = tashkent("sessions", "delete", session, "--yes", data=data)
    assert said.returncode == 0
    assert session in said.stdout
    assert not list((data / "sessions").iterdir())
    gone = tashkent("sessions", "delete", session, "--yes", data=data)
    assert gone.returncode == 2
    assert "There is no session here yet." in gone.stderr


def test_a_damaged_session_can_be_deleted_too(data: Path, session: str) -> None:
    (data / "sessions" / "other.session").write_bytes(b"x" * 5000)
    assert tashkent("sessions", "delete", "other", "--yes", data=data).returncode == 0
    assert "other" not in tashkent("sessions", data=data).stdout


@pytest.mark.slow
def test_a_session_that_a_host_has_is_not_deleted(data: Path, session: str) -> None:
    host = started("sessions", "resume", session, "--port", "0", "--workers", "1", data=data)
    assert host.stdout
    try:
        said = b""
        while b"Ctrl+C" not in said:
            line = host.stdout.readline()
            assert line, said
            said += line
        refused = tashkent("sessions", "delete", session, "--yes", data=data)
        assert refused.returncode == 2
        assert f"Another host has the session {session}." in refused.stderr
    finally:
        host.send_signal(signal.SIGINT)
        host.communicate(timeout=30)
    assert host.returncode == 0
