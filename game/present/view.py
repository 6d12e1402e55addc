"""The nouns of what a seat sees, frozen and plain: numbers to show, words to read, nothing to compute.

Prose is Markdown as the scenario has it. Beliefs and shares are in percent, scores in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lean = Literal["toward us", "steady", "drifting", "leaving"]
Vote = Literal["assents", "abstains", "vetoes"]


@dataclass(frozen=True, slots=True)
class Span:
    """A range in which the truth probably lies (four times in five), as this seat sees it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ScoreView:
    """One score: `now` is this seat's range; `past` its ranges at the start and after each stage."""

    id: str
    name: str
    now: Span
    past: tuple[Span, ...]
    trend: float
    """Change of the middle of the range over the last stage; 0 at the start."""
    better: Literal["higher", "lower"]
    threshold: float
    """A level that means something, named in `threshold_means`."""
    threshold_means: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member as this seat reads it."""

    id: str
    name: str
    asks: bool
    """Whether it is the one that asks for help."""
    belief: dict[str, Span]
    """By threat's name: that help will come, in percent."""
    restraint: Span
    lean: Lean
    outside: Span
    """Its security cooperation outside the alliance, in percent."""
    shares: dict[str, Span]
    """By partner's name, the alliance first."""
    reason: str
    """Why it leans so, in its own voice."""
    red_line: str
    view: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level of the alliance itself, known to all who run it: conditions and options speak of these."""

    id: str
    name: str
    value: float
    """0 to 100."""
    means: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """A choice, with what this seat can foresee of it."""

    id: str
    label: str
    summary: str
    on_offer: bool
    why_not: str
    """Where it is not on offer: the condition, in words."""
    adds: Span
    """What it adds to cost beside doing nothing, with whatever the other seats may do, in points; below 0
    it spares. 0 to 0 where it is not on offer."""
    consent: str
    """Who would probably go along, as in "4 of 6 assent; Uzbekistan would veto"; empty without a vote."""
    pass_chance: Span | None
    """The chance that the council carries what is proposed, in percent, as a band; None without a vote."""
    reversible: str
    """`easily`, `partly` or `hardly`."""
    votes: tuple[VoteView, ...] = ()
    """How each member would probably vote on it, and why; empty without a vote."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What this seat must settle now."""

    id: str
    prompt: str
    options: tuple[OptionView, ...]
    default: str
    """The id of the option taken when nobody chooses."""
    idle: Span = Span(0.0, 0.0)
    """What the stage costs where nothing is done in this decision: what `adds` comes on top of."""
    furthest: str = ""
    """The id of the option on offer that goes to the council with the largest operation; empty if none."""

    def asked(self, at_hand: str = "") -> tuple[int, OptionView] | None:
        """On what members are asked for their vote, with its number from 1; None if nothing is voted on.

        That is the option at hand if it goes to the council, or else the most far-reaching one that does.
        """
        voted = {each.id: (number, each) for number, each in enumerate(self.options, 1) if each.votes}
        return voted.get(at_hand) or voted.get(self.furthest)


@dataclass(frozen=True, slots=True)
class Cause:
    """One line of an explanation: which rule changed a score, by how much, and why in words."""

    rule: str
    change: float
    text: str
    claims: tuple[str, ...]
    shown: str = ""
    """The change to a tenth with its sign, rounded so that what is shown adds up."""


@dataclass(frozen=True, slots=True)
class Causes:
    """Why a score changed: the causes add up to `after` − `before` exactly.

    While a game is on the levels are the seat's readings; in a debrief they are the truth.
    """

    score: str
    name: str
    before: float
    after: float
    causes: tuple[Cause, ...]
    shown: str = ""
    """The whole change as shown: to a tenth, with its sign; the causes' `shown` add up to it."""
    better: Literal["higher", "lower"] = "higher"
    ranges: tuple[Span, Span] | None = None
    """While a game is on: what `before` and `after` are told as, since they are readings."""


@dataclass(frozen=True, slots=True)
class VoteView:
    """How a member voted in the council, and what it said."""

    member: str
    name: str
    vote: Vote
    reason: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """What a seat decided."""

    role: str
    role_name: str
    decision: str
    prompt: str
    option: str
    label: str
    outcome: str
    """The option's outcome text, as things went."""
    historical: bool
    teaches: str
    rationale: str
    """Why, in the decider's words; a policy gives its own."""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A stage that is over: what was decided, how the council voted, what it did."""

    stage: str
    title: str
    date: str
    choices: tuple[ChoiceView, ...]
    proposed: bool
    """Whether an operation was put to the council."""
    carried: bool
    votes: tuple[VoteView, ...]
    happened: tuple[str, ...]
    """In words, what followed: how adequate the response was, who fell, how many died."""
    causes: tuple[Causes, ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that a seat may see while it decides."""

    scenario: str
    title: str
    role: str
    role_name: str
    brief: str
    stage: str
    stage_title: str
    number: int
    """Of this stage, from 1."""
    of: int
    date: str
    briefing: str
    private: str
    events: tuple[str, ...]
    """What happened as the stage opened."""
    appeal: str
    """Who asks for what; empty without an appeal."""
    scores: tuple[ScoreView, ...]
    members: tuple[MemberView, ...]
    decisions: tuple[DecisionView, ...]
    """This seat's, in order; those already made this stage are in `made`."""
    made: dict[str, str]
    """By decision: the option chosen."""
    last: OutcomeView | None
    terms: dict[str, tuple[str, str]]
    """By id: a word's name and its explanation."""
    levels: tuple[LevelView, ...] = ()
    """Of the alliance: its promises, forces, rules and mandate, and the violence that it faces."""
    council: str = ""
    """By which rule the council decides, in a sentence."""
    foresees: bool = True
    """Whether it is told what may come of the options; if not, what says so is left out."""

    @property
    def waiting(self) -> DecisionView | None:
        """The decision that this seat has to settle next."""
        return next((each for each in self.decisions if each.id not in self.made), None)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One score at the end, beside other lines of play."""

    score: str
    name: str
    start: float
    end: float
    historical: float
    """Of the historical line, under the luck of this play."""
    others: dict[str, float]
    """By named line: its mean."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim of the article, and whether this game bore it out."""

    id: str
    """C0 … C21."""
    paragraph: str
    claim: str
    verdict: Literal["borne out", "not borne out", "not tested"]
    because: str
    """The figures of this game."""
    rules: tuple[str, ...]
    """The rules of the engine that say it outright, if it was borne out: no wonder then."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """The end of a game."""

    role_name: str
    result: float
    """By the role's own weights."""
    result_historical: float
    result_text: str
    """How the result comes about, and what of it is this seat's doing."""
    scores: tuple[ScoreLine, ...]
    short_cost: float
    long_cost: float
    patience_flip: float | None
    """δ*: the patience at which this play and the historical line change places in total cost; None if
    they do not between 0 and 1."""
    patience_text: str
    outcomes: tuple[OutcomeView, ...]
    years: tuple[Causes, ...]
    """What the years that follow did, by score."""
    truth: tuple[MemberView, ...]
    """The members as they were: spans without width."""
    left: tuple[str, ...]
    """Who has left the alliance."""
    claims: tuple[ClaimView, ...]
    lessons: tuple[str, ...]
    discussion: tuple[str, ...]
    undone: int
    disclaimer: str
    misread: str
    """How far the seat's readings of the scores lay from the truth through the play, in a sentence."""
