"""A scenario's graph as text: Mermaid for Markdown pages, DOT for Graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.authoring.graph import ANYWHERE, Edge, Graph, Node
from game.scenario.diagnostics import shorten
from game.scenario.model import Scenario

LONGEST = 48
"""Characters of a label or a condition that are shown."""

MERMAID_SHAPES = {
    "decision": '["{}"]', "option": '(["{}"])', "event": '{{{{"{}"}}}}', "appeal": '[/"{}"/]',
    "flag": '>"{}"]',
}  # fmt: skip
MERMAID_ARROWS = {"order": "==>", "has": "---", "sets": "-->", "needs": "-->"}
DOT_SHAPES = {
    "decision": "box", "option": "box, style=rounded", "event": "hexagon", "appeal": "parallelogram",
    "flag": "note", "stage": "plaintext",
}  # fmt: skip


def mermaid(graph: Graph, scenario: Scenario) -> Iterator[str]:
    """A flowchart from left to right, a frame for each stage."""
    names = _names(graph)
    yield "flowchart LR"
    for stage, title in _frames(graph, scenario):
        yield f'  subgraph {names[stage]}["{_mermaid(title)}"]'
        yield "    direction TB"
        for node in graph.of(stage.removeprefix("stage ")):
            yield f"    {names[node.id]}{_shape(node)}"
        yield "  end"
    for node in graph.of(""):
        yield f"  {names[node.id]}{_shape(node)}"
    for edge in graph.edges:
        arrow = "-. not .->" if edge.against else MERMAID_ARROWS[edge.tie]
        yield f"  {names[edge.source]} {arrow} {names[edge.target]}"


def dot(graph: Graph, scenario: Scenario) -> Iterator[str]:
    """A directed graph from left to right, a cluster for each stage."""
    names = _names(graph)
    yield "digraph scenario {"
    yield "  rankdir=LR; compound=true; node [fontname=sans, fontsize=10]; edge [fontname=sans, fontsize=9];"
    for stage, title in _frames(graph, scenario):
        yield f"  subgraph cluster_{names[stage]} {{"
        yield f"    label={_quoted(title)};"
        yield f'    {names[stage]} [shape=point, style=invis, label=""];'
        for node in graph.of(stage.removeprefix("stage ")):
            yield f"    {names[node.id]} [shape={DOT_SHAPES[node.kind]}, label={_quoted(*_label(node))}];"
        yield "  }"
    for node in graph.of(""):
        yield f"  {names[node.id]} [shape={DOT_SHAPES[node.kind]}, label={_quoted(node.label)}];"
    for edge in graph.edges:
        yield f"  {names[edge.source]} -> {names[edge.target]} [{_style(edge, names)}];"
    yield "}"


def _style(edge: Edge, names: dict[str, str]) -> str:
    if edge.tie == "order":
        return f"ltail=cluster_{names[edge.source]}, lhead=cluster_{names[edge.target]}, penwidth=2"
    if edge.tie == "has":
        return "arrowhead=none"
    return "style=dashed, label=not" if edge.against else "arrowhead=normal"


def _frames(graph: Graph, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The stages' nodes and their titles; last, what may happen in any."""
    for node in graph.nodes:
        if node.kind == "stage":
            yield node.id, node.label
    if scenario.events and any(True for _ in graph.of(ANYWHERE)):
        yield f"stage {ANYWHERE}", "In any stage"


def _names(graph: Graph) -> dict[str, str]:
    """A plain word for each node: n1, n2 …"""
    ids = [node.id for node in graph.nodes]
    return {each: f"n{number}" for number, each in enumerate([*ids, f"stage {ANYWHERE}"], 1)}


def _label(node: Node) -> tuple[str, ...]:
    """A node's label and, on a line of its own, its condition."""
    label = shorten(node.label, LONGEST)
    return (label, f"when {shorten(node.when, LONGEST)}") if node.when else (label,)


def _shape(node: Node) -> str:
    """A node's outline and label in Mermaid."""
    return MERMAID_SHAPES[node.kind].format("<br/>".join(map(_mermaid, _label(node))))


def _mermaid(text: str) -> str:
    """With entity codes for what has a meaning in Mermaid or HTML."""
    return re.sub(r"[\"#;<>&`\\{}\[\]|]", lambda sign: f"#{ord(sign[0])};", text)


def _quoted(*lines: str) -> str:
    """A DOT string of these lines."""
    plain = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"{}"'.format("\\n".join(plain))
