"""Each file in `tests/bad` spoils a scenario in one way; what the author then reads is pinned beside it.

`NAME.yaml` is a `scenario.yaml` of its own. `NAME.patch` changes the scenario in `base/`: after `@ FILE`
(left out for `scenario.yaml`), lines that begin with `-` are replaced by those that begin with `+`; a file
that is not there is written.
What no patch can say (links, pipes, sizes, encodings) is made by the functions below, and archives by
those of `archives.py`.
Run with PIN=1 in the environment to write the `.expected` files anew, and read the difference.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from game.scenario import shelf
from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.checks import stages
from game.scenario.diagnostics import render
from game.scenario.loader import load_scenario
from game.scenario.parameters import PARAMETERS, Parameter
from game.scenario.places import MAX_FILES
from game.scenario.source import MAX_DEPTH, MAX_FILE_BYTES, MAX_NODES
from tests.scenario.archives import ARCHIVES

BAD = Path(__file__).parents[1] / "bad"
BASE = BAD / "base"


def spoil(folder: Path, patch: str) -> None:
    """Apply a patch to the scenario in `folder`."""
    file = folder / "scenario.yaml"
    for sign, group in groupby(patch.rstrip("\n").split("\n"), key=lambda line: line[:1]):
        lines = [line[1:] for line in group]
        if sign == "@":
            file = folder / lines[-1].strip()
        elif sign == "-":
            old = "".join(f"{line}\n" for line in lines)
            assert file.read_text().count(old) == 1, old
            file.write_text(file.read_text().replace(old, "\0"))
        elif sign == "+" and not file.exists():
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_text("".join(f"{line}\n" for line in lines))
        elif sign == "+":
            text = file.read_text()
            assert text.count("\0") == 1, "a replacement without anything to replace"
            file.write_text(text.replace("\0", "".join(f"{line}\n" for line in lines)))
    file.write_text(file.read_text().replace("\0", ""))


def add_link(folder: Path) -> None:
    """A stage that is a link to a file elsewhere."""
    (folder / "stages" / "03-link.yaml").symlink_to("/etc/passwd")


def add_pipe(folder: Path) -> None:
    """A stage that is a pipe nobody writes to."""
    os.mkfifo(folder / "stages" / "03-pipe.yaml")


def add_folder(folder: Path) -> None:
    """A folder named as a stage's file."""
    (folder / "stages" / "03-folder.yaml").mkdir()


def add_big_file(folder: Path) -> None:
    """A file above the limit."""
    (folder / "stages" / "03-big.yaml").write_text("#" * (MAX_FILE_BYTES + 1))


def add_many_files(folder: Path) -> None:
    """More files than a scenario may have."""
    for number in range(MAX_FILES + 1):
        (folder / "stages" / f"{number}.txt").touch()


def add_many_values(folder: Path) -> None:
    """More values in a file than it may have."""
    (folder / "stages" / "03-list.yaml").write_text("- \n" * (MAX_NODES + 1))


def add_depth(folder: Path) -> None:
    """Brackets within brackets."""
    (folder / "stages" / "03-deep.yaml").write_text("a: " + "[" * MAX_DEPTH)


def save_as_utf_16(folder: Path) -> None:
    """An editor's habit."""
    file = folder / "scenario.yaml"
    file.write_bytes(file.read_text().encode("utf-16"))


def save_as_latin_1(folder: Path) -> None:
    """Another editor's habit."""
    file = folder / "scenario.yaml"
    file.write_bytes(file.read_text().replace("title: Base", "title: Ägypten, Köln").encode("latin-1"))


def remove_main(folder: Path) -> None:
    """A folder that is no scenario."""
    (folder / "scenario.yaml").unlink()


def rename_main(folder: Path) -> None:
    """The other extension."""
    (folder / "scenario.yaml").rename(folder / "scenario.yml")


def number_no_stage(folder: Path) -> None:
    """A stage's file without its number."""
    (folder / "stages" / "01-april.yaml").rename(folder / "stages" / "april.yaml")


def use_short_extension(folder: Path) -> None:
    """A stage's file with the other extension."""
    (folder / "stages" / "02-june.yaml").rename(folder / "stages" / "02-june.yml")


def remove_stages(folder: Path) -> None:
    """A scenario without anything to play."""
    shutil.rmtree(folder / "stages")


def copy_stage(folder: Path) -> None:
    """A stage twice."""
    shutil.copy(folder / "stages" / "01-april.yaml", folder / "stages" / "03-april.yaml")


def name_oddly(folder: Path) -> None:
    """A stage whose name would colour the terminal, and begin a line of its own."""
    (folder / "stages" / "03-\x1b[31mred\n.yaml").write_text("id: red\n")


def misspell_often(folder: Path) -> None:
    """More problems in a file than anybody reads."""
    with (folder / "stages" / "02-june.yaml").open("a") as file:
        file.writelines(f"key-{number}: 1\n" for number in range(300))


def offer_much(folder: Path) -> None:
    """One option too many."""
    with (folder / "stages" / "02-june.yaml").open("a") as file:
        file.writelines(f"        more-{n}: {{label: More {n}, summary: A {n}th way.}}\n" for n in range(11))


def crowd(folder: Path) -> None:
    """More members than an alliance may have."""
    file = folder / "scenario.yaml"
    text = file.read_text()
    birch = text[text.index("  birch:") : text.index("partners:")]
    more = [birch.replace("irch", f"irch{number}") for number in range(23)]
    file.write_text(text.replace("partners:", f"{''.join(more)}partners:", 1))


MADE: dict[str, Callable[[Path], None]] = {
    "not-a-plain-file-link": add_link,
    "not-a-plain-file-pipe": add_pipe,
    "not-a-plain-file-folder": add_folder,
    "file-too-large": add_big_file,
    "too-many-files": add_many_files,
    "too-many-values": add_many_values,
    "too-deep": add_depth,
    "not-utf-8-utf-16": save_as_utf_16,
    "not-utf-8-latin-1": save_as_latin_1,
    "yml-extension": use_short_extension,
    "stage-file-name": number_no_stage,
    "duplicate-id": copy_stage,
    "file-name": name_oddly,
    "more-problems": misspell_often,
    "wrong-count-options": offer_much,
    "wrong-count-members": crowd,
    "no-stages": remove_stages,
    "no-scenario": remove_main,
    "no-scenario-yml": rename_main,
}

WORLD = {"scenario-too-large", "unreadable", "bad-scenario-id", "no-language", "too-many-options"}
"""Problems of the world around the base: a lower limit, a forbidden file, another name, another language."""

WRITTEN = {path.stem for path in BAD.iterdir() if path.suffix != ".expected"} - {"base"}
NAMES = sorted(WRITTEN | set(MADE) | set(ARCHIVES) | WORLD)


def prepare(name: str, folder: Path) -> Path:
    """Put the bad scenario `name` into `folder`, or beside it as an archive; where it lies."""
    fill(name, folder)
    if name not in ARCHIVES:
        return folder
    archive = folder.with_suffix(".zip")
    ARCHIVES[name](folder, archive)
    return archive


def fill(name: str, folder: Path) -> None:
    """Put the bad scenario `name`, or what its archive is made of, into `folder`."""
    if (BAD / f"{name}.yaml").exists():
        folder.mkdir()
        shutil.copy(BAD / f"{name}.yaml", folder / "scenario.yaml")
        return
    shutil.copytree(BASE, folder)
    if name in MADE:
        MADE[name](folder)
    elif (BAD / f"{name}.patch").exists():
        spoil(folder, (BAD / f"{name}.patch").read_text())


def change_world(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bend what surrounds the scenario, where the problem is not in its files."""
    for example in (
        Parameter("example.weight", 1.0, 0.5, 2.0, "How much an example weighs", "judgement"),
        Parameter("example.count", 3, 0, 9, "How many examples there are", "judgement", whole=True),
    ):
        monkeypatch.setitem(PARAMETERS, example.name, example)
    if name == "scenario-too-large":
        monkeypatch.setattr(shelf, "MAX_TOTAL_BYTES", 2048)
    if name in {"too-many-options", "too-many-flags"}:
        monkeypatch.setattr(stages, "MOST_OPTIONS" if name == "too-many-options" else "MOST_FLAGS", 1)
    if name == "unreadable":
        monkeypatch.setattr(os, "open", forbid)


def forbid(path: str, flags: int) -> int:
    """Open nothing: the superuser may read any file, so no file's mode will do."""
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("name", NAMES)
def test_an_author_reads_what_is_pinned(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("My Scenario" if name == "bad-scenario-id" else "base")
    monkeypatch.chdir(tmp_path)
    place = prepare(name, folder)
    change_world(name, monkeypatch)
    loaded = load_scenario(place, "ru" if name == "no-language" else "")
    text = "".join(f"{render(problem, loaded.texts.get(problem.file, ''))}\n" for problem in loaded.problems)
    expected = BAD / f"{name}.expected"
    if os.environ.get("PIN"):
        expected.write_text(text)
    assert text == expected.read_text()
    assert (loaded.scenario is None) == any(problem.severity == "error" for problem in loaded.problems)


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_file_is_named_for_the_problem_that_it_shows(name: str) -> None:
    codes = [code for code in DIAGNOSTICS if name == code or name.startswith(f"{code}-")]
    assert codes, "the name begins with no known code"
    assert f"{max(codes, key=len)}: " in (BAD / f"{name}.expected").read_text()


def test_every_kind_of_problem_is_shown_by_a_bad_file() -> None:
    text = "".join((BAD / f"{name}.expected").read_text() for name in NAMES)
    assert [code for code in DIAGNOSTICS if f" {code}: " not in text] == []


def test_no_pinned_text_is_left_over() -> None:
    assert {path.stem for path in BAD.glob("*.expected")} == set(NAMES)


def test_the_base_that_bad_files_spoil_is_itself_sound() -> None:
    assert load_scenario(BASE).problems == ()
