"""Archives that no author would pack: each function turns a sound folder into one that must be refused."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from game.scenario.archive import MAX_ARCHIVE_BYTES, MAX_ENTRIES, MAX_UNPACKED

HALF = 256 * 1024


def packed(folder: Path, archive: Path) -> zipfile.ZipFile:
    """The folder as an archive, open for more."""
    file = zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED)
    for path in sorted(folder.rglob("*.yaml")):
        file.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return file


def with_name(name: str) -> Callable[[Path, Path], None]:
    """An archive with one more file, of this name."""

    def make(folder: Path, archive: Path) -> None:
        with packed(folder, archive) as file:
            file.writestr(zipfile.ZipInfo(name), "x")

    return make


def with_mode(mode: int) -> Callable[[Path, Path], None]:
    """An archive with one more entry, of this kind."""

    def make(folder: Path, archive: Path) -> None:
        entry = zipfile.ZipInfo("base/stages/03-june.yaml")
        entry.external_attr = (mode | 0o777) << 16
        with packed(folder, archive) as file:
            file.writestr(entry, "/etc/passwd")

    return make


def changed(archive: Path, old: bytes, new: bytes, count: int = -1) -> None:
    """The archive with some bytes replaced, as a writer of archives would not."""
    data = archive.read_bytes()
    assert old in data
    archive.write_bytes(data.replace(old, new, count))


def name_in_latin_1(folder: Path, archive: Path) -> None:
    """A name in an encoding that the archive does not tell."""
    with_name("base/stages/03-kaese.yaml")(folder, archive)
    changed(archive, b"03-kaese", b"03-k\xe4se!")


def name_in_no_encoding(folder: Path, archive: Path) -> None:
    """A name that says it is UTF-8, and is not."""
    with_name("base/stages/03-käse.yaml")(folder, archive)
    changed(archive, "käse".encode(), b"k\xff\xffse")


def twice(folder: Path, archive: Path) -> None:
    """Two files that are one where capitals do not count."""
    with packed(folder, archive) as file:
        file.writestr("base/Scenario.yaml", "x")


def locked(folder: Path, archive: Path) -> None:
    """An archive that asks for a password."""
    packed(folder, archive).close()
    data = bytearray(archive.read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    archive.write_bytes(data)


def packed_oddly(folder: Path, archive: Path) -> None:
    """An entry in a way of packing that takes much memory to read."""
    with packed(folder, archive) as file:
        file.writestr("base/notes.txt", "x" * 100, zipfile.ZIP_LZMA)


def nested(folder: Path, archive: Path) -> None:
    """An archive within the archive."""
    with_name("base/more.zip")(folder, archive)


def nested_in_disguise(folder: Path, archive: Path) -> None:
    """An archive in a stage's place."""
    inner = archive.with_name("inner.zip")
    packed(folder, inner).close()
    with packed(folder, archive) as file:
        file.write(inner, "base/stages/03-june.yaml")


def bomb(folder: Path, archive: Path) -> None:
    """A file that grows a thousandfold."""
    with packed(folder, archive) as file:
        file.writestr("base/stages/03-june.yaml", "#" * HALF)


def many(folder: Path, archive: Path) -> None:
    """More files than a scenario may have."""
    with packed(folder, archive) as file:
        for number in range(MAX_ENTRIES):
            file.writestr(f"base/{number}.txt", "")


def heavy(folder: Path, archive: Path) -> None:
    """Files that are not read, and too much all the same."""
    with packed(folder, archive) as file:
        for number in range(MAX_UNPACKED // HALF + 1):
            file.writestr(f"base/{number}.txt", _hard_to_pack())


def _hard_to_pack() -> bytes:
    """A file that shrinks to a quarter, as prose does."""
    digits = "".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(HALF // 128))
    return "".join(digit * 2 for digit in digits).encode()


def large(folder: Path, archive: Path) -> None:
    """An archive above the limit."""
    archive.write_bytes(bytes(MAX_ARCHIVE_BYTES + 1))


def several(folder: Path, archive: Path) -> None:
    """Two scenarios in one file."""
    with packed(folder, archive) as file:
        file.writestr("other/scenario.yaml", "format: 1\n")


def without_main(folder: Path, archive: Path) -> None:
    """Stages alone."""
    (folder / "scenario.yaml").unlink()
    packed(folder, archive).close()


def cut_off(folder: Path, archive: Path) -> None:
    """A download that ended too early."""
    packed(folder, archive).close()
    archive.write_bytes(archive.read_bytes()[:400])


def false_sum(folder: Path, archive: Path) -> None:
    """An entry that is not what it was when it was packed."""
    with packed(folder, archive) as file:
        file.writestr(zipfile.ZipInfo("base/stages/03-june.yaml"), "id: june")
    changed(archive, b"id: june", b"id: july", 1)


ARCHIVES: dict[str, Callable[[Path, Path], None]] = {
    "archive-unreadable": cut_off,
    "archive-too-large": large,
    "archive-bomb": bomb,
    "archive-too-large-many": many,
    "archive-too-large-unpacked": heavy,
    "archive-name-up": with_name("base/../../up.yaml"),
    "archive-name-root": with_name("/etc/cron.d/base.yaml"),
    "archive-name-drive": with_name("C:base.yaml"),
    "archive-name-backslash": with_name("base\\..\\up.yaml"),
    "archive-name-invisible": with_name("base/stages/\u202e03-june.yaml"),
    "archive-name-device": with_name("base/stages/nul.yaml"),
    "archive-name-long": with_name("base/" + "x" * 300),
    "archive-name-latin-1": name_in_latin_1,
    "archive-unreadable-name": name_in_no_encoding,
    "archive-entry-link": with_mode(stat.S_IFLNK),
    "archive-entry-device": with_mode(stat.S_IFCHR),
    "archive-entry-locked": locked,
    "archive-entry-lzma": packed_oddly,
    "archive-entry-nested": nested,
    "archive-entry-disguised": nested_in_disguise,
    "archive-twice": twice,
    "archive-several": several,
    "no-scenario-in-archive": without_main,
    "unreadable-in-archive": false_sum,
}
"""By the name of what is pinned."""
