"""Where a report goes: one file, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from game.scenario.refusal import Refusal
from game.words import _


class Taken(Refusal):
    """There is a file already, which can be written over."""


def keep(text: str, where: str, name: str, *, over: bool = False) -> Path | Refusal:
    """Write a report to a path as a person types it: `~` is the home, a folder gets a file called `name`.

    A file that is there already is replaced only if `over`; then at once, so that nobody sees half of it.
    """
    if not where.strip():
        return Refusal(_("There is no path."), _("Give the name of a file."))
    try:
        path = Path(where.strip()).expanduser()
        if path.is_dir():
            path /= name
        if path.exists() and (not over or not path.is_file()):
            refused = Taken if path.is_file() else Refusal
            return refused(
                _("There is a file {path} already.").format(path=path),
                _("Choose another name, or write over it."),
            )
        if not path.parent.is_dir():
            return Refusal(
                _("There is no folder {path}.").format(path=path.parent),
                _("Make it first, or choose another."),
            )
        _write(text, path)
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: a null byte; RuntimeError: no home
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Refusal(
            _("The report cannot be written to {path}: {why}.").format(path=where.strip(), why=why),
            _("Choose another place."),
        )
    return path


def _write(text: str, path: Path) -> None:
    """By way of a file beside it, so that what was there stays until all is on the disk."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(draft).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        Path(draft).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
