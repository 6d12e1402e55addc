"""The YAML parser's complaints in plain words, with the place where the author should look.

libyaml and PyYAML's own parser word the same complaint differently; the patterns below cover both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem, sign
from game.scenario.nodes import Spot

ANSWERS = (
    (r"sequence entries are not allowed", "stray-dash"),
    (r"unknown escape|hexdecimal|hexadecimal|Unicode character escape", "bad-escape"),
    (r"cannot start any token|alphabetic or numeric|node content|mapping keys", "stray-character"),
    (r"found unexpected ':'", "inside-brackets"),
    (r"scanning a block scalar", "block-header"),
    (r"\btag\b", "tag"),
)
"""A part of the parser's complaint, and the code that answers it where it is raised."""


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What the parser said, where it gave up, and where the construct began that it was reading."""

    words: str
    start: Spot
    here: Spot
    lines: list[str]

    @property
    def line(self) -> str:
        """The line where the parser gave up."""
        return self.lines[self.here.line - 1]

    def rest(self, spot: Spot) -> str:
        """The line from a spot on."""
        return self.lines[spot.line - 1][spot.column - 1 :]


def explain(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The problem behind a parser's error."""
    lines = text.split("\n")
    here = _spot(file, lines, error.problem_mark or error.context_mark)
    start = _spot(file, lines, error.context_mark or error.problem_mark)
    words = f"{error.context or ''}: {error.problem or ''}".strip(": ")
    complaint = _Complaint(words, start, here, lines)
    answers = (_tab(complaint), _quote(complaint), _brackets(complaint), _block(complaint), _sign(complaint))
    return next((answer for answer in answers if answer), problem("yaml-syntax", here, what=words))


def _tab(complaint: _Complaint) -> Problem | None:
    line = complaint.line
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent or complaint.here.column > len(indent) + 1:
        return None
    return problem("tab-indentation", Spot(complaint.here.file, complaint.here.line, indent.index("\t") + 1))


def _quote(complaint: _Complaint) -> Problem | None:
    if not re.search("quoted scalar.*(end of stream|document indicator|document separator)", complaint.words):
        return None
    return problem("unclosed-quote", complaint.start, quote=sign(complaint.rest(complaint.start)[:1]))


def _brackets(complaint: _Complaint) -> Problem | None:
    if not re.search("flow (sequence|mapping|node)", complaint.words):
        return None
    start, here = complaint.start, complaint.here
    found = complaint.rest(here)[:1]
    if here.line > start.line or not found:
        return problem("unclosed-bracket", start, bracket=complaint.rest(start)[:1])
    return problem("inside-brackets", here, char=sign(found))


def _block(complaint: _Complaint) -> Problem | None:
    if "could not find expected ':'" in complaint.words:
        key = complaint.rest(complaint.start)
        hint = "put a space after the colon" if ":" in key else ""
        return problem("missing-colon", complaint.start, hint, key=key)
    before = complaint.line[: complaint.here.column - 1].rstrip()
    if "mapping values are not allowed" in complaint.words:
        if re.fullmatch(r"\s*[\w.-]+", before):
            indent = len(before) - len(before.lstrip())
            return problem("bad-indentation", Spot(complaint.here.file, complaint.here.line, indent + 1))
        return problem("stray-colon", complaint.here)
    if not re.search("block (mapping|collection)|document start", complaint.words):
        return None
    if before.endswith(("'", '"', "]", "}")):
        return problem("text-after-end", complaint.here, end=sign(before[-1]))
    return problem("bad-indentation", complaint.here)


def _sign(complaint: _Complaint) -> Problem | None:
    for pattern, code in ANSWERS:
        if re.search(pattern, complaint.words):
            word = complaint.rest(complaint.here).partition(" ")[0]
            return problem(code, complaint.here, char=sign(word[:1]), tag=word)
    return None


def _spot(file: str, lines: list[str], mark: yaml.Mark | None) -> Spot:
    if mark is None:
        return Spot(file, 1, 1)
    if mark.line >= len(lines):
        return Spot(file, len(lines), len(lines[-1]) + 1)
    return Spot(file, mark.line + 1, mark.column + 1)
