"""Scenarios changed in one respect, so that a statement about that respect can be tried on any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from game.scenario.model import Appeal, Decision, Scenario, Stage

Cast = Callable[[Scenario], Scenario]
Levers = Mapping[str, float]


def as_written(scenario: Scenario) -> Scenario:
    """The scenario itself."""
    return scenario


def answering(scenario: Scenario, answer: Levers) -> Scenario:
    """The scenario's own cast, calendar, appeals and events, but no option does anything except the
    patron's first default of a stage in which somebody asks: it acts by `answer`.

    Flags are still set, since conditions hang on them. Raise ValueError if nobody acts for the patron.
    """
    seat = next((role.id for role in scenario.roles if role.kind == "patron"), None)
    if seat is None:
        raise ValueError("nobody acts for the patron")

    def answered(stage: Stage) -> Stage:
        first = next((i for i, each in enumerate(stage.decisions) if each.role == seat), None)
        answers = first if stage.appeals else None
        return replace(
            stage,
            decisions=tuple(
                _idle(decision, answer if i == answers else {}) for i, decision in enumerate(stage.decisions)
            ),
        )

    return replace(scenario, stages=tuple(answered(stage) for stage in scenario.stages), lines=())


def _idle(decision: Decision, levers: Levers) -> Decision:
    options = []
    for option in decision.options:
        marks = {name: value for name, value in option.levers.items() if name.startswith("flag.")}
        acts = levers if option.id == decision.default else {}
        options.append(replace(option, levers={**marks, **acts}))
    return replace(decision, options=tuple(options))


def promised(level: float) -> Cast:
    """Words and drills have raised the expectation of help against every threat this high."""
    return lambda scenario: replace(
        scenario,
        alliance=replace(scenario.alliance, promise=dict.fromkeys(scenario.alliance.promise, level)),
    )


def built(capacity: float, procedure: float) -> Cast:
    """The alliance starts with these forces and these rules."""
    return lambda scenario: replace(
        scenario, alliance=replace(scenario.alliance, capacity=capacity, procedure=procedure)
    )


def loyal(loyalty: float) -> Cast:
    """Every camp is known to be this loyal to the patron."""

    def changed(scenario: Scenario) -> Scenario:
        members = tuple(
            replace(member, clients=tuple(replace(client, loyalty=loyalty) for client in member.clients))
            for member in scenario.members
        )
        return replace(scenario, members=members)

    return changed


def courted(pull: float) -> Cast:
    """Every outside partner courts this actively from the start."""
    return lambda scenario: replace(
        scenario, partners=tuple(replace(partner, pull=pull) for partner in scenario.partners)
    )


def _appeals(change: Callable[[Appeal], Appeal]) -> Cast:
    def changed(scenario: Scenario) -> Scenario:
        stages = tuple(
            replace(stage, appeals=tuple(change(appeal) for appeal in stage.appeals))
            for stage in scenario.stages
        )
        return replace(scenario, stages=stages)

    return changed


def graver(times: float) -> Cast:
    """What is at stake in every appeal, multiplied."""
    return _appeals(lambda appeal: replace(appeal, severity=min(1.0, appeal.severity * times)))


untied: Cast = _appeals(lambda appeal: replace(appeal, ties={}))
"""No member is entangled in the conflict."""


def calmer(by: float) -> Cast:
    """Less violence, at the start and wherever it flares."""

    def changed(scenario: Scenario) -> Scenario:
        stages = tuple(
            replace(stage, turmoil=max(0.0, stage.turmoil - by)) if stage.turmoil > 0.0 else stage
            for stage in scenario.stages
        )
        alliance = replace(scenario.alliance, turmoil=max(0.0, scenario.alliance.turmoil - by))
        return replace(scenario, stages=stages, alliance=alliance)

    return changed


def alike(scenario: Scenario) -> Scenario:
    """Nothing but exposure tells apart how the members watch an appeal: one region, one belief."""
    asker = next(appeal.member for stage in scenario.stages for appeal in stage.appeals)
    model = next(member for member in scenario.members if member.id == asker)
    members = tuple(replace(member, region=model.region, rescue=model.rescue) for member in scenario.members)
    return replace(scenario, members=members)
