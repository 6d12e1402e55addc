"""The words of a `when:` expression, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["number", "word", "name", "operator", "bad", "end"]

SPACE = re.compile(r"\s*")
NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*(?:\.\w*(?:-\w+)*)*")
NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.])", re.ASCII)
NUMERAL = re.compile(r"\.?\w[\w.]*")
WORD = re.compile(r"'([^']*)'|\"([^\"]*)\"")
FOREIGN = re.compile(r"&&|\|\||\*\*|//|<>|=<|=>|:=|===")
OPERATOR = re.compile(r"<=|>=|==|!=|[-+*/<>()]")

LOGIC = {"and", "or", "not"}

INSTEAD = {
    "&&": "write `and`", "&": "write `and`", "||": "write `or`", "|": "write `or`",
    "!": "write `not`", "=": "write `==` to compare", ":=": "write `==` to compare", "===": "write `==`",
    "<>": "write `!=`", "≠": "write `!=`", "=<": "write `<=`", "≤": "write `<=`", "=>": "write `>=`",
    "≥": "write `>=`", "×": "write `*`", "÷": "write `/`", "−": "write a plain hyphen, `-`",
    "–": "write a plain hyphen, `-`", "**": "there are no powers; multiply instead",
    "^": "there are no powers; multiply instead", "//": "write `/`", "%": "write a share of 1, as in 0.5",
    "[": "write names with points, as in `promise.internal`", "{": "write a name without braces",
    ",": "write a decimal point, or join two conditions with `and`", ";": "join two conditions with `and`",
    "‘": "use the plain quotation mark '", "’": "use the plain quotation mark '",
    "“": "use the plain quotation mark '", "”": "use the plain quotation mark '",
    "'": "close the quotation mark", '"': "close the quotation mark",
    "AND": "write `and`", "OR": "write `or`", "NOT": "write `not`", "True": "write `true`",
    "TRUE": "write `true`", "False": "write `false`", "FALSE": "write `false`",
}  # fmt: skip
"""What to write in place of other languages' signs and words."""

NO_IF = "take the `if` out: what is asked stands right after `when:`"
"""What to do about the habit of other languages to begin so."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression, before anyone knows where it stands in a file."""

    code: str
    start: int
    """The offset of the character where it shows."""
    hint: str = ""
    words: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression."""

    kind: Kind
    text: str
    """As understood: an option's id comes without its quotes."""
    start: int
    """Its first character's offset in the expression."""
    fault: Fault | None = None
    """Why it is none of the language's words, when it is `bad`."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an expression, an `end` last; what cannot be cut ends it with a `bad` one."""
    start = _skip(text, 0)
    while start < len(text):
        token, end = _token(text, start)
        yield token
        if token.kind == "bad":
            return
        start = _skip(text, end)
    yield Token("end", "", len(text.rstrip()))


def _token(text: str, start: int) -> tuple[Token, int]:
    if found := NUMBER.match(text, start):
        return Token("number", found[0], start), found.end()
    if found := NAME.match(text, start):
        word = found[0]
        if word in INSTEAD:
            return _bad(word, start), found.end()
        if word.casefold() == "if" and not text[:start].strip():
            return Token(
                "bad", word, start, Fault("condition-sign", start, NO_IF, {"sign": word})
            ), found.end()
        return Token("operator" if word in LOGIC else "name", word, start), found.end()
    if found := WORD.match(text, start):
        return Token("word", found[1] or found[2] or "", start), found.end()
    if found := FOREIGN.match(text, start):
        return _bad(found[0], start), found.end()
    if found := OPERATOR.match(text, start):
        return Token("operator", found[0], start), found.end()
    if found := NUMERAL.match(text, start):
        fault = Fault("condition-number", start, "", {"number": found[0]})
        return Token("bad", found[0], start, fault), found.end()
    return _bad(text[start], start), start + 1


def _bad(sign: str, start: int) -> Token:
    return Token("bad", sign, start, Fault("condition-sign", start, INSTEAD.get(sign, ""), {"sign": sign}))


def _skip(text: str, start: int) -> int:
    found = SPACE.match(text, start)
    return found.end() if found else start
