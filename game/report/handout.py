"""What a class is handed out: sheets for the facilitator, for all, and for each role by itself.

A sheet is for one audience and begins a page of its own: no page holds what two roles know in private. What
the model does with an option is on no sheet, nor what was done in fact, but for the debrief to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.present.aloud import weighed
from game.present.requirements import required
from game.present.words import number
from game.report.html import cited_in
from game.report.page import page
from game.scenario.model import Appeal, Decision, Event, Option, Role, Scenario, Stage
from game.words import _, marked

ALL, FACILITATOR = "all", "facilitator"
"""Audiences other than roles, whose are `role-` and a number."""

REVERSIBLE = {
    "easily": marked("Easily taken back."),
    "partly": marked("Partly taken back."),
    "hardly": marked("Hardly taken back."),
}


@dataclass(frozen=True, slots=True)
class OptionCard:
    """One option as its role sees it before it chooses."""

    label: str
    summary: str
    only: str
    """Where it is on offer, in words; empty for always."""
    reversible: str
    default: bool
    """Whether it is taken where nobody chooses."""


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """What a role must settle in a stage."""

    prompt: str
    options: tuple[OptionCard, ...]


@dataclass(frozen=True, slots=True)
class RoleStage:
    """A stage as one role meets it."""

    number: int
    stage: Stage
    briefing: str
    decisions: tuple[DecisionSheet, ...]


@dataclass(frozen=True, slots=True)
class RoleSheets:
    """All that is for one role alone."""

    audience: str
    role: Role
    weights: str
    stages: tuple[RoleStage, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An appeal or an event that the facilitator reads out where it comes to it."""

    head: str
    only: str
    text: str


@dataclass(frozen=True, slots=True)
class StageNotes:
    """A stage as the facilitator runs it."""

    number: int
    stage: Stage
    deciding: tuple[tuple[str, int], ...]
    """Which roles have how many decisions."""
    happenings: tuple[Happening, ...]


def handout(scenario: Scenario, role: str = "", language: str = "") -> str:
    """The page; with a `role` only that role's sheets. Raise KeyError if there is no such role."""
    roles = [_role_sheets(scenario, at, each) for at, each in enumerate(scenario.roles, 1)]
    if role:
        roles = [next((each for each in roles if each.role.id == role), None) or _missing(role)]
    texts = list(_texts(scenario, roles, whole=not role))
    return page(
        "handout.html",
        language,
        scenario=scenario,
        whole=not role,
        roles=roles,
        pages=[(each.audience, css(_("{role}: private").format(role=each.role.name))) for each in roles],
        everyone=css(_("For everyone")),
        facilitator=css(_("For the facilitator")),
        notes=[_notes(scenario, at, stage) for at, stage in enumerate(scenario.stages, 1)],
        anywhere=[_event(scenario, event) for event in scenario.events],
        discussion=[(stage.title, stage.discussion) for stage in scenario.stages if stage.discussion],
        known=[source.id for source in scenario.sources],
        sources=cited_in(texts, {source.id: source for source in scenario.sources}),
    )


def css(text: str) -> str:
    """A text as a string in a style sheet, such that nothing in it can end the string or the sheet."""
    return '"' + "".join(c if c.isalnum() or c in " .,:-–’" else f"\\{ord(c):06x} " for c in text) + '"'


def _missing(role: str) -> RoleSheets:
    raise KeyError(role)


def _role_sheets(scenario: Scenario, at: int, role: Role) -> RoleSheets:
    return RoleSheets(
        audience=f"role-{at}",
        role=role,
        weights=weighed(role.weights),
        stages=tuple(_role_stages(scenario, role.id)),
    )


def _role_stages(scenario: Scenario, role: str) -> Iterator[RoleStage]:
    for at, stage in enumerate(scenario.stages, 1):
        decisions = tuple(
            DecisionSheet(each.prompt, tuple(_card(scenario, each, option) for option in each.options))
            for each in stage.decisions
            if each.role == role
        )
        if decisions or stage.briefings.get(role):
            yield RoleStage(at, stage, stage.briefings.get(role, ""), decisions)


def _card(scenario: Scenario, decision: Decision, option: Option) -> OptionCard:
    return OptionCard(
        label=option.label,
        summary=option.summary,
        only=required(option.when, scenario) if option.when else "",
        reversible=_(REVERSIBLE[option.reversible]) if option.reversible else "",
        default=option.id == decision.default,
    )


def _notes(scenario: Scenario, at: int, stage: Stage) -> StageNotes:
    names = {role.id: role.name for role in scenario.roles}
    counts = {name: sum(each.role == role for each in stage.decisions) for role, name in names.items()}
    return StageNotes(
        number=at,
        stage=stage,
        deciding=tuple((name, count) for name, count in counts.items() if count),
        happenings=(
            *(_appeal(scenario, appeal) for appeal in stage.appeals),
            *(_event(scenario, event) for event in stage.events),
        ),
    )


def _appeal(scenario: Scenario, appeal: Appeal) -> Happening:
    names = {member.id: member.name for member in scenario.members}
    return Happening(
        head=_("Appeal: {member}").format(member=names[appeal.member]),
        only=required(appeal.when, scenario) if appeal.when else "",
        text=appeal.text,
    )


def _event(scenario: Scenario, event: Event) -> Happening:
    only = [required(event.when, scenario)] if event.when else []
    if event.chance < 1.0:
        only.append(_("In {share} of 100 games.").format(share=number(event.chance * 100.0)))
    return Happening(_("Event"), " ".join(only), event.text)


def _texts(scenario: Scenario, roles: Iterable[RoleSheets], *, whole: bool) -> Iterator[str]:
    """All that the sheets show and that may cite a source."""
    for sheets in roles:
        yield sheets.role.brief
        for each in sheets.stages:
            yield each.briefing
            for decision in each.decisions:
                yield decision.prompt
                yield from (option.summary for option in decision.options)
    if whole:
        yield from (scenario.summary, scenario.content_note, *scenario.discussion)
        yield from (term.text for term in scenario.terms)
        for stage in scenario.stages:
            yield from (stage.briefing, *stage.discussion)
            yield from (each.text for each in stage.appeals)
            yield from (each.text for each in stage.events)
        yield from (event.text for event in scenario.events)
