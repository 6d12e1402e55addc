"""A session's files, held by one host at a time; and how they go, so that nothing of them is left."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from game.classroom.places import HELD, beside, reason
from game.scenario.refusal import Refusal
from game.table.locks import LockFile, TakenError, hold
from game.words import _

FILES = ("", "-wal", "-shm")
"""What SQLite keeps of a session, by what its name ends in."""


class Hold:
    """A session that no other host can have, until it is let go of."""

    def __init__(self, descriptor: int, lock: LockFile | None) -> None:
        """`descriptor` is of the file that says so, while it is open."""
        self._descriptor = descriptor
        self._lock = lock

    def release(self) -> None:
        """Let others have it."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        with contextlib.suppress(OSError):
            os.close(descriptor)
        if self._lock:
            self._lock.release()


def held(path: Path) -> Hold | Refusal:
    """Hold a session; a refusal where another host does."""
    note, descriptor = beside(path, HELD), -1
    try:
        descriptor = os.open(note, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        return Hold(descriptor, hold(descriptor, note))
    except TakenError:
        os.close(descriptor)
        return Refusal(
            _("Another host has the session {name}.").format(name=path.stem), _("Close it there first.")
        )
    except OSError as error:
        if descriptor >= 0:
            os.close(descriptor)
        return unopened(path, error)


def unopened(path: Path, error: OSError | sqlite3.Error) -> Refusal:
    """Why a session cannot be had."""
    message = _("The session {name} cannot be opened: {reason}.")
    return Refusal(message.format(name=path.stem, reason=reason(error)))


def unmade(path: Path) -> None:
    """Remove the files of a session of which nothing was kept, as far as that is possible."""
    for suffix in (*FILES, HELD):
        with contextlib.suppress(OSError):
            beside(path, suffix).unlink(missing_ok=True)


def wiped(path: Path) -> None:
    """Overwrite the files of a session, and remove them. Raise OSError if that fails."""
    for each in (beside(path, suffix) for suffix in FILES):
        if each.exists():
            _overwrite(each)
            each.unlink()
    beside(path, HELD).unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 2**20)))
        os.fsync(file.fileno())
