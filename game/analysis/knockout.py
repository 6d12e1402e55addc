"""Each rule switched off in turn: what of the historical pattern is lost without it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

from game.analysis.ends import ends, strategies
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.patterns import Pattern, patterns
from game.engine.book import SCORES
from game.engine.settings import RULES, Settings
from game.scenario.model import Scenario

LOST = 0.25
"""By how much a pattern's share has to move for it to be called lost, or gained."""


def knockout(
    scenario: Scenario,
    plays: int,
    seed: int,
    settings: Settings | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Finding:
    """The patterns' shares and the scores of the historical line, whole and without each rule."""
    model, looked_for = settings or Settings(), patterns(scenario)
    whole = _row(scenario, looked_for, plays, seed, model, executor, progress)
    rows: list[tuple[Cell, ...]] = [("nothing", *whole, "")]
    partial = False
    for rule in RULES:
        if rule in model.without:
            continue
        off = replace(model, without=model.without | {rule})
        try:
            found = _row(scenario, looked_for, plays, seed, off, executor, progress)
        except KeyboardInterrupt:
            partial = True
            break
        rows.append((rule, *found, _told(looked_for, whole, found)))
    names = [pattern.id for pattern in looked_for]
    grid = Grid(
        "knockout",
        "What is left of the pattern without each rule",
        ("without", *SCORES, *names, "what changes"),
        tuple(rows),
        {**dict.fromkeys(SCORES, "+.1f"), **dict.fromkeys(names, ".0%")},
        "Mean changes of the scores on the historical line, and in what share of plays each pattern is seen.",
    )
    key = Grid(
        "patterns",
        "The patterns",
        ("pattern", "what is seen", "on the line"),
        tuple((pattern.id, pattern.says, pattern.line) for pattern in looked_for),
    )
    return Finding(
        "knockout",
        scenario.id,
        scenario.title,
        seed,
        plays,
        (grid, key),
        ("A rule without which nothing changes here may still matter on other lines, or in other cases.",),
        partial,
    )


def size(scenario: Scenario, plays: int) -> int:
    """How many plays it has, all in all."""
    lines = {pattern.line for pattern in patterns(scenario)}
    return plays * len(lines) * (len(RULES) + 1)


def _row(
    scenario: Scenario,
    looked_for: tuple[Pattern, ...],
    plays: int,
    seed: int,
    settings: Settings,
    executor: Executor | None,
    progress: Callable[[int], None],
) -> tuple[float, ...]:
    seats = strategies(scenario)
    found = {}
    for line in sorted({pattern.line for pattern in looked_for}):
        found[line] = ends(scenario, seats[line], plays, seed, settings, executor, progress)
        if found[line].plays < plays:
            raise KeyboardInterrupt
    history = found["historical"]
    return (
        *(float(history.change(score).mean()) for score in SCORES),
        *(float(pattern.seen(found[pattern.line]).mean()) for pattern in looked_for),
    )


def _told(looked_for: tuple[Pattern, ...], whole: tuple[float, ...], found: tuple[float, ...]) -> str:
    shares = zip(looked_for, whole[len(SCORES) :], found[len(SCORES) :], strict=True)
    moved = [
        f"{'no longer: ' if now < was else 'now: '}{pattern.says}"
        for pattern, was, now in shares
        if abs(now - was) >= LOST
    ]
    return "; ".join(moved)
