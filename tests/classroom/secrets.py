"""A scenario with something secret in every text that a seat may not see, and who may see what of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from game.classroom.state import State
from game.scenario.model import Decision, Option, Role, Scenario, Stage

SECRET = re.compile(r"zq[a-z0-9]+(?:_[a-z0-9]+)*qz")


def secret(*of: str) -> str:
    """A word that stands for what it is of, and for nothing else."""
    return f"zq{'_'.join(of)}qz"


def planted(scenario: Scenario) -> Scenario:
    """The scenario with secrets in its private texts and its options."""
    return replace(
        scenario,
        roles=tuple(_role(role) for role in scenario.roles),
        stages=tuple(_stage(stage, scenario) for stage in scenario.stages),
    )


def _role(role: Role) -> Role:
    return replace(role, brief=f"{role.brief} {secret('brief', role.id)}")


def _stage(stage: Stage, scenario: Scenario) -> Stage:
    briefings = {role.id: f"Psst: {secret('briefing', role.id)}" for role in scenario.roles}
    return replace(
        stage, briefings=briefings, decisions=tuple(_decision(stage, each) for each in stage.decisions)
    )


def _decision(stage: Stage, decision: Decision) -> Decision:
    return replace(decision, options=tuple(_option(stage, decision, each) for each in decision.options))


def _option(stage: Stage, decision: Decision, option: Option) -> Option:
    of = (decision.role, stage.id, option.id)
    return replace(
        option,
        label=f"{option.label} {secret('label', *of)}",
        summary=f"{option.summary} {secret('summary', *of)}",
        teaches=f"{option.teaches} {secret('teaches', *of)}",
        outcome=replace(option.outcome, text=f"{option.outcome.text} {secret('outcome', *of)}"),
    )


def told_to(room: str) -> str:
    """The last part of a room's secret name: what is told to it bears it too."""
    return room.removesuffix("qz").rpartition("_")[2]


@dataclass(frozen=True, slots=True)
class Reader:
    """A student, as far as what they may see goes."""

    student: str
    room: str
    role: str

    def may_see(self, found: str, state: State, *, over: bool) -> bool:
        """Whether a planted secret is theirs to see as the session stands; `over` in the debrief."""
        kind, *of = found.removeprefix("zq").removesuffix("qz").split("_")
        match kind:
            case "brief" | "briefing":
                return of == [self.role]
            case "name" | "reason":  # of a student
                other = state.students[of[0]]
                return (other.room, other.role) == (self.room, self.role)
            case "room" | "told" | "news":
                return of[0] == told_to(self.room) and (len(of) == 1 or of[1] == self.role)
            case _:  # of an option
                role, stage, option = of
                taken = {
                    (then.id, who, which)
                    for then, each in zip(state.world.stages, state.rooms[self.room].play.taken, strict=False)
                    for who, _decision, which, _reason in each
                }
                mine = role == self.role and kind not in {"outcome", "teaches"}
                return over or mine or (stage, role, option) in taken
