"""What a seat knows short of the truth: its readings of members and scores, and how far to trust them.

A seat misreads each member by a keyed draw that stays the same through a play, and whose size
shrinks as the record that everyone can see grows: so its readings change slowly, cannot be averaged
into the truth, and differ by seat. Of the scores it sees changes as they are; what it cannot see is
the level that they started from. A range holds the truth four times in five.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from game.engine.arrays import Array, added, logistic, on_grid
from game.engine.book import SCORES, scores
from game.engine.compile import beginning
from game.engine.draws import Luck, Purpose
from game.engine.play import Position
from game.engine.state import State, rescue, restraint
from game.scenario.model import RoleKind

DEVIATION = np.pi / np.sqrt(3.0)
"""The standard deviation of the standard logistic distribution, which readings are drawn from."""
ONE = np.log(9.0) / DEVIATION
"""Half of the range that holds one such draw four times in five, in standard deviations."""
MANY = 1.2816
"""The same for a sum of many draws, which is nearly normal."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """How far each kind of seat misreads one kind of thing, as a standard deviation."""

    name: str
    patron: float
    secretariat: float
    unit: str
    meaning: str
    basis: str

    def by(self, kind: RoleKind) -> float:
        """The scale for a kind of seat."""
        return self.patron if kind == "patron" else self.secretariat


MISREADINGS: dict[str, Misreading] = {
    misreading.name: misreading
    for misreading in (
        Misreading("belief", 0.5, 0.4, "parts of the belief's own doubt",
                   "a member's belief that help comes; the secretariat hears the members more often",
                   "judgement"),
        Misreading("restraint", 0.6, 0.4, "parts of the belief's own doubt",
                   "a member's belief that force stays out; nobody tells it to the patron's face",
                   "judgement"),
        Misreading("share", 0.2, 0.25, "logits of the share",
                   "a member's security cooperation by partner; the patron has the better intelligence",
                   "judgement"),
        Misreading("bargain", 0.1, 0.08, "change of level, as the lever's",
                   "how far a member's consent has been eased, by promises made elsewhere", "judgement"),
        Misreading("cost", 0.0, 0.15, "logarithm of the cost",
                   "what has been paid; the patron pays, the secretariat reckons", "judgement"),
    )
}  # fmt: skip
"""Numbers of the game, not of the model: they change what a seat sees, never what happens."""


@dataclass(frozen=True, slots=True)
class Band:
    """The two ends of a range, in arrays of one shape."""

    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class Gauge:
    """How a seat's reading of the three scores stands to the truth: (score, play) each.

    A reading is `truth · factor + shift`; both hold for the whole play, so the changes of a reading are
    those of the truth, to the factor.
    """

    factor: Array
    shift: Array
    margin: Array
    """Half of the range, in points."""
    ratio: Array
    """Half of the range, as the logarithm of a ratio."""

    def read(self, truth: Array) -> Array:
        """(score, play): the seat's figure for a truth, on the grid where sums are exact."""
        return on_grid(truth * self.factor + self.shift)

    def band(self, truth: Array) -> Band:
        """(score, play): the range around that figure."""
        figure = self.read(truth)
        ends = figure * np.exp(-self.ratio), figure * np.exp(self.ratio)
        low, high = np.minimum(*ends) - self.margin, np.maximum(*ends) + self.margin
        bounded = np.array([[score != "cost"] for score in SCORES])
        return Band(*(np.where(bounded, np.clip(end, 0.0, 100.0), end) for end in (low, high)))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a seat can say of the members, as ranges."""

    belief: Band
    """(member, threat, play): that help comes."""
    restraint: Band
    """(member, play): that force stays out."""
    share: Band
    """(member, partner, play); the alliance is partner 0."""


class Seat:
    """A role's eyes: its misreadings of everything in the plays at hand.

    Raise KeyError if the scenario has no such role.
    """

    def __init__(self, position: Position, role: str) -> None:
        scenario = position.world.scenario
        self.world = position.world
        self.number = {each.id: number for number, each in enumerate(scenario.roles)}[role]
        self.kind = scenario.roles[self.number].kind
        self._luck = position.luck

    def standing(self, state: State) -> Standing:
        """Its ranges for the members."""
        doubt = self._doubt("belief", state.rescue_good, state.rescue_bad)
        worry = self._doubt("restraint", state.restraint_good, state.restraint_bad)
        unsure = np.asarray(self._scale("share"))
        return Standing(
            belief=_band(rescue(state), doubt, self._errors("belief", self._luck)),
            restraint=_band(restraint(state), worry, self._errors("restraint", self._luck)[:, 0]),
            share=_band(state.share, unsure, self._errors("share", self._luck)),
        )

    def gauge(self) -> Gauge:
        """How it reads the scores through the play: what it makes of the members at the start, added up."""
        state = beginning(self.world, self._luck.count)
        needs, regional = self.world.needs, self.world.regional
        unit, part = 100.0 / len(needs), 100.0 / len(regional)
        belief, doubt = rescue(state), self._doubt("belief", state.rescue_good, state.rescue_bad)
        drift = (_shifted(belief, doubt * self._errors("belief", self._luck)) - belief) * needs * unit
        spread = (belief * (1.0 - belief) * doubt * needs * unit) ** 2
        share, unsure = state.share[:, 0], self._scale("share")
        outside = (share - _shifted(share, unsure * self._errors("share", self._luck)[:, 0])) * part
        blur = (share * (1.0 - share) * unsure * part) ** 2
        cells = [(i, k) for i in range(drift.shape[0]) for k in range(drift.shape[1])]
        variance = added(spread[cell] for cell in cells), added(blur[i] for i in regional)
        none = np.zeros_like(share[0])
        return Gauge(
            factor=np.stack([none + 1.0, self.reckoned(), none + 1.0]),
            shift=np.stack([added(drift[cell] for cell in cells), none, added(outside[i] for i in regional)]),
            margin=MANY * np.sqrt(np.stack([variance[0], none, variance[1]])),
            ratio=np.stack([none, none + ONE * self._scale("cost"), none]),
        )

    def supposed(self, state: State, doubts: Luck | None = None, stage: int = 0) -> State:
        """The state as the seat takes it to be; with `doubts`, as it might be for all that it knows.

        What the seat believes and what is true then stand to each other as either might to the
        other, so chances counted over many doubts are honest.
        """

        def errors(name: str) -> Array:
            own = self._errors(name, self._luck)
            return own if doubts is None else own + self._errors(name, doubts, stage)

        good, bad = state.rescue_good, state.rescue_bad
        belief = _shifted(rescue(state), self._doubt("belief", good, bad) * errors("belief"))
        calm, alarm = state.restraint_good, state.restraint_bad
        held = _shifted(restraint(state), self._doubt("restraint", calm, alarm) * errors("restraint")[:, 0])
        alliance = _shifted(state.share[:, :1], self._scale("share") * errors("share")[:, :1])
        others = state.share[:, 1:] * ((1.0 - alliance) / np.maximum(1.0 - state.share[:, :1], 1e-9))
        return replace(
            state,
            rescue_good=belief * (good + bad),
            rescue_bad=(1.0 - belief) * (good + bad),
            restraint_good=held * (calm + alarm),
            restraint_bad=(1.0 - held) * (calm + alarm),
            share=np.concatenate([alliance, others], axis=1),
            bargain=state.bargain + self._scale("bargain") * errors("bargain")[:, 0],
        )

    def opening(self, doubts: Luck, stage: int = 0) -> State:
        """The state before the first stage as it might be for all that the seat knows: (…, doubt).

        The same doubts of the same stage as in `supposed`, so that the two go together. Of one play.
        """
        return self.supposed(beginning(self.world, doubts.count), doubts, stage)

    def level(self, doubts: Luck, stage: int = 0) -> Array:
        """(score, doubt): how far above the seat's figures the true scores may lie, in points.

        Nothing for cost, which it misreads by a factor: see `reckoned`. Of one play.
        """
        taken = self.supposed(beginning(self.world, self._luck.count))
        return scores(self.world, self.opening(doubts, stage)) - scores(self.world, taken)

    def reckoned(self, doubts: Luck | None = None, stage: int = 0) -> Array:
        """(play,): what the seat multiplies a cost by."""
        error = self._draw("cost", self._luck, 0, 0, 0)
        if doubts is not None:
            error = error + self._draw("cost", doubts, stage, 0, 0)
        return np.exp(self._scale("cost") * error)

    def _scale(self, name: str) -> float:
        return MISREADINGS[name].by(self.kind)

    def _doubt(self, name: str, good: Array, bad: Array) -> Array:
        """A belief's own spread in logits, scaled: that of Beta(good, bad), nearly."""
        return np.asarray(self._scale(name) * np.sqrt(1.0 / good + 1.0 / bad))

    def _errors(self, name: str, luck: Luck, stage: int = 0) -> Array:
        """(member, kind, play), each with mean 0 and standard deviation 1."""
        counts = {"belief": len(self.world.threats), "share": len(self.world.partners)}
        return np.stack(
            [
                np.stack([self._draw(name, luck, stage, i, each) for each in range(counts.get(name, 1))])
                for i in range(len(self.world.members))
            ]
        )

    def _draw(self, name: str, luck: Luck, stage: int, member: int, each: int) -> Array:
        """(play,); the draw's index packs seat, member, what is read, and which of it, a byte each."""
        index = ((self.number * 256 + member) * 256 + list(MISREADINGS).index(name)) * 256 + each
        return np.asarray(luck.logistic(stage, Purpose.MISREADING, index) / DEVIATION)


def _shifted(share: Array, by: Array) -> Array:
    """A share moved by so many logits; none and all stay what they are."""
    held = np.clip(share, 1e-9, 1.0 - 1e-9)
    return np.where(held == share, logistic(np.log(held / (1.0 - held)) + by), share)


def _band(truth: Array, doubt: Array, error: Array) -> Band:
    return Band(_shifted(truth, doubt * (error - ONE)), _shifted(truth, doubt * (error + ONE)))
