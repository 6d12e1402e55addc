"""Files that look like parts of a scenario and are passed over. Lists folders, reads nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from game.authoring.catalogue import finding
from game.scenario.diagnostics import Problem, shorten
from game.scenario.nodes import Spot
from game.scenario.places import LANGUAGES, MAX_FILES, Folder, Place
from game.scenario.shelf import MAIN, STAGES, TESTS

FOLDERS = (STAGES, TESTS, LANGUAGES)
MISNAMED = {
    "stage": STAGES, "stages": STAGES, "test": TESTS, "tests": TESTS, "lang": LANGUAGES, "langs": LANGUAGES,
    "language": LANGUAGES, "languages": LANGUAGES, "translation": LANGUAGES, "translations": LANGUAGES,
}  # fmt: skip
"""What a folder may be called by mistake, in small letters, and what it should be called."""
STAGE = re.compile(r"[0-9]{2}-.+\.ya?ml", re.IGNORECASE)
TEXT = re.compile(r"(.+\.ya?ml)\.txt", re.IGNORECASE)
"""What an editor makes of a name when it takes every file for a text."""


def strays(place: Place | None) -> Iterator[Problem]:
    """What lies in the wrong place or under the wrong name in a scenario's folder; an archive has none."""
    if not isinstance(place, Folder):
        return
    for entry in _entries(place.path):
        name = entry.name
        if entry.is_dir(follow_symlinks=False):
            if name not in FOLDERS and name.casefold() in MISNAMED:
                yield _stray(f"{name}/", f"rename it to `{MISNAMED[name.casefold()]}`")
        elif STAGE.fullmatch(name):
            yield _stray(name, f"put it into the folder `{STAGES}`")
        else:
            yield from _text(name, name)
    for folder in FOLDERS:
        if not (place.path / folder).is_symlink():
            yield from _within(place.path, folder)
    yield from _twice(place.path / STAGES)


def _within(scenario: Path, folder: str) -> Iterator[Problem]:
    for entry in _entries(scenario / folder):
        file = f"{folder}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            yield from _text(entry.name, file)
        elif any(each.name.endswith((".yaml", ".yml")) for each in _entries(Path(entry.path))):
            yield _stray(f"{file}/", f"put what lies in it into `{folder}` itself")


def _text(name: str, file: str) -> Iterator[Problem]:
    if found := TEXT.fullmatch(name):
        yield _stray(file, f"rename it to `{found[1]}`: an editor has put `.txt` after the name")


def _twice(folder: Path) -> Iterator[Problem]:
    """Two stages under one number."""
    first: dict[str, str] = {}
    for entry in _entries(folder):
        if STAGE.fullmatch(entry.name):
            other = first.setdefault(entry.name[:2], entry.name)
            if other != entry.name:
                file = f"{STAGES}/{entry.name}"
                yield finding("stage-number", Spot(file, 1, 1), name=file, other=other)


def _stray(file: str, hint: str) -> Problem:
    shown = shorten(file)
    return finding("stray-file", Spot(MAIN if file.endswith("/") else shown, 1, 1), hint, name=shown)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name; nothing where there is none, or it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return sorted(islice(entries, MAX_FILES), key=lambda entry: entry.name)
    except OSError:
        return []
