"""A scenario's folder or archive to a Scenario, or every Problem in it at once.

Nothing outside it is read: links, pipes and devices are refused, and sizes are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from game.scenario.diagnostics import Problem
from game.scenario.lookalikes import named
from game.scenario.model import Scenario
from game.scenario.shelf import MAIN, STAGES, Shelf, home, open_shelf


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a folder: a scenario, perhaps with warnings, or the errors that kept it from loading."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    """By file, line and column."""
    texts: Mapping[str, str]
    """The files' texts by the names that the problems use, for excerpts."""


def bundled() -> tuple[str, ...]:
    """The ids of the scenarios that come with the game, the shortest first: a newcomer begins with it."""
    root = _bundle()
    found = [(_minutes(main), main.parent.name) for main in root.glob(f"*/{MAIN}")] if root.is_dir() else []
    return tuple(name for _, name in sorted(found))


def _minutes(main: Path) -> int:
    """How long a bundled scenario takes, read off its text: none of them is loaded to be put in order."""
    written = re.search(r"^minutes: *(\d+)", main.read_text(encoding="utf-8"), re.MULTILINE)
    return int(written[1]) if written else 0


def find_scenario(name_or_path: str | Path) -> Path:
    """The folder of a bundled scenario by its id, else the path itself, whether it exists or not.

    An id wins over a folder of that name in the working directory; write `./id` for the folder.
    """
    return _bundle() / name_or_path if str(name_or_path) in bundled() else Path(name_or_path)


def own_place(name_or_path: str | Path, identity: str) -> str:
    """The whole path of a scenario of this id that was found so; empty for one of the game's own."""
    place = home(find_scenario(name_or_path)).resolve()
    ours = identity in bundled() and place == find_scenario(identity).resolve()
    return "" if ours else str(place)


def hides(name_or_path: str) -> bool:
    """Whether a name means a scenario of the game's own while another folder here is called so, too."""
    here, found = Path(name_or_path), find_scenario(name_or_path)
    return name_or_path in bundled() and here.exists() and here.resolve() != found.resolve()


def load_scenario(path: str | Path, language: str = "") -> Loaded:
    """Read the scenario in a folder (or beside its `scenario.yaml`) or in a zip file.

    With a `language` its texts are in it, as far as they are translated. What its files hold never raises.
    """
    shelf = open_shelf(Path(path), bundled())
    scenario = read_scenario(shelf)
    if scenario and language:
        scenario = _in_language(shelf, scenario, language)
    return Loaded(scenario, shelf.problems.sorted(), shelf.texts)


def read_scenario(shelf: Shelf) -> Scenario | None:
    """The scenario on a shelf, or None; its problems are the shelf's."""
    from game.scenario.whole import StageFile, assemble  # noqa: PLC0415 (brings in pydantic, which is slow to start)

    if shelf.place is None:
        return None
    main = shelf.document(MAIN)
    names = shelf.names(STAGES)
    files = None if names is None else [StageFile(name, shelf.document(name)) for name in names]
    scenario = assemble(shelf.place.id, main, files, shelf.problems)
    shelf.problems.revise(lambda problem: named(problem, shelf.texts))
    return scenario


def _in_language(shelf: Shelf, scenario: Scenario, language: str) -> Scenario | None:
    from game.scenario.languages import in_language, read_translation  # noqa: PLC0415 (where one is asked for)

    translation = read_translation(shelf, language)
    return in_language(scenario, translation) if translation else None


def _bundle() -> Path:
    """Where the bundled scenarios lie: inside the installed package, else in the checkout."""
    installed = Path(__file__).resolve().parents[1] / "_scenarios"
    return installed if installed.is_dir() else installed.parents[1] / "scenarios"
