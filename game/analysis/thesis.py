"""Is the article right? Its statements over the whole plausible parameter space, and under rival readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np

from game.analysis.ends import Ends, ends, strategies
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.plausible import DRAWN, drawn
from game.analysis.statements import STATEMENTS, Bench, Statement
from game.engine.arrays import Array
from game.engine.settings import VARIANTS
from game.scenario.model import Scenario

EACH = 16
"""Plays of a table of parameters, over which its figures are means."""

OFTEN, ALWAYS, SELDOM = 0.75, 0.995, 0.5
"""Shares of tables: above the first a statement follows, above the second it cannot but hold, and below the
last a reading denies it."""

TELLING = 0.4
"""Standard deviations by which failing tables must lie apart for a parameter to be named."""

PLAUSIBLE, WITHOUT = "plausible", "without its rule"


def thesis(
    scenario: Scenario,
    tables: int,
    seed: int,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Finding:
    """Every statement's pass rate: over plausible tables, under each variant, and without its own rule."""
    tried = [each for each in STATEMENTS if not _missing(each, scenario)]
    shares: dict[str, dict[str, float | None]] = {each.claim: {} for each in STATEMENTS}
    where: dict[str, str] = {}
    partial = False

    def bench(variant: str | None, without: frozenset[str]) -> Bench:
        model = replace(drawn(tables * EACH, seed, variant, EACH), without=without)

        def play(name: str, case: Scenario, fixed: Mapping[str, float]) -> Ends:
            settings = replace(model, parameters={**model.parameters, **fixed})
            done = ends(case, strategies(case)[name], tables * EACH, seed, settings, executor, progress)
            if done.plays < tables * EACH:
                raise KeyboardInterrupt
            return done

        return Bench(scenario, play)

    try:
        for reading in (None, *VARIANTS):
            at = bench(reading, frozenset())
            for each in tried:
                margins = _by_table(each.margin(at))
                shares[each.claim][reading or PLAUSIBLE] = _share(margins)
                if reading is None:
                    where[each.claim] = _told(margins, seed, tables)
        for each in tried:
            without = _by_table(each.margin(bench(None, frozenset({each.rule}))))
            shares[each.claim][WITHOUT] = _share(without)
    except KeyboardInterrupt:
        partial = True
        if not any(shares.values()):
            raise
    readings = (PLAUSIBLE, *VARIANTS, WITHOUT)
    verdicts = {each.claim: _verdict(shares[each.claim]) for each in tried}
    rates = Grid(
        "rates",
        "In what share of parameter tables each statement holds",
        ("claim", "statement", *readings, "verdict"),
        tuple(
            (
                each.claim,
                each.says,
                *(shares[each.claim].get(reading) for reading in readings),
                verdicts.get(each.claim) or f"not tried: {_missing(each, scenario)}",
            )
            for each in STATEMENTS
        ),
        dict.fromkeys(readings, ".0%"),
        f"{tables} tables, each parameter anywhere in its plausible range; {EACH} plays each.",
    )
    reasons: tuple[tuple[Cell, ...], ...] = tuple(
        (each.claim, each.tried, each.rule, where.get(each.claim, "")) for each in tried
    )
    how = Grid(
        "how",
        "How each is tried, and where it fails",
        ("claim", "what must be positive", "its rule", "where it fails"),
        reasons,
    )
    return Finding(
        "thesis",
        scenario.id,
        scenario.title,
        seed,
        tables * EACH,
        (rates, how),
        (
            "“Built in” means that a rule says it outright: it holds in every table, and without the rule in few. "
            "“Follows” means that it comes of several rules together.",
            "A reading that denies a statement is a rival view of the same events, not an error.",
            "That it holds in the model does not make it true: the model was written from the article.",
        ),
        partial,
    )


def size(scenario: Scenario, tables: int) -> int:
    """About how many plays it has, all in all."""
    tried = sum(not _missing(each, scenario) for each in STATEMENTS)
    return tables * EACH * (len(VARIANTS) * 18 + 18 + 2 * tried)


def _missing(statement: Statement, scenario: Scenario) -> str:
    """Why a scenario cannot try a statement; empty if it can."""
    lines = {line.id for line in scenario.lines}
    lacking = [name for name in statement.lines if name not in lines]
    return f"the scenario has no line called {lacking[0]}" if lacking else statement.needs(scenario)


def _by_table(margin: Array) -> Array:
    """(table,): means over the plays of each."""
    return np.asarray(margin.reshape(-1, EACH).mean(axis=1))


def _share(margins: Array) -> float | None:
    """The share of tables in which it holds, of those in which it makes a difference; None if in none."""
    decided = margins != 0.0
    return float((margins[decided] > 0.0).mean()) if decided.any() else None


def _verdict(shares: Mapping[str, float | None]) -> str:
    """In words: built in, follows, or fails; and which readings deny it."""
    plain, without = shares.get(PLAUSIBLE), shares.get(WITHOUT)
    if plain is None:
        return "makes no difference here"
    denied = [name for name in VARIANTS if name in shares and (shares[name] or 0.0) < SELDOM]
    if plain < SELDOM:
        found = "fails"
    elif plain < OFTEN:
        found = "open"
    elif plain >= ALWAYS and (without or 0.0) < SELDOM:
        found = "built in"
    else:
        found = "follows"
    return f"{found}; denied by {', '.join(denied)}" if denied else found


def _told(margins: Array, seed: int, tables: int) -> str:
    """Which parameters mark the tables in which it fails."""
    failing = margins < 0.0
    if not failing.any():
        return "nowhere"
    if failing.all():
        return "everywhere"
    model = drawn(tables, seed)
    apart: dict[str, float] = {}
    for name in DRAWN:
        values = np.asarray(model.parameters[name])
        apart[name] = float((values[failing].mean() - values[~failing].mean()) / values.std())
    named = sorted(apart, key=lambda each: -abs(apart[each]))[:2]
    told = [
        f"{name} is {'high' if apart[name] > 0 else 'low'}" for name in named if abs(apart[name]) > TELLING
    ]
    return f"where {' and '.join(told)}" if told else "here and there"
