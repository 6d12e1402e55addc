"""Turning points: each decision of a finished play made otherwise, and everything else left as it was.

The seat's other choices are the same, and so are those that the other seats made, who might in fact have
answered another course otherwise. Luck is the same in one batch of plays, which says what a choice came to,
and drawn anew in another (`analysis.regret`), which says what it was worth before anyone knew the luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.regret import Untaken, others, regrets
from game.engine.arrays import Choice
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import begin, finish, settle
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.planner import worth
from game.present.causes import NAMES
from game.present.looking_back import Otherwise, Sense, TurningPoint
from game.present.words import listed, points, quoted, signed, within
from game.scenario.model import Decision, Stage, Weights
from game.words import _, marked

CAVEAT = marked(
    "Each is this play with one choice made otherwise and all else as it was: the luck, your other choices, "
    "and what the other seats chose, who might have answered differently. “Over other luck” draws anew what "
    "chance does from that decision on."
)

LEVEL = 0.05
"""Below this many points of result two choices came to the same."""

NOTABLE = 0.3
"""Below this many points two choices are worth the same in expectation: so far the mean may be off."""


@dataclass(frozen=True, slots=True)
class _Replays:
    """A play again with each other option of a seat in turn, all under its own luck."""

    world: World
    own: Trace
    """The play itself."""
    weights: Weights
    """The seat's."""
    options: tuple[Untaken, ...]
    tried: Trace
    """One play for each of the options, in their order."""

    def missed(self, column: int) -> bool:
        """Whether an option was not on offer when the play came to it."""
        key, _option = self.options[column]
        stage = next(each for each in self.tried.stages if each.id == key[0])
        return key in stage.defaulted and bool(stage.defaulted[key][column])

    def result(self) -> float:
        """What the play itself came to."""
        return float(worth(self.weights, self.own.end - self.own.start)[0])

    def otherwise(self, column: int, decision: Decision, expected: float) -> Otherwise:
        """What an option came to; `expected` is what it is worth over other luck."""
        option = decision.options[self.options[column][1]]
        apart = self.tried.end[:, column] - self.own.end[:, 0]
        result = float(worth(self.weights, self.tried.end - self.tried.start)[column])
        changes = {score: float(apart[s]) for s, score in enumerate(SCORES)}
        told = [
            f"{_(NAMES[score]).lower()} {signed(each, 1)}"
            for score, each in changes.items()
            if abs(each) >= LEVEL
        ]
        return Otherwise(
            option=option.id,
            number=self.options[column][1] + 1,
            label=option.label,
            summary=option.summary,
            result=result,
            gain=result - self.result(),
            changes=changes,
            told=listed(told),
            lapsed=tuple(self.lapsed(column)),
            expected=expected,
        )

    def lapsed(self, column: int) -> Iterator[str]:
        """Which other choices fell away with an option, in words."""
        own, _option = self.options[column]
        scenario = self.world.scenario
        titles = {stage.id: stage.title for stage in scenario.stages}
        names = {role.id: role.name for role in scenario.roles}
        for stage in self.tried.stages:
            for key, where in stage.defaulted.items():
                if key != own and where[column]:
                    told = _("your choice in {stage}")
                    if key[1] != own[1]:
                        told = _("{role}’s choice in {stage}")
                    yield told.format(role=within(names[key[1]]), stage=quoted(titles[stage.id]))


def turning_points(world: World, trace: Trace, role: str) -> tuple[TurningPoint, ...]:
    """What each decision of `role` moved, the most first; decisions that left no choice are left out.

    Only the choices of `trace` matter. Raise ValueError if there are several plays.
    """
    if trace.plays != 1:
        raise ValueError(f"turning points are of one play, got {trace.plays}")
    taken = {key: choice for stage in trace.stages for key, choice in stage.choices.items()}
    options = tuple(option for stage in world.stages for option in others(stage, role, taken))
    if not options:
        return ()
    weights = next(each.weights for each in world.scenario.roles if each.id == role)
    replays = _Replays(world, trace, weights, options, _replayed(world, trace, taken, options))
    expected = regrets(world, trace, role)
    found = []
    for number, stage in enumerate(world.scenario.stages, 1):
        for decision in stage.decisions:
            key = (stage.id, decision.role, decision.id)
            instead = [
                replays.otherwise(column, decision, expected[option])
                for column, option in enumerate(options)
                if option[0] == key and not replays.missed(column)
            ]
            if instead:
                instead.sort(key=lambda each: -each.result)
                chosen = int(taken[key][0])
                found.append(_turning_point(number, stage, decision, chosen, instead, replays.result()))
    return tuple(sorted(found, key=lambda each: -abs(each.difference)))


def _replayed(
    world: World, trace: Trace, taken: Mapping[DecisionKey, Choice], options: Sequence[Untaken]
) -> Trace:
    """The play once for each option, all under its own luck."""
    position = begin(world, Luck(trace.seed, trace.first, 1).repeated(len(options)))
    while position.stage is not None:
        choices = {each.key: np.resize(taken[each.key], len(options)) for each in position.stage.decisions}
        for column, (key, option) in enumerate(options):
            if key in choices:
                choices[key][column] = option
        position = settle(position, choices)
    return finish(position)


def _turning_point(
    number: int, stage: Stage, decision: Decision, chosen: int, instead: list[Otherwise], own: float
) -> TurningPoint:
    option = decision.options[chosen]
    difference = own - instead[0].result
    best = max(instead, key=lambda each: each.expected)
    sense = _sense(difference, -best.expected)
    return TurningPoint(
        stage=stage.id,
        number=number,
        title=stage.title,
        date=stage.date,
        decision=decision.id,
        prompt=decision.prompt,
        option=option.id,
        chosen=chosen + 1,
        label=option.label,
        historical=option.historical,
        others=tuple(instead),
        difference=difference,
        text=_told(difference, instead[0]),
        expected=-best.expected,
        sense=sense,
        judged=_judged(sense, best),
    )


def _sense(difference: float, expected: float) -> Sense:
    """What a choice was worth as it came to be, and in expectation."""
    if abs(difference) < NOTABLE and abs(expected) < NOTABLE:
        return "even"
    if expected <= -NOTABLE:
        return "regret" if difference <= -LEVEL else "lucky"
    return "unlucky" if difference <= -LEVEL else "sound"


def _judged(sense: Sense, best: Otherwise) -> str:
    """The same in words."""
    match sense:
        case "regret":
            told = _("Luck is not to blame: over other luck {option} is worth {points} more on average.")
        case "lucky":
            told = _("Luck was kind to it: over other luck {option} is worth {points} more on average.")
        case "unlucky":
            return _("It only seems a mistake: over other luck nothing else is worth much more on average.")
        case "sound":
            return _("It was sound: over other luck, too, nothing else is worth much more on average.")
        case _:
            return _("Over other luck, too, the best of the others comes to nearly the same.")
    return told.format(option=quoted(best.label), points=points(best.expected))


def _told(difference: float, best: Otherwise) -> str:
    """What the best other choice would have come to."""
    told = _(
        "Nothing else on offer would have been worth more; {option} would have been worth {points} less "
        "by your weights"
    )
    if abs(difference) < LEVEL:
        told = _("{option} would have been worth the same by your weights")
    elif difference < 0.0:
        told = _("{option} would have been worth {points} more by your weights")
    told = told.format(option=quoted(best.label), points=points(difference))
    told = f"{told}: {best.told}." if best.told else f"{told}."
    if best.lapsed:
        closed = _("It would have closed off what was chosen later: {choices}.")
        told = f"{told} {closed.format(choices=listed(best.lapsed))}"
    return told
