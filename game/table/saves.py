"""Saves on the disk: one file a play, a line a decision, each on the disk before it is acknowledged.

A save is held by an advisory lock while it is played, so that two games never write one file.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from game.scenario.refusal import Refusal, unknown
from game.table.locks import LockFile, TakenError, hold
from game.table.record import Entry, Finished, Header, Record, entry_line, header_line, parse
from game.words import _

SUFFIX = ".jsonl"

LAST = "last"
"""The name that stands for the save that was written to last."""

MAX_BYTES = 4 * 1024 * 1024
"""A longer file is no save: a long game with long reasons needs a hundredth of it."""

MAX_SAMENESS = 10_000
"""How many saves may share a scenario, a role and a seed."""


def data_folder() -> Path:
    """Where this user's saves and logs live: $TASHKENT_DATA, else what the system provides."""
    if given := os.environ.get("TASHKENT_DATA"):
        return Path(given)
    from platformdirs import user_data_path  # noqa: PLC0415 (not needed where the variable is set: start-up time)

    return user_data_path("tashkent", appauthor=False)


def saves_folder() -> Path:
    """Where this user's saves live."""
    return data_folder() / "saves"


class Save:
    """An open save, held by this process alone."""

    def __init__(
        self, path: Path, file: int, length: int, lock: LockFile | None, *, torn: bool = False
    ) -> None:
        self.path = path
        self._file = file
        self._length = length
        """How many bytes are known to be whole and on the disk."""
        self._lock = lock
        self._torn = torn
        """Whether there may be bytes after those, to be cut off before anything is added."""

    @property
    def place(self) -> str:
        """How to name this save to resume it: its name alone when it lies where saves lie."""
        return self.path.stem if self.path.parent == saves_folder() else str(self.path)

    def add(self, *entries: Entry) -> Refusal | None:
        """Append lines and wait until they are on the disk. A refusal leaves the file as it was."""
        try:
            if self._torn:
                os.ftruncate(self._file, self._length)
            self._torn = True
            data = b"".join(entry_line(entry) for entry in entries)
            _write(self._file, data)
            os.fsync(self._file)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._length)
                self._torn = False
            return Refusal(_("The save could not be written: {why}.").format(why=reason(error)))
        self._length += len(data)
        self._torn = False
        return None

    def close(self) -> None:
        """Let go of the file. Nothing is left to be written."""
        with contextlib.suppress(OSError):  # all that matters is on the disk already
            os.close(self._file)
        if self._lock:
            self._lock.release()


@dataclass(frozen=True, slots=True)
class Opened:
    """A save that was found and read."""

    path: Path
    record: Record
    save: Save | None
    """None when it can be read but not written; `notice` says why."""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A save among others."""

    path: Path
    header: Header
    finished: bool


def create(header: Header, path: Path | None = None) -> Save | Refusal:
    """A new save with its header on the disk; at `path`, else under a new name where saves lie.

    An existing file is never written over.
    """
    for candidate in _names(header) if path is None else (path,):
        try:
            candidate.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(candidate, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, 0o644)
        except FileExistsError:
            if path is not None:
                return Refusal(
                    _("There is a file {path} already.").format(path=path),
                    _("To play on from it, use --resume {path}.").format(path=path),
                )
            continue
        except (OSError, ValueError) as error:
            return _unsavable(candidate, error)
        try:
            lock = hold(file, candidate)
            data = header_line(header)
            _write(file, data)
            os.fsync(file)
            _sync_folder(candidate.parent)
        except (OSError, TakenError) as error:
            os.close(file)
            with contextlib.suppress(OSError):
                candidate.unlink()
            return _unsavable(candidate, error)
        return Save(candidate, file, len(data), lock)
    many = _("There are too many saves of {scenario} with seed {seed}.")
    return Refusal(many.format(scenario=header.scenario, seed=header.seed))


def _unsavable(path: Path, error: Exception) -> Refusal:
    told = _("This game cannot be saved in {path}: {why}.")
    return Refusal(told.format(path=path, why=reason(error)))


def open_save(name_or_path: str) -> Opened | Refusal:
    """Read a save and hold it, ready to go on. What a crash left unfinished at its end is cut off."""
    path = find(name_or_path)
    if isinstance(path, Refusal):
        return path
    try:
        file = os.open(path, os.O_RDWR | _FLAGS)
    except OSError as error:
        record = read(path)
        if isinstance(record, Refusal):
            return record
        why = _("The save {path} cannot be written: {why}. The game goes on without saving.")
        return Opened(path, record, None, why.format(path=path, why=reason(error)))
    try:
        lock = hold(file, path)
    except (TakenError, OSError) as error:
        os.close(file)
        if isinstance(error, TakenError):
            return Refusal(_("The save {path} is open in another game.").format(path=path), error.hint)
        return Refusal(_("The save {path} cannot be held: {why}.").format(path=path, why=reason(error)))
    record = read(path)
    if isinstance(record, Refusal):
        os.close(file)
        if lock:
            lock.release()
        return record
    return Opened(path, record, Save(path, file, record.length, lock, torn=record.torn))


def read(path: Path) -> Record | Refusal:
    """What a save holds; nothing is held or changed."""
    try:
        kind = path.stat()
        if not stat.S_ISREG(kind.st_mode):
            return Refusal(_("{path} is not a file.").format(path=path))
        if kind.st_size > MAX_BYTES:
            return Refusal(_("{path} is too large to be a saved game.").format(path=path))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return Refusal(_("The save {path} cannot be read: {why}.").format(path=path, why=reason(error)))
    record = parse(data)
    return replace(record, message=f"{path}: {record.message}") if isinstance(record, Refusal) else record


def find(name_or_path: str) -> Path | Refusal:
    """The file of a save by its path, its name, or `last`; a name may be shortened while it is unique."""
    folder = saves_folder()
    with contextlib.suppress(OSError, ValueError):
        for path in (Path(name_or_path), folder / f"{name_or_path}{SUFFIX}"):
            if path.is_file():
                return path
    names = [path.stem for path in _found(folder)]
    if name_or_path == LAST and names:
        return max(_found(folder), key=_written)
    begun = [name for name in names if name_or_path and name.startswith(name_or_path)]
    if len(begun) == 1:
        return folder / f"{begun[0]}{SUFFIX}"
    if not names:
        return Refusal(
            _("There is no save `{name}`.").format(name=name_or_path), _("No game has been saved yet.")
        )
    return unknown("save", name_or_path, begun or names)


def listed() -> Iterator[Listed | Refusal]:
    """Every save of this user, the latest first; a refusal for what cannot be read."""
    for path in sorted(_found(saves_folder()), key=_written, reverse=True):
        record = read(path)
        if isinstance(record, Refusal):
            yield record
        else:
            finished = any(isinstance(entry, Finished) for entry in record.entries[-1:])
            yield Listed(path, record.header, finished)


def reason(error: Exception) -> str:
    """Why the system refused, in its own words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error) or type(error).__name__


_FLAGS = os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _found(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.glob(f"*{SUFFIX}") if path.is_file()]
    except OSError:
        return []


def _written(path: Path) -> tuple[int, str]:
    """When a save was written to last; its name settles a tie."""
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name


def _names(header: Header) -> Iterator[Path]:
    stem = f"{header.scenario}-{header.role}-{header.seed}"
    for number in range(1, MAX_SAMENESS):
        yield saves_folder() / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"


def _write(file: int, data: bytes) -> None:
    """All of it: the system may take less at a time."""
    while data:
        data = data[os.write(file, data) :]


def _sync_folder(folder: Path) -> None:
    """Have the file's name on the disk too, where the system knows how (Windows does not)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
