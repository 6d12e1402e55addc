"""What a user installs: one wheel, into an empty environment, with the scenarios inside."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow(30)  # it builds a wheel and fills an environment of its own


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds nothing but the wheel and what it needs."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    venv.create(place / "env")
    programs = place / "env" / ("Scripts" if os.name == "nt" else "bin")
    # By a pip outside, since to put one in takes long; so does to compile what is never imported.
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    subprocess.run([*pip, "install", "-q", "--no-compile", str(wheel)], check=True, capture_output=True)
    return programs


def test_an_installed_game_is_played_from_any_folder(installed: Path, tmp_path: Path) -> None:
    choices = "1\n" * 60
    played = subprocess.run(
        [
            installed / "tashkent",
            "play",
            "kyrgyzstan-2010",
            "--plain",
            "--role",
            "secretariat",
            "--seed",
            "7",
        ],
        input=choices,
        cwd=tmp_path,
        env={**os.environ, "TASHKENT_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert played.returncode == 0, played.stderr
    assert "Stage 9 of 9" in played.stdout
    assert "does not say what would have happened" in " ".join(played.stdout.split())


def test_an_installed_game_runs_as_a_module_too(installed: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [installed / "python", "-m", "game", "run", "kyrgyzstan-2010", "--plays", "3"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "3 plays" in ran.stdout


def test_the_wheel_holds_the_licence_and_every_scenario(installed: Path) -> None:
    (packages,) = installed.parent.glob("[Ll]ib/**/site-packages")
    scenarios = {each.name for each in (packages / "game" / "_scenarios").iterdir() if each.is_dir()}
    assert scenarios == {each.name for each in (ROOT / "scenarios").iterdir() if each.is_dir()}
    assert list(packages.glob("tashkent-*.dist-info/licenses/LICENSE"))
