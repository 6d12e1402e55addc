"""`tashkent run`: any number of plays without a player, as text or as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from game.analysis.blocks import BLOCK
from game.analysis.contest import PLANNED
from game.analysis.document import Document, document
from game.analysis.ensemble import CHUNK, Sweep, tallied
from game.commands.explore_crew import HERE, NOTHING, PARTIAL, Hands, crew
from game.commands.seating import RefusedError, loaded, met
from game.engine.play import Policy
from game.engine.settings import checked
from game.policies.fixed import Script
from game.policies.named import choices, policies
from game.present.plays import explanation, summary
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.words import _

OTHERWISE = "historical"
"""What a seat does for which no policy is named."""

LOOKING_AHEAD = 16
"""Plays at once where a planner plays: it plays thousands more for each of them."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What the command line asks for."""

    scenario: str
    plays: int
    seed: int
    policies: Mapping[str, str]
    """By role."""
    choices: Mapping[str, str]
    """By STAGE.ROLE.DECISION: the option taken whatever the policy says."""
    parameters: Mapping[str, float]
    without: tuple[str, ...]
    variant: str | None
    explained: bool
    language: str = ""
    hands: Hands = HERE


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of it."""

    document: Document
    scenario: Scenario

    @property
    def partial(self) -> bool:
        """Whether it was stopped before all plays were played."""
        return bool(self.document.get("partial"))

    def text(self) -> Iterator[str]:
        """For a reader; with the causes where they were asked for."""
        if self.partial:
            yield _(PARTIAL)
        yield from summary(self.document, self.scenario)
        if any("causes" in stage for stage in self.document["stages"]):
            yield ""
            yield from explanation(self.document, self.scenario)


def ran(batch: Batch, progress: Callable[[int], None] = lambda _plays: None) -> Ran | Refusal:
    """Play the batch, or say why it cannot be played; `progress` is told how many plays each chunk had."""
    try:
        scenario, _folder = loaded(batch.scenario, batch.language)
        settings = met(checked(batch.parameters, batch.without, batch.variant))
        seats = _seats(batch, scenario)
    except RefusedError as refused:
        return refused.refusal
    looking = "planner" in batch.policies.values()
    effort = batch.plays * (PLANNED if looking else 1)
    try:
        with crew(batch.hands, effort, progress) as hands:
            at_once = LOOKING_AHEAD if looking else CHUNK
            sweep = Sweep(scenario, settings, seats, batch.seed, batch.explained, at_once)
            tally = tallied(sweep, batch.plays, block=LOOKING_AHEAD if looking else BLOCK, crew=hands)
    except RefusedError as refused:
        return refused.refusal
    if not tally.plays:
        return Refusal(_(NOTHING))
    names = {role.id: batch.policies.get(role.id, OTHERWISE) for role in scenario.roles}
    found = document(tally, settings, names, batch.seed, batch.choices)
    return Ran({**found, "partial": True} if hands.stopped else found, scenario)


def _seats(batch: Batch, scenario: Scenario) -> Mapping[str, Policy]:
    seats = met(policies(batch.policies, scenario, OTHERWISE))
    fixed = met(choices(batch.choices, scenario))
    if not fixed:
        return seats
    return {role: Script(fixed, otherwise=seat) for role, seat in seats.items()}
