"""What a YAML text says, as a tree in which every key and value knows its file, line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Plain = str | int | float | bool | None
"""What a scalar may hold under YAML 1.2's core rules."""

ESCAPES = {"x": 2, "u": 4, "U": 8}
"""Letters after a backslash in double quotes, with the number of hex digits that follow."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class ScalarNode:
    """A single value."""

    spot: Spot
    value: Plain
    raw: str = ""
    """As it stands in the file, quotes and line breaks included."""

    def spot_at(self, offset: int) -> Spot:
        """Where the value's character `offset` stands; on several lines, where its word stands first.

        An offset at the value's end is allowed: what is missing is missing there.
        """
        if not isinstance(self.value, str):
            return self.spot
        if "\n" in self.raw:
            word = re.match(r"[\w.-]*", self.value[offset:])
            return self.spot_of(word[0]) if word and word[0] else self.spot
        return Spot(self.spot.file, self.spot.line, self.spot.column + _raw_offset(self.raw, offset))

    def spot_of(self, part: str) -> Spot:
        """Where `part` first stands in the value as written, on whichever line; else the value's start."""
        found = self.raw.find(part)
        if found < 0:
            return self.spot
        before = self.raw[:found]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.spot.column + found
        return Spot(self.spot.file, self.spot.line + lines, column)


@dataclass(frozen=True, slots=True, eq=False)
class ListNode:
    """Values in order."""

    spot: Spot
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A key with its value."""

    key: ScalarNode
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class MapNode:
    """Values by key, in the author's order. The getters read what is well formed and pass over the rest."""

    spot: Spot
    entries: dict[str, Entry] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def get(self, key: str) -> Node | None:
        """The value of `key`, whatever it is."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def text(self, key: str) -> ScalarNode | None:
        """The value of `key` if it is text."""
        value = self.get(key)
        return value if isinstance(value, ScalarNode) and isinstance(value.value, str) else None

    def word(self, key: str) -> str:
        """The text under `key`, or nothing."""
        scalar = self.text(key)
        return str(scalar.value) if scalar else ""

    def number(self, key: str) -> float | None:
        """The value of `key` if it is a number."""
        return number_of(self.get(key))

    def map(self, key: str) -> MapNode:
        """The mapping under `key`, or an empty one."""
        value = self.get(key)
        return value if isinstance(value, MapNode) else MapNode(self.spot)

    def maps(self, key: str) -> dict[str, MapNode]:
        """The mappings inside the mapping under `key`, by their own keys."""
        entries = self.map(key).entries.items()
        return {name: entry.value for name, entry in entries if isinstance(entry.value, MapNode)}

    def map_list(self, key: str) -> tuple[MapNode, ...]:
        """The mappings in the list under `key`; a lone mapping counts as a list of one."""
        value = self.get(key)
        if isinstance(value, MapNode):
            return (value,)
        items = value.items if isinstance(value, ListNode) else ()
        return tuple(item for item in items if isinstance(item, MapNode))

    def key_spot(self, key: str) -> Spot:
        """Where `key` is written; the mapping's own start if it is not."""
        entry = self.entries.get(key)
        return entry.key.spot if entry else self.spot


Node = ScalarNode | ListNode | MapNode


def number_of(node: Node | None) -> float | None:
    """The number that a node holds; marks (`true`, `false`) are not numbers."""
    value = node.value if isinstance(node, ScalarNode) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def plain_data(node: Node) -> object:
    """The node as plain lists, dicts and scalars."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, ListNode):
        return [plain_data(item) for item in node.items]
    return {key: plain_data(entry.value) for key, entry in node.entries.items()}


def _raw_offset(raw: str, offset: int) -> int:
    """How far into `raw` the value's character `offset` stands."""
    if raw.startswith("'"):
        place = 1
        for _ in range(offset):
            place += 2 if raw.startswith("''", place) else 1
        return place
    if raw.startswith('"'):
        place = 1
        for _ in range(offset):
            escaped = raw.startswith("\\", place)
            place += 2 + ESCAPES.get(raw[place + 1 : place + 2], 0) if escaped else 1
        return place
    return offset
