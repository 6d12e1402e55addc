"""Every text that a player sees, by a stable id; and a scenario with its texts said otherwise.

Ids follow the author's own: `stages.osh.moscow.answer.airborne.label`. What has no id of its own, a question
for the discussion, is called by a digest of its words, so that no id is a position.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from game.scenario.model import Appeal, Decision, Event, Inject, Member, Option, Scenario, Stage

Say = Callable[[str, str], str]
"""A text's id and the text, to what is said in its place."""

DIGEST_LENGTH = 8


def texts(scenario: Scenario) -> dict[str, str]:
    """The texts by id, in the order in which an author writes them; empty ones are left out."""
    found: dict[str, str] = {}

    def note(identity: str, text: str) -> str:
        if text.strip():
            found[identity] = text
        return text

    said_otherwise(scenario, note)
    return found


def fingerprint(text: str) -> str:
    """A short digest of a text, by which a later change of it shows; spaces and line breaks do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGEST_LENGTH]


def said_otherwise(scenario: Scenario, say: Say) -> Scenario:
    """The scenario with every text as `say` has it. Its digest stays: what it means has not changed."""

    def named(kind: str, identity: str, name: str) -> str:
        return say(f"{kind}.{identity}.name", name)

    alliance = scenario.alliance
    return replace(
        scenario,
        title=say("title", scenario.title),
        summary=say("summary", scenario.summary),
        content_note=say("content_note", scenario.content_note),
        alliance=replace(
            alliance,
            name=say("alliance.name", alliance.name),
            patron=say("alliance.patron", alliance.patron),
        ),
        threats=tuple(replace(each, name=named("threats", each.id, each.name)) for each in scenario.threats),
        members=tuple(_member(each, say) for each in scenario.members),
        partners=tuple(
            replace(each, name=named("partners", each.id, each.name)) for each in scenario.partners
        ),
        roles=tuple(
            replace(
                each,
                name=named("roles", each.id, each.name),
                brief=say(f"roles.{each.id}.brief", each.brief),
            )
            for each in scenario.roles
        ),
        stages=tuple(_stage(stage, say) for stage in scenario.stages),
        events=_events(scenario.events, say),
        injects=_injects(scenario.injects, say),
        lines=tuple(
            replace(
                each,
                name=named("lines", each.id, each.name),
                summary=say(f"lines.{each.id}.summary", each.summary),
            )
            for each in scenario.lines
        ),
        discussion=_questions("discussion", scenario.discussion, say),
        terms=tuple(
            replace(
                each, name=named("terms", each.id, each.name), text=say(f"terms.{each.id}.text", each.text)
            )
            for each in scenario.terms
        ),
        sources=tuple(
            replace(
                each,
                title=say(f"sources.{each.id}.title", each.title),
                note=say(f"sources.{each.id}.note", each.note),
            )
            for each in scenario.sources
        ),
    )


def _member(member: Member, say: Say) -> Member:
    at = f"members.{member.id}"
    return replace(
        member,
        name=say(f"{at}.name", member.name),
        adjective=say(f"{at}.adjective", member.adjective),
        red_line=say(f"{at}.red_line", member.red_line),
        view=say(f"{at}.view", member.view),
        clients=tuple(
            replace(each, name=say(f"{at}.clients.{each.id}.name", each.name)) for each in member.clients
        ),
    )


def _stage(stage: Stage, say: Say) -> Stage:
    at = f"stages.{stage.id}"
    return replace(
        stage,
        title=say(f"{at}.title", stage.title),
        briefing=say(f"{at}.briefing", stage.briefing),
        briefings={role: say(f"{at}.briefings.{role}", text) for role, text in stage.briefings.items()},
        appeals=_appeals(at, stage.appeals, say),
        events=_events(stage.events, say),
        injects=_injects(stage.injects, say),
        decisions=tuple(_decision(at, each, say) for each in stage.decisions),
        discussion=_questions(f"{at}.discussion", stage.discussion, say),
    )


def _appeals(at: str, appeals: Iterable[Appeal], say: Say) -> tuple[Appeal, ...]:
    """Alternatives by who asks; further ones of the same client by number."""
    taken: dict[str, int] = {}
    found = []
    for appeal in appeals:
        key = f"{at}.appeals.{appeal.member}.{appeal.client}"
        taken[key] = taken.get(key, 0) + 1
        identity = key if taken[key] == 1 else f"{key}.{taken[key]}"
        found.append(replace(appeal, text=say(identity, appeal.text)))
    return tuple(found)


def _decision(at: str, decision: Decision, say: Say) -> Decision:
    here = f"{at}.{decision.role}.{decision.id}"
    return replace(
        decision,
        prompt=say(f"{here}.prompt", decision.prompt),
        options=tuple(_option(f"{here}.{option.id}", option, say) for option in decision.options),
    )


def _option(at: str, option: Option, say: Say) -> Option:
    outcome = option.outcome
    return replace(
        option,
        label=say(f"{at}.label", option.label),
        summary=say(f"{at}.summary", option.summary),
        outcome=replace(
            outcome,
            text=say(f"{at}.outcome.text", outcome.text),
            carried=say(f"{at}.outcome.carried", outcome.carried),
            blocked=say(f"{at}.outcome.blocked", outcome.blocked),
        ),
        teaches=say(f"{at}.teaches", option.teaches),
    )


def _events(events: Iterable[Event], say: Say) -> tuple[Event, ...]:
    return tuple(replace(event, text=say(f"events.{event.id}.text", event.text)) for event in events)


def _injects(injects: Iterable[Inject], say: Say) -> tuple[Inject, ...]:
    return tuple(
        replace(
            each,
            title=say(f"injects.{each.id}.title", each.title),
            text=say(f"injects.{each.id}.text", each.text),
        )
        for each in injects
    )


def _questions(at: str, questions: Iterable[str], say: Say) -> tuple[str, ...]:
    return tuple(say(f"{at}.{fingerprint(question)}", question) for question in questions)
