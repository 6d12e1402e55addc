"""Which parameters drive each score: Sobol's variance-based indices, first-order and total (Saltelli 2010).

Luck is one more input, so that what share of the spread it has is told beside the parameters': in two
plays that differ in a parameter it is the same. The indices are reckoned by SciPy; the plays are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from game.analysis.blocks import Crew
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.plausible import DRAWN
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.settings import Settings
from game.policies.named import policy
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from game.scenario.refusal import Refusal
from game.words import _, marked

DRIVES = {
    "credibility": marked("What drives credibility"),
    "cost": marked("What drives cost"),
    "diversification": marked("What drives diversification"),
}
LUCK = "luck"
"""What is drawn in a play, as one input."""
INPUTS = (*DRAWN, LUCK)
COLUMNS = len(INPUTS) + 2
"""Plays of a row: both tables, and the first with each input of the second in turn."""
ROWS = 128
"""Of a task; a power of two, as Sobol's sequences want it."""
FEWEST = 64
"""Rows, at least."""
CONFIDENCE = 0.95
RANKED = 5
"""Inputs that a reader takes for the first ones, in this order."""
RESAMPLES = 100
"""Of the bootstrap from which the intervals come."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some rows of the two tables: (parameter, row) each, in units of the plausible ranges."""

    scenario: Scenario
    policy: str
    seed: int
    first: int
    one: Array
    other: Array


def rows(plays: int) -> int:
    """The base rows of a sweep of at least so many plays: a power of two."""
    return max(FEWEST, 1 << (-(-plays // COLUMNS) - 1).bit_length())


def size(plays: int) -> int:
    """How many plays that is."""
    return rows(plays) * COLUMNS


def sensitivity(scenario: Scenario, line: str, plays: int, seed: int, crew: Crew) -> Finding:
    """Every parameter's indices on each score, over the plausible ranges, all seats by a line or policy.

    Stopped, it rests on the first rows: as many as are a power of two. Raise ImportError without SciPy.
    """
    from scipy.stats import qmc  # noqa: PLC0415 (an optional dependency, slow to start)

    count, many = rows(plays), len(DRAWN)
    drawn = qmc.Sobol(2 * many, rng=np.random.default_rng(seed)).random(count).T

    def tasks() -> Iterator[Task]:
        for first in range(0, count, ROWS):
            part = drawn[:, first : first + ROWS]
            yield Task(scenario, line, seed, first, part[:many], part[many:])

    parts = list(crew.swept(played, tasks(), lambda task: task.one.shape[1] * COLUMNS))
    done = sum(part.shape[-1] for part in parts)
    used = 1 << (done.bit_length() - 1) if done >= FEWEST else 0
    grids = _grids(np.concatenate(parts, axis=-1)[..., :used], seed) if used else ()
    unsure = [grid.id for grid in grids if _unsure(grid)]
    return Finding(
        "sensitivity",
        scenario.id,
        scenario.title,
        seed,
        used * COLUMNS,
        grids,
        (
            _(
                "All seats play `{line}`. First: what part of a score's spread would go if that input alone "
                "were known. Total: what part would stay if all others were known. The rest of it is "
                "interplay."
            ).format(line=line),
            _(
                "Pairs of tables: {pairs}, every parameter anywhere in its plausible range; luck is one "
                "input, the same within a pair. Intervals of {confidence}, by bootstrap."
            ).format(pairs=f"{used:,}", confidence=f"{CONFIDENCE:.0%}"),
            _(
                "{plays} plays for the {asked} that were asked for: there are {fewest} pairs, or twice that, "
                "and so on, and each is played {columns} times, once for either table and for each input."
            ).format(plays=f"{used * COLUMNS:,}", asked=f"{plays:,}", fewest=FEWEST, columns=COLUMNS),
            *(
                [
                    _(
                        "TOO FEW PLAYS TO RANK the inputs by what they do to {scores}: the intervals of the "
                        "first and of the fifth overlap. Ask for more with --plays."
                    ).format(scores=", ".join(map(_, unsure)))
                ]
                if unsure
                else []
            ),
        ),
        crew.stopped,
    )


def played(task: Task) -> Array:
    """(column, score, row): how the plays of some rows end."""
    count = task.one.shape[1]
    low = np.array([[PARAMETERS[name].low] for name in DRAWN])
    high = np.array([[PARAMETERS[name].high] for name in DRAWN])
    one, other = (low + (high - low) * table for table in (task.one, task.other))
    columns = [one, other]
    for i in range(len(DRAWN)):
        crossed = one.copy()
        crossed[i] = other[i]
        columns.append(crossed)
    same = Luck(task.seed, task.first, count)
    ends = [
        _ended(task, [columns[0], *columns[2:]], same),
        # the other table has luck of its own; the last column is the first table under that luck
        _ended(task, [columns[1], columns[0]], Luck(task.seed, task.first + 2**32, count)),
    ]
    return np.concatenate([ends[0][:1], ends[1][:1], ends[0][1:], ends[1][1:]])


def _ended(task: Task, tables: list[Array], luck: Luck) -> Array:
    """(table, score, row)"""
    values = np.concatenate(tables, axis=1)
    settings = Settings({name: values[i] for i, name in enumerate(DRAWN)})
    seat = policy(task.policy, task.scenario)
    if isinstance(seat, Refusal):
        raise ValueError(str(seat))
    seats: dict[str, Policy] = {role.id: seat for role in task.scenario.roles}
    end = run(compile_world(task.scenario, settings), seats, luck.repeated(len(tables))).end
    return np.moveaxis(end.reshape(len(SCORES), len(tables), luck.count), 1, 0)


def indices(ends: Array, seed: int) -> tuple[Array, Array]:
    """First-order and total indices: (score, input, [value, low, high]) each, from (column, score, row).

    The intervals are percentiles over resampled rows. SciPy's own are bias-corrected by a jackknife of
    every row, which takes longer than all the plays.
    """
    count = ends.shape[-1]
    dice = np.random.default_rng(seed)
    values = _reckoned(ends)
    again = np.stack([_reckoned(ends[..., dice.integers(count, size=count)]) for _ in range(RESAMPLES)])
    tail = (1.0 - CONFIDENCE) / 2.0
    low, high = np.quantile(again, (tail, 1.0 - tail), axis=0)
    first, total = np.stack([values, low, high], axis=-1)
    return first, total


def _reckoned(ends: Array) -> Array:
    """([first, total], score, input): not a number where a score does not move."""
    from scipy.stats import sobol_indices  # noqa: PLC0415 (an optional dependency, slow to start)

    with np.errstate(invalid="ignore", divide="ignore"):
        found = sobol_indices(func={"f_A": ends[0], "f_B": ends[1], "f_AB": ends[2:]}, n=ends.shape[-1])
    return np.stack([np.atleast_2d(found.first_order), np.atleast_2d(found.total_order)])


def _unsure(grid: Grid) -> bool:
    """Whether the total index of the first input might be as small as that of the fifth."""
    low, high = grid.columns.index("total low"), grid.columns.index("total high")
    ends = [(row[low], row[high]) for row in grid.rows if row[low] is not None]
    return len(ends) >= RANKED and float(ends[0][0] or 0.0) <= float(ends[RANKED - 1][1] or 0.0)


def _grids(ends: Array, seed: int) -> tuple[Grid, ...]:
    first, total = indices(ends, seed)
    columns = ("first", "first low", "first high", "total", "total low", "total high")
    grids = []
    for s, score in enumerate(SCORES):
        table: list[tuple[Cell, ...]] = []
        for i in np.argsort(-np.nan_to_num(total[s, :, 0]), kind="stable").tolist():
            cells = [None if np.isnan(each) else float(each) for each in (*first[s, i], *total[s, i])]
            table.append((INPUTS[i], *cells))
        grids.append(
            Grid(
                score,
                _(DRIVES[score]),
                ("input", *columns),
                tuple(table),
                dict.fromkeys(columns, ".2f"),
                _("Shares of the score's spread at the end."),
            )
        )
    return tuple(grids)
