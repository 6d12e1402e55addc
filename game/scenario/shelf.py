"""Reads one scenario's files within bounds, from wherever they lie, and keeps their texts and problems."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem, Problems
from game.scenario.nodes import ListNode, MapNode
from game.scenario.places import Folder, Place, fault, invisible, why
from game.scenario.source import Document, decode, parse
from game.scenario.suggestions import did_you_mean

MAX_TOTAL_BYTES = 2 * 1024 * 1024
"""Of all files that are read."""
MAIN = "scenario.yaml"
STAGES = "stages"
TESTS = "tests"
"""The folder of the scenario's own tests, which the loader does not read."""
STAGE_FILE = re.compile(r"[0-9]{2}-.+\.yaml")
ARCHIVE = ".zip"
PATH_SHOWN = 40
"""How much of a path a message repeats, in characters."""


@dataclass(slots=True)
class Shelf:
    """One scenario's files: `place` is None where there is nothing to read, and a problem says why."""

    place: Place | None
    problems: Problems = field(default_factory=Problems)
    texts: dict[str, str] = field(default_factory=dict)
    """The files' texts by the names that the problems use, for excerpts."""
    size: int = 0

    def names(self, folder: str) -> list[str] | None:
        """The YAML files of a folder, in order, as FOLDER/NAME; None and a problem if they are unknown."""
        if self.place is None:
            return None
        names = self.place.names(folder)
        if isinstance(names, Problem):
            self.problems.add(names)
            return None
        return [f"{folder}/{name}" for name in sorted(names) if self._is_read(folder, name)]

    def document(self, name: str) -> Document:
        """A file as a tree, with its problems recorded."""
        data = self._data(name)
        if data is None:
            return Document(None, whole=False)
        self.texts[name], wrong = decode(name, data)
        if wrong is not None:
            self.problems.add(wrong)
            return Document(None, whole=False)
        document = parse(name, self.texts[name], self.problems)
        if document.root is not None and not isinstance(document.root, MapNode):
            got = "a list" if isinstance(document.root, ListNode) else "a single value"
            self.problems.add(problem("not-a-mapping", document.root.spot, got=got))
            return Document(None, whole=False)
        return document

    def _is_read(self, folder: str, name: str) -> bool:
        """Whether a file is read; one that is named wrongly is read nevertheless."""
        if name.startswith(".") or not name.lower().endswith((".yaml", ".yml")):
            return False
        file = f"{folder}/{name}"
        if invisible(name):
            self.problems.add(fault("file-name", folder, name=file))
            return False
        if not name.endswith(".yaml"):
            self.problems.add(fault("yml-extension", file, name=file, ending=name[name.rindex(".") :]))
        elif folder == STAGES and not STAGE_FILE.fullmatch(name):
            self.problems.add(fault("stage-file-name", file, name=file))
        return True

    def _data(self, name: str) -> bytes | None:
        """A file's bytes, while all files together are within bounds."""
        data = self.place.read(name) if self.place else None
        if isinstance(data, Problem):
            self.problems.add(data)
            return None
        if data is None:
            return None
        self.size += len(data)
        if self.size <= MAX_TOTAL_BYTES:
            return data
        if self.size - len(data) <= MAX_TOTAL_BYTES:  # told once, at the file that passes the limit
            self.problems.add(fault("scenario-too-large", name, limit=MAX_TOTAL_BYTES // 1024))
        return None


def home(path: Path) -> Path:
    """What a path to a scenario names: its folder, or the archive that holds it."""
    return path.parent if path.name == MAIN and path.is_file() else path


def open_shelf(path: Path, bundled: tuple[str, ...] = ()) -> Shelf:
    """The shelf of the scenario in a folder (or beside its `scenario.yaml`), or in an archive.

    `bundled` are the ids that a path may be a slip of.
    """
    try:
        folder = home(path).resolve()
        if folder.is_file() and folder.suffix.lower() == ARCHIVE:
            from game.scenario.archive import open_archive  # noqa: PLC0415 (brings in zipfile: start-up time)

            archive = open_archive(folder, MAIN)
            if not isinstance(archive, list):
                return Shelf(archive)
            empty = Shelf(None)
            empty.problems.extend(archive)
            return empty
        if os.path.lexists(folder / MAIN):
            return Shelf(Folder(folder))
        what, hint = _what_is_there(path, folder, bundled)
    except (OSError, ValueError) as error:
        what, hint = f"`{_shown(path)}` cannot be read: {why(error)}", ""
    empty = Shelf(None)
    empty.problems.add(fault("no-scenario", MAIN, hint, what=what))
    return empty


def _what_is_there(path: Path, folder: Path, bundled: tuple[str, ...]) -> tuple[str, str]:
    """What stands in a scenario's place, and what to do about it."""
    shown = f"`{_shown(path)}`"
    if not folder.exists():
        return f"there is no scenario {shown}", did_you_mean(str(path), bundled)
    if not folder.is_dir():
        return f"{shown} is not a folder", ""
    if os.path.lexists(folder / "scenario.yml"):
        return f"{shown} holds a `scenario.yml`, which is not read", f"rename it to `{MAIN}`"
    if os.path.lexists(folder / f"{MAIN}.txt"):
        return f"{shown} holds a `{MAIN}.txt`, which is not read", f"rename it to `{MAIN}`"
    return f"{shown} holds no `{MAIN}`", ""


def _shown(path: Path) -> str:
    """A path as given, or its end when it is long."""
    text = str(path)
    return text if len(text) <= PATH_SHOWN else f"…{text[1 - PATH_SHOWN :]}"
