"""Turning points: each decision of a finished play made otherwise, and everything else left as it was.

The seat's other choices are the same, and so are those that the other seats made, who might in fact have
answered another course otherwise. Luck is the same in one batch of plays, which says what a choice came to,
and drawn anew in another (`analysis.regret`), which says what it was worth before anyone knew the luck.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from game.analysis.regret import regrets
from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import begin, finish, settle
from game.engine.trace import StageTrace, Trace
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
class _Trial:
    """One decision, one other option."""

    key: DecisionKey
    option: int


def turning_points(world: World, trace: Trace, role: str) -> tuple[TurningPoint, ...]:
    """What each decision of `role` moved, the most first; decisions that left no choice are left out.

    Only the choices of `trace` matter. Raise ValueError if there are several plays.
    """
    if trace.plays != 1:
        raise ValueError(f"turning points are of one play, got {trace.plays}")
    taken = {key: int(choice[0]) for stage in trace.stages for key, choice in stage.choices.items()}
    trials = tuple(_trials(world, taken, role))
    if not trials:
        return ()
    tried = _replayed(world, trace, taken, trials)
    weights = next(each.weights for each in world.scenario.roles if each.id == role)
    before = trace.end - trace.start
    own = float(worth(weights, before)[0])
    expected = regrets(world, trace, role)
    found = []
    for number, stage in enumerate(world.scenario.stages, 1):
        for decision in stage.decisions:
            key = (stage.id, decision.role, decision.id)
            others = [
                replace(
                    _otherwise(world, decision, trial, column, tried, trace.end[:, 0], weights, own),
                    expected=expected[key, trial.option],
                )
                for column, trial in enumerate(trials)
                if trial.key == key and not _missed(tried, trial, column)
            ]
            if others:
                others.sort(key=lambda each: -each.result)
                found.append(_turning_point(number, stage, decision, taken[key], others, own))
    return tuple(sorted(found, key=lambda each: -abs(each.difference)))


def _trials(world: World, taken: dict[DecisionKey, int], role: str) -> Iterable[_Trial]:
    for stage in world.stages:
        for decision in stage.decisions:
            if decision.key[1] == role:
                for option in range(len(decision.options)):
                    if option != taken[decision.key]:
                        yield _Trial(decision.key, option)


def _replayed(world: World, trace: Trace, taken: dict[DecisionKey, int], trials: tuple[_Trial, ...]) -> Trace:
    """The play once for each trial, all under its own luck."""
    position = begin(world, Luck(trace.seed, trace.first, 1).repeated(len(trials)))
    while position.stage is not None:
        choices = {each.key: np.full(len(trials), taken[each.key]) for each in position.stage.decisions}
        for column, trial in enumerate(trials):
            if trial.key in choices:
                choices[trial.key][column] = trial.option
        position = settle(position, choices)
    return finish(position)


def _missed(tried: Trace, trial: _Trial, column: int) -> bool:
    """Whether the option was not on offer when the play came to it."""
    stage = next(each for each in tried.stages if each.id == trial.key[0])
    return trial.key in stage.defaulted and bool(stage.defaulted[trial.key][column])


def _otherwise(
    world: World,
    decision: Decision,
    trial: _Trial,
    column: int,
    tried: Trace,
    end: Array,
    weights: Weights,
    own: float,
) -> Otherwise:
    option = decision.options[trial.option]
    change = tried.end[:, column] - end
    result = float(worth(weights, (tried.end - tried.start)[:, column : column + 1])[0])
    changes = {score: float(change[s]) for s, score in enumerate(SCORES)}
    return Otherwise(
        option=option.id,
        label=option.label,
        summary=option.summary,
        result=result,
        gain=result - own,
        changes=changes,
        told=listed(
            [
                f"{_(NAMES[score]).lower()} {signed(each, 1)}"
                for score, each in changes.items()
                if abs(each) >= LEVEL
            ]
        ),
        lapsed=tuple(_lapsed(world, tried.stages, trial, column)),
    )


def _lapsed(world: World, stages: Iterable[StageTrace], trial: _Trial, column: int) -> Iterable[str]:
    """Which other choices fell away in this trial, in words."""
    scenario = world.scenario
    titles = {stage.id: stage.title for stage in scenario.stages}
    names = {role.id: role.name for role in scenario.roles}
    for stage in stages:
        for key, where in stage.defaulted.items():
            if key != trial.key and where[column]:
                told = _("your choice in {stage}")
                if key[1] != trial.key[1]:
                    told = _("{role}’s choice in {stage}")
                yield told.format(role=within(names[key[1]]), stage=quoted(titles[stage.id]))


def _turning_point(
    number: int, stage: Stage, decision: Decision, taken: int, others: list[Otherwise], own: float
) -> TurningPoint:
    option = decision.options[taken]
    difference = own - others[0].result
    best = max(others, key=lambda each: each.expected)
    sense = _sense(difference, -best.expected)
    return TurningPoint(
        stage=stage.id,
        number=number,
        title=stage.title,
        date=stage.date,
        decision=decision.id,
        prompt=decision.prompt,
        option=option.id,
        label=option.label,
        historical=option.historical,
        others=tuple(others),
        difference=difference,
        text=_told(difference, others[0]),
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
