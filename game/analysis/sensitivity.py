"""Which parameters drive each score: Sobol's variance-based indices, first-order and total (Saltelli 2010).

Luck is one more input: what share of the spread it has is told beside the parameters. The indices are
reckoned by SciPy; the plays are ours.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor

import numpy as np

from game.analysis.ends import Seats, Task, played, tasks
from game.analysis.executors import in_order
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.plausible import DRAWN
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.settings import Settings
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS

LUCK = "luck"
"""What is drawn in a play, as one input."""

CONFIDENCE = 0.9
RESAMPLES = 200
"""Of the bootstrap that the intervals come from."""


def rows(plays: int) -> int:
    """How many base rows fit so many plays: a power of two, as Sobol's sequences want it."""
    fitting = max(2, plays // (len(DRAWN) + 3))
    return int(2 ** np.floor(np.log2(fitting)))


def sensitivity(
    scenario: Scenario,
    seats: Seats,
    plays: int,
    seed: int,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Finding:
    """Indices of every parameter on each score, over their plausible ranges, in about so many plays.

    Raise ImportError if SciPy is not there, KeyboardInterrupt if interrupted: a part of it is of no use.
    """
    from scipy.stats import sobol_indices  # noqa: PLC0415 (an optional dependency, slow to start)

    inputs = (*DRAWN, LUCK)
    count = rows(plays)
    a, b = _samples(count, seed)

    def tables() -> Iterator[Task]:
        """Both tables, then the first with one row of the second in turn, and at last with its luck."""
        lucks = (seed, (seed + 1) % 2**64)
        crossed = ((np.where(np.arange(len(DRAWN))[:, None] == i, b, a), lucks[0]) for i in range(len(DRAWN)))
        for table, luck in ((a, lucks[0]), (b, lucks[1]), *crossed, (a, lucks[1])):
            model = Settings({name: table[i] for i, name in enumerate(DRAWN)})
            yield from tasks(scenario, seats, count, luck, model)

    found = []
    for part in in_order(executor, played, tables()):
        found.append(part.scores)
        progress(part.plays)
    scores = np.concatenate(found, axis=-1).reshape(len(SCORES), -1, count).swapaxes(0, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an input that moves nothing has no interval, and that is no mistake
        indices = sobol_indices(func={"f_A": scores[0], "f_B": scores[1], "f_AB": scores[2:]}, n=count)
        spread = indices.bootstrap(confidence_level=CONFIDENCE, n_resamples=RESAMPLES)
    grids = tuple(
        _grid(
            score,
            inputs,
            indices.first_order[s],
            indices.total_order[s],
            spread.first_order.confidence_interval,
            spread.total_order.confidence_interval,
            s,
        )
        for s, score in enumerate(SCORES)
    )
    return Finding(
        "sensitivity",
        scenario.id,
        scenario.title,
        seed,
        count * (len(inputs) + 2),
        grids,
        (
            "First order: what part of a score's spread would go if that parameter alone were known. Total: "
            "what part would stay if everything else were known.",
            f"{count} tables of parameters, each anywhere in its plausible range; luck counts as one input.",
        ),
    )


def _samples(count: int, seed: int) -> tuple[Array, Array]:
    """Two tables (parameter, row), each anywhere in the plausible ranges."""
    from scipy.stats import qmc  # noqa: PLC0415 (an optional dependency, slow to start)

    many = len(DRAWN)
    sampled = qmc.Sobol(2 * many, seed=np.random.default_rng(seed)).random(count).T
    low = np.array([[PARAMETERS[name].low] for name in DRAWN])
    high = np.array([[PARAMETERS[name].high] for name in DRAWN])
    return low + (high - low) * sampled[:many], low + (high - low) * sampled[many:]


def _grid(
    score: str, inputs: tuple[str, ...], first: Array, total: Array, ones: object, wholes: object, s: int
) -> Grid:
    one_low, one_high = ones.low[s], ones.high[s]  # type: ignore[attr-defined]  # SciPy's
    whole_low, whole_high = wholes.low[s], wholes.high[s]  # type: ignore[attr-defined]
    order = sorted(range(len(inputs)), key=lambda i: -float(total[i]))
    table: list[tuple[Cell, ...]] = [
        (
            inputs[i],
            *(
                None if np.isnan(each[i]) else float(each[i])
                for each in (first, one_low, one_high, total, whole_low, whole_high)
            ),
        )
        for i in order
    ]
    columns = ("input", "first", "first low", "first high", "total", "total low", "total high")
    return Grid(
        score,
        f"What drives {score}",
        columns,
        tuple(table),
        dict.fromkeys(columns[1:], ".2f"),
        f"Shares of the spread, with intervals of {CONFIDENCE:.0%}.",
    )
