"""A scenario's folder to a Scenario, or every Problem in it at once.

Nothing outside the folder is read: links, pipes and devices are refused, and sizes are bounded.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem, Problems
from game.scenario.model import Scenario
from game.scenario.nodes import ListNode, MapNode, Spot
from game.scenario.source import MAX_FILE_BYTES, Document, decode, parse
from game.scenario.suggestions import did_you_mean

MAX_FILES = 100
"""The most files that a folder of stages may hold."""
MAX_TOTAL_BYTES = 2 * 1024 * 1024
MAIN = "scenario.yaml"
STAGES = "stages"
STAGE_FILE = re.compile(r"[0-9]{2}-.+\.yaml")
PATH_SHOWN = 40
"""How much of a path a message repeats, in characters."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a folder: a scenario, perhaps with warnings, or the errors that kept it from loading."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    """By file, line and column."""
    texts: Mapping[str, str]
    """The files' texts by the names that the problems use, for excerpts."""


def bundled() -> tuple[str, ...]:
    """The ids of the scenarios that come with the game, in the alphabet's order."""
    root = _bundle()
    return tuple(sorted(main.parent.name for main in root.glob(f"*/{MAIN}"))) if root.is_dir() else ()


def find_scenario(name_or_path: str | Path) -> Path:
    """The folder of a bundled scenario by its id, else the path itself, whether it exists or not.

    An id wins over a folder of that name in the working directory; write `./id` for the folder.
    """
    return _bundle() / name_or_path if str(name_or_path) in bundled() else Path(name_or_path)


def load_scenario(path: str | Path) -> Loaded:
    """Read the scenario in a folder (or beside its `scenario.yaml`); what its files hold never raises."""
    from game.scenario.whole import StageFile, assemble  # noqa: PLC0415 (brings in pydantic, which is slow to start)

    shelf = _Shelf()
    folder = shelf.folder(Path(path))
    if folder is None:
        return Loaded(None, shelf.problems.sorted(), shelf.texts)
    main = shelf.document(folder, MAIN)
    names = shelf.stage_names(folder)
    files = None if names is None else [StageFile(name, shelf.document(folder, name)) for name in names]
    scenario = assemble(folder.name, main, files, shelf.problems)
    return Loaded(scenario, shelf.problems.sorted(), shelf.texts)


@dataclass(slots=True)
class _Shelf:
    """Reads one scenario's files within bounds, and keeps their texts and problems."""

    problems: Problems = field(default_factory=Problems)
    texts: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def folder(self, path: Path) -> Path | None:
        """The scenario's folder, or None and a problem."""
        try:
            folder = path.parent if path.name == MAIN and path.is_file() else path
            folder = folder.resolve()
            if os.path.lexists(folder / MAIN):
                return folder
            what, hint = _what_is_there(path, folder)
        except (OSError, ValueError) as error:
            what, hint = f"`{_shown(path)}` cannot be read: {_why(error)}", ""
        self.fault("no-scenario", MAIN, hint, what=what)
        return None

    def stage_names(self, folder: Path) -> list[str] | None:
        """The stages' files in the order of play, or None and a problem when they cannot be listed."""
        stages = folder / STAGES
        if not os.path.lexists(stages):
            return []
        try:
            mode = os.lstat(stages).st_mode
            if not stat.S_ISDIR(mode):
                self.fault("not-a-plain-file", STAGES, name=STAGES, what=_kind(mode))
                return None
            with os.scandir(stages) as entries:
                names = [entry.name for entry in islice(entries, MAX_FILES + 1)]
        except OSError as error:
            self.fault("unreadable", STAGES, name=STAGES, why=_why(error))
            return None
        if len(names) > MAX_FILES:
            self.fault("too-many-files", STAGES, name=STAGES, limit=MAX_FILES)
            return None
        return [f"{STAGES}/{name}" for name in sorted(names) if self.is_stage(name)]

    def is_stage(self, name: str) -> bool:
        """Whether a file is read as a stage's; one that is named wrongly is read nevertheless."""
        if name.startswith(".") or not name.lower().endswith((".yaml", ".yml")):
            return False
        file = f"{STAGES}/{name}"
        if not name.endswith(".yaml"):
            self.fault("yml-extension", file, name=file)
        elif not STAGE_FILE.fullmatch(name):
            self.fault("stage-file-name", file, name=file)
        return True

    def document(self, folder: Path, name: str) -> Document:
        """A file as a tree, with its problems recorded."""
        data = self.data(folder, name)
        if data is None:
            return Document(None, whole=False)
        self.texts[name], fault = decode(name, data)
        if fault is not None:
            self.problems.add(fault)
            return Document(None, whole=False)
        document = parse(name, self.texts[name], self.problems)
        if document.root is not None and not isinstance(document.root, MapNode):
            got = "a list" if isinstance(document.root, ListNode) else "a single value"
            self.problems.add(problem("not-a-mapping", document.root.spot, got=got))
            return Document(None, whole=False)
        return document

    def data(self, folder: Path, name: str) -> bytes | None:
        """A plain file's bytes, if it is within bounds. A pipe in its place is not waited for."""
        try:
            mode = os.lstat(folder / name).st_mode
            if not stat.S_ISREG(mode):
                self.fault("not-a-plain-file", name, name=name, what=_kind(mode))
                return None
            with open(folder / name, "rb", opener=_open_plainly) as file:
                data = file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            self.fault("unreadable", name, name=name, why=_why(error))
            return None
        if len(data) > MAX_FILE_BYTES:
            self.fault("file-too-large", name, name=name, limit=MAX_FILE_BYTES // 1024)
            return None
        self.size += len(data)
        if self.size <= MAX_TOTAL_BYTES:
            return data
        if self.size - len(data) <= MAX_TOTAL_BYTES:  # told once, at the file that passes the limit
            self.fault("scenario-too-large", name, limit=MAX_TOTAL_BYTES // 1024)
        return None

    def fault(self, code: str, file: str, hint: str = "", **words: object) -> None:
        """Record a problem of a file as a whole."""
        self.problems.add(problem(code, Spot(file, 1, 1), hint, **words))


def _what_is_there(path: Path, folder: Path) -> tuple[str, str]:
    """What stands in a scenario's place, and what to do about it."""
    shown = f"`{_shown(path)}`"
    if not folder.exists():
        return f"there is no scenario {shown}", did_you_mean(str(path), bundled())
    if not folder.is_dir():
        return f"{shown} is not a folder", ""
    if os.path.lexists(folder / "scenario.yml"):
        return f"{shown} holds a `scenario.yml`, which is not read", f"rename it to `{MAIN}`"
    return f"{shown} holds no `{MAIN}`", ""


def _shown(path: Path) -> str:
    """A path as given, or its end when it is long."""
    text = str(path)
    return text if len(text) <= PATH_SHOWN else f"…{text[1 - PATH_SHOWN :]}"


def _open_plainly(path: str, flags: int) -> int:
    """Open for reading without following a link and without waiting for a pipe, where the system can."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a link"
    return "a folder" if stat.S_ISDIR(mode) else "not an ordinary file"


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "the name is not a file's name"


def _bundle() -> Path:
    """Where the bundled scenarios lie: inside the installed package, else in the checkout."""
    installed = Path(__file__).resolve().parents[1] / "_scenarios"
    return installed if installed.is_dir() else installed.parents[1] / "scenarios"
