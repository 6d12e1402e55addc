"""YAML as scenarios use it: what words mean, where they stand, and what no file can do to the reader."""

from __future__ import annotations

import math
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.scenario import source
from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.diagnostics import Problems
from game.scenario.loader import find_scenario
from game.scenario.nodes import ListNode, MapNode, Node, ScalarNode
from game.scenario.source import MAX_FILE_BYTES, decode, parse

SMALL = Path(__file__).parents[1] / "scenarios" / "small"


def read(text: str) -> MapNode:
    """A text without faults as a mapping."""
    problems = Problems()
    document = parse("file.yaml", text, problems)
    assert list(problems) == []
    assert isinstance(document.root, MapNode)
    assert document.whole
    return document.root


def value(text: str) -> object:
    """What an unquoted value is read as."""
    node = read(f"key: {text}\n").get("key")
    assert isinstance(node, ScalarNode)
    return node.value


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "y", "n", "No", "OFF", "12:30", "2010-06-12", "1_000"]
)
def test_words_that_older_yaml_took_for_other_things_stay_words(word: str) -> None:
    assert value(word) == word


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("true", True), ("FALSE", False), ("~", None), ("null", None), ("0", 0), ("-7", -7), ("+7", 7),
        ("007", 7), ("0o17", 15), ("0x1F", 31), ("0.5", 0.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0),
        ("-.inf", -math.inf), ('"0.5"', "0.5"), ("'true'", "true"), ("1,5", "1,5"), ("0x", "0x"), (".", "."),
        ("9" * 400, math.inf), ("nowhere", "nowhere"), ("1.2.3", "1.2.3"),
    ],
)  # fmt: skip
def test_plain_values_follow_yaml_1_2(text: str, meaning: object) -> None:
    assert value(text) == meaning
    assert type(value(text)) is type(meaning)


def test_not_a_number_is_read_as_such() -> None:
    number = value(".NaN")
    assert isinstance(number, float)
    assert math.isnan(number)


def test_every_key_and_value_knows_its_place() -> None:
    root = read("# Ünïcode 𝄞 before\nä: 1\nlist:\n  - {𝄞 a: x, b: 'y'}\ntext: |\n  one\n  two\n")
    items = root.get("list")
    assert isinstance(items, ListNode)
    inner = items.items[0]
    assert isinstance(inner, MapNode)
    spots = [
        (entry.key.spot, entry.value.spot) for entry in (*root.entries.values(), *inner.entries.values())
    ]
    assert [((key.line, key.column), (at.line, at.column)) for key, at in spots] == [
        ((2, 1), (2, 4)), ((3, 1), (4, 3)), ((5, 1), (5, 7)), ((4, 6), (4, 11)), ((4, 14), (4, 17)),
    ]  # fmt: skip


@pytest.mark.parametrize("raw", ["a b c", "'it''s c'", '"\\u00e9\\t\\x41 c"', '"tab\\\\c"'])
def test_a_character_of_a_one_line_value_is_found_in_the_file(raw: str) -> None:
    node = read(f"key: {raw}\n").get("key")
    assert isinstance(node, ScalarNode)
    assert isinstance(node.value, str)
    spot = node.spot_at(node.value.rindex("c"))
    assert f"key: {raw}"[spot.column - 1] == "c"
    assert node.spot_at(len(node.value)).column == spot.column + 1


def flat(node: Node) -> object:
    """A tree with its places, for comparison."""
    if isinstance(node, ScalarNode):
        return (node.spot, node.value, node.raw.rstrip())
    if isinstance(node, ListNode):
        return (node.spot, [flat(item) for item in node.items])
    return (node.spot, [(flat(entry.key), flat(entry.value)) for entry in node.entries.values()])


@pytest.mark.parametrize("folder", [SMALL, find_scenario("kyrgyzstan-2010")], ids=["small", "flagship"])
def test_both_parsers_give_the_same_tree(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}
    fast = [flat(read(text)) for text in texts.values()]
    monkeypatch.setattr(source, "PARSER", yaml.SafeLoader)
    assert [flat(read(text)) for text in texts.values()] == fast


def test_line_ends_and_a_mark_at_the_start_do_not_matter() -> None:
    text, fault = decode("file.yaml", "\ufeffa: 1\r\nb: 2\rc: 3\n".encode())
    assert (text, fault) == ("a: 1\nb: 2\nc: 3\n", None)


N = MAX_FILE_BYTES
HOSTILE = {
    "brackets": "[" * N,
    "braces": "{" * N,
    "dashes": "- " * (N // 2),
    "questions": "? " * (N // 2),
    "open double quotes": '"' + "a" * N,
    "open single quotes": "'" + "a " * (N // 2),
    "anchors": "\n".join(f"k{i}: &a{i} x" for i in range(N // 20)),
    "laughs": "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijk")),
    "staircase": "".join(" " * i + "a:\n" for i in range(700)),
    "keys without end": "{a: " * (N // 4),
    "colons": "a: " * (N // 3),
    "empty items": "-\n" * (N // 2),
    "long line": "a: [" + "1, " * (N // 3) + "]",
    "tags": "! " * (N // 2),
    "tag handles": "".join(f"%TAG !a{i}! x\n" for i in range(N // 16)),
    "documents": "---\n" * (N // 4),
    "blank lines": "\n" * N + "@",
    "escapes": 'a: "' + "\\x41" * (N // 4) + '"',
    "twins": "a: 1\n" * (N // 5),
    "numbers as keys": "1: 1\n" * (N // 5),
    "digits": "a: " + "9" * (N - 10),
    "nothing but quotes": "''" * (N // 2),
    "stars": "*" * N,
}  # fmt: skip


@pytest.mark.parametrize("parser", [source.PARSER, yaml.SafeLoader], ids=["libyaml", "python"])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_can_hang_or_exhaust_the_reader(
    name: str, parser: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "PARSER", parser)
    problems = Problems()
    start = time.process_time()
    parse("file.yaml", HOSTILE[name], problems)
    assert time.process_time() - start < 2
    assert problems.failed
    assert len(list(problems)) <= source.MAX_PROBLEMS + 1


@given(st.text(max_size=200) | st.text(alphabet="ab:-[]{}'\"|>&*!?#%@`, \n\t\\", max_size=60))
def test_any_text_is_read_or_explained(text: str) -> None:
    problems = Problems()
    document = parse("file.yaml", text, problems)
    assert (document.root is None) <= problems.failed
    lines = text.split("\n")
    for problem in problems:
        assert problem.code in DIAGNOSTICS
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@given(st.binary(max_size=100))
def test_any_bytes_are_decoded_or_explained(data: bytes) -> None:
    text, fault = decode("file.yaml", data)
    assert fault is not None or text.encode().count(b"\n") >= data.count(b"\n")
    assert "\r" not in text
