"""New values in an author's files, all else left as it is. Writes files, each whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from game.scenario.nodes import Spot
from game.scenario.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a file, on one line, and what to write in its place."""

    spot: Spot
    old: str
    new: str


def edited(text: str, edits: Sequence[Edit]) -> str | None:
    """The text with its edits made; None where it no longer says what is to be replaced."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda each: (each.spot.line, each.spot.column), reverse=True):
        at, start = edit.spot.line - 1, edit.spot.column - 1
        if at >= len(lines) or not lines[at].startswith(edit.old, start):
            return None
        lines[at] = lines[at][:start] + edit.new + lines[at][start + len(edit.old) :]
    return "\n".join(lines)


def rewrite(folder: Path, file: str, edits: Sequence[Edit]) -> Refusal | None:
    """Make the edits of one file; line ends stay as they are."""
    path = folder / file
    try:
        with path.open(encoding="utf-8-sig", newline="") as before:
            text = before.read()
    except (OSError, ValueError) as error:
        return Refusal(f"`{file}` cannot be read: {error}.")
    new = edited(text, edits)
    if new is None:
        return Refusal(f"`{file}` has changed in the meantime.", "Run the command again.")
    return write(path, new)


def write(path: Path, text: str) -> Refusal | None:
    """Put a text in a file's place, whole or not at all; folders on the way are made."""
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)  # left behind, or a link that somebody put there
        with new.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(new, path)  # noqa: PTH105 (says that what is there is replaced)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        return Refusal(f"`{path}` cannot be written: {error.strerror}.")
    return None
