"""Each patch in `tests/authoring/dull` makes a sound scenario dull or unfair in one way; what its author then
reads is pinned beside it.

Patches are written as in `tests/bad`. Run with PIN=1 in the environment to write the `.expected` files anew,
and read the difference.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from game.authoring import pace
from game.authoring.catalogue import FINDINGS
from game.authoring.inspection import Inspection, inspected
from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.diagnostics import render
from tests.scenario.test_bad import spoil

DULL = Path(__file__).parent / "dull"
BASE = DULL / "base"
NAMES = sorted(path.stem for path in DULL.glob("*.patch"))
PLAYS = 4_000


def dull(name: str, folder: Path) -> Inspection:
    """The base, spoilt by a patch, and checked."""
    shutil.copytree(BASE, folder)
    spoil(folder, (DULL / f"{name}.patch").read_text())
    return inspected(folder, plays=PLAYS)


@pytest.mark.parametrize("name", NAMES)
def test_an_author_reads_what_is_pinned(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "long-reading":
        monkeypatch.setattr(pace, "WORDS_A_MINUTE", 10)  # instead of a long scenario, a slow reader
    inspection = dull(name, tmp_path / "base")
    texts = inspection.manuscript.loaded.texts
    told = [render(problem, texts.get(problem.file, "")) for problem in inspection.problems]
    text = "".join(f"{each}\n" for each in told)
    expected = DULL / f"{name}.expected"
    if os.environ.get("PIN"):
        expected.write_text(text)
    assert text == expected.read_text()
    assert inspection.manuscript.loaded.scenario is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_patch_is_named_for_what_it_shows(name: str) -> None:
    codes = [code for code in FINDINGS if name == code or name.startswith(f"{code}-")]
    assert codes, "the name begins with no known code"
    assert f"{max(codes, key=len)}: " in (DULL / f"{name}.expected").read_text()


def test_every_finding_is_shown_by_a_patch() -> None:
    text = "".join((DULL / f"{name}.expected").read_text() for name in NAMES)
    assert [code for code in FINDINGS if f" {code}: " not in text] == []


def test_no_pinned_text_is_left_over() -> None:
    assert {path.stem for path in DULL.glob("*.expected")} == set(NAMES)


def test_the_base_that_patches_spoil_is_itself_neither_dull_nor_unfair() -> None:
    assert inspected(BASE).problems == ()


def test_no_code_means_two_things() -> None:
    assert not FINDINGS.keys() & DIAGNOSTICS.keys()


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_says_a_way_out(code: str) -> None:
    kind = FINDINGS[code]
    assert kind.severity in {"warning", "note"}
    assert kind.fix
    assert not kind.message.endswith(".")
