"""What hangs on what in a scenario: stages in order, decisions, and what asks for which choice or flag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from game.scenario.conditions import Binary, Condition, Expression, Name, Unary, Word
from game.scenario.model import Decision, Event, Scenario, Stage

Kind = Literal["stage", "decision", "option", "event", "appeal", "flag"]
Tie = Literal["order", "has", "sets", "needs"]

HISTORY = "★"
"""Marks the option that was taken in fact."""
ANYWHERE = "*"
"""Stands for the stage of what may happen in any of them."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the graph."""

    id: str
    kind: Kind
    stage: str
    """The stage that it belongs to; `ANYWHERE` for the scenario's own events; nothing for flags."""
    label: str
    when: str = ""
    """Its condition, as written."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes, by their ids."""

    source: str
    target: str
    tie: Tie
    against: bool = False
    """Whether the condition asks that it be not so."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of play, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def of(self, stage: str) -> Iterator[Node]:
        """The nodes of a stage, itself left out."""
        return (node for node in self.nodes if node.stage == stage and node.kind != "stage")


def graph(scenario: Scenario, *, everything: bool = False) -> Graph:
    """The graph of a scenario.

    Options and events that ask for nothing and that nothing asks for are left out, unless `everything` is
    wanted.
    """
    nodes = [*_nodes(scenario)]
    edges = [*_order(scenario), *_needs(scenario), *_sets(scenario)]
    kept = nodes
    if not everything:
        tied = {end for edge in edges if edge.tie != "order" for end in (edge.source, edge.target)}
        loose = {"option", "event"}
        kept = [node for node in nodes if node.kind not in loose or node.when or node.id in tied]
    there = {node.id for node in kept}
    has = [Edge(option_decision(node.id), node.id, "has") for node in kept if node.kind == "option"]
    return Graph(tuple(kept), tuple(edge for edge in (*has, *edges) if {edge.source, edge.target} <= there))


def stage_id(stage: str) -> str:
    """Of a stage's node."""
    return f"stage {stage}"


def decision_id(stage: str, decision: Decision) -> str:
    """Of a decision's node."""
    return f"decision {stage}.{decision.role}.{decision.id}"


def option_id(stage: str, decision: Decision, option: str) -> str:
    """Of an option's node."""
    return f"option {stage}.{decision.role}.{decision.id}={option}"


def option_decision(option: str) -> str:
    """The decision's node of an option's."""
    return f"decision {option.removeprefix('option ').partition('=')[0]}"


def event_id(event: str) -> str:
    """Of an event's node."""
    return f"event {event}"


def appeal_id(stage: str, place: int) -> str:
    """Of an appeal's node; `place` among the stage's alternatives, from 0."""
    return f"appeal {stage}.{place + 1}"


def flag_id(flag: str) -> str:
    """Of a flag's node."""
    return f"flag {flag}"


def _nodes(scenario: Scenario) -> Iterator[Node]:
    for place, stage in enumerate(scenario.stages, 1):
        yield Node(stage_id(stage.id), "stage", stage.id, f"{place}. {stage.title}")
        names = {
            (member.id, client.id): client.name for member in scenario.members for client in member.clients
        }
        for i, appeal in enumerate(stage.appeals):
            label = f"{names[appeal.member, appeal.client]} asks"
            yield Node(appeal_id(stage.id, i), "appeal", stage.id, label, _text(appeal.when))
        yield from _events(stage.events, stage.id)
        for decision in stage.decisions:
            label = f"{decision.role}.{decision.id}"
            yield Node(decision_id(stage.id, decision), "decision", stage.id, label)
            for option in decision.options:
                at = option_id(stage.id, decision, option.id)
                label = f"{HISTORY} {option.label}" if option.historical else option.label
                yield Node(at, "option", stage.id, label, _text(option.when))
    yield from _events(scenario.events, ANYWHERE)
    for flag in _flags(scenario):
        yield Node(flag_id(flag), "flag", "", flag)


def _events(events: Sequence[Event], stage: str) -> Iterator[Node]:
    for event in events:
        yield Node(event_id(event.id), "event", stage, event.id, _text(event.when))


def _text(when: Condition | None) -> str:
    return " ".join(when.text.split()) if when else ""


def _flags(scenario: Scenario) -> list[str]:
    """In the order in which they are first set; last, those that only an inject may set."""
    pulled = [lever for _, levers in _actors(scenario) for lever in levers if lever.startswith("flag.")]
    return list(dict.fromkeys([*(lever.removeprefix("flag.") for lever in pulled), *scenario.flags]))


def _actors(scenario: Scenario) -> Iterator[tuple[str, Sequence[str]]]:
    """What pulls levers, by its node, in the order of play."""
    for stage in scenario.stages:
        for event in stage.events:
            yield event_id(event.id), tuple(event.levers)
        for decision in stage.decisions:
            for option in decision.options:
                yield option_id(stage.id, decision, option.id), tuple(option.levers)
    for event in scenario.events:
        yield event_id(event.id), tuple(event.levers)


def _sets(scenario: Scenario) -> Iterator[Edge]:
    for actor, levers in _actors(scenario):
        for lever in levers:
            if lever.startswith("flag."):
                yield Edge(actor, flag_id(lever.removeprefix("flag.")), "sets")


def _order(scenario: Scenario) -> Iterator[Edge]:
    ids = [stage_id(stage.id) for stage in scenario.stages]
    for one, other in pairwise(ids):
        yield Edge(one, other, "order")


def _needs(scenario: Scenario) -> Iterator[Edge]:
    """From what a condition asks for to what asks for it."""
    for target, when, before in _conditions(scenario):
        for source, against in dict.fromkeys(_asked(when.tree, scenario, before, against=False)):
            yield Edge(source, target, "needs", against)


def _conditions(scenario: Scenario) -> Iterator[tuple[str, Condition, tuple[Stage, ...]]]:
    """Each condition with what asks it, and the stages that are over by then."""
    for place, stage in enumerate(scenario.stages):
        before = scenario.stages[:place]
        for i, appeal in enumerate(stage.appeals):
            if appeal.when:
                yield appeal_id(stage.id, i), appeal.when, before
        for event in stage.events:
            if event.when:
                yield event_id(event.id), event.when, before
        for decision in stage.decisions:
            for option in decision.options:
                if option.when:
                    yield option_id(stage.id, decision, option.id), option.when, before
    for event in scenario.events:
        if event.when:
            yield event_id(event.id), event.when, scenario.stages


def _asked(
    tree: Expression, scenario: Scenario, before: tuple[Stage, ...], *, against: bool
) -> Iterator[tuple[str, bool]]:
    """The nodes that a condition asks for, each with whether it asks that they be not so."""
    match tree:
        case Unary("not", operand):
            yield from _asked(operand, scenario, before, against=not against)
        case Binary(operator, Name(path), Word(word)) | Binary(operator, Word(word), Name(path)):
            yield from ((each, (operator == "!=") != against) for each in _chosen(path, word, before))
        case Binary(_, left, right):
            yield from _asked(left, scenario, before, against=against)
            yield from _asked(right, scenario, before, against=against)
        case Unary(_, operand):
            yield from _asked(operand, scenario, before, against=against)
        case Name(("flag", flag)):
            yield flag_id(flag), against
        case Name(("happened", event)):
            yield event_id(event), against
        case Name((("tried" | "carried"), stage)):
            yield stage_id(stage), against


def _chosen(path: tuple[str, ...], word: str, before: tuple[Stage, ...]) -> Iterator[str]:
    """The option in the stage that is named, or in the latest one that has the decision."""
    _, *where, role, decision = path
    for stage in reversed(before):
        for each in stage.decisions:
            if (each.role, each.id) == (role, decision) and where in ([], [stage.id]):
                yield option_id(stage.id, each, word)
                return
