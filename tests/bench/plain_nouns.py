"""The nouns of the plain game: what one play is made of, in ordinary objects, numbers and dictionaries."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Protocol
from zlib import crc32

from game.engine.draws import Luck, Purpose
from game.engine.state import LEDGERS
from game.scenario.model import ALLIANCE, Appeal, Client, Member, Scenario, Stage
from game.scenario.parameters import PARAMETERS

DecisionKey = tuple[str, str, str]
"""Stage, role, decision."""
ClientKey = tuple[str, str]
"""Member, client."""
Move = dict[str, float]
"""What seats or events do, by lever."""

RIVALS = ("judge.flat", "judge.welcome", "judge.plot")
"""Parameters of the rival readings, which the plain game leaves out."""


class Chance(Protocol):
    """Where a play's luck comes from."""

    def uniform(self, stage: int, purpose: Purpose, index: int = 0) -> float:
        """In [0, 1)."""
        ...


class Dice:
    """A stream of numbers, whatever they are for: the cheapest luck."""

    def __init__(self, seed: int) -> None:
        self.roll = random.Random(seed).random

    def uniform(self, stage: int, purpose: Purpose, index: int = 0) -> float:
        """The next number."""
        return self.roll()


class Keyed:
    """The engine's own draws for one play, so that both games face the same luck."""

    def __init__(self, seed: int, play: int) -> None:
        self.luck = Luck(seed, play, 1)

    def uniform(self, stage: int, purpose: Purpose, index: int = 0) -> float:
        """What the engine draws there."""
        return float(self.luck.uniform(stage, purpose, index)[0])


@dataclass(frozen=True, slots=True)
class Turn:
    """A stage and its place in the calendar."""

    stage: Stage
    index: int
    waited: float
    """Months since the stage before opened; 0 for the first."""
    years: float
    """Years since the start, as it ends."""


class Game:
    """A scenario, and all that can be worked out before anybody plays it.

    It is the model as it stands: nothing is switched off. Raise ValueError if the scenario asks for
    a rival reading.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.p = {name: parameter.default for name, parameter in PARAMETERS.items()}
        self.p.update(scenario.parameters)
        if any(self.p[name] for name in RIVALS):
            raise ValueError("the plain game knows no rival readings")
        self.threats = [threat.id for threat in scenario.threats]
        self.duty = {threat.id: threat.duty for threat in scenario.threats}
        self.members = {member.id: member for member in scenario.members}
        self.clients: dict[ClientKey, Client] = {
            (member.id, client.id): client for member in scenario.members for client in member.clients
        }
        self.needs = {member.id: self._needs(member) for member in scenario.members}
        self.odds = {member.id: self._odds(member) for member in scenario.members}
        self.regional = [m.id for m in scenario.members if m.region == scenario.alliance.region]
        self.outside = 1 - sum(self.members[i].share[ALLIANCE] for i in self.regional) / len(self.regional)
        events = [*scenario.events, *(event for stage in scenario.stages for event in stage.events)]
        self.event_number = {event.id: crc32(event.id.encode()) for event in events}
        keys = [(stage.id, each.role, each.id) for stage in scenario.stages for each in stage.decisions]
        self.decision_number = {key: crc32("/".join(key).encode()) for key in keys}
        self.turns = self._turns()

    def _needs(self, member: Member) -> dict[str, float]:
        total = max(sum(member.exposure[threat] for threat in self.threats), 1e-9)
        return {threat: member.exposure[threat] / total for threat in self.threats}

    def _odds(self, member: Member) -> dict[str, float]:
        """Partners' odds against the alliance at the start, before courtship."""
        pull = self.p["realign.pull"]
        return {
            partner.id: member.share[partner.id]
            / max(member.share[ALLIANCE] * (1 + member.affinity[partner.id] * pull * partner.pull), 1e-9)
            for partner in self.scenario.partners
        }

    def _turns(self) -> list[Turn]:
        turns = []
        months = waited = 0.0
        for index, stage in enumerate(self.scenario.stages):
            months += stage.months
            turns.append(Turn(stage, index, waited, months / 12))
            waited = stage.months
        return turns


class Ally:
    """A member in one play."""

    __slots__ = (
        "bad", "bargain", "good", "left", "leverage", "member", "restraint_bad", "restraint_good",
        "share", "vote",
    )  # fmt: skip

    def __init__(self, game: Game, member: Member) -> None:
        evidence, restrained = game.p["start.evidence"], game.p["start.restraint_evidence"]
        self.member = member
        self.good = {threat: member.rescue[threat] * evidence for threat in game.threats}
        self.bad = {threat: (1 - member.rescue[threat]) * evidence for threat in game.threats}
        self.restraint_good = member.restraint * restrained
        self.restraint_bad = (1 - member.restraint) * restrained
        self.share = dict(member.share)
        self.bargain = 0.0
        self.leverage = 0.0
        self.vote = 0.0
        self.left = False

    def belief(self, threat: str) -> float:
        """That help comes if asked."""
        good = self.good[threat]
        return good / (good + self.bad[threat])

    @property
    def restraint(self) -> float:
        """The belief that force stays out unless agreed."""
        return self.restraint_good / (self.restraint_good + self.restraint_bad)


@dataclass(slots=True)
class Record:
    """What came of one stage."""

    stage: str
    choices: dict[DecisionKey, int]
    events: list[str]
    votes: list[float]
    carried: float
    scores: tuple[float, float, float]
    """Credibility, cost, diversification."""


@dataclass(slots=True)
class Play:
    """One play as it goes on."""

    game: Game
    chance: Chance
    allies: dict[str, Ally]
    reserve: dict[ClientKey, dict[str, float]]
    """By client and member: what a grudge excuses for now."""
    promise: dict[str, float]
    pull: dict[str, float]
    capacity: float
    procedure: float
    mandate: float
    turmoil: float
    limited: bool
    overthrown: bool = False
    collapsed: bool = False
    deaths: float = 0.0
    upkeep: float = 0.0
    ledger: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LEDGERS, 0.0))
    flare: float = 0.0
    violence: float = 0.0
    support: float = 0.0
    adequacy: float = 0.0
    carried: float = 0.0
    appeal: Appeal | None = None
    """Of the stage at hand."""
    flags: set[str] = field(default_factory=set)
    happened: set[str] = field(default_factory=set)
    chosen: dict[DecisionKey, str] = field(default_factory=dict)
    latest: dict[tuple[str, str], str] = field(default_factory=dict)
    """By role and decision: what was last chosen."""
    carried_in: dict[str, float] = field(default_factory=dict)
    """By stage."""
    tried_in: dict[str, bool] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)


def begun(game: Game, chance: Chance) -> Play:
    """A play before its first stage opens."""
    alliance = game.scenario.alliance
    return Play(
        game=game,
        chance=chance,
        allies={member.id: Ally(game, member) for member in game.scenario.members},
        reserve={client: dict.fromkeys(game.members, 0.0) for client in game.clients},
        promise=dict(alliance.promise),
        pull={partner.id: partner.pull for partner in game.scenario.partners},
        capacity=alliance.capacity,
        procedure=alliance.procedure,
        mandate=alliance.mandate,
        turmoil=alliance.turmoil,
        limited=alliance.council_rule == "limited",
    )


def clip(x: float) -> float:
    """`x` held within [0, 1]."""
    return 0.0 if x < 0.0 else min(x, 1.0)


def logistic(play: Play, stage: int, purpose: Purpose, index: int = 0) -> float:
    """A draw from the standard logistic distribution."""
    drawn = max(play.chance.uniform(stage, purpose, index), 2.0**-25)
    return math.log(drawn / (1 - drawn))


def able(play: Play) -> float:
    """Capacity and procedure are complements: √(capacity·procedure)."""
    return math.sqrt(play.capacity * play.procedure)


GRID = 2.0**20
"""Scores are read to a 2^20th of a point."""


def on_grid(x: float) -> float:
    """`x` rounded to that."""
    return round(x * GRID) / GRID


def credibility(play: Play) -> float:
    """0–100: the mean over members of belief weighed by exposure."""
    total = 0.0
    for ally in play.allies.values():
        for threat, need in play.game.needs[ally.member.id].items():
            total += need * ally.belief(threat)
    return on_grid(total * 100 / len(play.allies))


def outside(play: Play) -> float:
    """0–1: the regional members' security cooperation outside the alliance."""
    regional = play.game.regional
    return 1 - sum([play.allies[member].share[ALLIANCE] for member in regional]) / len(regional)


def diversification(play: Play) -> float:
    """0–100."""
    return on_grid(100 * outside(play))


def cost(play: Play) -> float:
    """What has been paid, and what influence has cost above the starting level."""
    return sum([on_grid(paid) for paid in play.ledger.values()]) + on_grid(play.upkeep)
