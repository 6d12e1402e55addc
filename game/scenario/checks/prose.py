"""Rules about prose: what it cites exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.scenario.catalogue import problem
from game.scenario.citations import CITATION
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.nodes import ListNode, MapNode, Node, ScalarNode
from game.scenario.suggestions import meant

CODE = re.compile(r"`[^`]*`")
NOT_PROSE = {"sources", "when", "levers", "choices", "parameters"}
"""Keys below which square brackets, if any, are not citations."""


def check_citations(draft: Draft) -> Iterator[Problem]:
    """Every `[id]` in prose is a source."""
    sources = draft.root.map("sources").entries
    for scalar, found in citations(draft.root):
        if found[1] not in sources:
            yield problem(
                "unknown-source", scalar.spot_of(found[0]), meant(found[1], sources), source=found[1]
            )


def citations(node: Node) -> Iterator[tuple[ScalarNode, re.Match[str]]]:
    """Every `[id]` in the prose below a node."""
    if isinstance(node, ScalarNode):
        if isinstance(node.value, str) and "[" in node.value:
            for found in CITATION.finditer(CODE.sub("", node.value)):
                yield node, found
        return
    for part in node.items if isinstance(node, ListNode) else _below(node):
        yield from citations(part)


def _below(node: MapNode) -> Iterator[Node]:
    return (entry.value for key, entry in node.entries.items() if key not in NOT_PROSE)


CHECKS = (check_citations,)
