"""Is a scenario a fair game? What each option does, which are dead or always best, and what a role can win."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from game.analysis.ends import Seats, ends, strategies
from game.analysis.ensemble import chunks
from game.analysis.executors import in_order
from game.analysis.findings import Cell, Finding, Grid
from game.engine.arrays import Array, Choice
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.settings import Settings
from game.policies.planner import worth
from game.policies.random import Random
from game.scenario.model import Scenario

BETTER = (1.0, -1.0, -1.0)
"""Of the scores, in their order."""

IDLE = 0.05
"""Points: an option that moves no score by more than this makes no difference."""


@dataclass(frozen=True, slots=True)
class _Task:
    scenario: Scenario
    settings: Settings
    seed: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class _Part:
    """What was chosen in some random plays, and how they ended."""

    change: Array
    """(score, play)"""
    chosen: dict[DecisionKey, Choice]


BLOCK = 16_384


def balance(
    scenario: Scenario,
    plays: int,
    seed: int,
    settings: Settings | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Finding:
    """Random plays, sorted by what was chosen in them; and what each role's own choices can win."""
    model = settings or Settings()
    parts: list[_Part] = []
    partial = False
    try:
        for part in in_order(executor, _played, _tasks(scenario, model, seed, plays)):
            parts.append(part)
            progress(part.change.shape[-1])
    except KeyboardInterrupt:
        partial = True
        if not parts:
            raise
    change = np.concatenate([part.change for part in parts], axis=-1)
    chosen = {key: np.concatenate([part.chosen[key] for part in parts]) for key in parts[0].chosen}
    rows = list(_options(scenario, change, chosen))
    roles = [] if partial else list(_roles(scenario, change, chosen, seed, model))
    columns = ("option", "taken", *SCORES, "verdict")
    grids = (
        Grid(
            "options",
            "What taking an option does, beside the decision's other options",
            columns,
            tuple(rows),
            {"taken": ".0%", **dict.fromkeys(SCORES, "+.1f")},
            "Means over random plays in which it was taken, less the mean over all of them.",
        ),
        Grid(
            "roles",
            "What a role can win by its own choices",
            ("role", "history", "random p10", "random p90", "better than history", "own part"),
            tuple(roles),
            {"history": "+.1f", "random p10": "+.1f", "random p90": "+.1f", "better than history": ".0%",
             "own part": ".0%"},
            "The result by the role's weights. Own part: what share of its spread hangs on the role's choices.",
        ),
    )  # fmt: skip
    return Finding(
        "balance",
        scenario.id,
        scenario.title,
        seed,
        change.shape[-1],
        grids,
        ("Seats choose at random here; `tashkent scenario check` looks for the same faults stage by stage.",),
        partial,
    )


def _tasks(scenario: Scenario, settings: Settings, seed: int, plays: int) -> Iterator[_Task]:
    for first in range(0, plays, BLOCK):
        yield _Task(scenario, settings, seed, first, min(BLOCK, plays - first))


def _played(task: _Task) -> _Part:
    seats: Seats = {role.id: Random() for role in task.scenario.roles}
    changes, chosen = [], []
    for trace in chunks(task.scenario, task.settings, seats, task.seed, task.count, first=task.first):
        changes.append(trace.end - trace.start)
        chosen.append({key: choice for stage in trace.stages for key, choice in stage.choices.items()})
    keys = chosen[0]
    return _Part(
        np.concatenate(changes, axis=-1),
        {key: np.concatenate([each[key] for each in chosen]) for key in keys},
    )


def _options(
    scenario: Scenario, change: Array, chosen: dict[DecisionKey, Choice]
) -> Iterator[tuple[Cell, ...]]:
    for stage in scenario.stages:
        for decision in stage.decisions:
            taken = chosen[stage.id, decision.role, decision.id]
            effects: list[Array | None] = []
            for number in range(len(decision.options)):
                where = taken == number
                effects.append(change[:, where].mean(axis=1) - change.mean(axis=1) if where.any() else None)
            for number, (option, effect) in enumerate(zip(decision.options, effects, strict=True)):
                name = f"{stage.id}.{decision.role}.{decision.id}={option.id}"
                share = float((taken == number).mean())
                figures = [None] * len(SCORES) if effect is None else [float(each) for each in effect]
                yield (name, share, *figures, _verdict(number, effects))


def _verdict(number: int, effects: list[Array | None]) -> str:
    """Whether an option is dead, idle, or best on everything."""
    own = effects[number]
    if own is None:
        return "never on offer"
    others = [each for n, each in enumerate(effects) if n != number and each is not None]
    if others and all((np.abs(own - each) < IDLE).all() for each in others):
        return "makes no difference"
    better = np.array(BETTER)
    if others and all((better * (own - each) > IDLE).all() for each in others):
        return "best on all three"
    if any((better * (each - own) > IDLE).all() for each in others):
        return "worse on all three than another"
    return ""


def _roles(
    scenario: Scenario, change: Array, chosen: dict[DecisionKey, Choice], seed: int, settings: Settings
) -> Iterator[tuple[Cell, ...]]:
    history = ends(scenario, strategies(scenario)["historical"], 2_000, seed, settings)
    for role in scenario.roles:
        results = worth(role.weights, change[None])[0]
        real = float(worth(role.weights, (history.scores - history.start)[None])[0].mean())
        own = [choice for (_, seat, _), choice in chosen.items() if seat == role.id]
        low, high = np.quantile(results, (0.1, 0.9))
        yield (
            role.id,
            real,
            float(low),
            float(high),
            float((results > real).mean()),
            _explained(results, own),
        )


def _explained(results: Array, choices: list[Choice]) -> float:
    """The share of the results' spread that goes with which options were taken (R² of a linear fit)."""
    columns = [np.ones(results.size)]
    columns += [(each == option).astype(float) for each in choices for option in np.unique(each)[1:]]
    table = np.stack(columns, axis=1)
    fitted = table @ np.linalg.lstsq(table, results, rcond=None)[0]
    spread = float(((results - results.mean()) ** 2).sum())
    return 1.0 - float(((results - fitted) ** 2).sum()) / spread if spread else 0.0
