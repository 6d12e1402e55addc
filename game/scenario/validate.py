"""Nodes against the forms of `schema.py`: every fault at once, in plain words, where it stands."""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.scenario.catalogue import problem
from game.scenario.complaints import COMPLAINTS, Place, bad_key, keys, missing_key, unknown_key
from game.scenario.diagnostics import Problem, more
from game.scenario.forms import Form
from game.scenario.nodes import ListNode, MapNode, Node, ScalarNode, Spot, plain_data
from game.scenario.suggestions import nearest

Filled = TypeVar("Filled", bound=Form)
Path = tuple[int | str, ...]
"""Keys and indices that lead to a part of the tree."""

MOST_WORDED = 200
"""Complaints of one file."""


def validate(root: MapNode, form: type[Filled]) -> tuple[Filled | None, list[Problem]]:
    """The filled-in form, or every problem of shape, type, range and length in the tree."""
    problems = list(_empty_values(root))
    filled = None
    try:
        filled = form.model_validate(plain_data(root))
    except ValidationError as error:
        details, cut = _first(error.errors(include_url=False))
        problems += [more(Spot(_file(root, path), 1, 1), count) for path, count in cut.items()]
        misspelt = _misspelt(root, form, details)
        told = [detail for detail in details if (detail["type"], detail["loc"]) not in misspelt]
        problems += [_problem(root, form, detail) for detail in told]
    return (None if problems else filled), problems


def _first(details: list[ErrorDetails]) -> tuple[list[ErrorDetails], Counter[Path]]:
    """Of each file's complaints as many as are worth putting into words, and how many more there are."""
    counts: Counter[Path] = Counter()
    kept = []
    for detail in details:
        path = detail["loc"][:2] if detail["loc"][:1] == ("stages",) else ()
        counts[path] += 1
        if counts[path] <= MOST_WORDED:
            kept.append(detail)
    return kept, Counter({path: count - MOST_WORDED for path, count in counts.items() if count > MOST_WORDED})


def _file(root: MapNode, path: Path) -> str:
    """The file in which something stands: a stage may have its own."""
    stages = root.get("stages")
    index = path[1] if len(path) > 1 else None
    if isinstance(stages, ListNode) and isinstance(index, int):
        return stages.items[index].spot.file
    return root.spot.file


def _misspelt(root: MapNode, form: type[Form], details: list[ErrorDetails]) -> set[tuple[str, Path]]:
    """Complaints of required keys that are missing only because they are misspelt, as is told already."""
    found = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *path, key = detail["loc"]
            known = keys(_follow(root, form, tuple(path)).annotation)
            found |= {("missing", (*path, meant)) for meant in nearest(str(key), known)}
    return found


def _empty_values(node: Node) -> Iterator[Problem]:
    """Nothing in the language may be empty: a key with nothing after it is a slip."""
    if isinstance(node, MapNode):
        for name, entry in node.entries.items():
            if isinstance(entry.value, ScalarNode) and entry.value.value is None:
                yield problem("missing-value", entry.key.spot, key=name)
            yield from _empty_values(entry.value)
    elif isinstance(node, ListNode):
        for item in node.items:
            if isinstance(item, ScalarNode) and item.value is None:
                yield problem("missing-value", item.spot, key="-")
            yield from _empty_values(item)


def _problem(root: MapNode, form: type[Form], details: ErrorDetails) -> Problem:
    kind, path = details["type"], details["loc"]
    if path[-1:] == ("[key]",):
        return bad_key(_follow(root, form, path[:-2]), str(path[-2]))
    if kind == "missing":
        return missing_key(_follow(root, form, path[:-1]), str(path[-1]))
    if kind == "extra_forbidden":
        return unknown_key(_follow(root, form, path[:-1]), str(path[-1]))
    return COMPLAINTS[kind](_follow(root, form, path), details.get("ctx", {}))


def _follow(root: MapNode, form: type[Form], path: Path) -> Place:
    """Walk an error's path through the tree and the forms side by side.

    Where the author may write a shorter form (one mapping for a list of one, text for an outcome) the path
    is longer than the tree, and the walk stays where it is.
    """
    place = Place(root, root.spot, "", form)
    for part in path:
        node, owner, name = place.node, place.owner, place.name
        annotation = _inside(place.annotation, part)
        if isinstance(node, ListNode) and isinstance(part, int):
            node = node.items[part]
            owner, name = node.spot, f"{name}, item {part + 1}"
        elif isinstance(node, MapNode) and isinstance(part, str) and part in node:
            owner, name = node.key_spot(part), part
            if not _is_form(place.annotation) and not _is_form(annotation):
                name = f"{place.name}.{part}"
            node = node.entries[part].value
        place = Place(node, owner, name, annotation)
    return place


def _inside(annotation: Any, part: int | str) -> Any:
    """What stands under `part` of something so annotated."""
    if _is_form(annotation):
        field = keys(annotation).get(str(part))
        return _bare(field.annotation) if field else object
    arguments = get_args(annotation)
    return _bare(arguments[-1]) if arguments else object


def _bare(annotation: Any) -> Any:
    """The annotation without `Annotated` and without `| None`."""
    while get_origin(annotation) in {Annotated, Union, types.UnionType}:
        annotation = get_args(annotation)[0]
    return annotation


def _is_form(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Form)
