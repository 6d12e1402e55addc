"""The nouns of a scenario, frozen. Ids are stable words; tuples keep the author's order.

Every share, level, exposure and belief lies in [0, 1] unless its docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from game.scenario.conditions import Condition

ALLIANCE = "alliance"
"""The partner id that stands for the alliance itself in every member's shares."""

POLICIES = ("historical", "random", "planner")
"""Ways of choosing that there are in every scenario; no line of play may have their names for an id."""

RoleKind = Literal["patron", "secretariat"]
CouncilRule = Literal["consensus", "limited"]
Reversible = Literal["easily", "partly", "hardly"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; cited in prose as ``[id]``."""

    id: str
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a newcomer may not know, explained in a sentence or two."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Threat:
    """A kind of danger that a member may ask help against."""

    id: str
    name: str
    duty: float
    """How plainly the treaty obliges the allies to act: 0 silent, 1 beyond argument."""


@dataclass(frozen=True, slots=True)
class Client:
    """A camp within a member that may appeal: a president, the government that unseated him."""

    id: str
    name: str
    grudge: float = 0.0
    """How much the patron's quarrel with this client explains a refusal."""
    loyalty: float = 0.0
    """How pro-patron the client is seen to be."""
    incumbent: bool = False
    """Whether it holds power when it appeals, and so can be overthrown."""


@dataclass(frozen=True, slots=True)
class Member:
    """A state of the alliance other than the patron."""

    id: str
    name: str
    adjective: str
    region: str
    exposure: Mapping[str, float]
    """By threat: how real that danger is to this state."""
    aversion: float
    """To intervention, and to the precedent that it sets."""
    rescue: Mapping[str, float]
    """By threat: the belief at the start that help comes if asked."""
    restraint: float
    """The belief at the start that allied force stays out unless agreed."""
    share: Mapping[str, float]
    """By partner, `alliance` included: its security cooperation at the start; sums to 1."""
    affinity: Mapping[str, float]
    """By partner: how far that partner's courtship moves it."""
    clients: tuple[Client, ...] = ()
    red_line: str = ""
    view: str = ""
    """What it wants and fears, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An outside security partner: China, the West, Turkey."""

    id: str
    name: str
    pull: float
    """How actively it courts the region at the start."""
    growth: float = 0.0
    """Change of its pull in a year."""


@dataclass(frozen=True, slots=True)
class Alliance:
    """The alliance at the start."""

    name: str
    patron: str
    """The leading state's name, for display."""
    region: str
    """Diversification is measured over the members of this region."""
    council_rule: CouncilRule
    promise: Mapping[str, float]
    """By threat: how far words and drills have raised the expectation of help."""
    capacity: float
    procedure: float
    mandate: float = 0.0
    turmoil: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What a role cares about; each at least 0. A role's result is
    credibility·Δcredibility − cost·cost − diversification·Δdiversification."""

    credibility: float
    cost: float
    diversification: float


@dataclass(frozen=True, slots=True)
class Role:
    """A seat that decides."""

    id: str
    name: str
    kind: RoleKind
    brief: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an option led to, in words: `text` always, then one of the others after a council vote."""

    text: str = ""
    carried: str = ""
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a decision, and the levers by which it acts on the model."""

    id: str
    label: str
    summary: str
    levers: Mapping[str, float]
    """By lever's full name, as in `promise.internal`; `rule` is 1 to limited, -1 to consensus."""
    when: Condition | None = None
    historical: bool = False
    outcome: Outcome = Outcome()
    teaches: str = ""
    reversible: Reversible | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a role must settle in a stage."""

    id: str
    role: str
    prompt: str
    options: tuple[Option, ...]
    default: str
    """The option taken when a script's choice is not on offer, or nobody chooses; always on offer."""

    @property
    def historical(self) -> str:
        """The id of the option that was taken in fact (exactly one is marked)."""
        return next(option.id for option in self.options if option.historical)


@dataclass(frozen=True, slots=True)
class Appeal:
    """A member's request for help."""

    member: str
    """Who asks (`from` in YAML)."""
    client: str
    threat: str
    severity: float
    ties: Mapping[str, float] = field(default_factory=dict)
    """By member: how far it is itself entangled in this conflict, and so wary of troops in it."""
    when: Condition | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may happen as a stage opens, before anyone decides."""

    id: str
    text: str
    levers: Mapping[str, float]
    chance: float = 1.0
    when: Condition | None = None
    once: bool = True
    """Matters for a scenario's own events, which are tried at every stage."""


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that never happens by itself: a facilitator may let it happen in a room of a class."""

    id: str
    title: str
    """What the facilitator chooses by."""
    text: str
    """What the players read."""
    levers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Stage:
    """One turn."""

    id: str
    date: str
    """As written in the scenario, ISO 8601 (`2010-06-12`)."""
    months: float
    """Time that passes before the next stage, in months; above 0."""
    title: str
    briefing: str
    briefings: Mapping[str, str]
    """By role: what only that seat knows."""
    turmoil: float
    """Violence that flares up as the stage opens, added to what is left of the last; may be negative."""
    appeals: tuple[Appeal, ...]
    """Alternatives: the first whose `when` holds is made."""
    decisions: tuple[Decision, ...]
    events: tuple[Event, ...]
    injects: tuple[Inject, ...]
    """For this stage only."""
    discussion: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A named line of play: choices by (stage, role, decision); what it leaves out takes the default."""

    id: str
    name: str
    summary: str
    choices: Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario, checked."""

    id: str
    title: str
    summary: str
    format: int
    minutes: int
    """How long a person needs to play it."""
    difficulty: Literal["easy", "medium", "hard"]
    content_note: str
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    alliance: Alliance
    threats: tuple[Threat, ...]
    members: tuple[Member, ...]
    partners: tuple[Partner, ...]
    roles: tuple[Role, ...]
    parameters: Mapping[str, float]
    events: tuple[Event, ...]
    """Tried at every stage."""
    injects: tuple[Inject, ...]
    """For any stage."""
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    discussion: tuple[str, ...]
    digest: str
    """SHA-256 of what the scenario says, in hex: two files with one meaning share it."""

    @property
    def every_decision(self) -> tuple[tuple[tuple[str, str, str], Decision], ...]:
        """All decisions in the order of play, each with its key: stage, role and id."""
        return tuple(
            ((stage.id, each.role, each.id), each) for stage in self.stages for each in stage.decisions
        )

    @property
    def every_event(self) -> tuple[Event, ...]:
        """Its own events, then those of its stages."""
        return (*self.events, *(event for stage in self.stages for event in stage.events))

    @property
    def every_inject(self) -> tuple[Inject, ...]:
        """Its own injects, then those of its stages."""
        return (*self.injects, *(inject for stage in self.stages for inject in stage.injects))

    @property
    def flags(self) -> tuple[str, ...]:
        """Every flag that an option, an event or an inject sets, in the alphabet's order."""
        tables: list[Mapping[str, float]] = [event.levers for event in self.every_event]
        tables += [inject.levers for inject in self.every_inject]
        tables += [option.levers for _, decision in self.every_decision for option in decision.options]
        levers = {lever for table in tables for lever in table}
        return tuple(sorted(lever.removeprefix("flag.") for lever in levers if lever.startswith("flag.")))
