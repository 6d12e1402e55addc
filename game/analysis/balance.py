"""Is a scenario a fair game? What each option does, which are dead or always best, what a role can win."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from game.analysis.blocks import Crew, spans
from game.analysis.ensemble import CHUNK, Spread
from game.analysis.findings import Cell, Finding, Grid
from game.engine.arrays import Array, Choice, Mask
from game.engine.book import BETTER, SCORES
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, begin, chosen, finish, offered, run, settle
from game.engine.settings import Settings
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical
from game.policies.planner import factors, worth
from game.policies.random import Random
from game.scenario.model import Decision, Role, Scenario
from game.words import _

IDLE = 0.1
"""Points: options that differ by less on every score make no difference."""
SURE = 3.0
"""How many standard errors a difference must have to be told."""
FAINT = 0.05
"""A role of which no more than this part of its result hangs on its own choices moves nothing."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some of the plays."""

    scenario: Scenario
    settings: Settings
    seed: int
    first: int
    count: int


@dataclass
class Sums:
    """What random plays came to, option by option."""

    plays: int
    taken: Array
    """(option, option): in how many plays both were taken; options of all decisions, one after the other."""
    changes: Array
    """(option, score): of the scores since the start, added up."""
    squares: Array
    """(score, score): of all plays."""
    beside: dict[DecisionKey, tuple[Array, Array]] = field(default_factory=dict)
    """Of decisions with options that are not always on offer: (option, other) in how many plays the first
    was taken where the other was on offer, and (option, other, score) their changes. Where an option is
    on offer hangs on the play, so it is fair to compare it only there."""
    results: dict[str, Spread] = field(default_factory=dict)
    """By `ROLE all`, `ROLE own` (the others as in history) and `ROLE history`."""
    better: dict[str, int] = field(default_factory=dict)
    """By role: in how many plays its own random choices beat the historical ones, under the same luck."""

    def merge(self, other: Sums) -> None:
        """Take in another block's."""
        self.plays += other.plays
        self.taken = self.taken + other.taken
        self.changes = self.changes + other.changes
        self.squares = self.squares + other.squares
        for key, (counts, changes) in other.beside.items():
            had = self.beside.get(key)
            self.beside[key] = (counts, changes) if had is None else (had[0] + counts, had[1] + changes)
        for name, spread in other.results.items():
            self.results.setdefault(name, Spread()).merge(spread)
        for role, count in other.better.items():
            self.better[role] = self.better.get(role, 0) + count


def balance(scenario: Scenario, plays: int, seed: int, settings: Settings, crew: Crew) -> Finding:
    """Random plays, sorted by what was chosen in them; and what each role's own choices can win."""
    sums = _nothing(scenario)
    tasks = (Task(scenario, settings, seed, first, count) for first, count in spans(plays, CHUNK))
    for part in crew.swept(played, tasks, _weight):
        sums.merge(part)
    rows = tuple(_options(scenario, sums)) if sums.plays else ()
    roles = tuple(_roles(scenario, sums)) if sums.plays else ()
    shares, signed = dict.fromkeys(("taken", "better", "own part"), ".0%"), "+.1f"
    return Finding(
        "balance",
        scenario.id,
        scenario.title,
        seed,
        sums.plays,
        (
            Grid(
                "options",
                _("What taking an option does"),
                ("option", "taken", *SCORES, "verdict", "by", "label"),
                rows,
                {**shares, **dict.fromkeys(SCORES, signed)},
                _(
                    "Means over random plays in which it was taken, less the mean over all in which it was "
                    "on offer."
                ),
            ),
            Grid(
                "roles",
                _("What a role can win by its own choices"),
                ("role", "history", "own p10", "own p90", "better", "own part", "verdict"),
                roles,
                {**shares, **dict.fromkeys(("history", "own p10", "own p90"), signed)},
                _(
                    "The result by the role's weights; it chooses at random, the others do what was done in "
                    "fact. Better: in how many plays that beats history. Own part: how much of its result's "
                    "spread goes with its own choices where all choose at random."
                ),
            ),
        ),
        (
            _(
                "Dead: never on offer. Dominated: surely worse on all three scores than another option of "
                "its decision. Dominant: surely better than all of them. Idle: none moves a score beside it."
            ),
            _("Seats choose at random here; a planned course may find more, or less, in an option."),
        ),
        crew.stopped,
    )


def size(scenario: Scenario, plays: int) -> int:
    """How long it takes, in plain plays."""
    return plays * (len(scenario.roles) + 2)


def _weight(task: Task) -> int:
    return size(task.scenario, task.count)


def _decisions(scenario: Scenario) -> list[Decision]:
    return [decision for _key, decision in scenario.every_decision]


def _keys(scenario: Scenario) -> list[DecisionKey]:
    return [key for key, _decision in scenario.every_decision]


def _starts(scenario: Scenario) -> list[int]:
    """Where each decision's options begin among all options; at last their number."""
    return list(accumulate((len(each.options) for each in _decisions(scenario)), initial=0))


def _nothing(scenario: Scenario) -> Sums:
    many = _starts(scenario)[-1]
    return Sums(
        0, np.zeros((many, many)), np.zeros((many, len(SCORES))), np.zeros((len(SCORES), len(SCORES)))
    )


# A block ------------------------------------------------------------------------------------------


def played(task: Task) -> Sums:
    """All seats at random; nobody; and each role at random where the others do what was done in fact."""
    scenario = task.scenario
    world = compile_world(scenario, task.settings)
    roles = [role.id for role in scenario.roles]

    def plays(random: Sequence[str]) -> Trace:
        seats: dict[str, Policy] = {role: Random() if role in random else Historical() for role in roles}
        return run(world, seats, Luck(task.seed, task.first, task.count))

    everyone, there = _watched(world, Luck(task.seed, task.first, task.count))
    nobody = plays(())
    sums = _sums(scenario, everyone, there)
    for role in scenario.roles:
        history, own = _result(role, nobody), _result(role, plays((role.id,)))
        for name, values in (("all", _result(role, everyone)), ("own", own), ("history", history)):
            spread = sums.results[f"{role.id} {name}"] = Spread()
            spread.add(values)
        sums.better[role.id] = int((own > history).sum())
    return sums


def _result(role: Role, trace: Trace) -> Array:
    return np.asarray(worth(role.weights, (trace.end - trace.start)[None])[0])


def _watched(world: World, luck: Luck) -> tuple[Trace, dict[DecisionKey, Mask]]:
    """All seats at random, and which options were on offer where they are not always: (option, play)."""
    there: dict[DecisionKey, Mask] = {}
    everyone: dict[str, Policy] = {role.id: Random() for role in world.scenario.roles}
    position = begin(world, luck)
    while position.stage is not None:
        for decision in position.stage.decisions:
            if not decision.always:
                there[decision.key] = offered(position, decision)
        position = settle(position, chosen(position, everyone))
    return finish(position), there


def _sums(scenario: Scenario, trace: Trace, there: Mapping[DecisionKey, Mask]) -> Sums:
    choices: Mapping[DecisionKey, Choice] = {
        key: choice for stage in trace.stages for key, choice in stage.choices.items()
    }
    table = np.zeros((_starts(scenario)[-1], trace.plays))
    for start, key in zip(_starts(scenario), _keys(scenario), strict=False):
        table[start + choices[key], np.arange(trace.plays)] = 1.0
    change = trace.end - trace.start
    sums = Sums(trace.plays, table @ table.T, table @ change.T, change @ change.T)
    for start, key in zip(_starts(scenario), _keys(scenario), strict=False):
        if key in there:
            open_ = there[key].astype(np.float64)
            own = table[start : start + len(open_)]
            sums.beside[key] = own @ open_.T, np.stack([(own * each) @ change.T for each in open_], axis=1)
    return sums


# What it comes to ---------------------------------------------------------------------------------


def _options(scenario: Scenario, sums: Sums) -> Iterator[tuple[Cell, ...]]:
    counts = np.diagonal(sums.taken)
    mean = sums.changes[: len(_decisions(scenario)[0].options)].sum(axis=0) / sums.plays
    deviation = np.sqrt(np.maximum(np.diagonal(sums.squares) / sums.plays - mean**2, 0.0))
    for start, key, decision in zip(_starts(scenario), _keys(scenario), _decisions(scenario), strict=False):
        many = len(decision.options)
        taken, changes = sums.beside.get(key) or (
            np.repeat(counts[start : start + many, None], many, axis=1),
            np.repeat(sums.changes[start : start + many, None], many, axis=1),
        )
        for i, option in enumerate(decision.options):
            shown: list[Cell] = [None] * len(SCORES)
            if taken[i, i]:
                where_on_offer = changes[:, i].sum(axis=0) / taken[:, i].sum()
                shown = [float(each) for each in changes[i, i] / taken[i, i] - where_on_offer]
            verdict, by = _verdict(i, taken, changes, deviation)
            better = "" if by is None else decision.options[by].id
            name = f"{'.'.join(key)}={option.id}"
            share = float(counts[start + i] / sums.plays)
            yield (name, share, *shown, verdict, better, option.label)


def _verdict(own: int, taken: Array, changes: Array, deviation: Array) -> tuple[str, int | None]:
    """Dead, dominant, dominated (and by which) or idle; said only where it is sure."""
    if not taken[own, own]:
        return "dead", None

    def gap(i: int) -> Array:
        """By score: how much better it is than another where both are on offer, as far as that is sure."""
        by = BETTER * (changes[own, i] / taken[own, i] - changes[i, own] / taken[i, own])
        error = deviation * np.sqrt(1.0 / taken[own, i] + 1.0 / taken[i, own])
        return np.where(np.abs(by) > np.maximum(IDLE, SURE * error), by, 0.0)

    gaps = {i: gap(i) for i in range(len(taken)) if i != own and taken[own, i] and taken[i, own]}
    worse = [i for i, each in gaps.items() if (each < 0.0).all()]
    if worse:
        return "dominated", min(worse, key=lambda i: float(gaps[i].sum()))
    if gaps and all((each > 0.0).all() for each in gaps.values()):
        return "dominant", None
    if gaps and not any(each.any() for each in gaps.values()):
        return "idle", None
    return "", None


def _roles(scenario: Scenario, sums: Sums) -> Iterator[tuple[Cell, ...]]:
    for role in scenario.roles:
        own, history = sums.results[f"{role.id} own"], sums.results[f"{role.id} history"]
        part = _own_part(scenario, sums, role)
        low, high = own.percentile(0.1), own.percentile(0.9)
        moves = "moves it" if part > FAINT else "hardly"
        yield (role.id, history.mean, low, high, sums.better[role.id] / sums.plays, part, moves)


def _own_part(scenario: Scenario, sums: Sums, role: Role) -> float:
    """What share of a role's result goes with which options it took: R² of a linear fit, from sums alone."""
    weights = factors(role.weights)
    own: list[int] = []
    for start, decision in zip(_starts(scenario), _decisions(scenario), strict=False):
        if decision.role == role.id:
            own += range(start + 1, start + len(decision.options))
    first = _decisions(scenario)[0]
    total = float(sums.changes[: len(first.options)].sum(axis=0) @ weights)
    spread = float(weights @ sums.squares @ weights) - total**2 / sums.plays
    counts = np.diagonal(sums.taken)[own]
    cross = sums.taken[np.ix_(own, own)] - np.outer(counts, counts) / sums.plays
    along = sums.changes[own] @ weights - counts * total / sums.plays
    fitted = float(along @ np.linalg.lstsq(cross, along, rcond=None)[0])
    return min(max(fitted / spread, 0.0), 1.0) if spread > 0.0 else 0.0
