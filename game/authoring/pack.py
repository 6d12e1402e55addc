"""A scenario in one file, to be handed on. Reads through the loader's shelf; writes the archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from game.scenario.archive import MAX_ARCHIVE_BYTES
from game.scenario.diagnostics import Problem
from game.scenario.loader import bundled, find_scenario, read_scenario
from game.scenario.places import LANGUAGES, Folder, fault, invisible
from game.scenario.refusal import Refusal
from game.scenario.shelf import ARCHIVE, MAIN, STAGES, TESTS, open_shelf

BESIDE = ("README.md", "README.txt", "LICENSE", "LICENSE.md", "LICENSE.txt")
"""What is packed of a scenario's folder beside what is read."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: two archives of one scenario are the same, byte for byte."""
PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive that was written."""

    path: Path
    files: tuple[str, ...]
    size: int
    """Bytes."""


def pack(scenario: str, output: Path | None, *, replace: bool = False) -> Packed | Refusal:
    """Write a scenario, by its id or path, as a zip file: `ID.zip` here, unless it is said where.

    A scenario with errors is refused, and so is a file that is there already, unless it may be replaced.
    """
    shelf = open_shelf(find_scenario(scenario), bundled())
    place = shelf.place
    if place is not None and not isinstance(place, Folder):
        return Refusal(f"`{scenario}` is packed already.")
    if place is None or read_scenario(shelf) is None:
        first = next(problem for problem in shelf.problems.sorted() if problem.severity == "error")
        return Refusal(
            f"`{scenario}` cannot be packed: {first.message} ({first.file}, line {first.line}).",
            first.hint if place is None else f"To see all problems: tashkent scenario check {scenario}",
        )
    path = output or Path(f"{place.id}{ARCHIVE}")
    if path.suffix.lower() != ARCHIVE:
        return Refusal(f"`{path}` does not end in `{ARCHIVE}`.", f"Call it {path.name}{ARCHIVE}, say.")
    entries = dict(_entries(place))
    wrong = [data for data in entries.values() if isinstance(data, Problem)]
    if wrong:
        return Refusal(f"`{scenario}` cannot be packed: {wrong[0].message}.", wrong[0].hint)
    data = _zipped(place.id, {name: data for name, data in entries.items() if isinstance(data, bytes)})
    if len(data) > MAX_ARCHIVE_BYTES:
        return Refusal(f"The archive would be larger than {MAX_ARCHIVE_BYTES // 1024} KiB, and not be read.")
    try:
        with path.open("wb" if replace else "xb") as file:
            file.write(data)
    except FileExistsError:
        return Refusal(f"There is a file `{path}` already.", "Add --force to replace it, or say -o FILE.zip.")
    except OSError as error:
        return Refusal(f"`{path}` cannot be written: {error.strerror}.")
    return Packed(path, tuple(entries), len(data))


def _entries(place: Folder) -> Iterator[tuple[str, bytes | Problem]]:
    """What is packed: what the game reads, and who may read it."""
    yield MAIN, place.read(MAIN)
    for name in BESIDE:
        if (place.path / name).is_file():
            yield name, place.read(name)
    for folder in (STAGES, TESTS, LANGUAGES):
        names = place.names(folder)
        if isinstance(names, Problem):
            yield folder, names
            continue
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                file = f"{folder}/{name}"
                odd = fault("file-name", folder, name=file) if invisible(name) else None
                yield file, odd or place.read(file)


def _zipped(root: str, files: dict[str, bytes]) -> bytes:
    """The files below a folder `root`, as an archive's bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{root}/{name}", EPOCH)
            entry.external_attr = PLAIN_FILE
            entry.create_system = 3
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
