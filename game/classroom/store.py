"""Sessions on the disk: one SQLite file each, an append-only log in it, held by one host at a time.

What `append` has returned from is on the disk (WAL, synchronous=FULL). Everything here may wait for the disk.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from game.classroom import events as e
from game.classroom.holding import Hold, held, unmade, unopened, wiped
from game.classroom.places import (
    SUFFIX,
    beside,
    by_age,
    found,
    reason,
    sessions_folder,
    written_last,
)
from game.scenario.refusal import Refusal
from game.words import _

SCHEMA = 1
"""Of the tables below; a file of a later one is refused, an earlier one brought up to date."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE log (number INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
"""

_STEPS: Mapping[int, str] = {0: _TABLES}
"""What brings a file from a schema to the next."""

BUSY = 5_000
"""Milliseconds to wait for whoever reads the file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A session among others."""

    name: str
    path: Path
    first: e.Entry
    last: e.Entry
    students: int
    """Who ever joined."""
    begun: int
    """How many of its rooms ever began."""
    used: datetime
    """When it was written to last."""


class Store:
    """One session's file, open. Use it from one thread at a time."""

    def __init__(self, path: Path, database: sqlite3.Connection, hold: Hold | None) -> None:
        """Without a `hold`, to be read only."""
        self.path = path
        self._database = database
        self._hold = hold

    @property
    def name(self) -> str:
        """What to call it."""
        return self.path.stem

    def append(self, entries: Sequence[e.Entry]) -> None:
        """Have more entries on the disk, all of them or none. Raise sqlite3.Error if that fails."""
        rows = [(entry.number, e.written(entry)) for entry in entries]
        try:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("INSERT INTO log VALUES (?, ?)", rows)
            self._database.execute("COMMIT")
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise

    def entries(self) -> Iterator[e.Entry]:
        """The log, from its start. Raise ValueError for a line that is none, sqlite3.Error if unreadable."""
        for (document,) in self._database.execute("SELECT document FROM log ORDER BY number"):
            yield e.read(document)

    def summary(self) -> Kept:
        """What it is, without reading all of it. Raise ValueError or sqlite3.Error as `entries` does."""
        ends = "SELECT document FROM log WHERE number IN (0, (SELECT max(number) FROM log)) ORDER BY number"
        found = [e.read(document) for (document,) in self._database.execute(ends)]
        if not found:
            raise ValueError("nothing was ever noted in it")
        students = len(list(self._of_kind("joined")))
        rooms = {each.event.room for each in self._of_kind("begun") if isinstance(each.event, e.Begun)}
        used = datetime.fromtimestamp(written_last(self.path) / 1e9, UTC)
        return Kept(self.name, self.path, found[0], found[-1], students, len(rooms), used)

    def _of_kind(self, kind: str) -> Iterator[e.Entry]:
        """Those entries whose event is of a kind."""
        # Within a text the quotes would be escaped: this is the kind of an event, and nothing else.
        wanted = "SELECT document FROM log WHERE instr(document, CAST(? AS BLOB)) ORDER BY number"
        for (document,) in self._database.execute(wanted, (f'"kind":"{kind}"',)):
            yield e.read(document)

    def meta(self) -> dict[str, str]:
        """What is noted beside the log: the join code, and the secrets of the teacher's links."""
        return dict(self._database.execute("SELECT key, value FROM meta"))

    def note(self, values: Mapping[str, str]) -> None:
        """Note something beside the log. Raise sqlite3.Error if that fails."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()
        if self._hold:
            self._hold.release()


def create(scenario: str, folder: Path | None = None) -> Store | Refusal:
    """A new, empty session under a name of its own."""
    folder = folder or sessions_folder()
    name = f"{scenario}-{time.strftime('%Y%m%d')}-{secrets.token_hex(3)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        return Refusal(
            _("No session can be kept in {folder}: {reason}.").format(folder=folder, reason=reason(error))
        )
    return _open(folder / f"{name}{SUFFIX}", new=True)


def opened(name: str, folder: Path | None = None) -> Store | Refusal:
    """A session that is kept, by its name, to go on with it; no other host may have it."""
    path = found(name, folder)
    return path if isinstance(path, Refusal) else _open(path, new=False)


def looked_into(name: str, folder: Path | None = None) -> Store | Refusal:
    """A session that is kept, only to read what it holds, even while a host has it."""
    path = found(name, folder)
    if isinstance(path, Refusal):
        return path
    address = f"{path.absolute().as_uri()}?mode=ro"
    # SQLite notes beside a file who reads it. Where nobody may write, nobody changes it either.
    alone = not os.access(path.parent, os.W_OK) and not beside(path, "-wal").exists()
    try:
        database = sqlite3.connect(
            f"{address}{'&immutable=1' if alone else ''}", uri=True, timeout=BUSY / 1000
        )
        version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        return _unreadable(path, error)
    if refusal := _unfit(path, version, exact=True):
        database.close()
        return refusal
    return Store(path, database, None)


def kept(folder: Path | None = None) -> Iterator[Kept | Refusal]:
    """The sessions that are kept, the latest first; a refusal for each that cannot be read."""
    for path in reversed(by_age(folder or sessions_folder())):
        yield summary(path)


def summary(path: Path) -> Kept | Refusal:
    """What a session is."""
    store = looked_into(str(path))
    if isinstance(store, Refusal):
        return store
    try:
        return store.summary()
    except (sqlite3.Error, ValueError, OSError) as error:
        return _unreadable(path, error)
    finally:
        store.close()


def delete(name: str, folder: Path | None = None) -> Refusal | None:
    """Really delete a session, readable or not: what its files hold is overwritten before they go."""
    path = found(name, folder)
    if isinstance(path, Refusal):
        return path
    hold = held(path)
    if isinstance(hold, Refusal):
        return hold
    try:
        wiped(path)
    except OSError as error:
        return Refusal(
            _("The session {name} cannot be deleted: {reason}.").format(name=path.stem, reason=reason(error))
        )
    finally:
        hold.release()
    return None


def discard(store: Store) -> None:
    """Close a session that nothing was kept of, and remove its files as far as that is possible."""
    store.close()
    unmade(store.path)


def _open(path: Path, *, new: bool) -> Store | Refusal:
    hold = held(path)
    if isinstance(hold, Refusal):
        return hold
    try:
        if new:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
    except (OSError, sqlite3.Error) as error:
        hold.release()
        if new and not isinstance(error, FileExistsError):  # what is there is another session
            unmade(path)
        return unopened(path, error)
    store = Store(path, database, hold)
    try:
        refusal = _prepared(store, new=new)
    except sqlite3.Error as error:
        refusal = unopened(path, error)
    if refusal:
        store.close()
        if new:
            unmade(path)
        return refusal
    return store


def _prepared(store: Store, *, new: bool) -> Refusal | None:
    """Make a file ready to be written: safe on the disk, and of today's schema."""
    database = store._database
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if not new and (refusal := _unfit(store.path, version, exact=False)):
        return refusal
    mode = database.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA fullfsync = ON")  # what FULL promises takes this on a Mac
    if mode != "wal":
        return Refusal(
            _("The session {name} cannot be kept safe: {folder} does not allow it.").format(
                name=store.name, folder=store.path.parent
            )
        )
    for step in range(version, SCHEMA):
        database.executescript(f"BEGIN IMMEDIATE; {_STEPS[step]} PRAGMA user_version = {step + 1}; COMMIT;")
    return None


def _unfit(path: Path, version: int, *, exact: bool) -> Refusal | None:
    if version > SCHEMA:
        return Refusal(
            _("The session {name} was written by a later version of the game.").format(name=path.stem),
            _("Update the game."),
        )
    if version == 0:
        return Refusal(_("The file {name} holds no session.").format(name=path.name), _("It can be deleted."))
    if exact and version != SCHEMA:
        return Refusal(
            _("The session {name} was written by an earlier version of the game.").format(name=path.stem),
            _("`tashkent host --resume {name}` brings it up to date.").format(name=path.stem),
        )
    return None


def _unreadable(path: Path, error: Exception) -> Refusal:
    message = _("The session {name} cannot be read: {reason}.")
    return Refusal(message.format(name=path.stem, reason=error))
