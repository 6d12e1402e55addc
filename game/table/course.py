"""The course of one play at a table: what was decided, where it stands, what can be taken back. Pure."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace

import numpy as np

from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, finish, offered, settle
from game.engine.settings import Settings
from game.engine.world import CompiledDecision, CompiledStage
from game.present.outcome import outcome
from game.present.view import OutcomeView
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown
from game.table.others import Answer, Answers, answers
from game.table.record import Chosen, Entry, Finished, TakenBack
from game.words import _

History = tuple[tuple[tuple[DecisionKey, str], ...], ...]
"""By stage that is over: what was chosen."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the end of the stage at hand would come to; nothing is done yet."""

    plan: Answers
    """What the other seats choose."""
    new: tuple[Chosen, ...]
    """The part of that which no save has yet."""
    made: Answers
    after: Position


class Course:
    """One seat's way through a play, with `policy` in the other seats.

    Raise ValueError if the scenario has no such role or the seed is out of range.
    """

    def __init__(
        self, scenario: Scenario, role: str, policy: Policy, seed: int, settings: Settings | None = None
    ) -> None:
        if role not in {each.id for each in scenario.roles}:
            raise ValueError(f"scenario {scenario.id} has no role {role!r}")
        self.role = role
        self.policy = policy
        world = compile_world(scenario, settings)
        self.positions: list[Position] = [begin(world, Luck(seed, 0, 1), explained=True)]
        """Where the play stood as each stage opened; the last is where it stands."""
        self.made: dict[DecisionKey, Answer] = {}
        """What this seat has settled in the stage at hand, in order."""
        self.settled: list[Answers] = []
        """By stage that is over: what every seat chose."""
        self.outcomes: list[OutcomeView] = []
        self.undone = 0
        self._plans: dict[History, Answers] = {}
        """What the others choose after a history. Asked once, so going back changes no minds."""

    @property
    def position(self) -> Position:
        """Where the play stands."""
        return self.positions[-1]

    @property
    def finished(self) -> bool:
        """Whether all stages are over."""
        return self.position.stage is None

    @property
    def stage(self) -> CompiledStage:
        """The stage at hand. Raise ValueError if all are over."""
        stage = self.position.stage
        if stage is None:
            raise ValueError("all stages are over")
        return stage

    @property
    def reasons(self) -> dict[DecisionKey, str]:
        """Why the seats chose as they did, in the stages that are over."""
        return {key: answer.rationale for over in self.settled for key, answer in over.items()}

    @property
    def taken(self) -> dict[str, str]:
        """What this seat has settled in the stage at hand: option by decision."""
        return {decision: answer.option for (_stage, _role, decision), answer in self.made.items()}

    def decisions(self, *, own: bool) -> dict[DecisionKey, CompiledDecision]:
        """What this seat has to settle in the stage at hand, or else the other seats."""
        return {each.key: each for each in self.stage.decisions if (each.key[1] == self.role) == own}

    def unfit(self, key: DecisionKey, option: str) -> Refusal | None:
        """Why a decision cannot be settled so in the stage at hand."""
        decisions = {each.key: each for each in self.stage.decisions}
        if key not in decisions:
            return unknown("decision", key[2], [name for _stage, role, name in decisions if role == key[1]])
        if option not in decisions[key].options:
            return unknown("option", option, decisions[key].options)
        if not offered(self.position, decisions[key])[decisions[key].options.index(option), 0]:
            return Refusal(
                _("`{option}` is not on offer now.").format(option=option), _("Choose another option.")
            )
        if key in self.made:
            settled = _("`{decision}` is settled already.").format(decision=key[2])
            return Refusal(settled, _("Take it back to choose otherwise."))
        return None

    def step(self, made: Answers) -> Step | None:
        """The end of the stage, if `made` is all that this seat has to settle in it; else None."""
        if len(made) < len(self.decisions(own=True)):
            return None
        known, theirs = self._plans.get(self._history, {}), self.decisions(own=False)
        plan, new = known, []
        if not theirs.keys() <= known.keys():
            held = {key[1]: self.policy for key in theirs}
            plan = {**answers(self.position, held), **known}
            new = [Chosen(*key, *astuple(plan[key])) for key in theirs if key not in known]
        said = {**plan, **made}
        choices = {
            each.key: np.array([each.options.index(said[each.key].option)]) for each in self.stage.decisions
        }
        return Step(plan, tuple(new), made, settle(self.position, choices))

    def take(self, step: Step) -> None:
        """Let the stage at hand be over."""
        self._plans[self._history] = step.plan
        before = self.position
        self.settled.append({**step.plan, **step.made})
        self.positions.append(step.after)
        self.made = {}
        self.outcomes.append(outcome(before, step.after, self.reasons, self.role))

    def back(self) -> None:
        """Take back the last decision of this stage, or else the whole stage before.

        Raise IndexError if there is neither.
        """
        if self.made:
            self.made.popitem()
        else:
            for over in (self.settled, self.outcomes, self.positions):
                over.pop()
        self.undone += 1

    def redo(self, entry: Entry) -> str:
        """Do what a line of a save says; why it cannot be done, or nothing.

        No policy is asked for what the save says that others chose.
        """
        if isinstance(entry, Finished):
            return "" if self.finished else _("it says that the game ended, and a stage still waits")
        if isinstance(entry, TakenBack):
            if not self.made and not self.outcomes:
                return _("it takes something back where nothing was decided")
            self.back()
            return ""
        if self.finished:
            return _("it goes on after the end")
        if entry.stage != self.stage.id:
            speaks = _("it speaks of stage `{stage}` where `{waits}` waits")
            return speaks.format(stage=entry.stage, waits=self.stage.id)
        made: Answers = self.made
        if isinstance(entry, Chosen):
            key = (entry.stage, entry.role, entry.decision)
            if refusal := self.unfit(key, entry.option):
                message = refusal.message.rstrip(".")
                return f"{message[:1].lower()}{message[1:]}"
            answer = Answer(entry.option, entry.rationale)
            if entry.role != self.role:
                self._plans[self._history] = {**self._plans.get(self._history, {}), key: answer}
                return ""
            made = self.made = {**self.made, key: answer}
        elif self.decisions(own=True):
            return _("it leaves a stage in which something waits to be decided")
        if step := self.step(made):
            self.take(step)
        return ""

    @property
    def _history(self) -> History:
        return tuple(tuple((key, each.option) for key, each in over.items()) for over in self.settled)


def apart(position: Position) -> Position:
    """The same position, to reckon with in another thread: a generator of luck serves one at a time."""
    luck = position.luck
    return replace(position, luck=Luck(luck.seed, luck.first, luck.count, luck.stream))


def last_line(after: Position) -> Finished:
    """What a save says at the end. Raise ValueError if a stage still waits."""
    end = finish(after).end
    return Finished(**{score: round(float(end[s, 0]), 6) for s, score in enumerate(SCORES)})
