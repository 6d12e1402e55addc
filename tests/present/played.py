"""Plays that the tests of what a seat sees look into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise

from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, finish, settle
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.random import Random
from game.present.outcome import outcome
from game.present.view import OutcomeView
from game.present.words import within
from game.scenario.model import Scenario

WORLDS: dict[str, World] = {}

AUTHORS = frozenset({
    "title", "brief", "stage_title", "briefing", "private", "events", "appeal", "view", "red_line", "label",
    "summary", "prompt", "outcome", "teaches", "rationale", "terms", "discussion", "lessons", "date",
})  # fmt: skip
"""Fields whose words are the scenario's or a player's own."""
MARKS = frozenset({
    "id", "scenario", "role", "stage", "decision", "option", "default", "rule", "score", "member", "made",
    "vote", "furthest", "lean", "verdict", "better", "shown", "paragraph", "claims_cited", "rules",
})  # fmt: skip
"""Fields that hold ids, or one of a few fixed words."""


def world_of(scenario: Scenario) -> World:
    """The scenario compiled, once."""
    if scenario.digest not in WORLDS:
        WORLDS[scenario.digest] = compile_world(scenario)
    return WORLDS[scenario.digest]


def positions(scenario: Scenario, seed: int, policy: Policy | None = None) -> list[Position]:
    """One explained play, as each stage opened and after the last, with a policy in every seat."""
    position = begin(world_of(scenario), Luck(seed, 0, 1), explained=True)
    passed = [position]
    while position.stage is not None:
        position = settle(
            position, chosen(position, {role.id: policy or Random() for role in scenario.roles})
        )
        passed.append(position)
    return passed


def trace_of(scenario: Scenario, seed: int, policy: Policy | None = None) -> Trace:
    """The same play as a trace."""
    return finish(positions(scenario, seed, policy)[-1])


def outcomes(passed: list[Position], role: str | None = None) -> list[OutcomeView]:
    """What each stage of it came to, as a seat is told, or as it was."""
    reasons: Mapping[DecisionKey, str] = {}
    return [outcome(before, after, reasons, role) for before, after in pairwise(passed)]


def texts(noun: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of ours within a view's nouns, with the field that it stands in."""
    if name in AUTHORS or name in MARKS:
        return
    if is_dataclass(noun):
        for each in fields(noun):
            yield from texts(getattr(noun, each.name), each.name)
    elif isinstance(noun, str):
        yield name, noun
    elif isinstance(noun, Mapping):
        for key, value in noun.items():
            yield from texts(key, name)
            yield from texts(value, name)
    elif isinstance(noun, tuple):
        for value in noun:
            yield from texts(value, name)


def assert_well_worded(noun: object, scenario: Scenario) -> None:
    """Plain sentences: no raw ids, underscores, braces, Nones or numbers that are none."""
    named = {each.id: each.name for each in scenario.members} | {
        each.id: each.name for each in scenario.roles
    }
    ids = {id_ for id_, name in named.items() if id_ not in within(name).split()}
    ids |= {each.id for stage in scenario.stages for each in stage.events if "-" in each.id}
    ids |= {
        option.id
        for stage in scenario.stages
        for decision in stage.decisions
        for option in decision.options
        if "-" in option.id
    }
    quoted = re.compile(r"“[^”]*”")
    for field, text in texts(noun):
        ours = quoted.sub("“”", text)
        assert not re.search(r"[_{}<>]|None|\bnan\b|\binf\b|  | ,| \.|\.\.|\(\)", ours), (field, text)
        assert not set(re.findall(r"[a-z0-9-]+", ours)) & ids, (field, text)
        assert not re.search(r"\b(judge|charge|shadow|realign|consult)\.", ours), (field, text)
