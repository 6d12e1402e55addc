"""Each rule switched off in turn: what of the pattern is lost without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.analysis.blocks import Crew
from game.analysis.case import Case
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.patterns import HISTORY, Pattern, joint, patterns
from game.engine.book import SCORES
from game.engine.draws import Luck
from game.engine.settings import RULES, Settings
from game.scenario.model import Scenario
from game.words import _

LOST = 0.25
"""By how much a part's share of plays has to move for it to be called lost, or gained."""
WHOLE = "nothing"
"""The name of the row in which no rule is switched off."""
WAYS = 12
"""About how many plain plays one takes as long as."""


@dataclass(frozen=True, slots=True)
class Task:
    """The plays without one rule."""

    scenario: Scenario
    settings: Settings
    rule: str
    """Empty: the model whole."""
    seed: int
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """What is left."""

    changes: tuple[float, ...]
    """Of the scores on the historical line, in the mean."""
    shares: Mapping[str, float]
    """By part of the pattern: in how many plays it is seen."""
    jointly: float
    """In how many all of them are, or all of the record's where there is one."""


def knockout(scenario: Scenario, plays: int, seed: int, settings: Settings, crew: Crew) -> Finding:
    """The pattern whole and without each rule, under the same luck. Raise ValueError if `plays` < 1."""
    parts = patterns(scenario)
    tasks = [Task(scenario, settings, rule, seed, plays) for rule in _rules(settings)]
    rows: list[tuple[Cell, ...]] = []
    whole: Row | None = None
    for task, row in zip(tasks, crew.swept(without, tasks, lambda each: each.count * WAYS), strict=False):
        whole = whole or row
        shares = (row.shares[part.id] for part in parts)
        rows.append(
            (task.rule or WHOLE, *row.changes, *shares, row.jointly, "; ".join(_moved(parts, whole, row)))
        )
    names = [part.id for part in parts]
    grid = Grid(
        "knockout",
        _("What is left of the pattern without each rule"),
        ("without", *SCORES, *names, "jointly", "what changes"),
        tuple(rows),
        {**dict.fromkeys(SCORES, "+.1f"), **dict.fromkeys((*names, "jointly"), ".0%")},
        _("Mean changes of the scores on the historical line, and in what share of plays each part is seen."),
    )
    key = Grid(
        "patterns",
        _("The pattern"),
        ("part", "what is seen", "of the record"),
        tuple((part.id, _(part.text), part.record) for part in parts),
        {},
        _(
            "What the seats chose is given, for it is history that is replayed; counterparts of it are tried "
            "in the same luck. `Jointly` counts the parts that the record shows (*) where there are any."
        ),
    )
    return Finding(
        "knockout",
        scenario.id,
        scenario.title,
        seed,
        plays if rows else 0,
        (grid, key),
        (_("A rule without which nothing changes here may still matter on other lines, or in other cases."),),
        crew.stopped,
    )


def size(settings: Settings, plays: int) -> int:
    """How long it takes, in plain plays."""
    return plays * WAYS * len(_rules(settings))


def _rules(settings: Settings) -> list[str]:
    return ["", *(rule for rule in RULES if rule not in settings.without)]


def without(task: Task) -> Row:
    """The pattern without a rule."""
    off = frozenset({task.rule}) if task.rule else frozenset()
    settings = replace(task.settings, without=task.settings.without | off)
    case = Case(task.scenario, settings, Luck(task.seed, 0, task.count))
    parts = patterns(task.scenario)
    seen = {part.id: part.seen(case) for part in parts}
    record = {part.id: seen[part.id] for part in parts if part.record} or seen
    trace = case.trace(HISTORY)
    return Row(
        tuple(float(np.mean(change)) for change in trace.end - trace.start),
        {name: float(np.mean(where)) for name, where in seen.items()},
        float(np.mean(joint(record))),
    )


def _moved(parts: tuple[Pattern, ...], whole: Row, row: Row) -> Iterator[str]:
    for part in parts:
        was, now = whole.shares[part.id], row.shares[part.id]
        if abs(now - was) >= LOST:
            yield (_("less often: {what}") if now < was else _("more often: {what}")).format(
                what=_(part.text)
            )
