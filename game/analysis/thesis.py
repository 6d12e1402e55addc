"""Is the article right? Its statements over the whole plausible parameter space, and under rival readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from game.analysis.blocks import Crew, spans
from game.analysis.case import Case, UntriedError
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.plausible import DRAWN, plausible, tables
from game.analysis.statements import READINGS, STATEMENTS, Statement
from game.engine.arrays import Array
from game.engine.draws import Luck
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from game.words import _, marked

BLOCK = 500
"""Plays of a task: each is played some 25 ways in five readings."""
WAYS = 250
"""About how many plain plays one of them takes as long as."""
ABLATED = 50
"""Plays of a block in which a statement is tried without the rule that says it outright."""
FIFTHS = 5
ALWAYS, OFTEN, SELDOM, HALF = 0.995, 0.75, 0.25, 0.5
"""Shares of plays: from the first on a statement holds throughout, from the second on it holds, below the
third it fails; between them it hangs on the numbers. A reading below the last denies it."""
CERTAIN = 0.02
"""Below this share of failures it is not asked where they are."""
TELLING = 0.1
"""By how much failures in a parameter's lowest fifth and in its highest must differ for it to be named."""

HIGH = marked("{input} is high ({most} of its highest fifth, {least} of the opposite one)")
LOW = marked("{input} is low ({most} of its lowest fifth, {least} of the opposite one)")
"""Where failures go most."""

MODEL = "model"
"""The name of the reading that is the model itself."""
OFF = "off"
"""The same without the rule that says the statement."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some of the plays: each has a table of parameters of its own."""

    scenario: Scenario
    seed: int
    first: int
    count: int


@dataclass
class Count:
    """Of one statement: in how many plays it was tried, and held."""

    tried: dict[str, int] = field(default_factory=dict)
    """By reading."""
    held: dict[str, int] = field(default_factory=dict)
    missing: str = ""
    """Why it cannot be tried; `{line}` stands for the line that is not there."""
    line: str = ""
    failed: Array = field(default_factory=lambda: np.zeros((len(DRAWN), FIFTHS)))
    """(parameter, fifth of its range): plays of the model in which it fails."""

    def share(self, reading: str) -> float | None:
        """In what share of the plays it holds; None where it was not tried."""
        tried = self.tried.get(reading, 0)
        return self.held[reading] / tried if tried else None

    def merge(self, other: Count) -> None:
        """Take in another block's."""
        for reading, tried in other.tried.items():
            self.tried[reading] = self.tried.get(reading, 0) + tried
            self.held[reading] = self.held.get(reading, 0) + other.held[reading]
        self.missing, self.line = self.missing or other.missing, self.line or other.line
        self.failed = self.failed + other.failed


@dataclass
class Part:
    """What a block came to."""

    counts: dict[str, Count]
    plays: Array
    """(parameter, fifth of its range): how many there were."""


def thesis(scenario: Scenario, plays: int, seed: int, crew: Crew) -> Finding:
    """Every statement's pass rate: in the model, under each variant, and without its own rule."""
    tasks = (Task(scenario, seed, first, count) for first, count in spans(plays, BLOCK))
    counts = {each.id: Count() for each in STATEMENTS}
    there = np.zeros((len(DRAWN), FIFTHS))
    for part in crew.swept(tried, tasks, lambda task: task.count * WAYS):
        there = there + part.plays
        for name, count in part.counts.items():
            counts[name].merge(count)
    done = int(there[0].sum())
    return Finding(
        "thesis",
        scenario.id,
        scenario.title,
        seed,
        done,
        (_rates(counts), _reasons(counts, there)),
        (
            _("A reading that denies a statement is a rival view of the same events, and no error."),
            _("That a statement holds here does not make it true: the rules were written from the article."),
        ),
        crew.stopped,
    )


def size(plays: int) -> int:
    """How long it takes, in plain plays."""
    return plays * WAYS


def tried(task: Task) -> Part:
    """Every statement in a block's plays, in every reading."""
    counts = {each.id: Count() for each in STATEMENTS}
    luck = Luck(task.seed, task.first, task.count)
    fifths = _fifths(task)
    for reading in READINGS:
        case = Case(task.scenario, plausible(task.seed, task.first, task.count, reading), luck)
        for each in STATEMENTS:
            _try(each, case, reading or MODEL, counts[each.id], fifths if reading is None else None)
    few = min(task.count, ABLATED)
    for each in STATEMENTS:
        if each.makers:
            settings = replace(plausible(task.seed, task.first, few), without=frozenset(each.makers))
            case = Case(task.scenario, settings, Luck(task.seed, task.first, few))
            _try(each, case, OFF, counts[each.id], None)
    return Part(counts, _binned(fifths, np.ones(task.count)))


def _try(each: Statement, case: Case, reading: str, count: Count, fifths: Array | None) -> None:
    try:
        held = each.holds(case)
    except UntriedError as reason:
        count.missing, count.line = str(reason), reason.line
        return
    count.tried[reading] = held.size
    count.held[reading] = int(held.sum())
    if fifths is not None:
        count.failed = _binned(fifths, (~held).astype(np.float64))


def _fifths(task: Task) -> Array:
    """(parameter, play): in which fifth of its range a parameter lies."""
    drawn = tables(task.seed, task.first, task.count)
    low, high = (np.array([[getattr(PARAMETERS[name], end)] for name in DRAWN]) for end in ("low", "high"))
    part = (np.stack([drawn[name] for name in DRAWN]) - low) / (high - low)
    return np.asarray(np.minimum(np.floor(FIFTHS * part), FIFTHS - 1))


def _binned(fifths: Array, weights: Array) -> Array:
    """(parameter, fifth): the plays' weights, added up."""
    marks = fifths.astype(np.intp)
    return np.stack([np.bincount(each, weights=weights, minlength=FIFTHS) for each in marks])


# What it comes to ---------------------------------------------------------------------------------


def _rates(counts: Mapping[str, Count]) -> Grid:
    readings = [reading or MODEL for reading in READINGS]
    return Grid(
        "rates",
        _("In what share of plays each statement holds"),
        ("claim", "statement", *readings, "verdict"),
        tuple(
            (
                each.id,
                _(each.text),
                *(counts[each.id].share(reading) for reading in readings),
                verdict(each, counts[each.id]),
            )
            for each in STATEMENTS
        ),
        dict.fromkeys(readings, ".0%"),
        _(
            "Every play has a table of parameters of its own, each anywhere in its plausible range, and is "
            "compared with itself: the same luck, one thing changed."
        ),
    )


def _reasons(counts: Mapping[str, Count], there: Array) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for each in STATEMENTS:
        count = counts[each.id]
        share = count.share(MODEL)
        rivals = ", ".join(name for name in READINGS if name and _differs(count, name))
        denied, upheld = (rivals, "") if share is not None and share >= HALF else ("", rivals)
        rows.append(
            (
                each.id,
                each.claim,
                verdict(each, count),
                _(each.tried),
                ", ".join(each.makers),
                count.share(OFF),
                denied,
                upheld,
                "; ".join(_where(count, there)),
                _(count.missing).format(line=count.line) if count.missing else "",
            )
        )
    return Grid(
        "reasons",
        _("How each is tried, and where and why it fails"),
        (
            "statement",
            "claim",
            "verdict",
            "tried",
            "said by",
            "without it",
            "denied by",
            "upheld by",
            "fails",
            "missing",
        ),
        tuple(rows),
        {"without it": ".0%"},
    )


def verdict(statement: Statement, count: Count) -> str:
    """In a word: `built in`, `follows`, `open`, `fails` or `not tried`."""
    share, without = count.share(MODEL), count.share(OFF)
    if share is None:
        return "untried"
    if statement.makers and share >= ALWAYS and without is not None and without < HALF:
        return "built in"
    return "follows" if share >= OFTEN else "open" if share >= SELDOM else "fails"


def _differs(count: Count, reading: str) -> bool:
    """Whether a rival reading takes away what the model says, or says what the model does not."""
    share, rival = count.share(MODEL), count.share(reading)
    return share is not None and rival is not None and (share >= HALF) != (rival >= HALF)


def _where(count: Count, there: Array) -> Iterator[str]:
    """The two parameters with which failures go most, in words."""
    share = count.share(MODEL)
    if share is None or not CERTAIN < 1.0 - share < 1.0 - CERTAIN:
        return
    rates = count.failed / np.maximum(there, 1.0)
    apart = rates[:, -1] - rates[:, 0]
    for row in np.argsort(-np.abs(apart), kind="stable")[:2].tolist():
        if abs(apart[row]) >= TELLING:
            low, high = rates[row, 0], rates[row, -1]
            told, most, least = (HIGH, high, low) if apart[row] > 0 else (LOW, low, high)
            yield _(told).format(input=DRAWN[row], most=f"{most:.0%}", least=f"{least:.0%}")
