"""What the seats that policies play choose in a stage, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.engine.arrays import Choice
from game.engine.conditions import DecisionKey
from game.engine.play import Policy, Position, offered
from game.engine.world import CompiledDecision
from game.policies.planner import Planner
from game.present.rationale import explained


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seat chose, and why in its own words."""

    option: str
    rationale: str = ""


Answers = Mapping[DecisionKey, Answer]
"""By (stage, role, decision)."""


def answers(position: Position, held: Mapping[str, Policy]) -> dict[DecisionKey, Answer]:
    """What policies choose in the seats that they hold, by role, from where the stage stands.

    No seat sees another's choice; within a seat, what is settled first is known for what comes next.
    """
    found: dict[DecisionKey, Answer] = {}
    made: dict[DecisionKey, Choice] = {}
    stage = position.stage
    for decision in stage.decisions if stage else ():
        seat = decision.key[1]
        if seat not in held:
            continue
        own = {key: choice for key, choice in made.items() if key[1] == seat}
        option, rationale = _answer(replace(position, made=own), decision, held[seat])
        made[decision.key] = np.array([option])
        found[decision.key] = Answer(decision.options[option], rationale)
    return found


def _answer(position: Position, decision: CompiledDecision, policy: Policy) -> tuple[int, str]:
    """The option taken, by its number, and the reason; the default where the wanted one is not on offer."""
    rationale = ""
    if isinstance(policy, Planner):
        plan = policy.plan(position, decision)
        choice = plan.choice
        rationale = explained(plan, decision, position.world.scenario)
    else:
        choice = policy.choose(position, decision)
    option = int(choice[0])
    if option < 0 or not offered(position, decision)[option, 0]:
        return decision.default, ""
    return option, rationale
