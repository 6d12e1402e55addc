"""The question that most rules ask: is there such a thing?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.nodes import MapNode, ScalarNode, Spot
from game.scenario.suggestions import did_you_mean, meant


def unknown(spot: Spot, what: str, key: str, known: Iterable[str], where: str = "") -> Problem:
    """There is no such thing, and these there are; `where` narrows it down, as in "of `birch`"."""
    return problem("unknown-id", spot, did_you_mean(key, known), what=what, id=key, where=where)


def absent(
    draft: Draft, spot: Spot, what: str, key: str, known: Iterable[str], where: str = ""
) -> Iterator[Problem]:
    """The same, of what may be there but malformed or unread: then only a slip of the pen is told."""
    known = tuple(known)
    if draft.complete or meant(key, known):
        yield unknown(spot, what, key, known, where)


def reference(
    scalar: ScalarNode | None, what: str, known: Iterable[str], where: str = ""
) -> Iterator[Problem]:
    """A value that must be the id of something known."""
    known = tuple(known)
    if scalar is not None and scalar.value not in known:
        yield unknown(scalar.spot, what, str(scalar.value), known, where)


def indexed(table: MapNode, what: str, known: Iterable[str]) -> Iterator[Problem]:
    """A mapping whose keys must be ids of something known."""
    known = tuple(known)
    for key, entry in table.entries.items():
        if key not in known:
            yield unknown(entry.key.spot, what, key, known)


def complete(node: MapNode, key: str, what: str, known: Iterable[str]) -> Iterator[Problem]:
    """A mapping that must have a value for everything known."""
    if isinstance(node.get(key), MapNode):
        missing = [name for name in known if name not in node.map(key)]
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            yield problem("missing-entry", node.key_spot(key), key=key, what=what, ids=names)
