"""Sessions on the disk: what was acknowledged is kept, one host at a time, and what is deleted is gone."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game.classroom import events as e
from game.classroom import places
from game.classroom import store as stores
from game.classroom.places import beside
from game.classroom.store import Kept, Store, create, delete, kept, looked_into, opened
from game.scenario.refusal import Refusal
from tests.classroom.classes import WALL, Class, lake

MOUNTS = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
"""Whether a test may have a disk of its own."""


def entry(number: int, text: str = "hello") -> e.Entry:
    """A line of a log."""
    return e.Entry(number, float(number), WALL, "facilitator", e.Told(("A",), "", text))


def fine(found: Store | Refusal) -> Store:
    """A store that was opened."""
    assert isinstance(found, Store), found
    return found


def asked(store: Store, pragma: str) -> Any:
    """What SQLite says of a file that is open."""
    return store._database.execute(f"PRAGMA {pragma}").fetchone()[0]


@pytest.fixture
def session(tmp_path: Path) -> str:
    """The name of a session that was played, and closed."""
    store = fine(create("small", tmp_path))
    store.note({"code": "ABC234"})
    store.append(Class(lake()).log)
    store.append([entry(number) for number in range(1, 40)])
    store.close()
    return store.name


def test_a_new_session_that_would_be_called_as_another_leaves_that_alone(
    tmp_path: Path, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.store.secrets.token_hex", lambda _count: session.rpartition("-")[2])
    assert isinstance(create("small", tmp_path), Refusal)
    store = fine(opened(session, tmp_path))
    assert len([*store.entries()]) == 40
    store.close()


def test_what_is_appended_is_on_the_disk_before_it_returns(tmp_path: Path, session: str) -> None:
    for store in (fine(create("small", tmp_path)), fine(opened(session, tmp_path))):
        assert asked(store, "journal_mode") == "wal"
        assert asked(store, "synchronous") == 2  # FULL
        store.close()


def test_the_log_reads_as_it_was_written_even_while_a_host_has_it(tmp_path: Path, session: str) -> None:
    host = fine(opened(session, tmp_path))
    host.append([entry(40), entry(41)])
    reader = fine(looked_into(session, tmp_path))
    assert [each.number for each in reader.entries()] == list(range(42))
    assert list(reader.entries()) == list(host.entries())
    assert reader.meta() == {"code": "ABC234"}
    with pytest.raises(sqlite3.OperationalError):
        reader.append([entry(42)])
    reader.close()
    host.close()


def test_of_entries_that_belong_together_all_are_kept_or_none(tmp_path: Path, session: str) -> None:
    store = fine(opened(session, tmp_path))
    with pytest.raises(sqlite3.IntegrityError):
        store.append([entry(40), entry(41), entry(0)])
    assert len(list(store.entries())) == 40
    store.append([entry(40)])
    store.close()


def test_a_host_that_is_killed_loses_nothing_and_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.classroom.test_store import *;"
        "s = fine(create('small', Path(sys.argv[1])));"
        "s.append([entry(n) for n in range(9)]); print(s.name, flush=True); os._exit(9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert killed.returncode == 9, killed.stderr
    store = fine(opened(killed.stdout.strip(), tmp_path))
    assert len(list(store.entries())) == 9
    store.close()


def test_a_second_host_is_refused_in_words(tmp_path: Path, session: str) -> None:
    first = fine(opened(session, tmp_path))
    script = (
        "import sys; from pathlib import Path; from game.classroom.store import *;"
        "print(opened(sys.argv[2], Path(sys.argv[1])), delete(sys.argv[2], Path(sys.argv[1])))"
    )
    second = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), session], capture_output=True, text=True, check=True
    )
    assert second.stdout.count(f"Another host has the session {session}.") == 2
    assert isinstance(opened(session, tmp_path), Refusal)
    first.append([entry(40)])
    first.close()
    fine(opened(session, tmp_path)).close()


def test_nobody_else_on_the_machine_may_read_a_session(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    store = fine(create("small", folder))
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    store.close()


# Names


def test_sessions_are_listed_the_latest_first_and_found_by_name_or_as_the_last(tmp_path: Path) -> None:
    names = []
    for second in range(3):
        store = fine(create("small", tmp_path))
        store.append(Class(lake()).log)
        store.close()
        os.utime(store.path, (second, second))
        names.append(store.name)
    found = list(kept(tmp_path))
    assert [each.name for each in found if isinstance(each, Kept)] == names[::-1]
    for name, wanted in (
        ("last", names[2]),
        (names[0], names[0]),
        (str(tmp_path / f"{names[1]}.session"), names[1]),
    ):
        store = fine(looked_into(name, tmp_path))
        assert store.name == wanted
        store.close()


def test_the_last_session_is_the_one_that_was_played_last_even_if_its_host_was_killed(
    tmp_path: Path, session: str
) -> None:
    """What a host that was killed wrote lies beside its file still, which is older than others."""
    other = fine(create("small", tmp_path))
    other.append(Class(lake()).log)
    other.close()
    os.utime(tmp_path / f"{session}.session", (1, 1))
    os.utime(other.path, (2, 2))
    writes = "from tests.classroom.test_store import entry, fine, opened; import os, signal, sys; " + (
        "fine(opened(sys.argv[1])).append([entry(40)]); os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = str(tmp_path / f"{session}.session")
    subprocess.run([sys.executable, "-c", writes, path], check=False)
    os.utime(path, (1, 1))  # to whatever SQLite did while it opened the file
    assert beside(Path(path), "-wal").stat().st_size
    for _ in range(2):  # looking changes nothing
        assert [each.name for each in kept(tmp_path) if isinstance(each, Kept)] == [session, other.name]
        assert places.found("last", tmp_path) == Path(path)


def test_a_name_that_is_almost_right_gets_a_suggestion(tmp_path: Path, session: str) -> None:
    assert isinstance(found := opened(session[:-1], tmp_path), Refusal)
    assert session in found.hint
    assert isinstance(opened(session, tmp_path / "nowhere"), Refusal)


# Other versions, and files that are none


def test_a_file_of_a_later_version_says_so(tmp_path: Path, session: str) -> None:
    with sqlite3.connect(tmp_path / f"{session}.session") as database:
        database.execute(f"PRAGMA user_version = {stores.SCHEMA + 1}")
    database.close()
    for found in (opened(session, tmp_path), looked_into(session, tmp_path)):
        assert isinstance(found, Refusal)
        assert "later version" in found.message


def test_a_file_of_an_earlier_version_is_brought_up_to_date_by_its_host(
    tmp_path: Path, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = "CREATE TABLE more (text TEXT) STRICT;"
    monkeypatch.setattr(stores, "_STEPS", {**stores._STEPS, stores.SCHEMA: step})
    monkeypatch.setattr(stores, "SCHEMA", stores.SCHEMA + 1)
    assert isinstance(found := looked_into(session, tmp_path), Refusal)
    assert "earlier version" in found.message
    store = fine(opened(session, tmp_path))
    assert asked(store, "user_version") == stores.SCHEMA
    assert len(list(store.entries())) == 40
    store._database.execute("SELECT text FROM more")
    store.close()
    fine(looked_into(session, tmp_path)).close()


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to look at" * 100])
def test_a_file_that_is_no_session_is_refused_listed_as_such_and_can_be_deleted(
    tmp_path: Path, session: str, content: bytes
) -> None:
    (tmp_path / "other.session").write_bytes(content)
    assert isinstance(opened("other", tmp_path), Refusal)
    assert sorted(type(each).__name__ for each in kept(tmp_path)) == ["Kept", "Refusal"]
    assert delete("other", tmp_path) is None
    assert [each.name for each in kept(tmp_path) if isinstance(each, Kept)] == [session]


# Deleting


def test_what_is_deleted_is_gone_and_what_it_said_cannot_be_read_off_the_disk(tmp_path: Path) -> None:
    folder, traces = tmp_path / "sessions", tmp_path / "traces"
    traces.mkdir()
    store = fine(create("small", folder))
    store.append([entry(number, f"Zaphod's secret {number}") for number in range(500)])
    store.close()
    os.link(store.path, traces / "trace")  # another name for the same bytes on the disk
    assert b"Zaphod" in (traces / "trace").read_bytes()
    assert delete(store.name, folder) is None
    assert list(folder.iterdir()) == []
    assert not (traces / "trace").read_bytes().strip(b"\0")


# Disks that fail, with a host in a process of its own


def failing(how: str, folder: Path) -> dict[str, list[str]]:
    """What became of a class on a disk that fails."""
    folder.mkdir()
    command = [] if how == "full" else ["unshare", "-rm"]
    command += [sys.executable, "-m", "tests.classroom.disk", how, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    assert not any(str(folder) in refusal for refusal in found["refusals"])
    return found


DISKS = [
    pytest.param("full", "cannot be written", id="a file that cannot grow"),
    pytest.param(
        "small", "is full", id="a full disk", marks=pytest.mark.skipif(not MOUNTS, reason="no disk")
    ),
]


@pytest.mark.parametrize("how, why", DISKS)
def test_where_nothing_more_can_be_kept_nothing_more_is_acknowledged(
    tmp_path: Path, how: str, why: str
) -> None:
    found = failing(how, tmp_path / "disk")
    assert found["acknowledged"]
    assert found["kept"] == found["acknowledged"]
    refusal = f"The host cannot keep that: its disk {why}. Nothing was changed, and nothing is lost."
    assert found["refusals"] == [refusal, refusal]


@pytest.mark.skipif(not MOUNTS, reason="no disk of its own is to be had here")
def test_on_a_read_only_disk_sessions_are_read_and_nothing_else(tmp_path: Path) -> None:
    found = failing("read-only", tmp_path / "disk")
    assert found["read"][:2] == ["opened", "joined"]
    assert len(found["refusals"]) == 3
    assert all("ead-only file system" in each for each in found["refusals"]), found["refusals"]
