"""Policies by the names that commands take."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.conditions import DecisionKey
from game.engine.play import Policy
from game.policies.fixed import Historical, Script
from game.policies.planner import Planner
from game.policies.random import Random
from game.scenario.model import POLICIES, Scenario
from game.scenario.refusal import Refusal, unknown

NAMES = POLICIES
"""The policies that every scenario has; its own named lines of play come beside them."""


def policy(name: str, scenario: Scenario) -> Policy | Refusal:
    """A policy by its name, or by the id of one of the scenario's lines of play."""
    match name:
        case "historical":
            return Historical()
        case "random":
            return Random()
        case "planner":
            return Planner()
    for line in scenario.lines:
        if line.id == name:
            return Script(line.choices)
    return unknown("policy", name, (*NAMES, *(line.id for line in scenario.lines)))


def policies(named: Mapping[str, str], scenario: Scenario, otherwise: str) -> dict[str, Policy] | Refusal:
    """A policy for each role: the one named for it, else `otherwise`."""
    roles = [role.id for role in scenario.roles]
    for role in named:
        if role not in roles:
            return unknown("role", role, roles)
    found: dict[str, Policy] = {}
    for role in roles:
        one = policy(named.get(role, otherwise), scenario)
        if isinstance(one, Refusal):
            return one
        found[role] = one
    return found


def choices(written: Mapping[str, str], scenario: Scenario) -> dict[DecisionKey, str] | Refusal:
    """Choices by STAGE.ROLE.DECISION as a script takes them, or the first that the scenario does not know."""
    decisions = {".".join(key): (key, each) for key, each in scenario.every_decision}
    found: dict[DecisionKey, str] = {}
    for name, option in written.items():
        if name not in decisions:
            return _unknown_decision(name, scenario, decisions)
        key, decision = decisions[name]
        known = [each.id for each in decision.options]
        if option not in known:
            return unknown("option", option, known)
        found[key] = option
    return found


def _unknown_decision(name: str, scenario: Scenario, known: Mapping[str, object]) -> Refusal:
    """The first part of STAGE.ROLE.DECISION that is wrong, since the whole name is long."""
    stage, _, rest = name.partition(".")
    role = rest.partition(".")[0]
    stages = [each.id for each in scenario.stages]
    if name.count(".") != 2:
        return Refusal(f"A choice is written STAGE.ROLE.DECISION=OPTION, got `{name}`.")
    if stage not in stages:
        return unknown("stage", stage, stages)
    if role not in [each.id for each in scenario.roles]:
        return unknown("role", role, [each.id for each in scenario.roles])
    return unknown("decision", name, [each for each in known if each.startswith(f"{stage}.")])
