"""Every word that an exploration says has been given to translators."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from game.analysis.patterns import patterns
from game.commands.explore import Answer, Kind, Question, explored
from game.commands.explore_files import written
from game.engine.settings import RULES, VARIANTS
from game.policies.named import NAMES
from game.scenario.loader import load_scenario
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from game.words import CATALOGUES, use
from tests.cli.run import SMALL
from tests.scenario.spoilt import copy_small
from tests.words.pseudo import CODE, english, spoken, with_its_file

PLAYS = {"strategies": 4, "sensitivity": 4000, "thesis": 4, "balance": 1000, "knockout": 10}
"""Few: what is said hangs little on the figures."""
QUICK = {"thesis", "balance"}


def typed(scenario: Scenario) -> re.Pattern[str]:
    """Ids, whole or cut short, of the model's parts and of the scenario's: the same in every language."""
    stages = {
        f"{stage.id}.{decision.role}.{decision.id}"
        for stage in scenario.stages
        for decision in stage.decisions
    }
    options = {o.id for stage in scenario.stages for decision in stage.decisions for o in decision.options}
    own = {role.id for role in scenario.roles} | {line.id for line in scenario.lines}
    own |= {part.id for part in patterns(scenario)}
    ids = stages | options | own | {*RULES, *VARIANTS, *NAMES, *PARAMETERS, *get_args(Kind)}
    longest = sorted({*ids, *(f"{each[:6]}." for each in ids)}, key=len, reverse=True)
    return re.compile(
        rf"`[^`]*`|(?<![\w.])(?:{'|'.join(map(re.escape, longest))})(?![\w])|\bC[0-9]+[abc]?\b|\bp[19]0\b"
    )


@pytest.mark.parametrize(
    "kind", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in PLAYS]
)
def test_an_exploration_says_nothing_that_is_not_translated(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = with_its_file(copy_small(tmp_path))
    scenario = load_scenario(str(folder)).scenario
    assert scenario
    file = tmp_path / "x.svg"
    with spoken(monkeypatch):
        found = explored(Question(kind, str(folder), PLAYS[kind], 1, language=CODE))
        assert isinstance(found, Answer), found
        said = " ".join(found.text())
        said += " ".join(written(file, found.finding, found.document))
        notes = " ".join([*found.finding.notes, *(grid.title + grid.about for grid in found.finding.grids)])
    left = typed(scenario).sub(" ", english(f"{said} {notes}".replace(str(file), "")))
    assert re.findall(r"[A-Za-z]{2,}", left) == []


@pytest.mark.parametrize("language", [file.parent.name for file in CATALOGUES.glob("*/LC_MESSAGES")])
@pytest.mark.parametrize("kind", sorted(QUICK))
def test_an_exploration_keeps_to_80_columns_in_every_language(kind: Kind, language: str) -> None:
    use(language)
    try:
        found = explored(Question(kind, str(SMALL), PLAYS[kind], 1))
        assert isinstance(found, Answer), found
        assert [line for line in found.text() if len(line) > 80] == []
    finally:
        use("")
