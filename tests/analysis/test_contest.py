"""Strategies against each other: same luck, all scores, and where patience turns the order round."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from game.analysis import contest as contest_
from game.analysis.blocks import Crew
from game.analysis.contest import contest
from game.analysis.findings import Finding
from game.analysis.patience import bill, flip
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.engine.trace import Trace
from game.policies.fixed import Script
from game.scenario.model import Scenario

PLAYS, SEED = 150, 7
NAMES = ["historical", "build-first", "silence", "random", "planner"]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planner is slow."""
    monkeypatch.setattr(contest_, "FEW", 3)
    monkeypatch.setattr(contest_, "AT_ONCE", 2)
    monkeypatch.setattr(contest_, "BLOCK", 64)


@pytest.fixture
def found(small: Scenario) -> Finding:
    """The small scenario's."""
    return contest(small, PLAYS, SEED, Settings(), Crew())


def rows(finding: Finding, table: str) -> dict[str, Mapping[str, Any]]:
    grid = next(grid for grid in finding.grids if grid.id == table)
    return {str(row[0]): dict(zip(grid.columns, row, strict=True)) for row in grid.rows}


def played(scenario: Scenario, line: str, plays: int = PLAYS) -> Trace:
    choices = next(each.choices for each in scenario.lines if each.id == line)
    seats = {role.id: Script(choices) for role in scenario.roles}
    return run(compile_world(scenario), seats, Luck(SEED, 0, plays), explained=True)


def test_every_policy_and_line_is_in_the_table_and_the_planner_in_few_plays(found: Finding) -> None:
    table = rows(found, "scores")
    assert list(table) == NAMES
    assert [row["plays"] for row in table.values()] == [PLAYS] * 4 + [3]
    assert any("planner" in note for note in found.notes)


def test_scores_are_those_of_the_line_played_by_all_seats(small: Scenario, found: Finding) -> None:
    row, trace = rows(found, "scores")["silence"], played(small, "silence")
    for score, values in zip(SCORES, trace.end, strict=True):
        assert row[score] == pytest.approx(values.mean())
        low, high = np.quantile(values, (0.1, 0.9), method="inverted_cdf")
        assert (row[f"{score} p10"], row[f"{score} p90"]) == pytest.approx((low, high), abs=0.011)
    assert row["short"] + row["long"] == pytest.approx(row["cost"], abs=1e-4)


def test_one_beats_another_where_it_is_better_on_all_three_in_the_same_play(
    small: Scenario, found: Finding
) -> None:
    first, second = (played(small, line).end for line in ("build-first", "silence"))
    better = (first[0] > second[0]) & (first[1] < second[1]) & (first[2] < second[2])
    assert rows(found, "dominance")["build-first"]["silence"] == better.mean()
    assert rows(found, "dominance")["silence"]["silence"] is None


def test_no_two_beat_each_other_in_one_play(found: Finding) -> None:
    table = rows(found, "dominance")
    for one in NAMES:
        for other in NAMES:
            if one != other:
                assert table[one][other] + table[other][one] <= 1.0


def test_patience_is_that_of_the_mean_bills(small: Scenario, found: Finding) -> None:
    world = compile_world(small)
    bills = [bill(world, played(small, line)) for line in ("build-first", "silence")]
    expected = flip(*bills)
    told = rows(found, "patience")["build-first"]["silence"]
    assert expected is not None
    assert told == pytest.approx(expected, abs=1e-9)
    assert rows(found, "patience")["silence"]["build-first"] == told


def test_figures_do_not_hang_on_who_plays(small: Scenario, found: Finding) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert contest(small, PLAYS, SEED, Settings(), Crew(pool)) == found
    assert contest(small, PLAYS, SEED + 1, Settings(), Crew()) != found


def test_stopped_it_tells_of_what_was_played(small: Scenario) -> None:
    done: list[int] = []
    cut = contest(small, PLAYS, SEED, Settings(), Crew(stop=lambda: bool(done), progress=done.append))
    assert cut.partial
    assert cut.plays == 64
    assert list(rows(cut, "scores")) == NAMES[:-1]


def test_another_model_gives_other_figures(small: Scenario, found: Finding) -> None:
    deaf = contest(small, PLAYS, SEED, Settings(without=frozenset({"judge"})), Crew())
    assert rows(deaf, "scores")["silence"]["credibility"] > rows(found, "scores")["silence"]["credibility"]


def test_progress_adds_up_to_the_size(small: Scenario) -> None:
    told: list[int] = []
    contest(small, PLAYS, SEED, Settings(), Crew(progress=told.append))
    assert sum(told) == contest_.size(small, PLAYS)
