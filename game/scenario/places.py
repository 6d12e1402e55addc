"""Where a scenario's files lie: a folder on the disk, of which nothing is read that lies elsewhere."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem
from game.scenario.nodes import Spot
from game.scenario.source import MAX_FILE_BYTES

MAX_FILES = 100
"""The most files that a folder of a scenario may hold."""

LANGUAGES = "lang"
"""The folder of the translations."""
MAX_TRANSLATION_BYTES = 1024 * 1024
"""Of a translation's file, which has a whole scenario's texts, and the originals beside them."""


def most_bytes(name: str) -> int:
    """The most bytes that a file of this name may have."""
    return MAX_TRANSLATION_BYTES if name.startswith(f"{LANGUAGES}/") else MAX_FILE_BYTES


class Place(Protocol):
    """Where a scenario's files lie. What cannot be read comes back as a Problem."""

    @property
    def id(self) -> str:
        """The scenario's id, as its folder is named."""
        ...

    def holds(self, name: str) -> bool:
        """Whether there is anything of this name."""
        ...

    def names(self, folder: str) -> list[str] | Problem:
        """What lies in a folder, in no order; nothing where there is no such folder."""
        ...

    def read(self, name: str) -> bytes | Problem:
        """A plain file's bytes, if it is within bounds."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk."""

    path: Path

    @property
    def id(self) -> str:
        """The folder's own name."""
        return self.path.name

    def holds(self, name: str) -> bool:
        """Whether there is anything of this name, be it a broken link."""
        return os.path.lexists(self.path / name)

    def names(self, folder: str) -> list[str] | Problem:
        """What lies in a folder, of whatever kind."""
        path = self.path / folder
        if not os.path.lexists(path):
            return []
        try:
            mode = os.lstat(path).st_mode
            if not stat.S_ISDIR(mode):
                return fault("not-a-plain-file", folder, name=folder, what=kind_of(mode))
            with os.scandir(path) as entries:
                names = [entry.name for entry in islice(entries, MAX_FILES + 1)]
        except OSError as error:
            return fault("unreadable", folder, name=folder, why=why(error))
        if len(names) > MAX_FILES:
            return fault("too-many-files", folder, name=folder, limit=MAX_FILES)
        return names

    def link_on_the_way(self, name: str) -> Problem | None:
        """The first part of a file's name, below the scenario's folder, that leads elsewhere."""
        parts = name.split("/")
        for count in range(1, len(parts) + 1):
            part = "/".join(parts[:count])
            if (self.path / part).is_symlink():
                return fault("not-a-plain-file", part, name=part, what="a link")
        return None

    def read(self, name: str) -> bytes | Problem:
        """The file's bytes; a link is refused, and a pipe in its place is not waited for."""
        if link := self.link_on_the_way(name):
            return link
        try:
            mode = os.lstat(self.path / name).st_mode
            if not stat.S_ISREG(mode):
                return fault("not-a-plain-file", name, name=name, what=kind_of(mode))
            with open(self.path / name, "rb", opener=open_plainly) as file:
                data = file.read(most_bytes(name) + 1)
        except OSError as error:
            return fault("unreadable", name, name=name, why=why(error))
        if len(data) > most_bytes(name):
            return fault("file-too-large", name, name=name, limit=most_bytes(name) // 1024)
        return data


def fault(code: str, file: str, hint: str = "", /, **words: object) -> Problem:
    """A problem of a file as a whole."""
    return problem(code, Spot(file, 1, 1), hint, **words)


def invisible(name: str) -> bool:
    """Whether a file's name has a character in it that does not show, or that a terminal would obey."""
    return any(unicodedata.category(char)[0] == "C" or char in "\u2028\u2029" for char in name)


def open_plainly(path: str, flags: int) -> int:
    """Open for reading without following a link and without waiting for a pipe, where the system can."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def kind_of(mode: int) -> str:
    """What is no plain file, in words."""
    if stat.S_ISLNK(mode):
        return "a link"
    return "a folder" if stat.S_ISDIR(mode) else "not an ordinary file"


def why(error: OSError | ValueError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or "the name is not a file's name"
