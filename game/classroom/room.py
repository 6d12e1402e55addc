"""One room's play: where it stood as each stage opened, and what every seat took. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.classroom.events import Taken
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, offered, settle
from game.engine.world import CompiledDecision, CompiledStage, World
from game.scenario.model import Event
from game.scenario.refusal import Refusal, unknown
from game.table import course
from game.table.others import answers
from game.words import _


@dataclass(frozen=True, slots=True)
class Play:
    """A play in which several seats are held by people."""

    positions: tuple[Position, ...]
    """As each stage opened; the last is where the play stands."""
    taken: tuple[Taken, ...] = ()
    """By stage that is over."""

    @property
    def position(self) -> Position:
        """Where the play stands."""
        return self.positions[-1]

    @property
    def stage(self) -> CompiledStage | None:
        """The stage that is open; None when all are over."""
        return self.position.stage

    @property
    def reasons(self) -> dict[DecisionKey, str]:
        """Why the seats chose as they did, in the stages that are over."""
        stages = self.position.world.stages
        return {
            (stage.id, role, decision): reason
            for stage, taken in zip(stages, self.taken, strict=False)
            for role, decision, _, reason in taken
        }

    def decision(self, role: str, name: str) -> CompiledDecision | None:
        """A decision of a seat in the stage that is open."""
        decisions = self.stage.decisions if self.stage else ()
        return next((each for each in decisions if each.key[1:] == (role, name)), None)

    def decisions(self, role: str) -> tuple[CompiledDecision, ...]:
        """All that a seat has to settle in the stage that is open."""
        return tuple(each for each in self.stage.decisions if each.key[1] == role) if self.stage else ()

    def unfit(self, role: str, name: str, option: str) -> Refusal | None:
        """Why a seat cannot take an option in the stage that is open."""
        decision = self.decision(role, name)
        if decision is None:
            return unknown("decision", name, [each.key[2] for each in self.decisions(role)])
        if option not in decision.options:
            return unknown("option", option, decision.options)
        if not offered(self.position, decision)[decision.options.index(option), 0]:
            return Refusal(
                _("`{option}` is not on offer now.").format(option=option), _("Choose another option.")
            )
        return None


def fresh(world: World, seed: int) -> Play:
    """The first stage, open."""
    return Play((begin(world, Luck(seed, 0, 1), explained=True),))


def closed(play: Play, taken: Taken) -> Play:
    """The stage at hand played out, and the next one open.

    A decision that `taken` leaves out takes its default. Raise ValueError if all stages are over.
    """
    stage = play.stage
    if stage is None:
        raise ValueError("all stages are over")
    said: Mapping[tuple[str, str], str] = {(role, name): option for role, name, option, _ in taken}
    choices = {}
    for decision in stage.decisions:
        option = said.get(decision.key[1:])
        number = decision.options.index(option) if option in decision.options else decision.default
        choices[decision.key] = np.array([number])
    return Play((*play.positions, settle(play.position, choices)), (*play.taken, taken))


def rewound(play: Play, stage: str) -> Play:
    """The play as that stage opened. Raise ValueError if it has not come to it."""
    ids = [each.id for each in play.position.world.stages]
    number = ids.index(stage)
    if number >= len(play.positions):
        raise ValueError(f"the play has not come to stage {stage}")
    return replace(play, positions=play.positions[: number + 1], taken=play.taken[:number])


def injected(play: Play, stage: str, event: Event) -> Play:
    """The play with one more event in a stage, from its start: the same luck, the same choices.

    So whatever plays it again, such as a debrief, meets the event too. Raise ValueError if there is no such
    stage.
    """
    world = play.position.world
    number = [each.id for each in world.stages].index(stage)
    stages = tuple(
        replace(each, events=(*each.events, event)) if each.id == stage else each
        for each in world.scenario.stages
    )
    after = compile_world(replace(world.scenario, stages=stages), world.settings)
    if number and after.flags == world.flags:
        # What came before the stage is as it was: only its last settlement, which opens it, is played again.
        before = tuple(replace(each, world=after) for each in play.positions[:number])
        again = Play(before, play.taken[: number - 1])
    else:
        again = fresh(after, play.position.luck.seed)
    for taken in play.taken[len(again.taken) :]:
        again = closed(again, taken)
    return again


def apart(play: Play) -> Play:
    """The same play, to reckon with in another thread."""
    own = course.apart(play.position).luck
    return replace(play, positions=tuple(replace(each, luck=own) for each in play.positions))


def planned(play: Play, held: Mapping[str, Policy]) -> Taken:
    """What policies choose in the seats that they hold, by role, in the stage that is open. Takes a while."""
    found = answers(apart(play).position, held)
    return tuple((key[1], key[2], answer.option, answer.rationale) for key, answer in found.items())
