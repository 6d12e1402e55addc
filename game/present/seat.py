"""All that a seat may see while it decides, and nothing else: what it may not know is left out here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from game.analysis.forecast import forecast
from game.engine.arrays import Choice
from game.engine.conditions import DecisionKey, Moment
from game.engine.play import Position
from game.engine.step import appeals_made
from game.engine.world import CompiledStage
from game.present.estimates import member_views, score_views
from game.present.levels import council_rule, level_views
from game.present.options import decision_views
from game.present.view import OutcomeView, View
from game.present.words import sentence
from game.scenario.model import Appeal, Scenario, Stage
from game.words import _


def view(position: Position, role: str, made: Mapping[str, str], last: OutcomeView | None = None) -> View:
    """What `role` sees of the one play at hand, having `made` these choices: option by decision.

    `last` is the stage before, as `present.outcome` told it to this seat. Raise ValueError if no stage
    waits, there are several plays or a decision has no such option, KeyError if there is no such role or
    decision.
    """
    if position.stage is None:
        raise ValueError("all stages are over")
    scenario = position.world.scenario
    number = len(position.record)
    stage, compiled = scenario.stages[number], position.stage
    seat = {each.id: each for each in scenario.roles}[role]
    position = replace(position, made=choices_made(position, role, made))
    appeal = _appeal(stage, compiled, position.moment)
    asker = position.world.members[appeal.member] if appeal else None
    return View(
        scenario=scenario.id,
        title=scenario.title,
        role=role,
        role_name=seat.name,
        brief=seat.brief,
        stage=stage.id,
        stage_title=stage.title,
        number=number + 1,
        of=len(scenario.stages),
        date=stage.date,
        briefing=stage.briefing,
        private=stage.briefings.get(role, ""),
        events=_events(position, scenario, stage),
        appeal=_asked(scenario, appeal) if appeal else "",
        scores=score_views(position, role),
        members=member_views(position, role, asker),
        decisions=decision_views(scenario, number, role, forecast(position, role)),
        made=dict(made),
        last=last,
        terms={term.id: (term.name, term.text) for term in scenario.terms},
        levels=level_views(scenario, position.state),
        council=council_rule(position.state),
    )


def choices_made(position: Position, role: str, made: Mapping[str, str]) -> dict[DecisionKey, Choice]:
    """What a seat has settled in the stage at hand, as numbers of options; raise KeyError for no decision."""
    decisions = position.stage.decisions if position.stage else ()
    own = {decision.key[2]: decision for decision in decisions if decision.key[1] == role}
    return {own[each].key: np.array([own[each].options.index(option)]) for each, option in made.items()}


def _appeal(stage: Stage, compiled: CompiledStage, moment: Moment) -> Appeal | None:
    """The appeal that is made, if any."""
    made = appeals_made(compiled, moment)
    for appeal, (_compiled, where) in zip(stage.appeals, made, strict=False):
        if where is None or where[0] > 0.0:
            return appeal
    return None


def _asked(scenario: Scenario, appeal: Appeal) -> str:
    """Who asks for what, and then the appeal's own words."""
    member = next(each for each in scenario.members if each.id == appeal.member)
    client = next(each for each in member.clients if each.id == appeal.client)
    threat = next(each for each in scenario.threats if each.id == appeal.threat)
    asks = _("{client} asks for help, for {member}, in {threat}")
    asked = asks.format(client=client.name, member=member.name, threat=threat.name)
    return f"{sentence(asked)}\n\n{appeal.text}"


def _events(position: Position, scenario: Scenario, stage: Stage) -> tuple[str, ...]:
    return tuple(event.text for event in (*scenario.events, *stage.events) if position.fired[event.id][0])
