"""Where sessions lie on the disk, how they are found by name, and what to say when a disk fails."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

from game.scenario.refusal import Refusal, unknown
from game.table.saves import data_folder
from game.words import _

SUFFIX, HELD = ".session", ".held"
"""Of a session's file, and of the one beside it that says who has it."""


def sessions_folder() -> Path:
    """Where this user's sessions live."""
    return data_folder() / "sessions"


def found(name: str, folder: Path | None = None) -> Path | Refusal:
    """Where a session lies: by its path, its name, or `last`."""
    folder = folder or sessions_folder()
    if name.endswith(SUFFIX) and Path(name).is_file():
        return Path(name)
    paths = by_age(folder)
    if name == "last" and paths:
        return paths[-1]
    known = {path.stem: path for path in paths}
    if name in known:
        return known[name]
    if not known:
        return Refusal(_("There is no session here yet."), _("`tashkent host` begins one."))
    return unknown("session", name, known)


def by_age(folder: Path) -> list[Path]:
    """The sessions of a folder, the one that was written last at the end."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):  # it has just been deleted
            found.append((written_last(path), path))
    return [path for _, path in sorted(found)]


def written_last(path: Path) -> int:
    """When a session was written to, in nanoseconds of the system's clock. Raise OSError if it is gone.

    SQLite writes beside the file, and into it once in a while; after a host was killed it is all there still.
    """
    written = path.stat().st_mtime_ns
    with contextlib.suppress(OSError):
        log = beside(path, "-wal").stat()
        if log.st_size:  # who only reads leaves an empty one
            written = max(written, log.st_mtime_ns)
    return written


def beside(path: Path, suffix: str) -> Path:
    """A file that SQLite or we keep beside a session's."""
    return path.with_name(f"{path.name}{suffix}")


def reason(error: OSError | sqlite3.Error) -> str:
    """Why something failed, as the end of a sentence."""
    text = (error.strerror if isinstance(error, OSError) else str(error)) or "unknown"
    return re.sub(r"^[A-Z](?=[a-z])", lambda first: first[0].lower(), text)


def unkept(error: sqlite3.Error) -> Refusal:
    """What to say when the disk does not take something."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lowest byte says what kind it is
    if code == sqlite3.SQLITE_FULL:
        message = _("The host cannot keep that: its disk is full.")
    elif code == sqlite3.SQLITE_READONLY:
        message = _("The host cannot keep that: its disk is read-only.")
    else:
        message = _("The host cannot keep that: its disk cannot be written.")
    return Refusal(message, _("Nothing was changed, and nothing is lost."))
