"""One save, one game: an advisory lock on the file itself, or a file beside it where there are no locks."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from game.words import _

FAR = 2**40
"""The byte that is locked where locks keep others from reading: one that no save reaches."""

NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What file systems without locks answer (some network ones)."""

if sys.platform == "win32":
    import msvcrt

    HELD = {errno.EACCES, errno.EDEADLK}

    def _lock(file: int) -> None:
        os.lseek(file, FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    HELD = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class TakenError(Exception):
    """Another process holds the save; `hint` says what can be done about it."""

    def __init__(self, hint: str) -> None:
        super().__init__("another game holds it")
        self.hint = hint


class LockFile:
    """A file that says who holds a save, for file systems without locks."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def release(self) -> None:
        """Let others have the save."""
        self.path.unlink(missing_ok=True)


def hold(file: int, path: Path) -> LockFile | None:
    """Hold an open save until it is closed; the lock file to release, where one was needed.

    Raise TakenError if another process holds it, OSError if the system cannot say.
    """
    try:
        _lock(file)
    except OSError as error:
        if error.errno in HELD:
            raise TakenError(_("Close the other game first, or begin a new one.")) from None
        if error.errno not in NO_LOCKS:
            raise
    else:
        return None
    return _lock_file(path.with_name(f"{path.name}.lock"))


def _lock_file(path: Path) -> LockFile:
    """Make the lock file; one that a dead process of this machine left behind is taken over."""
    for _attempt in range(2):
        try:
            with path.open("x", encoding="utf-8") as lock:
                lock.write(f"{os.getpid()} {_machine()}\n")
        except FileExistsError:
            if not _abandoned(path):
                break
            path.unlink(missing_ok=True)
        else:
            return LockFile(path)
    raise TakenError(_("If no other game is running, delete {path} and try again.").format(path=path))


def _abandoned(path: Path) -> bool:
    """Whether the process that made a lock file is known to be gone."""
    try:
        pid, _, machine = path.read_text(encoding="utf-8").strip().partition(" ")
    except (OSError, ValueError):
        return False
    if machine != _machine() or not pid.isdecimal() or sys.platform == "win32":
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _machine() -> str:
    import platform  # noqa: PLC0415 (only where there are no locks: start-up time)

    return platform.node()
