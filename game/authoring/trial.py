"""A test of a scenario, run: what was measured, and what is not as expected."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.authoring.expectations import reckoned
from game.authoring.quantities import Quantity, measured
from game.authoring.transcripts import ONLY, Recorded, Side, Transcript
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.scenario.model import Scenario
from game.scenario.nodes import Spot

CHUNK = 4096
"""Plays at once; every state is kept, so fewer than elsewhere."""
LOOKING_AHEAD = 16
"""Plays at once where a planner plays."""
COMPARISON_DIGITS = 3

Figures = Mapping[tuple[str, Quantity], float]
"""By line of play and quantity: the mean over the plays."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is not as expected."""

    spot: Spot
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Change:
    """A recorded figure that is no longer what was written."""

    name: str
    recorded: Recorded
    now: float

    @property
    def old(self) -> str:
        """As it was written."""
        return self.recorded.node.raw

    @property
    def new(self) -> str:
        """As it would be written now, to as many digits."""
        return f"{round(self.now, self.recorded.digits) + 0.0:.{self.recorded.digits}f}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a test."""

    transcript: Transcript
    figures: Mapping[str, float]
    """By name, with the line of play in front where there are several."""
    failures: tuple[Failure, ...]
    changes: tuple[Change, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether all is as expected and as recorded."""
        return not (self.failures or self.changes)


def trial(scenario: Scenario, transcript: Transcript) -> Verdict:
    """Run one test."""
    start = time.perf_counter()
    wanted: dict[str, set[Quantity]] = {side: set() for side in transcript.sides}
    for quantity in (*(each.quantity for each in transcript.expected), *_written_down(transcript)):
        wanted[ONLY].add(quantity)
    for compared in transcript.compared:
        for side, quantity in compared.quantities.values():
            wanted[side].add(quantity)
    figures: dict[tuple[str, Quantity], float] = {}
    for side, quantities in wanted.items():
        means = _means(scenario, transcript, transcript.sides[side], quantities)
        figures |= {(side, quantity): mean for quantity, mean in means.items()}
    return Verdict(
        transcript,
        {
            ".".join(part for part in (side, each.name) if part): value
            for (side, each), value in figures.items()
        },
        (*_unexpected(transcript, figures), *_uncompared(transcript, figures)),
        tuple(_changes(transcript, figures)),
        time.perf_counter() - start,
    )


def _written_down(transcript: Transcript) -> Iterator[Quantity]:
    return (each.quantity for each in transcript.recorded)


def _means(
    scenario: Scenario, transcript: Transcript, side: Side, quantities: Iterable[Quantity]
) -> dict[Quantity, float]:
    world = compile_world(scenario, side.settings)
    asked = sorted(quantities, key=lambda each: each.name)
    totals = dict.fromkeys(asked, 0.0)
    chunk = LOOKING_AHEAD if side.planned else CHUNK
    for first in range(0, transcript.plays, chunk):
        luck = Luck(transcript.seed, first, min(chunk, transcript.plays - first))
        trace = run(world, side.policies, luck, explained=True)
        for quantity in asked:
            totals[quantity] += float(measured(quantity, world, trace).sum())
    return {quantity: total / transcript.plays for quantity, total in totals.items()}


def _unexpected(transcript: Transcript, figures: Figures) -> Iterator[Failure]:
    for asked in transcript.expected:
        value = figures[ONLY, asked.quantity]
        if not asked.expectation.met(value):
            name = asked.quantity.name
            wanted = f"{name}: {asked.expectation.text}"
            yield Failure(asked.spot, wanted, f"{name} is {asked.expectation.shown(value)}")


def _uncompared(transcript: Transcript, figures: Figures) -> Iterator[Failure]:
    for compared in transcript.compared:
        values = {path: figures[key] for path, key in compared.quantities.items()}
        if not reckoned(compared.tree, values):
            said = [f"{'.'.join(path)} is {value:.{COMPARISON_DIGITS}f}" for path, value in values.items()]
            yield Failure(compared.spot, compared.text, "; ".join(said))


def _changes(transcript: Transcript, figures: Figures) -> Iterator[Change]:
    for recorded in transcript.recorded:
        change = Change(recorded.quantity.name, recorded, figures[ONLY, recorded.quantity])
        if recorded.value is None or change.new != f"{recorded.value:.{recorded.digits}f}":
            yield change
