"""Pydantic's complaints in plain words."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem
from game.scenario.kinds import id_like
from game.scenario.nodes import ListNode, MapNode, Node, ScalarNode, Spot, number_of
from game.scenario.suggestions import did_you_mean

BOOLEANS = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
"""What people write for `true` and `false`."""


ID_RULE = "small letters, digits, `-` and `_`, at most 40, beginning with a letter"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a complaint belongs."""

    node: Node
    owner: Spot
    """The key that holds the node, or the node's own start in a list and at the top."""
    name: str
    """What messages call the value."""
    annotation: Any
    """Its type in the schema, bare of `Annotated`."""

    @property
    def shown(self) -> str:
        """The value as written."""
        if not isinstance(self.node, ScalarNode):
            return kind_of(self.node)
        return self.node.value if isinstance(self.node.value, str) else self.node.raw


Context = Mapping[str, Any]
"""Pydantic's details of an error: the bound that was passed, the actual length."""

Complaint = Callable[[Place, Context], Problem]


def keys(form: Any) -> dict[str, Any]:
    """A form's fields by the keys that authors write."""
    return {info.alias or name: info for name, info in form.model_fields.items()}


def missing_key(place: Place, key: str) -> Problem:
    """A required key that is not there; the hint says what it is for."""
    hint = f"`{key}`: {keys(place.annotation)[key].description}"
    return problem("missing-key", place.owner, hint, key=key, place=place.annotation.noun)


def unknown_key(place: Place, key: str) -> Problem:
    """A key that the form does not have."""
    noun = place.annotation.noun
    spot = place.node.key_spot(key) if isinstance(place.node, MapNode) else place.owner
    hint = did_you_mean(key, keys(place.annotation), "its keys")
    return problem("unknown-key", spot, hint, key=key, place=noun)


def bad_key(place: Place, key: str) -> Problem:
    """A key that should be an id and cannot be one."""
    spot = place.node.key_spot(key) if isinstance(place.node, MapNode) else place.owner
    return bad_id(spot, key)


def bad_id(spot: Spot, text: str) -> Problem:
    """What cannot be an id; the hint is one that can be and is nearest to it."""
    near = id_like(text)
    return problem("bad-id", spot, f"write `{near}`, say: {ID_RULE}" if near else "", id=text)


def _bad_id(place: Place, _context: Context) -> Problem:
    return bad_id(place.node.spot, place.shown)


def _bad_date(place: Place, _context: Context) -> Problem:
    return problem("bad-date", place.node.spot, _date_hint(place.shown), value=place.shown)


def _date_hint(text: str) -> str:
    """What is wrong with a date that does not exist or is written in another order; else nothing."""
    if found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text, re.ASCII):
        parts, advice = found.group(3, 2, 1), "write {date}, if that is the day that is meant"
    elif found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text, re.ASCII):
        parts, advice = found.group(1, 2, 3), "write two digits each: {date}"
    else:
        return ""
    year, month, day = (int(part or 1) for part in parts)
    days = monthrange(year, month)[1] if year and month in range(1, 13) else 0
    if not days:
        return ""
    if day not in range(1, days + 1):
        return f"{month_name[month]} {year} has {days} days"
    return advice.format(date="-".join(part.zfill(2) for part in parts if part))


def _wrong_type(want: str, place: Place, _context: Context) -> Problem:
    if isinstance(place.node, ScalarNode) and place.node.value is None:
        return problem("missing-value", place.owner, key=place.name)
    hint = _type_hint(want, place.node)
    got = kind_of(place.node)
    return problem("wrong-type", place.node.spot, hint, key=place.name, want=want, got=got)


def _out_of_range(words: str, limit: str, place: Place, context: Context) -> Problem:
    bound = f"{words} {context[limit]:g}"
    return problem("out-of-range", place.node.spot, key=place.name, value=place.shown, bound=bound)


def _wrong_count(words: str, limit: str, place: Place, context: Context) -> Problem:
    node = place.node  # pydantic stops counting what is too long
    parts = node.entries if isinstance(node, MapNode) else node.items if isinstance(node, ListNode) else ()
    entries = "entry" if context[limit] == 1 else "entries"
    bound = f"{words} {context[limit]} {entries}"
    return problem("wrong-count", place.owner, key=place.name, count=len(parts), bound=bound)


def _literal(place: Place, _context: Context) -> Problem:
    if place.name == "format":
        return problem("unknown-format", place.node.spot, value=place.shown)
    allowed = [str(word) for word in get_args(place.annotation)]
    hint = did_you_mean(place.shown, allowed, "the words")
    return problem("unknown-word", place.node.spot, hint, key=place.name, value=place.shown)


def _too_long(place: Place, context: Context) -> Problem:
    length, limit = len(place.shown), context["max_length"]
    return problem("too-long", place.node.spot, key=place.name, length=length, limit=limit)


def _too_many_words(place: Place, context: Context) -> Problem:
    count, limit = context["count"], context["limit"]
    return problem("too-many-words", place.node.spot, key=place.name, count=count, limit=limit)


def _plain(code: str, place: Place, _context: Context) -> Problem:
    words = {"key": place.name, "value": place.shown, "id": place.shown}
    return problem(code, place.node.spot, **words)


COMPLAINTS: dict[str, Complaint] = {
    "string_type": partial(_wrong_type, "text"),
    "int_type": partial(_wrong_type, "a whole number"),
    "int_from_float": partial(_wrong_type, "a whole number"),
    "float_type": partial(_wrong_type, "a number"),
    "bool_type": partial(_wrong_type, "`true` or `false`"),
    "list_type": partial(_wrong_type, "a list"),
    "dict_type": partial(_wrong_type, "a mapping"),
    "model_type": partial(_wrong_type, "a mapping"),
    "appeal": partial(_wrong_type, "a mapping, or a list of them"),
    "outcome": partial(_wrong_type, "text, or a mapping of texts"),
    "greater_than_equal": partial(_out_of_range, "at least", "ge"),
    "greater_than": partial(_out_of_range, "above", "gt"),
    "less_than_equal": partial(_out_of_range, "at most", "le"),
    "too_short": partial(_wrong_count, "at least", "min_length"),
    "too_long": partial(_wrong_count, "at most", "max_length"),
    "literal_error": _literal,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _bad_id,
    "finite_number": partial(_plain, "not-finite"),
    "words": _too_many_words,
    "blank": partial(_plain, "blank-text"),
    "one_line": partial(_plain, "several-lines"),
    "web_address": partial(_plain, "bad-url"),
    "date": _bad_date,
}
"""By pydantic's name for the error, or the schema's own."""


def kind_of(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "a mapping"
    if isinstance(node.value, bool):
        return f"the mark `{node.raw}`"
    return f"the text '{node.value}'" if isinstance(node.value, str) else f"the number {node.raw}"


def _type_hint(want: str, node: Node) -> str:
    """How to write what was probably meant."""
    if want == "a list":
        return "begin each item with `- `, on a line of its own"
    if want.startswith("a mapping"):
        return "write `key: value` lines, indented below the key"
    if not isinstance(node, ScalarNode):
        return f"write {want} after the key's colon, and nothing below it"
    word = str(node.value).strip()
    if want.startswith("text"):
        return f'put quotes around it: "{node.raw}"'
    if want == "`true` or `false`":
        return f"write `{BOOLEANS.get(word.lower(), word.lower())}`, without quotes"
    return _number_hint(want, word, node)


def _number_hint(want: str, word: str, node: ScalarNode) -> str:
    if number_of(node) is not None:
        return f"write {want}"
    bare = word.replace("_", "").replace(" ", "")
    if bare.endswith("%") and _is_number(bare[:-1]):
        return f"write a share of 1: {float(bare[:-1]) / 100:g}"
    if _is_number(bare):
        return f"write the bare number: {bare}"
    if (unit := re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)[^\W\d_]+", bare)) is not None:
        return f"write the bare number: {unit[1]}"
    if _is_number(bare.replace(",", ".")):
        return f"write a decimal point: {bare.replace(',', '.')}"
    return "write digits, with a point before the fraction"


def _is_number(word: str) -> bool:
    digits = word.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdecimal()
