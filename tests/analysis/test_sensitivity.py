"""Which parameters drive a score: indices that agree with what is known, and do not hang on who reckons."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import qmc

from game.analysis import sensitivity as sensitivity_
from game.analysis.blocks import Crew
from game.analysis.findings import Finding
from game.analysis.sensitivity import COLUMNS, INPUTS, indices, rows, sensitivity, size
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.scenario.model import Scenario

A, B = 7.0, 0.1
FIRST = (0.3139, 0.4424, 0.0)
TOTAL = (0.5576, 0.4424, 0.2437)
"""Of Ishigami's function with these a and b (Ishigami and Homma 1990)."""


def ishigami(x: Array) -> Array:
    """(row,) of (input, row), each in [−π, π]."""
    return np.asarray(np.sin(x[0]) + A * np.sin(x[1]) ** 2 + B * x[2] ** 4 * np.sin(x[0]))


def ends(count: int) -> Array:
    """(column, score, row): the same tables as a sweep's, for a function of three inputs."""
    drawn = (2.0 * qmc.Sobol(6, rng=np.random.default_rng(1)).random(count).T - 1.0) * np.pi
    one, other = drawn[:3], drawn[3:]
    crossed = [np.where(np.arange(3)[:, None] == i, other, one) for i in range(3)]
    return np.stack([np.stack([ishigami(table), -2.0 * ishigami(table)]) for table in (one, other, *crossed)])


def test_indices_agree_with_an_analytic_function() -> None:
    first, total = indices(ends(4_096), 1)
    for score in (0, 1):  # a scale and a sign change nothing
        assert first[score, :, 0] == pytest.approx(FIRST, abs=0.02)
        assert total[score, :, 0] == pytest.approx(TOTAL, abs=0.02)


def test_intervals_hold_the_true_values_and_shrink() -> None:
    widths = []
    for count in (256, 4_096):
        first, total = indices(ends(count), 1)
        for table, truth in ((first, FIRST), (total, TOTAL)):
            assert (table[0, :, 1] <= np.array(truth) + 0.01).all()
            assert (table[0, :, 2] >= np.array(truth) - 0.01).all()
        widths.append(float((total[0, :, 2] - total[0, :, 1]).mean()))
    assert widths[1] < 0.5 * widths[0]


@pytest.fixture(scope="module")
def found(small: Scenario) -> Finding:
    """Of the small scenario, from the fewest rows."""
    return sensitivity(small, "historical", 1, 5, Crew())


def table(finding: Finding, score: str) -> dict[str, dict[str, float]]:
    grid = next(grid for grid in finding.grids if grid.id == score)
    return {str(row[0]): dict(zip(grid.columns, row, strict=True)) for row in grid.rows}  # type: ignore[arg-type]


def test_every_input_has_indices_on_every_score(found: Finding) -> None:
    assert [grid.id for grid in found.grids] == list(SCORES)
    for score in SCORES:
        assert table(found, score).keys() == set(INPUTS)
    assert found.plays == 64 * COLUMNS


def test_what_cannot_matter_has_no_part_and_what_must_has(small: Scenario) -> None:
    told = sensitivity(small, "silence", 30_000, 5, Crew())
    credibility, cost = table(told, "credibility"), table(told, "cost")
    assert all(credibility[name]["total"] == 0.0 for name in credibility if name.startswith("charge."))
    assert cost["charge.patience"]["total"] > 0.3
    assert credibility["judge.learning"]["total"] > 0.1


def test_luck_has_a_part_of_its_own(small: Scenario) -> None:
    told = sensitivity(small, "random", 20_000, 5, Crew())
    assert table(told, "cost")["luck"]["total"] > 0.1


def test_the_same_seed_gives_the_same_figures_whoever_plays(
    small: Scenario, found: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert sensitivity(small, "historical", 1, 5, Crew(pool)) == found
    monkeypatch.setattr(sensitivity_, "ROWS", 16)
    assert sensitivity(small, "historical", 1, 5, Crew()) == found
    assert sensitivity(small, "historical", 1, 6, Crew()).grids != found.grids


def test_stopped_it_rests_on_a_power_of_two_of_the_rows(
    small: Scenario, found: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sensitivity_, "ROWS", 32)
    done: list[int] = []
    cut = sensitivity(small, "historical", 12_000, 5, Crew(stop=lambda: len(done) > 2, progress=done.append))
    assert cut.partial
    assert cut.plays == 64 * COLUMNS
    assert cut.grids == found.grids


def test_stopped_too_early_it_says_nothing(small: Scenario) -> None:
    cut = sensitivity(small, "historical", 1, 5, Crew(stop=lambda: True))
    assert cut.partial
    assert (cut.plays, cut.grids) == (0, ())


@pytest.mark.parametrize("plays", [1, 1_000, 70 * 64, 100_000, 141_313])
def test_a_sweep_has_at_least_the_plays_that_were_asked_for(plays: int) -> None:
    assert size(plays) >= plays
    assert rows(plays).bit_count() == 1
    assert rows(plays) == 64 or size(plays) < 2 * plays
