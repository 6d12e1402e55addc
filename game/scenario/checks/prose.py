"""Rules about prose: what it cites exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from game.scenario.catalogue import problem
from game.scenario.citations import CITATION
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.nodes import ListNode, MapNode, Node, ScalarNode
from game.scenario.suggestions import meant

CODE = re.compile(r"`[^`]*`")
BRACKETS = re.compile(r"(?<!\\)\[([^\[\]\n]{1,80})\](?!\()")
"""What stands in brackets and is no link."""
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d$")
SHORTEST = 4
"""The shortest part of a title by which a source is known again, in characters."""
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


def check_near_citations(draft: Draft) -> Iterator[Problem]:
    """What stands in brackets and begins with a source's id, or with its title, was meant to cite it."""
    titles = source_titles(draft)
    for scalar in _scalars(draft.root):
        for found, source in near_citations(str(scalar.value), titles):
            hint = f"did you mean `[{source}]`?" if source else ""
            yield problem("near-citation", scalar.spot_of(found[0]), hint, written=found[0])


def source_titles(draft: Draft) -> dict[str, str]:
    """The sources' titles in small letters, by id."""
    return {key: node.word("title").casefold() for key, node in draft.root.maps("sources").items()}


def near_citations(text: str, titles: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Every piece in brackets that was meant to cite, with the source's id if that can be told."""
    for found in BRACKETS.finditer(_without_code(text)) if titles and "[" in text else ():
        piece = found[1].strip().casefold()
        source = _meant_source(piece, titles)
        if not CITATION.fullmatch(found[0]) and (source or YEAR.search(piece)):
            yield found, source


def _meant_source(piece: str, titles: Mapping[str, str]) -> str:
    """The source that a piece in brackets was meant to cite, or nothing: by its id, then by its title."""
    first = re.split(r"[\s,;:]", piece, maxsplit=1)[0].strip(".")
    if first in titles:
        return first
    name = piece.rstrip("0123456789 ,.")
    return next((key for key, title in titles.items() if len(name) >= SHORTEST and name in title), "")


def _scalars(node: Node) -> Iterator[ScalarNode]:
    """Every text with a bracket in it in the prose below a node."""
    if isinstance(node, ScalarNode):
        if isinstance(node.value, str) and "[" in node.value:
            yield node
        return
    for part in node.items if isinstance(node, ListNode) else _below(node):
        yield from _scalars(part)


def citations(node: Node) -> Iterator[tuple[ScalarNode, re.Match[str]]]:
    """Every `[id]` in the prose below a node."""
    for scalar in _scalars(node):
        for found in CITATION.finditer(_without_code(str(scalar.value))):
            yield scalar, found


def _without_code(text: str) -> str:
    """The text with blanks in place of what stands between backticks, where brackets cite nothing."""
    return CODE.sub(lambda code: " " * len(code[0]), text)


def _below(node: MapNode) -> Iterator[Node]:
    return (entry.value for key, entry in node.entries.items() if key not in NOT_PROSE)


CHECKS = (check_citations, check_near_citations)
