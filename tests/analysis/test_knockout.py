"""The pattern of a case, and what of it is lost without each rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.analysis.blocks import Crew
from game.analysis.case import Case
from game.analysis.findings import Finding
from game.analysis.knockout import WHOLE, knockout
from game.analysis.patterns import RECORD, joint, patterns
from game.analysis.plausible import plausible
from game.engine.draws import Luck
from game.engine.settings import RULES, Settings
from game.scenario.model import Scenario

SEED = 2010
MEANT = {
    "refusal": {"contain.overthrow", "judge"},
    "package": {"respond"},
    "objection": {"consult", "respond"},
    "reform": {"prepare"},
}
"""By part of the record: rules without which it must be lost."""


def rows(finding: Finding) -> dict[str, Mapping[str, Any]]:
    grid = finding.grids[0]
    return {str(row[0]): dict(zip(grid.columns, row, strict=True)) for row in grid.rows}


def shares(scenario: Scenario, model: Settings, plays: int) -> dict[str, float]:
    """By part, and jointly: in how many plays it is seen."""
    case = Case(scenario, model, Luck(SEED, 0, plays))
    seen = {part.id: part.seen(case) for part in RECORD}
    return {name: float(where.mean()) for name, where in {**seen, "jointly": joint(seen)}.items()}


def test_the_record_of_2010_is_seen_in_most_plays_jointly(flagship: Scenario) -> None:
    seen = shares(flagship, Settings(), 1_000)
    assert seen["refusal"] > 0.85
    assert seen["objection"] > 0.75
    assert min(seen["package"], seen["no-troops"], seen["reform"]) == 1.0
    assert seen["jointly"] > 0.7


@pytest.mark.slow
def test_it_is_seen_in_most_plays_wherever_the_parameters_lie(flagship: Scenario) -> None:
    seen = shares(flagship, plausible(SEED, 0, 4_000), 4_000)
    assert seen["jointly"] > 0.5
    assert min(seen.values()) > 0.5


@pytest.mark.slow
def test_each_part_hangs_on_the_rules_that_it_should(flagship: Scenario) -> None:
    table = rows(knockout(flagship, 300, SEED, Settings(), Crew()))
    assert table.keys() == {WHOLE, *RULES}
    for part, rules in MEANT.items():
        for rule in rules:
            assert table[rule][part] < 0.1, (part, rule)
            assert table[rule]["jointly"] < 0.1
        assert table["charge"][part] == table[WHOLE][part], "what it costs has no part in what happens"


def test_other_scenarios_have_the_directions_of_their_history(small: Scenario) -> None:
    parts = patterns(small)
    assert {part.id for part in parts} == {"belief", "drift", "later"}
    assert not any(part.record for part in parts)


def test_a_copy_of_the_case_without_one_of_its_stages_has_no_record(flagship: Scenario) -> None:
    cut = replace(flagship, stages=tuple(stage for stage in flagship.stages if stage.id != "secretaries"))
    assert any(part.record for part in patterns(flagship))
    assert not any(part.record for part in patterns(cut))


def test_jointly_means_all_at_once() -> None:
    yes, no = np.array([True, True, False]), np.array([True, False, False])
    assert joint({"a": yes, "b": no}).tolist() == [True, False, False]
    with pytest.raises(ValueError, match="nothing"):
        joint({})


@pytest.fixture(scope="module")
def found(small: Scenario) -> Finding:
    """The small scenario's."""
    return knockout(small, 60, SEED, Settings(), Crew())


def test_every_rule_is_switched_off_once(found: Finding) -> None:
    assert list(rows(found)) == [WHOLE, *RULES]


def test_without_a_rule_its_own_effect_is_gone(found: Finding) -> None:
    table = rows(found)
    assert table["charge"]["cost"] == 0.0
    assert table["realign"]["diversification"] == 0.0
    assert table[WHOLE]["cost"] != 0.0
    assert "in the end" in table["realign"]["what changes"]


def test_a_rule_that_is_off_already_is_not_switched_off_again(small: Scenario) -> None:
    told = rows(knockout(small, 20, SEED, Settings(without=frozenset({"judge"})), Crew()))
    assert "judge" not in told
    assert told.keys() == {WHOLE, *RULES} - {"judge"}


def test_stopped_it_tells_of_the_rules_that_were_tried(small: Scenario, found: Finding) -> None:
    done: list[int] = []
    cut = knockout(small, 60, SEED, Settings(), Crew(stop=lambda: len(done) > 3, progress=done.append))
    assert cut.partial
    assert cut.grids[0].rows == found.grids[0].rows[:4]
