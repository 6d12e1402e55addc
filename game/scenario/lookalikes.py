"""Characters that look like others: where one of them is behind a problem, the hint names it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from game.scenario.diagnostics import Problem

SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", "a plain space")
QUOTES = dict.fromkeys("“”„‟«»", 'a plain quotation mark, `"`')
APOSTROPHES = dict.fromkeys("‘’‚‛", "a plain apostrophe, `'`")
DASHES = dict.fromkeys("−‐‑‒–—", "a plain hyphen, `-`")
POINTS = {"：": "a plain colon, `:`", "，": "a plain comma, `,`", "٫": "a plain point, `.`"}
INSTEAD = {**SPACES, **QUOTES, **APOSTROPHES, **DASHES, **POINTS}
"""What to write in place of a character."""
WHOLE_LINE = {
    "bad-indentation", "inside-brackets", "missing-colon", "stray-colon", "text-after-end",
    "unclosed-bracket", "unclosed-quote", "yaml-syntax",
}  # fmt: skip
"""Problems that such a character may be behind, wherever it stands on the line."""
CAUSES = WHOLE_LINE | {
    "bad-date", "bad-id", "comma-in-braces", "key-not-text", "lever-value", "unknown-flag", "unknown-id",
    "unknown-key", "unknown-lever", "unknown-name", "unknown-word", "wrong-type",
}  # fmt: skip
"""Those, and problems of the very word in which it stands."""
PIECE = re.compile(r"[^ \t\n,{}\[\]#]*")


def named(problem: Problem, texts: Mapping[str, str]) -> Problem:
    """The problem, its hint naming the character that is probably behind it, if there is one."""
    if problem.code not in CAUSES:
        return problem
    lines = texts.get(problem.file, "").split("\n", problem.line)
    if problem.line > len(lines):
        return problem
    line = lines[problem.line - 1]
    found = PIECE.match(line, problem.column - 1)
    piece = line if problem.code in WHOLE_LINE else found[0] if found else ""
    for char in piece:
        if char in INSTEAD:
            there = f"there is {_name(char)}, here" if char in SPACES else f"`{char}` is {_name(char)}"
            hint = f"{there}: write {INSTEAD[char]}"
            return replace(problem, hint=hint)
    foreign = "" if problem.code in WHOLE_LINE else _foreign(piece)
    if foreign:
        apart = f"the `{foreign}` in it is {_name(foreign)}"
        return replace(problem, hint=f"{problem.hint} ({apart})" if problem.hint else apart)
    return problem


def _foreign(piece: str) -> str:
    """The first letter of another alphabet in a word of Latin ones, or nothing."""
    letters = [char for char in piece if char.isalpha()]
    strange = [char for char in letters if not unicodedata.name(char, "LATIN").startswith("LATIN")]
    return strange[0] if strange and len(strange) < len(letters) else ""


def _name(char: str) -> str:
    """A character by its number and its name in Unicode."""
    return f"U+{ord(char):04X}, {unicodedata.name(char, 'nameless').lower()}"
