"""YAML text to nodes with places. Nothing that a file holds can hang, exhaust or raise: it becomes a Problem.

The rules are YAML 1.2's core schema (`no`, `on`, `12:30` and dates are words) without the parts that no
scenario needs and that make files hard to read or dangerous: tags, anchors and aliases, merge keys,
directives, several documents, keys that are not text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import yaml

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem, Problems
from game.scenario.nodes import Entry, ListNode, MapNode, Node, Plain, ScalarNode, Spot
from game.scenario.syntax import explain

MAX_FILE_BYTES = 256 * 1024
MAX_NODES = 20_000
MAX_DEPTH = 24
MAX_SCALAR = 20_000
"""The longest single value, in characters."""
MAX_PROBLEMS = 40
"""How many problems of spelling (YAML's, not the scenario's) a file may show before reading stops."""

PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's parser over libyaml where it was built, else the one in Python: same events, same places."""

NULL = {"", "~", "null", "Null", "NULL"}
TRUE = {"true", "True", "TRUE"}
FALSE = {"false", "False", "FALSE"}
INFINITE = {f"{sign}.{word}" for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")}
NOT_A_NUMBER = {".nan", ".NaN", ".NAN"}
INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
OCTAL = re.compile(r"0o[0-7]{1,18}")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,15}")
REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
SPECIAL = frozenset("~nNtTfF.+-0123456789") | {""}
"""How anything but text begins."""

FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufff8\ufffc\ufffd\U00010000-\U000dffff"
    "\U000e0100-\U000e01ef\U000f0000-\U0010ffff]"
    "|[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u206f\u3164\uffa0\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a]"
)
"""Control characters, halves of characters, byte-order marks in mid-text, and what does not show: line
separators, overrides of the direction of writing, tags, characters without width.

Allowed are what some scripts need: the joiners U+200C and U+200D, and the marks of direction U+200E, U+200F
and U+061C, which turn nothing round but the sign beside them.
"""

NAMELESS = {0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE"}
"""What Unicode calls control characters by no name of their own."""

DIRECTIVE = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\n)*(?=%)")


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file."""

    root: Node | None
    """None when the text is not YAML or holds nothing."""
    whole: bool
    """Whether the tree holds all that the author wrote; if not, nothing follows from a gap in it."""


class _Mark(Protocol):
    """A place as both of PyYAML's parsers give it; lines and columns count from 0."""

    line: int
    column: int


class _StopReadingError(Exception):
    """Reading this file ends here; its problem is recorded."""


def decode(file: str, data: bytes) -> tuple[str, Problem | None]:
    """The text of a file's bytes with plain line ends, and the problem when it is not UTF-8.

    What cannot be decoded is replaced, so that the place can still be shown.
    """
    fault = None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        return "", problem("not-utf-8", Spot(file, 1, 1), what="saved as UTF-16 or UTF-32")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        before = _plain_lines(data[: error.start].decode("utf-8"))
        what = f"not UTF-8: the byte 0x{data[error.start]:02X} does not belong there"
        fault = problem("not-utf-8", _spot_in(file, before, len(before)), what=what)
    return _plain_lines(text), fault


def _named(char: str) -> str:
    """A character that does not show, by its number and its name."""
    name = unicodedata.name(char, "") or NAMELESS.get(ord(char), "")
    return f"U+{ord(char):04X} {name}".rstrip()


def _plain_lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))


def parse(file: str, text: str, problems: Problems) -> Document:
    """Read one file's text; what is wrong with it as YAML is added to `problems`."""
    forbidden = list(islice(FORBIDDEN.finditer(text), MAX_PROBLEMS))
    for char in forbidden:
        spot = _spot_in(file, text, char.start())
        problems.add(problem("control-character", spot, what=_named(char[0])))
    if forbidden:
        return Document(None, whole=False)
    if found := DIRECTIVE.match(text):
        problems.add(problem("yaml-directive", _spot_in(file, text, found.end())))
        return Document(None, whole=False)
    reader = _Reader(file, text, problems)
    try:
        return Document(reader.document(), reader.whole)
    except _StopReadingError:
        return Document(None, whole=False)
    except yaml.MarkedYAMLError as error:
        problems.add(explain(file, text, error))
        return Document(None, whole=False)


def resolve(text: str) -> Plain:
    """What an unquoted scalar means under YAML 1.2's core rules."""
    if text[:1] not in SPECIAL:
        return text
    if text in NULL:
        return None
    if text in TRUE or text in FALSE:
        return text in TRUE
    if INTEGER.fullmatch(text):
        return int(text)
    if OCTAL.fullmatch(text) or HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if REAL.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if text in INFINITE or text in NOT_A_NUMBER else text


class _Reader:
    """Builds the tree from the parser's events, one at a time, so that limits hold while it grows."""

    def __init__(self, file: str, text: str, problems: Problems) -> None:
        self.file = file
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.problems = problems
        self.count = 0
        self.faults = 0
        self.whole = True
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=PARSER)

    def document(self) -> Node | None:
        """The only document of the text."""
        next(self.events)  # the start of the stream
        event = next(self.events)
        root: Node | None = None
        if isinstance(event, yaml.DocumentStartEvent):
            root = self.node(next(self.events), depth=1)
            next(self.events)  # the end of the document
            event = next(self.events)
            if isinstance(event, yaml.DocumentStartEvent):
                self.fault("several-documents", self.spot(event))
        if root is None or (isinstance(root, ScalarNode) and root.value is None):
            self.fault("empty-file", Spot(self.file, 1, 1))
            return None
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        """The node that begins with `event`; the events that belong to it are used up."""
        self.count += 1
        spot = self.spot(event)
        if self.count > MAX_NODES:
            self.stop(problem("too-many-values", spot, limit=MAX_NODES))
        if depth > MAX_DEPTH:
            self.stop(problem("too-deep", spot, limit=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent):
            self.fault("anchor-or-alias", spot, name=f"*{event.anchor}")
            return ScalarNode(spot, f"*{event.anchor}")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            if event.anchor is not None:
                self.fault("anchor-or-alias", spot, name=f"&{event.anchor}")
            if event.tag is not None:
                self.fault("tag", spot, tag=self.text[self.offset(event.start_mark) :].split(maxsplit=1)[0])
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, spot)
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(spot, tuple(self.items(depth + 1)))
        braces = isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)
        return self.map(spot, depth + 1, braces=braces)

    def items(self, depth: int) -> Iterator[Node]:
        """The nodes of a list, up to its end."""
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth)

    def map(self, spot: Spot, depth: int, *, braces: bool) -> MapNode:
        """The entries of a mapping, up to its end; of a key given twice, the first counts."""
        entries: dict[str, Entry] = {}
        before: Node | None = None
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth)
            value = self.node(next(self.events), depth)
            last, before = before, value
            if braces and isinstance(key, ScalarNode) and self.lone(event, value):
                self.no_entry(key, last)
            elif not isinstance(key, ScalarNode) or not isinstance(key.value, str):
                what = key.raw or "nothing" if isinstance(key, ScalarNode) else "a list or a mapping"
                self.fault("key-not-text", key.spot, gap=not isinstance(value, ScalarNode), key=what)
            elif key.raw == "<<":
                self.fault("merge-key", key.spot)
            elif key.value in entries:
                first = entries[key.value].key.spot.line
                gap = not isinstance(value, ScalarNode)
                self.fault("duplicate-key", key.spot, gap=gap, key=key.value, line=first)
            else:
                entries[key.value] = Entry(key, value)
        return MapNode(spot, entries)

    def lone(self, key: yaml.Event, value: Node) -> bool:
        """Whether a key within braces stands without a colon, and so without a value."""
        empty = isinstance(value, ScalarNode) and value.value is None and not value.raw
        return empty and not self.text[self.offset(key.end_mark) :][:80].lstrip().startswith(":")

    def no_entry(self, key: ScalarNode, last: Node | None) -> None:
        """Tell of a piece between commas that is no entry: what came before the comma tells why."""
        if ":" in key.raw and not key.raw.startswith(("'", '"')):
            self.fault("missing-colon", key.spot, "put a space after the colon", key=key.raw)
            return
        hint = ""
        if isinstance(last, ScalarNode) and INTEGER.fullmatch(last.raw) and key.raw.isdecimal():
            hint = f"write {last.raw}.{key.raw}, with a point, if it is a decimal"
        self.fault("comma-in-braces", key.spot, hint, piece=key.raw)

    def scalar(self, event: yaml.ScalarEvent, spot: Spot) -> ScalarNode:
        """A single value, resolved when it stands without quotes."""
        text: str = event.value
        if len(text) > MAX_SCALAR:
            self.fault("value-too-long", spot, length=len(text), limit=MAX_SCALAR)
            text = text[:MAX_SCALAR]
        if found := FORBIDDEN.search(text):
            self.fault("control-character", spot, gap=False, what=_named(found[0]))
        start, end = self.offset(event.start_mark), self.offset(event.end_mark)
        value = text if event.style or event.tag else resolve(text)
        return ScalarNode(spot, value, self.text[start:end])

    def spot(self, event: yaml.Event) -> Spot:
        """Where an event begins."""
        mark: _Mark | None = event.start_mark
        if mark is None or mark.line >= len(self.starts):
            return _spot_in(self.file, self.text, self.offset(mark))
        return Spot(self.file, mark.line + 1, mark.column + 1)

    def offset(self, mark: _Mark | None) -> int:
        """How far into the text a mark stands; past its end there may be one line more, an empty one."""
        if mark is None:
            return 0
        return self.starts[mark.line] + mark.column if mark.line < len(self.starts) else len(self.text)

    def fault(self, code: str, spot: Spot, hint: str = "", /, *, gap: bool = True, **words: object) -> None:
        """Record a problem and read on; `gap` says that something the author wrote is not in the tree."""
        self.problems.add(problem(code, spot, hint, **words))
        self.whole = self.whole and not gap
        self.faults += 1
        if self.faults >= MAX_PROBLEMS:
            raise _StopReadingError

    def stop(self, last: Problem) -> None:
        """Record a problem and give the file up."""
        self.problems.add(last)
        raise _StopReadingError


def _spot_in(file: str, text: str, offset: int) -> Spot:
    before = text[:offset]
    return Spot(file, before.count("\n") + 1, offset - before.rfind("\n"))
