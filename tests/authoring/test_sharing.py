"""A scenario in one file: packed alike each time, played and checked as the folder is, never unpacked."""

from __future__ import annotations

import os
import random
import stat
import time
import zipfile
from pathlib import Path

import pytest

from game.authoring.pack import Packed, pack
from game.scenario.loader import bundled, find_scenario, load_scenario
from game.scenario.refusal import Refusal
from tests.cli.run import tashkent
from tests.scenario.spoilt import SMALL, copy_small


def packed(scenario: str, output: Path) -> Path:
    """The scenario as an archive."""
    done = pack(scenario, output)
    assert isinstance(done, Packed), done
    return done.path


@pytest.mark.parametrize("name", bundled())
def test_an_archive_is_the_scenario(name: str, tmp_path: Path) -> None:
    archive = packed(name, tmp_path / "any-name.zip")
    loaded = load_scenario(archive)
    assert loaded.problems == ()
    assert loaded.scenario == load_scenario(find_scenario(name)).scenario
    assert loaded.scenario is not None
    assert loaded.scenario.id == name


def test_two_archives_of_a_scenario_are_the_same(tmp_path: Path) -> None:
    one, other = packed(str(SMALL), tmp_path / "a.zip"), packed(str(SMALL), tmp_path / "b.zip")
    assert one.read_bytes() == other.read_bytes()


def test_an_archive_holds_what_the_game_reads_and_nothing_else(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    for name in ("tests/one.yaml", "lang/ru.yaml", ".schema/x.json", "notes.yaml", "README.md", "x.docx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("about: x\n")
    with zipfile.ZipFile(packed(str(folder), tmp_path / "a.zip")) as archive:
        names = archive.namelist()
    assert names == [
        f"small/{name}"
        for name in (
            "scenario.yaml", "README.md", "stages/01-spring.yaml", "stages/02-summer.yaml", "tests/one.yaml",
            "lang/ru.yaml",
        )
    ]  # fmt: skip


def test_an_archive_of_loose_files_is_named_by_its_own_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "loose.zip", "w") as archive:
        for file in sorted(SMALL.rglob("*.yaml")):
            archive.write(file, file.relative_to(SMALL).as_posix())
    scenario = load_scenario(tmp_path / "loose.zip").scenario
    assert scenario is not None
    assert scenario.id == "loose"


def test_problems_in_an_archive_have_their_places(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    archive = packed(str(folder), tmp_path / "a.zip")
    text = (folder / "scenario.yaml").read_text().replace("format: 1", "format: 9")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as worse, zipfile.ZipFile(archive) as old:
        for entry in old.infolist():
            new = text.encode() if entry.filename == "small/scenario.yaml" else old.read(entry)
            worse.writestr(entry.filename, new)
    (problem,) = load_scenario(tmp_path / "b.zip").problems
    assert (problem.code, problem.file) == ("unknown-format", "scenario.yaml")


def test_reading_an_archive_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed(str(SMALL), tmp_path / "a.zip")
    real = os.open

    def watched(path: str, flags: int, *rest: int) -> int:
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT), path
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", watched)
    assert load_scenario(archive).scenario is not None
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_link_to_an_archive_and_a_pipe_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "link.zip").symlink_to(packed(str(SMALL), tmp_path / "a.zip"))
    assert load_scenario(tmp_path / "link.zip").scenario is not None
    os.mkfifo(tmp_path / "pipe.zip")
    assert stat.S_ISFIFO((tmp_path / "pipe.zip").stat().st_mode)
    assert [problem.code for problem in load_scenario(tmp_path / "pipe.zip").problems] == ["no-scenario"]


def test_no_spoilt_archive_raises_hangs_or_swells(tmp_path: Path) -> None:
    """Bytes flipped, cut out and doubled anywhere: always a scenario or a problem, and soon."""
    data = packed(str(SMALL), tmp_path / "a.zip").read_bytes()
    luck = random.Random(2010)
    spoilt = tmp_path / "b.zip"
    start = time.perf_counter()
    for _ in range(400):
        worse = bytearray(data)
        for _ in range(luck.randint(1, 6)):
            at = luck.randrange(len(worse) - 8)
            match luck.randrange(4):
                case 0:
                    worse[at] = luck.randrange(256)
                case 1:
                    del worse[at : at + luck.randint(1, 8)]
                case 2:
                    worse[at:at] = worse[at : at + luck.randint(1, 64)]
                case _:
                    worse[at : at + 4] = luck.choice([b"\xff\xff\xff\xff", b"PK\x01\x02", b"\0\0\0\0"])
        spoilt.write_bytes(worse)
        loaded = load_scenario(spoilt)
        assert loaded.scenario is not None or loaded.problems
    assert time.perf_counter() - start < 20


def test_what_is_there_is_replaced_only_if_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("mine")
    refused = pack(str(SMALL), tmp_path / "a.zip")
    assert isinstance(refused, Refusal)
    assert (tmp_path / "a.zip").read_text() == "mine"
    assert isinstance(pack(str(SMALL), tmp_path / "a.zip", replace=True), Packed)


def test_what_cannot_be_packed_is_refused_in_words(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    archive = packed(str(folder), tmp_path / "a.zip")
    (folder / "scenario.yaml").write_text("format: 1\n")
    for scenario, output, word in (
        (str(folder), tmp_path / "b.zip", "cannot be packed"),
        (str(archive), tmp_path / "b.zip", "packed already"),
        (str(tmp_path / "nowhere"), tmp_path / "b.zip", "there is no scenario"),
        (str(SMALL), tmp_path / "b.tar", "does not end in"),
        (str(SMALL), tmp_path / "no" / "b.zip", "cannot be written"),
    ):
        refused = pack(scenario, output)
        assert isinstance(refused, Refusal)
        assert word in refused.message
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.slow
def test_a_game_from_an_archive_is_saved_and_resumed(tmp_path: Path) -> None:
    archive = packed(str(SMALL), tmp_path / "a.zip")
    first = tashkent(
        "play", str(archive), "--plain", "--role", "capital", "--seed", "4", typed="1\nquit\n", data=tmp_path
    )
    assert first.returncode == 0, first.stderr
    again = tashkent("play", "--plain", "--resume", "last", typed="quit\n", data=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "Welcome back" in again.stdout
