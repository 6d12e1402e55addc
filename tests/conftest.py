"""The scenarios that tests play, and how tests are run: the longest begin first."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from game.scenario.diagnostics import render
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario

# Where compiled modules may not be kept, each of the many processes that tests start compiles the game anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch with which golden transcripts are written anew, to be read in the diff."""
    parser.addoption("--update-golden", action="store_true", help="write the golden transcripts anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin first: while one that begins last goes on, the other cores have nothing to do."""
    items.sort(key=_seconds, reverse=True)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector need not go over it, nor as often as it would."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


def _seconds(item: pytest.Item) -> float:
    marks = (mark.args[0] for mark in item.iter_markers("slow") if mark.args)
    return float(max(marks, default=0.0))


settings.register_profile("steady", deadline=None)  # how long one example takes depends on the machine
settings.load_profile("steady")

SMALL = Path(__file__).parent / "scenarios" / "small"


def _load(path: Path) -> Scenario:
    loaded = load_scenario(path)
    assert loaded.scenario is not None, "\n".join(
        render(problem, loaded.texts.get(problem.file, "")) for problem in loaded.problems
    )
    return loaded.scenario


@pytest.fixture(scope="session")
def small() -> Scenario:
    """Two stages, three members, both kinds of role; it uses every part of the language once."""
    return _load(SMALL)


@pytest.fixture(scope="session")
def flagship() -> Scenario:
    """The bundled scenario of the two Kyrgyz appeals."""
    return _load(find_scenario("kyrgyzstan-2010"))
