"""Strategies against each other: how each ends, which beats which, at what patience they change places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations

from game.analysis.blocks import Crew, spans
from game.analysis.ensemble import Spread
from game.analysis.findings import Cell, Finding, Grid
from game.analysis.patience import Bill, bill, flip
from game.engine.arrays import Array
from game.engine.book import BETTER, SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.engine.state import long_cost, short_cost
from game.policies.named import NAMES, policy
from game.policies.planner import worth
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.words import _

PLANNER = "planner"
BLOCK = 4_096
"""Plays of a task: explained plays keep every state."""
FEW = 32
"""Plays of the planner, at most: it plays thousands more for each."""
AT_ONCE = 4
"""Of its plays, in a task."""
PLANNED = 30_000
"""About how many plain plays one of the planner's takes as long as."""
FIGURES = (*SCORES, "short", "long")


@dataclass(frozen=True, slots=True)
class Task:
    """Some of the plays, in each of them every one of these strategies in all seats."""

    scenario: Scenario
    settings: Settings
    names: tuple[str, ...]
    seed: int
    first: int
    count: int


@dataclass
class Tally:
    """What they came to."""

    spreads: dict[str, dict[str, Spread]] = field(default_factory=dict)
    """By strategy and figure; by `result.ROLE` what it is worth to each role."""
    beats: dict[tuple[str, str], int] = field(default_factory=dict)
    """By two strategies: in how many plays the first ends better on all three scores."""
    met: dict[tuple[str, str], int] = field(default_factory=dict)
    """In how many plays the two met."""
    bills: dict[str, tuple[int, Bill]] = field(default_factory=dict)
    """By strategy: plays, and the mean bill over them."""

    def merge(self, other: Tally) -> None:
        """Take in another block's."""
        for name, figures in other.spreads.items():
            mine = self.spreads.setdefault(name, {figure: Spread() for figure in figures})
            for figure, spread in figures.items():
                mine[figure].merge(spread)
        for mine_, theirs in ((self.beats, other.beats), (self.met, other.met)):
            for pair, count in theirs.items():
                mine_[pair] = mine_.get(pair, 0) + count
        for name, (plays, owed) in other.bills.items():
            had = self.bills.get(name)
            self.bills[name] = (plays, owed) if had is None else _together(*had, plays, owed)


def contest(
    scenario: Scenario, plays: int, seed: int, settings: Settings, crew: Crew, *, planner: bool = True
) -> Finding:
    """Every policy and named line in all seats, under the same luck; the planner in the first plays only."""
    tally = Tally()
    for part in crew.swept(played, _tasks(scenario, plays, seed, settings, planner=planner), _weight):
        tally.merge(part)
    met = sorted(tally.spreads, key=_names(scenario).index)
    return Finding(
        "strategies",
        scenario.id,
        scenario.title,
        seed,
        max((spread["cost"].count for spread in tally.spreads.values()), default=0),
        (
            _scores(tally, met, scenario),
            _beaten(tally, met),
            _patience({name: owed for name, (_plays, owed) in tally.bills.items()}),
        ),
        (
            _(
                "All strategies meet the same luck, play by play, so that a difference between them is "
                "theirs."
            ),
            _(
                "The planner looks thousands of plays ahead for each choice: it plays {most} at most, and "
                "what is said of it is coarse. Most of the time goes there: --no-planner leaves it out."
            ).format(most=FEW)
            if planner
            else _("The planner was left out."),
        ),
        crew.stopped,
    )


def size(scenario: Scenario, plays: int, *, planner: bool = True) -> int:
    """How long it takes, in plain plays."""
    return sum(map(_weight, _tasks(scenario, plays, 0, Settings(), planner=planner)))


def _names(scenario: Scenario) -> tuple[str, ...]:
    return ("historical", *(line.id for line in scenario.lines), *NAMES[1:])


def _tasks(scenario: Scenario, plays: int, seed: int, settings: Settings, *, planner: bool) -> Iterator[Task]:
    names = _names(scenario)
    quick = tuple(name for name in names if name != PLANNER)
    for first, count in spans(plays, BLOCK):
        yield Task(scenario, settings, quick, seed, first, count)
    for first, count in spans(min(plays, FEW), AT_ONCE) if planner else ():
        yield Task(scenario, settings, names, seed, first, count)


def _weight(task: Task) -> int:
    slow = task.count * PLANNED if PLANNER in task.names else 0
    return slow + task.count * len(task.names) * 2  # an explained play takes twice as long


def played(task: Task) -> Tally:
    """One block. Where the planner plays, the others play along for the comparison alone."""
    world = compile_world(task.scenario, task.settings)
    luck = Luck(task.seed, task.first, task.count)
    tally = Tally()
    ends: dict[str, Array] = {}
    alone = PLANNER if PLANNER in task.names else None
    for name in task.names:
        found = policy(name, task.scenario)
        if isinstance(found, Refusal):
            raise ValueError(str(found))
        trace = run(
            world, dict.fromkeys((role.id for role in task.scenario.roles), found), luck, explained=True
        )
        ends[name] = trace.end * BETTER[:, None]
        if alone in {None, name}:
            figures = [*trace.end, short_cost(trace.final), long_cost(trace.final)]
            change = (trace.end - trace.start)[None]
            results = {f"result.{role.id}": worth(role.weights, change)[0] for role in task.scenario.roles}
            tally.spreads[name] = {}
            for figure, values in (*zip(FIGURES, figures, strict=True), *results.items()):
                tally.spreads[name][figure] = Spread()
                tally.spreads[name][figure].add(values)
            tally.bills[name] = task.count, bill(world, trace)
    for (one, end), (other, beside) in permutations(ends.items(), 2):
        if alone in {None, one, other}:
            tally.beats[one, other] = int((end > beside).all(axis=0).sum())
            tally.met[one, other] = task.count
    return tally


def _together(count: int, one: Bill, many: int, other: Bill) -> tuple[int, Bill]:
    """The mean bill of both."""
    whole = count + many

    def mean(a: Array, b: Array) -> Array:
        return (a * count + b * many) / whole

    short = (one.short * count + other.short * many) / whole
    return whole, Bill(short, one.years, mean(one.upkeep, other.upkeep))


def _scores(tally: Tally, names: list[str], scenario: Scenario) -> Grid:
    columns = [f"{figure}{end}" for figure in FIGURES for end in ("", " p10", " p90")]
    results = [f"result.{role.id}" for role in scenario.roles]
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        spreads = tally.spreads[name]
        cells = [value for figure in FIGURES for value in spreads[figure].summary().values()]
        rows.append((name, *cells, *(spreads[each].mean for each in results), spreads["cost"].count))
    return Grid(
        "scores",
        _("How each ends, after the years that follow"),
        ("strategy", *columns, *results, "plays"),
        tuple(rows),
        {**dict.fromkeys(columns, ".1f"), **dict.fromkeys(results, "+.1f")},
        _(
            "Means, and the range of four plays in five; `now` is the part of cost that is paid in the "
            "stages. The result is what it is worth to a role, by its weights."
        ),
    )


def _beaten(tally: Tally, names: list[str]) -> Grid:
    def share(one: str, other: str) -> float | None:
        met = tally.met.get((one, other), 0)
        return tally.beats[one, other] / met if met else None

    return Grid(
        "dominance",
        _("How often the one in the row beats the one in the column on all three scores"),
        ("strategy", *names),
        tuple((one, *(share(one, other) for other in names)) for one in names),
        dict.fromkeys(names, ".0%"),
        _("In the same play, under the same luck."),
    )


def _patience(bills: Mapping[str, Bill]) -> Grid:
    return Grid(
        "patience",
        _("δ*: the patience at which the two change places in total cost"),
        ("strategy", *bills),
        tuple(
            (one, *(None if one == other else flip(owed, bills[other]) for other in bills))
            for one, owed in bills.items()
        ),
        dict.fromkeys(bills, ".2f"),
        _(
            "Below it the one that pays less today is the cheaper, above it the one that pays less later; a "
            "dash: they never change places."
        ),
    )
