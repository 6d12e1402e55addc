"""The nouns of what only the end of a game can show, frozen and plain like those of `view`.

Beliefs and shares are in percent, scores in points; prose is Markdown as the scenario has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.present.view import Span


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment of a play at which everything is known: its start, or the end of a stage or of a year."""

    id: str
    """`start`, a stage's id, or `year-1` …"""
    kind: Literal["start", "stage", "year"]
    name: str
    mark: str
    """The same in three characters at most, for an axis: `0`, a stage's number, `+1`."""
    date: str
    """As the scenario has it; empty for the start and for a year that follows."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A score as it is drawn: which way is better, and a level that means something."""

    score: str
    name: str
    better: Literal["higher", "lower"]
    threshold: float
    threshold_means: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A course of play from its start to the end of the years that follow."""

    kind: Literal["own", "historical", "parent", "named"]
    """`parent` is the game from which this one parts."""
    name: str
    summary: str
    result: float
    """By the weights of the role at hand."""
    scores: dict[str, tuple[float, ...]]
    """By score: at each milestone; the mean where the course was played many times."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One other way to settle a decision, with everything else in the play as it was."""

    option: str
    number: int
    """Among all options of the decision, from 1."""
    label: str
    summary: str
    result: float
    """By the role's weights."""
    gain: float
    """How much more that is than what the choice came to; negative where it is less."""
    changes: dict[str, float]
    """By score: how far the end lies from that of the play as it was."""
    told: str
    """The same in words, as in "credibility +7.8 and cost +0.6"."""
    lapsed: tuple[str, ...]
    """Choices made later that would not have been on offer; their defaults stand in."""
    expected: float = 0.0
    """How much more it is worth than the choice in the mean over other luck, by the role's weights."""


Sense = Literal["sound", "lucky", "unlucky", "regret", "even"]
"""What a choice was worth, under the luck it met and in expectation: the best both ways; the best only as
luck had it; not the best, but only as luck had it; not the best either way; or all came to the same."""


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A decision of this seat, and what else it could have come to."""

    stage: str
    number: int
    """Of the stage, from 1."""
    title: str
    date: str
    decision: str
    prompt: str
    option: str
    chosen: int
    """The option's number among all of the decision, from 1."""
    label: str
    historical: bool
    others: tuple[Otherwise, ...]
    """The other options that were on offer, the best first; at least one."""
    difference: float
    """How much better than the best of the others the choice was, by the role's weights; negative where
    another would have been better."""
    text: str
    expected: float = 0.0
    """The same in the mean over other luck: what there was to regret before anyone knew the luck."""
    sense: Sense = "even"
    judged: str = ""
    """What that makes of the choice, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a seat took to be so as a stage opened, and what was so."""

    thought: Span
    was: float
    held: bool
    """Whether the truth lay within the range."""


@dataclass(frozen=True, slots=True)
class MemberHindsight:
    """A member as it was read and as it was, through the whole play."""

    id: str
    name: str
    readings: dict[str, tuple[Reading, ...]]
    """By what was read (help in each threat; restraint): as each stage opened, and after the last."""
    mix: tuple[dict[str, float], ...]
    """At each milestone: with whom it cooperated, by partner's name, the alliance first."""
    left: bool
    text: str
    """How well it was read, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a game parted from another."""

    place: str
    """The other's save; empty if it was not saved."""
    stage: str
    title: str
    prompt: str
    was: str
    """What the other game chose: an option's label."""
    instead: str
    """What this one chose."""
    text: str


@dataclass(frozen=True, slots=True)
class ParameterView:
    """One number of the model."""

    name: str
    value: float
    """In this game."""
    default: float
    low: float
    high: float
    """The ends of its plausible range."""
    meaning: str
    basis: str
    """A claim, a paper, a count, or judgement."""
    since: str
    """Who set it: empty for nobody, else `scenario`, `variant` or `run`."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """The model as a game had it."""

    variant: str
    """The rival reading's name; empty for none."""
    reading: str
    """What it claims, in a sentence."""
    without: tuple[tuple[str, str], ...]
    """The rules that were switched off: name, and what each does."""
    parameters: tuple[ParameterView, ...]

    @property
    def changed(self) -> tuple[ParameterView, ...]:
        """The parameters that are not as they are by default."""
        return tuple(each for each in self.parameters if each.value != each.default)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What it takes to play the same game again."""

    scenario: str
    title: str
    role: str
    role_name: str
    opponent: str
    """By what name the policy in the other seats goes; empty if that is not known."""
    seed: int
    version: str
    """Of the engine."""
    digest: str
    """Of what the scenario says."""
    departures: tuple[str, ...]
    """In words: how the model was changed."""
    model: ModelView


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What only the end of a game can show."""

    particulars: Particulars
    milestones: tuple[Milestone, ...]
    axes: tuple[Axis, ...]
    lines: tuple[LineView, ...]
    """This play first, then the historical line, the game that this one parts from, and named lines."""
    turning: tuple[TurningPoint, ...]
    """What moved the result most comes first; decisions that left no choice are not among them."""
    caveat: str
    """What the turning points leave out."""
    moments: tuple[str, ...]
    """When members were read: the stages' titles, and the end."""
    members: tuple[MemberHindsight, ...]
    readings: str
    """How often the truth lay within the ranges, in a sentence."""
    parting: Parting | None
