"""A copy of the small scenario, to be spoilt."""

from __future__ import annotations

import shutil
from pathlib import Path

from game.scenario.loader import Loaded, load_scenario

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
MAIN = "scenario.yaml"
SPRING = "stages/01-spring.yaml"
SUMMER = "stages/02-summer.yaml"


def copy_small(folder: Path) -> Path:
    """A copy of the small scenario in `folder`."""
    return Path(shutil.copytree(SMALL, folder / "small"))


def replaced(scenario: Path, file: str, old: str, new: str) -> Loaded:
    """What comes of the scenario when `old`, which stands once in `file`, gives way to `new`."""
    text = (SMALL / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (scenario / file).write_text(text.replace(old, new), "utf-8")
    loaded = load_scenario(scenario)
    (scenario / file).write_text(text, "utf-8")
    return loaded
