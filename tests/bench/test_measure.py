"""The benchmark's own arithmetic, since nobody looks at it while the figures are good."""

from __future__ import annotations

import pytest

from tests.bench.measure import Row, interleaved, ratio, table


def test_every_round_runs_every_task_and_turns_the_order_round() -> None:
    told: list[str] = []

    def task(name: str, number: int) -> float:
        told.append(f"{name}{number}")
        return float(number)

    tasks = {name: lambda number, name=name: task(name, number) for name in ("a", "b")}
    assert interleaved(tasks, 2) == {"a": (1.0, 2.0), "b": (1.0, 2.0)}
    assert told == ["b0", "a0", "a1", "b1", "b2", "a2"]


def test_no_rounds_are_refused() -> None:
    with pytest.raises(ValueError, match="got 0"):
        interleaved({}, 0)


@pytest.mark.parametrize(
    ("samples", "verdict"),
    [((1.0, 2.0, 9.0), "met"), ((1.0, 3.0, 9.0), "met at best"), ((2.5, 3.0, 9.0), "missed")],
)
def test_a_goal_is_judged_by_the_median(samples: tuple[float, ...], verdict: str) -> None:
    assert Row("time", "s", samples, limit=2).verdict == verdict
    assert Row("speed", "a second", tuple(-x for x in samples), "more", limit=-2).verdict == verdict


def test_ratios_are_taken_round_by_round() -> None:
    assert ratio((10.0, 30.0), (1.0, 2.0)) == (10.0, 15.0)


def test_the_table_shows_figures_goals_and_verdicts() -> None:
    head, line = table([Row("stage", "ms", (0.51, 1234.4, 3.0), limit=2)])
    assert head.split() == ["best", "median", "unit", "goal"]
    assert line.split() == ["stage", "0.51", "3", "ms", "≤", "2", "met", "at", "best"]
