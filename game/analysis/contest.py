"""Strategies against each other: how each ends, which beats which, at what patience they change places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor

import numpy as np

from game.analysis.ends import Ends, Seats, ends, strategies
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.patience import bill, flip
from game.engine.arrays import Array, Mask
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.policies.planner import Planner
from game.scenario.model import Scenario

FEW = 32
"""Plays of the planner, at most: it plays thousands more for each."""

BILLED = 2_000
"""Plays over which a bill is averaged."""

BETTER: Mapping[str, float] = {"credibility": 1.0, "cost": -1.0, "diversification": -1.0}


def contest(
    scenario: Scenario,
    plays: int,
    seed: int,
    settings: Settings | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Finding:
    """Every strategy in all seats, under the same luck."""
    settings = settings or Settings()
    seats = strategies(scenario)
    found: dict[str, Ends] = {}
    partial = False
    for name, policies in seats.items():
        count = min(plays, FEW) if _slow(policies) else plays
        try:
            done = ends(scenario, policies, count, seed, settings, executor, progress)
        except KeyboardInterrupt:
            partial = True
            break
        found[name] = done
        partial = partial or done.plays < count
        if partial:
            break
    grids = [_scores(found), _beaten(found)]
    if not partial:
        grids.append(_patience(scenario, {name: seats[name] for name in found}, seed, settings))
    return Finding(
        "strategies",
        scenario.id,
        scenario.title,
        seed,
        plays,
        tuple(grids),
        (
            "All strategies meet the same luck, so that a difference between them is theirs.",
            f"The planner looks thousands of plays ahead for each choice: it is tried in {FEW} at most.",
        ),
        partial,
    )


def size(scenario: Scenario, plays: int) -> int:
    """How many plays a contest has, all in all."""
    return sum(min(plays, FEW) if _slow(seats) else plays for seats in strategies(scenario).values())


def dominates(one: Ends, other: Ends) -> Mask:
    """(play,): where one ends better on all three scores; over the plays that both have."""
    both = min(one.plays, other.plays)
    better = [BETTER[score] * (one.of(score)[:both] - other.of(score)[:both]) > 0.0 for score in SCORES]
    return np.asarray(better[0] & better[1] & better[2])


def _slow(seats: Seats) -> bool:
    return any(isinstance(policy, Planner) for policy in seats.values())


def _scores(found: Mapping[str, Ends]) -> Grid:
    columns = ["strategy"]
    for name in (*SCORES, "short", "long"):
        columns += [name, f"{name} p10", f"{name} p90"]
    rows: list[tuple[Cell, ...]] = []
    for name, end in found.items():
        row: list[Cell] = [name]
        for values in (*(end.of(score) for score in SCORES), end.short, end.long):
            row += _spread(values)
        rows.append((*row, end.plays))
    return Grid(
        "scores",
        "How each ends, after the years that follow",
        (*columns, "plays"),
        tuple(rows),
        dict.fromkeys(columns[1:], ".1f"),
        "Means, and the range of four plays in five. Cost is what is paid at once (short) and later (long).",
    )


def _spread(values: Array) -> list[Cell]:
    low, high = np.quantile(values, (0.1, 0.9))
    return [float(values.mean()), float(low), float(high)]


def _beaten(found: Mapping[str, Ends]) -> Grid:
    rows = tuple(
        (name, *(None if other == name else float(dominates(end, found[other]).mean()) for other in found))
        for name, end in found.items()
    )
    return Grid(
        "dominance",
        "How often the one in the row beats the one in the column on all three scores",
        ("strategy", *found),
        rows,
        dict.fromkeys(found, ".0%"),
        "Under the same luck, play by play.",
    )


def _patience(scenario: Scenario, seats: Mapping[str, Seats], seed: int, settings: Settings) -> Grid:
    """δ* of every pair of strategies that draws nothing of its own and can be told apart."""
    world = compile_world(scenario, settings)
    bills = {
        name: bill(world, run(world, policies, Luck(seed, 0, BILLED), explained=True))
        for name, policies in seats.items()
        if not _slow(policies)
    }
    rows = tuple(
        (name, *(None if name == other else flip(one, bills[other]) for other in bills))
        for name, one in bills.items()
    )
    return Grid(
        "patience",
        "δ*: the patience at which two strategies change places in total cost",
        ("strategy", *bills),
        rows,
        dict.fromkeys(bills, ".2f"),
        "Below it the one that pays less today is the cheaper, above it the one that pays less later; "
        "empty where they never change places.",
    )
