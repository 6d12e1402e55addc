"""Where a finished play stands among many others: percentiles, and the frontier that no play passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from game.analysis.cloud import PLAYS, Cloud, cloud, share_below
from game.engine.arrays import Array, Choice
from game.engine.book import SCORES
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.present.causes import BETTER, NAMES
from game.present.words import about, listed, number, points, quoted, within
from game.scenario.model import Weights
from game.words import _, counted, marked

SAMPLE = 1_500
"""How many plays are handed on to be drawn, at most."""
EDGE = 120
"""How many points of the frontier are, at most."""
BINS = 40
"""Into how many parts a distribution is cut."""
LINE_PLAYS = 256
"""Over how many plays another line of play is averaged."""
CLOSE = 0.05
"""Points: what lacks less than this to the frontier is shown as standing at it."""

OWN, HISTORY, RESULT = marked("This game"), marked("What was done in fact"), marked("Result")
BASIS = marked(
    "The others are {count} plays of the same scenario, each under luck of its own. In them every seat, "
    "yours too, does a third of the time what a rough plan says, a third what was done in fact, and a third "
    "anything on offer. Lines of play are means over many plays."
)

Kind = Literal["own", "historical", "named"]
Point = tuple[float, float, float]
"""Credibility, cost, diversification, in points."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How one score, or the result, comes out over the cloud."""

    id: str
    """A score's, or `result`."""
    name: str
    better: Literal["higher", "lower"]
    deciles: tuple[float, ...]
    """Eleven: the least, the nine deciles, the most."""
    low: float
    """Where the first bin begins."""
    width: float
    """Of a bin."""
    bins: tuple[int, ...]
    """How many plays lie in each, from low to high; together all of them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One course of play among the cloud."""

    kind: Kind
    id: str
    """Of a named line; else the kind."""
    name: str
    summary: str
    values: dict[str, float]
    """By score, and `result`: at the end."""
    ahead: dict[str, float]
    """By score, and `result`: the percentage of the others that it is better than."""
    beaten: int
    """How many of the others are better on all three scores at once."""
    gap: float
    """How many points more on each score would put it at the frontier; 0 where none are needed."""
    text: str
    """All that in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A play among many others."""

    role: str
    role_name: str
    plays: int
    seed: int
    basis: str
    """What the cloud is made of, in words."""
    spreads: tuple[Spread, ...]
    """The scores, then the result by the role's weights."""
    marks: tuple[Mark, ...]
    """This play, what was done in fact, and the scenario's named lines."""
    start: Point
    sample: tuple[Point, ...]
    """Some of the cloud's ends."""
    frontier: tuple[Point, ...]
    """Some of the ends that no other play equals or betters on all three scores; from the most credible
    down."""
    frontier_text: str
    """Where it runs, in words."""

    @property
    def own(self) -> Mark:
        """This play."""
        return self.marks[0]


def standing(world: World, trace: Trace, role: str, plays: int = PLAYS) -> Standing:
    """A finished play among so many others, for the seat that played it.

    Raise ValueError if there are several plays in `trace`, KeyError if the scenario has no such role.
    """
    if trace.plays != 1:
        raise ValueError(f"a standing is of one play, got {trace.plays}")
    seat = {each.id: each for each in world.scenario.roles}[role]
    others = cloud(world, trace.seed, plays)
    results = worth(seat.weights, others.scores - others.start[:, None])
    edge = np.flatnonzero(others.frontier())
    edge = edge[np.argsort(-others.scores[0, edge], kind="stable")]
    return Standing(
        role=role,
        role_name=seat.name,
        plays=others.plays,
        seed=trace.seed,
        basis=_(BASIS).format(count=about(others.plays)),
        spreads=(
            *(
                _spread(score, _(NAMES[score]), BETTER[score], others.scores[s])
                for s, score in enumerate(SCORES)
            ),
            _spread("result", _(RESULT), "higher", results),
        ),
        marks=tuple(_marks(world, trace, seat.weights, others, results)),
        start=_point(others.start),
        sample=tuple(_point(end) for end in others.scores[:, :SAMPLE].T),
        frontier=tuple(_point(others.scores[:, each]) for each in _thinned(edge)),
        frontier_text=_edge(others.scores[:, edge]),
    )


def _edge(ends: Array) -> str:
    """How many stand at the frontier, and between which ends it runs."""
    count = ends.shape[1]
    many = counted(
        "{count} play stands at the frontier: no other equals or betters it on all three scores.",
        "{count} plays stand at the frontier: no other equals or betters them on all three scores.",
        count,
    ).format(count=count)
    runs = [
        _("{score} from {low} to {high}").format(
            score=within(_(NAMES[score])).lower(),
            low=number(float(values.min())),
            high=number(float(values.max())),
        )
        for score, values in zip(SCORES, ends, strict=True)
    ]
    return f"{many} {_('It runs over {ranges}.').format(ranges=listed(runs))}"


def _thinned(edge: Choice) -> Choice:
    """Some of many, evenly, the first and the last among them."""
    if edge.size <= EDGE:
        return edge
    return np.asarray(edge[np.linspace(0, edge.size - 1, EDGE).round().astype(np.intp)])


def _point(end: Array) -> Point:
    credibility, cost, diversification = (float(value) for value in end)
    return credibility, cost, diversification


def _spread(id_: str, name: str, better: Literal["higher", "lower"], values: Array) -> Spread:
    counts, edges = np.histogram(values, BINS)
    return Spread(
        id=id_,
        name=name,
        better=better,
        deciles=tuple(float(each) for each in np.quantile(values, np.linspace(0.0, 1.0, 11))),
        low=float(edges[0]),
        width=float(edges[1] - edges[0]),
        bins=tuple(int(count) for count in counts),
    )


def _marks(world: World, trace: Trace, weights: Weights, others: Cloud, results: Array) -> Iterator[Mark]:
    scenario, luck = world.scenario, Luck(trace.seed, 0, LINE_PLAYS)

    def end(policy: Policy) -> Array:
        return np.asarray(run(world, {role.id: policy for role in scenario.roles}, luck).end.mean(axis=1))

    def mark(kind: Kind, id_: str, name: str, summary: str, values: Array) -> Mark:
        result = float(worth(weights, (values - others.start)[:, None])[0])
        gap = others.gap(values)
        beaten, gap = others.beaten(values), gap if gap >= CLOSE else 0.0
        ahead = {score: 100.0 * others.ahead(score, float(values[s])) for s, score in enumerate(SCORES)}
        ahead["result"] = 100.0 * share_below(results, result)
        return Mark(
            kind=kind,
            id=id_,
            name=name,
            summary=summary,
            values={**dict(zip(SCORES, _point(values), strict=True)), "result": result},
            ahead=ahead,
            beaten=beaten,
            gap=gap,
            text=_told(kind, name, ahead, beaten, gap, others.plays),
        )

    yield mark("own", "own", _(OWN), "", trace.end[:, 0])
    yield mark("historical", "historical", _(HISTORY), "", end(Historical()))
    for line in scenario.lines:
        yield mark("named", line.id, line.name, line.summary, end(Script(line.choices)))


def _told(kind: Kind, name: str, ahead: dict[str, float], beaten: int, gap: float, plays: int) -> str:
    """Where a course stands, in two sentences."""
    names = {score: within(_(NAMES[score])).lower() for score in SCORES}
    first, *rest = [
        _("in {score} than {share}").format(score=names[score], share=percent(ahead[score]))
        for score in SCORES
    ]
    who = {"own": _("Your game"), "historical": _(HISTORY)}.get(kind) or quoted(name)
    better = _("{who} is better {first} of the others, {rest}, and by your weights than {result}.")
    said = better.format(who=who, first=first, rest=", ".join(rest), result=percent(ahead["result"]))
    if gap == 0.0:
        return " ".join(
            [said, _("No other play is better on all three scores at once: it stands at the frontier.")]
        )
    passed = counted(
        "{count} of {all} plays is better on all three scores at once.",
        "{count} of {all} plays are better on all three scores at once.",
        beaten,
    ).format(count=number(beaten) if beaten < 100 else about(beaten), all=about(plays))
    short = _("To stand at the frontier it lacks {points} on each score.").format(points=points(gap))
    return " ".join([said, passed, short])


def percent(share: float) -> str:
    """A percentage that is never rounded to none or all unless it is that: `<1%`, `42%`, `>99%`."""
    if 0.0 < share < 1.0:
        return "<1%"
    if 99.0 < share < 100.0:
        return ">99%"
    return f"{share:.0f}%"
