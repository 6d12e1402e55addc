"""A scenario in one file: a zip archive, read in memory. Nothing is ever unpacked to the disk.

An archive comes from anywhere. It is looked over as a whole before any of it is read: names that lead
elsewhere, links, locked or nested archives, doubled names and contents out of all proportion are refused.
"""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from game.scenario.diagnostics import Problem
from game.scenario.places import MAX_FILES, fault, invisible, most_bytes, why

MAX_ARCHIVE_BYTES = 4 * 1024 * 1024
"""Of the file itself: twice what a scenario's files may hold unpacked."""
MAX_ENTRIES = 3 * MAX_FILES
MAX_UNPACKED = 8 * 1024 * 1024
"""Of all entries together, those that are never read included."""
MAX_RATIO = 100
"""How many times its packed size an entry may grow: prose shrinks to a third, a bomb to a thousandth."""
SMALL = 16 * 1024
"""Bytes up to which an entry may have any ratio: nothing to fear from so little."""
MAX_TOLD = 12
"""How many problems of an archive are told; a hostile one may have thousands."""
MAX_NAME = 200
"""Characters."""

METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
UTF_8 = 0x800
"""The mark of an entry whose name is UTF-8."""
LOCKED = 0x1 | 0x40 | 0x2000
"""The marks of an entry, or of a directory of entries, that needs a password."""
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""What Windows takes for devices, whatever their extension."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file that was looked over and found fit."""

    id: str
    root: str
    """What stands before every name of the scenario: its folder with a slash, or nothing."""
    entries: dict[str, zipfile.ZipInfo]
    """The files by their names in the archive."""
    file: zipfile.ZipFile

    def holds(self, name: str) -> bool:
        """Whether there is such a file, or something in such a folder."""
        whole = self.root + name
        return whole in self.entries or any(each.startswith(f"{whole}/") for each in self.entries)

    def names(self, folder: str) -> list[str] | Problem:
        """The files that lie in a folder."""
        start = f"{self.root}{folder}/"
        found = {
            each.removeprefix(start).partition("/")[0] for each in self.entries if each.startswith(start)
        }
        if len(found) > MAX_FILES:
            return fault("too-many-files", folder, name=folder, limit=MAX_FILES)
        return sorted(found)

    def read(self, name: str) -> bytes | Problem:
        """A file's bytes. No more are unpacked than may be read."""
        entry = self.entries.get(self.root + name)
        if entry is None:
            return fault("unreadable", name, name=name, why="there is no such file in the archive")
        if entry.file_size > most_bytes(name):
            return fault("file-too-large", name, name=name, limit=most_bytes(name) // 1024)
        try:
            with self.file.open(entry) as file:
                data = file.read(most_bytes(name) + 1)
        except (*BROKEN, RuntimeError) as error:
            return fault("unreadable", name, name=name, why=_short(error))
        if data.startswith(b"PK\x03\x04"):
            return fault("archive-entry", name, name=name, what="an archive within the archive")
        return data


BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
"""What the standard library raises at an archive that is not what it says."""


def open_archive(path: Path, main: str) -> Archive | list[Problem]:
    """The archive at `path`, whose scenario has a file `main`; or all that speaks against reading it."""
    file = path.name
    try:
        data = _bytes(path)
    except OSError as error:
        return [fault("unreadable", file, name=file, why=why(error))]
    if len(data) > MAX_ARCHIVE_BYTES:
        limit = f"larger than {MAX_ARCHIVE_BYTES // 1024} KiB"
        return [fault("archive-too-large", file, what=f"`{file}` is {limit}")]
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN as error:
        return [fault("archive-unreadable", file, name=file, why=_short(error))]
    infos = archive.infolist()
    problems = _told(file, infos)
    if problems:
        return problems
    entries = {info.filename: info for info in infos if not info.is_dir()}
    roots = sorted(_roots(entries, main))
    if len(roots) == 1:
        return Archive(roots[0].rstrip("/") or path.stem, roots[0], entries, archive)
    if roots:
        found = ", ".join(f"`{root}{main}`" for root in roots)
        return [fault("archive-several", file, found=found)]
    return [fault("no-scenario", file, what=f"`{file}` holds no `{main}`")]


def _bytes(path: Path) -> bytes:
    """Up to one more byte than an archive may have. Raise OSError if it is no file; no pipe is waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not an ordinary file")
        return file.read(MAX_ARCHIVE_BYTES + 1)


def _roots(entries: dict[str, zipfile.ZipInfo], main: str) -> Iterator[str]:
    """What stands before `main`, at the top or one folder down."""
    for name in entries:
        root, _, last = name.rpartition("/")
        if last == main and "/" not in root:
            yield f"{root}/" if root else ""


def _told(file: str, infos: Sequence[zipfile.ZipInfo]) -> list[Problem]:
    """The first problems of an archive's entries, and of all of them together."""
    if len(infos) > MAX_ENTRIES:
        return [fault("archive-too-large", file, what=f"`{file}` holds more than {MAX_ENTRIES} files")]
    found = [problem for info in infos for problem in _faults(file, info)]
    taken: set[str] = set()
    for info in infos:
        folded = unicodedata.normalize("NFC", info.filename).casefold()
        if folded in taken:
            found.append(fault("archive-twice", file, name=info.filename))
        taken.add(folded)
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        what = f"the files in `{file}` are larger than {MAX_UNPACKED // 1024} KiB together"
        found.append(fault("archive-too-large", file, what=what))
    return found[:MAX_TOLD]


def _faults(file: str, info: zipfile.ZipInfo) -> Iterator[Problem]:
    """What speaks against one entry."""
    name = info.orig_filename
    if wrong := _wrong_name(name, info.flag_bits):
        yield fault("archive-name", file, name=name, why=wrong)
    if what := _wrong_kind(info):
        yield fault("archive-entry", file, name=name, what=what)
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        yield fault("archive-bomb", file, name=name, times=info.file_size // max(info.compress_size, 1))


def _wrong_name(name: str, flags: int) -> str:
    """Why a name is not that of a file within the scenario's folder; or nothing."""
    if not flags & UTF_8 and not name.isascii():
        return "is not UTF-8"
    if len(name) > MAX_NAME:
        return "is too long"
    if invisible(name):
        return "has an invisible character in it"
    if name.startswith("/") or name[1:2] == ":":
        return "starts at the root of a disk"
    if "\\" in name or ":" in name:
        return "has a `\\` or a `:` in it"
    parts = name.removesuffix("/").split("/")
    if ".." in parts or "." in parts or "" in parts:
        return "leads out of the archive"
    if any(part.partition(".")[0].casefold() in RESERVED or part[-1] in " ." for part in parts):
        return "cannot be a file's name on every system"
    return ""


def _wrong_kind(info: zipfile.ZipInfo) -> str:
    """What an entry is that is neither a file nor a folder; or nothing."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link"
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "not an ordinary file"
    if info.flag_bits & LOCKED:
        return "locked by a password"
    if info.compress_type not in METHODS:
        return "packed in a way that is not read"
    if info.filename.casefold().endswith((".zip", ".7z", ".rar", ".tar", ".gz", ".bz2", ".xz")):
        return "an archive within the archive"
    return ""


def _short(error: Exception) -> str:
    """Why, in a few words: the library's own, where they can be understood."""
    if isinstance(error, UnicodeDecodeError):
        return "a name in it is not UTF-8"
    text = str(error).strip().rstrip(".")
    return f"{text[0].lower()}{text[1:]}" if text else "it ends too early"
