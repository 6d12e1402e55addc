"""Filled-in forms to the frozen nouns of `model.py`, and the digest of what they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace

from game.scenario import model, schema, stage_forms
from game.scenario.conditions import Condition
from game.scenario.parsing import read

SPOKEN_IN_ANY_ORDER = {"sources", "terms", "clients", "lines"}
"""Fields whose order is for the eye only; the order of stages, options, events and members has a meaning."""


def build(identity: str, form: schema.ScenarioForm) -> model.Scenario:
    """The scenario that a checked form describes."""
    scenario = model.Scenario(
        id=identity,
        title=form.title.strip(),
        summary=form.summary.strip(),
        format=form.format,
        minutes=form.minutes,
        difficulty=form.difficulty,
        content_note=form.content_note.strip(),
        sources=tuple(model.Source(key, s.title, s.url, s.note) for key, s in form.sources.items()),
        terms=tuple(model.Term(key, term.name, term.text.strip()) for key, term in form.terms.items()),
        alliance=_alliance(form),
        threats=tuple(model.Threat(key, threat.name, threat.duty) for key, threat in form.threats.items()),
        members=tuple(_member(key, member, form) for key, member in form.members.items()),
        partners=tuple(model.Partner(key, p.name, p.pull, p.growth) for key, p in form.partners.items()),
        roles=tuple(_role(key, role) for key, role in form.roles.items()),
        parameters=dict(form.parameters),
        events=_events(form.events),
        injects=_injects(form.injects),
        stages=tuple(_stage(stage) for stage in form.stages),
        lines=tuple(_line(key, line) for key, line in form.lines.items()),
        discussion=_texts(form.discussion),
        digest="",
    )
    return replace(scenario, digest=digest(scenario))


def digest(scenario: model.Scenario) -> str:
    """SHA-256, in hex, of what the scenario says; comments, layout and the folder's name do not count."""
    said = json.dumps(_canonical(replace(scenario, id="", digest="")), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _canonical(noun: object) -> object:
    if isinstance(noun, Condition):
        return repr(noun.tree)
    if is_dataclass(noun):
        said = {field.name: _canonical(getattr(noun, field.name)) for field in fields(noun)}
        return {
            name: sorted(value, key=json.dumps)
            if name in SPOKEN_IN_ANY_ORDER and isinstance(value, list)
            else value
            for name, value in said.items()
        }
    if isinstance(noun, Mapping):
        return {
            ".".join(key) if isinstance(key, tuple) else key: _canonical(value) for key, value in noun.items()
        }
    if isinstance(noun, tuple):
        return [_canonical(item) for item in noun]
    return noun


def _alliance(form: schema.ScenarioForm) -> model.Alliance:
    alliance = form.alliance
    return model.Alliance(
        name=alliance.name,
        patron=alliance.patron,
        region=alliance.region,
        council_rule=alliance.council_rule,
        promise=_in_order(alliance.promise, form.threats),
        capacity=alliance.capacity,
        procedure=alliance.procedure,
        mandate=alliance.mandate,
        turmoil=alliance.turmoil,
    )


def _member(identity: str, member: schema.MemberForm, form: schema.ScenarioForm) -> model.Member:
    return model.Member(
        id=identity,
        name=member.name,
        adjective=member.adjective,
        region=member.region,
        exposure=_in_order(member.exposure, form.threats),
        aversion=member.aversion,
        rescue=_in_order(member.rescue, form.threats),
        restraint=member.restraint,
        share=_in_order(member.share, (model.ALLIANCE, *form.partners)),
        affinity=_in_order(member.affinity, form.partners),
        clients=tuple(
            model.Client(key, client.name, client.grudge, client.loyalty, client.incumbent)
            for key, client in member.clients.items()
        ),
        red_line=member.red_line.strip(),
        view=member.view.strip(),
    )


def _in_order(values: Mapping[str, float], order: Iterable[str]) -> dict[str, float]:
    """The values in the scenario's order of their ids; what is left out is 0."""
    return {key: values.get(key, 0.0) for key in order}


def _role(identity: str, role: schema.RoleForm) -> model.Role:
    weights = model.Weights(role.weights.credibility, role.weights.cost, role.weights.diversification)
    return model.Role(identity, role.name, role.kind, role.brief.strip(), weights)


def _stage(stage: stage_forms.StageForm) -> model.Stage:
    return model.Stage(
        id=stage.id,
        date=stage.date,
        months=stage.months,
        title=stage.title,
        briefing=stage.briefing.strip(),
        briefings={role: text.strip() for role, text in stage.briefings.items()},
        turmoil=stage.turmoil,
        appeals=tuple(_appeal(appeal) for appeal in stage.appeal),
        decisions=tuple(
            _decision(key, role, decision)
            for role, decisions in stage.decisions.items()
            for key, decision in decisions.items()
        ),
        events=_events(stage.events),
        injects=_injects(stage.injects),
        discussion=_texts(stage.discussion),
    )


def _appeal(appeal: stage_forms.AppealForm) -> model.Appeal:
    return model.Appeal(
        member=appeal.member,
        client=appeal.client,
        threat=appeal.threat,
        severity=appeal.severity,
        ties=dict(appeal.ties),
        when=_condition(appeal.when),
        text=appeal.text.strip(),
    )


def _events(events: Iterable[stage_forms.EventForm]) -> tuple[model.Event, ...]:
    return tuple(
        model.Event(
            id=event.id,
            text=event.text.strip(),
            levers=_levers(event.levers),
            chance=event.chance,
            when=_condition(event.when),
            once=event.once,
        )
        for event in events
    )


def _injects(injects: Iterable[stage_forms.InjectForm]) -> tuple[model.Inject, ...]:
    return tuple(
        model.Inject(each.id, each.title, each.text.strip(), _levers(each.levers)) for each in injects
    )


def _decision(identity: str, role: str, decision: stage_forms.DecisionForm) -> model.Decision:
    historical = next(key for key, option in decision.options.items() if option.historical)
    return model.Decision(
        id=identity,
        role=role,
        prompt=decision.prompt.strip(),
        options=tuple(_option(key, option) for key, option in decision.options.items()),
        default=decision.default or historical,
    )


def _option(identity: str, option: stage_forms.OptionForm) -> model.Option:
    outcome = option.outcome
    return model.Option(
        id=identity,
        label=option.label,
        summary=option.summary.strip(),
        levers=_levers(option.levers),
        when=_condition(option.when),
        historical=option.historical,
        outcome=model.Outcome(outcome.text.strip(), outcome.carried.strip(), outcome.blocked.strip()),
        teaches=option.teaches.strip(),
        reversible=option.reversible,
    )


def _line(identity: str, line: schema.LineForm) -> model.Line:
    choices: dict[tuple[str, str, str], str] = {}
    for path, option in line.choices.items():
        stage, role, decision = path.split(".")
        choices[stage, role, decision] = option
    return model.Line(identity, line.name, line.summary.strip(), choices)


def _levers(levers: Mapping[str, object]) -> dict[str, float]:
    """By full name, in the alphabet's order: the order of levers has no meaning."""
    rules = {"limited": 1.0, "consensus": -1.0}
    return {
        name: rules[value] if isinstance(value, str) else float(str(value))
        for name, value in sorted(levers.items())
    }


def _condition(text: str) -> Condition | None:
    return read(text).condition if text else None


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts)
