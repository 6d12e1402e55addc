"""The figures of one game that bear on the claims: its appeals, and how they would have gone otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from game.analysis.forecast import habit
from game.analysis.patience import Bill
from game.analysis.retrace import Steps, otherwise, steps
from game.engine.arrays import Array, Choice
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Position, chosen, finish, offered, picked
from game.engine.state import State, credibility, rescue
from game.engine.trace import Trace
from game.engine.world import CompiledAppeal, World
from game.present.sentences import Account
from game.present.words import quoted

REFUSED = 0.5
"""An answer that meets less than this part of what was needed counts as a refusal."""
FELT = 0.05
"""A change of a score in points that can be told from nothing."""
VAGUE = 0.5
"""A treaty that obliges less plainly than this is called vague."""
FUTURES = 256
"""How often a stage, or the years after the last, are played again to see what else might have come."""
HINDSIGHT = 3
"""The stream of luck that those plays draw from."""

Verdict = Literal["borne out", "not borne out", "not tested"]
Finding = tuple[Verdict, str]
"""A verdict, and the figures."""


def found(because: str, *, so: bool) -> Finding:
    """What the figures say."""
    return ("borne out" if so else "not borne out"), because


def untested(because: str) -> Finding:
    """The play gave no occasion."""
    return "not tested", because


@dataclass(frozen=True, slots=True)
class Course:
    """A line of play beside which this one is held."""

    name: str
    """As it stands in a sentence."""
    bill: Bill
    adequacy: float
    """How far it met the appeals, in the mean."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """An appeal in the play, and how it was answered."""

    position: Position
    """As the stage opened."""
    choices: Mapping[DecisionKey, Choice]
    steps: Steps
    appeal: CompiledAppeal
    which: int
    """Its number among the stage's alternatives."""

    @property
    def title(self) -> str:
        """The stage's title, in quotation marks."""
        return quoted(self.position.world.scenario.stages[self.steps.scene.index].title)

    @property
    def asker(self) -> str:
        """Who asked, by name."""
        return Account(self.steps).client(self.appeal.client)

    @property
    def adequacy(self) -> float:
        """How far the appeal was met."""
        return float(self.steps.ended.adequacy[0])

    @property
    def vague(self) -> bool:
        """Whether the treaty is vague about the danger."""
        return float(self.position.world.duty[self.appeal.threat, 0]) < VAGUE

    @property
    def fall(self) -> float:
        """What members made of the answer, as a loss of credibility in points; a gain is below 0."""
        return -self.moved("judge")

    def moved(self, rule: str) -> float:
        """What a rule changed of credibility, in points."""
        before, after = self.steps.around(rule)
        needs = self.position.world.needs
        return float((credibility(needs, after) - credibility(needs, before))[0])

    def learned(self) -> Array:
        """(member, threat): what each made of the answer, in points of belief."""
        before, after = self.steps.around("judge")
        return np.asarray((rescue(after) - rescue(before))[:, :, 0] * 100.0)

    def again(
        self, world: World | None = None, *, appeal: CompiledAppeal | None = None, **levels: Array
    ) -> Hearing:
        """The same stage, choices and luck, with something changed."""
        position = otherwise(replace(self.position, world=world or self.position.world), **levels)
        stage = position.world.stages[self.steps.scene.index]
        made = replace(appeal or stage.appeals[self.which], when=None)
        return replace(
            self, steps=steps(position, self.choices, replace(stage, appeals=(made,))), appeal=made
        )

    def futures(self, *, proposing: bool = False) -> tuple[Position, dict[DecisionKey, Choice]]:
        """The stage many times over under other luck, with choices such as seats are expected to make.

        `proposing`: with the largest operation that is on offer put to the council, if there is one.
        """
        seed, first = self.position.luck.seed, self.position.luck.first
        luck = Luck(seed, first * FUTURES, FUTURES, stream=HINDSIGHT)
        position = picked(self.position, np.zeros(FUTURES, dtype=np.intp), luck)
        guessed = chosen(position, {role.id: habit() for role in position.world.scenario.roles})
        largest = 0.0
        boldest: tuple[DecisionKey, int] | None = None
        for decision in self.position.world.stages[self.steps.scene.index].decisions:
            table = offered(self.position, decision)[:, 0]
            key = decision.key
            guessed[key] = np.where(table[guessed[key]], guessed[key], decision.default)
            sizes = decision.levers.get("deploy", np.zeros(len(table))) * table
            if sizes.max() > largest:
                largest, boldest = float(sizes.max()), (key, int(sizes.argmax()))
        if proposing and boldest:
            guessed[boldest[0]] = np.full(FUTURES, boldest[1])
        return position, guessed


class Case:
    """A whole play, taken apart, beside other courses."""

    def __init__(self, world: World, positions: tuple[Position, ...], courses: tuple[Course, ...]) -> None:
        self.world = world
        self.positions = positions
        """As each stage opened, and after all of them."""
        self.trace = finish(positions[-1])
        self.courses = courses
        """All that are known of this scenario, this play among them."""
        self.stages = tuple(
            steps(position, done.choices)
            for position, done in zip(self.positions, self.trace.stages, strict=False)
        )
        self.hearings = tuple(self._hearings())
        self.refusals = tuple(each for each in self.hearings if each.adequacy < REFUSED)

    def _hearings(self) -> Iterator[Hearing]:
        for position, passed, done in zip(self.positions, self.stages, self.trace.stages, strict=False):
            for which, (appeal, where) in enumerate(passed.scene.appeals):
                if where is None or where[0] > 0.0:
                    yield Hearing(position, done.choices, passed, appeal, which)

    @property
    def worst(self) -> Hearing | None:
        """The refusal that cost most credibility; None if members held none against the alliance."""
        costly = [each for each in self.refusals if each.fall > FELT]
        return max(costly, key=lambda each: each.fall, default=None)

    @property
    def gravest(self) -> Hearing | None:
        """The appeal made amid the greatest violence."""
        return max(self.hearings, key=lambda each: float(each.steps.opened.turmoil[0]), default=None)

    @property
    def change(self) -> Array:
        """(score,): since the start, in points."""
        return np.asarray((self.trace.end - self.trace.start)[:, 0])

    @property
    def ended(self) -> State:
        """The state after the years that follow."""
        return self.trace.final

    def without(self, rule: str) -> World:
        """The same world with one more rule switched off."""
        settings = self.world.settings
        return compile_world(self.world.scenario, replace(settings, without=settings.without | {rule}))

    def afterwards(self) -> Trace:
        """The years that follow, many times over under other luck."""
        luck = Luck(self.trace.seed, self.trace.first * FUTURES, FUTURES, stream=HINDSIGHT)
        return finish(picked(self.positions[-1], np.zeros(FUTURES, dtype=np.intp), luck))

    def booked(self, rule: str, score: str) -> float:
        """What a rule changed of a score in the stages, in points."""
        s = SCORES.index(score)
        return sum(float(stage.lines[rule][s, 0]) for stage in self.trace.stages if rule in stage.lines)
