"""A scenario as its author wrote it: what came of it, and the tree of its files with every place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from game.scenario.draft import Draft
from game.scenario.loader import Loaded, bundled, find_scenario, read_scenario
from game.scenario.nodes import MapNode, Spot
from game.scenario.places import Place
from game.scenario.shelf import MAIN, STAGES, Shelf, open_shelf
from game.scenario.source import Document


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A scenario as read for its author."""

    loaded: Loaded
    draft: Draft
    """What was read of it; empty where nothing could be read."""
    place: Place | None
    """Where its files lie; None where there is no scenario."""


@dataclass(slots=True)
class _KeepingShelf(Shelf):
    """A shelf that keeps the trees of what it reads."""

    documents: dict[str, Document] = field(default_factory=dict)

    def document(self, name: str) -> Document:
        """A file as a tree, with its problems recorded."""
        self.documents[name] = Shelf.document(self, name)
        return self.documents[name]


def read_manuscript(name_or_path: str | Path) -> Manuscript:
    """A bundled scenario by its id, or the one at a path. What its files hold never raises."""
    found = open_shelf(find_scenario(name_or_path), bundled())
    shelf = _KeepingShelf(found.place, found.problems, found.texts, found.size)
    scenario = read_scenario(shelf)
    return Manuscript(Loaded(scenario, shelf.problems.sorted(), shelf.texts), _draft(shelf), shelf.place)


def _draft(shelf: _KeepingShelf) -> Draft:
    roots = {name: document.root for name, document in shelf.documents.items()}
    main = roots.get(MAIN)
    root = main if isinstance(main, MapNode) else MapNode(Spot(MAIN, 1, 1))
    stages = [
        node
        for name, node in sorted(roots.items())
        if name.startswith(f"{STAGES}/")
        if isinstance(node, MapNode)
    ]
    return Draft(root, (*root.map_list("stages"), *stages))
