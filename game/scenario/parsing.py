"""`when:` expressions: text to a checked tree, or the faults in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from game.scenario.conditions import Binary, Condition, Expression, Name, Number, Operator, Unary, Word
from game.scenario.tokens import Fault, Token, tokens

MAX_LENGTH = 500
"""In characters."""
MAX_TOKENS = 200
MAX_NESTING = 20
"""Of brackets, `not` and signs within one another."""

MARKS = frozenset({"limited", "overthrown", "collapsed", "flag", "happened", "tried", "carried"})
"""Names (by their first part) that say yes or no, and so may stand alone."""

Kind = Literal["number", "mark", "truth", "word", "choice"]
"""What a part of an expression is; a `mark` (a name that is 0 or 1) serves as number and as truth value."""

OPERATORS: dict[str, Operator] = {name: name for name in get_args(Operator)}
STRENGTH: dict[str, int] = {
    "or": 10, "and": 20, "<": 40, "<=": 40, ">": 40, ">=": 40, "==": 40, "!=": 40,
    "+": 50, "-": 50, "*": 60, "/": 60,
}  # fmt: skip
NOT_STRENGTH = 30
SIGN_STRENGTH = 70
COMPARISON = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in an expression, and the option that it is compared with when it begins with `chosen`."""

    name: Name
    start: int
    option: str | None = None
    option_start: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of an expression. There is a condition exactly when there are no faults."""

    condition: Condition | None
    faults: tuple[Fault, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    tree: Expression
    kind: Kind
    start: int
    text: str


def read(text: str) -> Reading:
    """Understand an expression; names are only collected, since they depend on the scenario.

    What does not read hides the rest: nothing is said of names and types until it does.
    """
    if len(text) > MAX_LENGTH:
        words: dict[str, object] = {"what": f"has {len(text)} characters; at most {MAX_LENGTH} are read"}
        return Reading(None, (Fault("condition-too-long", 0, "", words),), ())
    parser = _Parser(text)
    try:
        parser.load()
        part = parser.expression(0)
        parser.finish(part)
    except _UnreadableError as stop:
        return Reading(None, (stop.fault,), ())
    condition = None if parser.faults else Condition(text.strip(), part.tree)
    return Reading(condition, tuple(parser.faults), tuple(parser.mentions))


class _UnreadableError(Exception):
    """Reading an expression ends at its `fault`."""

    def __init__(self, code: str, start: int, hint: str = "", /, **words: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, start, hint, words)


class _Parser:
    """A Pratt parser: each operator binds its operands by its strength. Faults of type do not stop it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.queue: list[Token] = []
        self.depth = 0
        self.faults: list[Fault] = []
        self.mentions: list[Mention] = []

    def load(self) -> None:
        """Cut the text into tokens, last first."""
        for token in tokens(self.text):
            self.queue.append(token)
            if len(self.queue) > MAX_TOKENS:
                what = f"has more than {MAX_TOKENS} words and signs"
                raise _UnreadableError("condition-too-long", token.start, what=what)
        self.queue.reverse()

    @property
    def next(self) -> Token:
        """The token to read next."""
        return self.queue[-1]

    def at(self, bracket: str) -> bool:
        """Whether a bracket comes next; a quoted one is a word."""
        return self.next.kind == "operator" and self.next.text == bracket

    def fault(self, code: str, start: int, hint: str = "", /, **words: object) -> None:
        """Record what is wrong and read on."""
        self.faults.append(Fault(code, start, hint, words))

    def finish(self, part: _Part) -> None:
        """Nothing may follow, and the whole must be a truth value."""
        if self.next.kind != "end":
            self.unexpected(self.next)
        self.truth(part)

    def expression(self, strength: int) -> _Part:
        """The longest expression whose operators bind more tightly than `strength`."""
        left = self.prefix()
        while self.next.kind == "operator" and STRENGTH.get(self.next.text, -1) > strength:
            left = self.binary(left, self.queue.pop())
        return left

    def prefix(self) -> _Part:
        """A value, a name, brackets, `not` or a sign."""
        token = self.queue.pop()
        if token.kind == "number":
            return self.part(Number(float(token.text)), "number", token.start)
        if token.kind == "word":
            return self.part(Word(token.text), "word", token.start)
        if token.kind == "name":
            return self.name(token)
        if token.text not in {"(", "not", "-", "+"} or token.kind == "end":
            self.queue.append(token)
            self.unexpected(token)
        self.depth += 1
        if self.depth > MAX_NESTING:
            what = f"is nested more than {MAX_NESTING} deep"
            raise _UnreadableError("condition-too-long", token.start, what=what)
        part = self.nested(token)
        self.depth -= 1
        return part

    def nested(self, token: Token) -> _Part:
        """What begins with a bracket, `not` or a sign."""
        if token.text == "(":
            inner = self.expression(0)
            if not self.at(")"):
                if self.next.kind == "end":
                    raise _UnreadableError("condition-bracket", token.start)
                self.unexpected(self.next)
            self.queue.pop()
            return self.part(inner.tree, inner.kind, token.start)
        if token.text == "not":
            inner = self.expression(NOT_STRENGTH)
            self.truth(inner)
            return self.part(Unary("not", inner.tree), "truth", token.start)
        inner = self.expression(SIGN_STRENGTH)
        self.number(inner)
        tree = Unary("-", inner.tree) if token.text == "-" else inner.tree
        return self.part(tree, "number", token.start)

    def name(self, token: Token) -> _Part:
        """A name, or `true` or `false`."""
        if token.text in {"true", "false"}:
            return self.part(Number(float(token.text == "true")), "mark", token.start)
        if self.at("("):
            raise _UnreadableError("condition-call", self.next.start, name=token.text)
        name = Name(tuple(token.text.split(".")))
        first = name.path[0]
        if first != "chosen":
            self.mentions.append(Mention(name, token.start))
        kind: Kind = "choice" if first == "chosen" else "mark" if first in MARKS else "number"
        return self.part(name, kind, token.start)

    def binary(self, left: _Part, token: Token) -> _Part:
        """An operator between `left` and what follows."""
        strength = STRENGTH[token.text]
        compared = isinstance(left.tree, Binary) and STRENGTH[left.tree.operator] == COMPARISON
        if strength == COMPARISON and compared and not left.text.startswith("("):
            raise _UnreadableError("condition-chain", token.start)
        right = self.expression(strength)
        if strength == COMPARISON:
            return self.comparison(left, token, right)
        check = self.truth if token.text in {"and", "or"} else self.number
        check(left)
        check(right)
        kind: Kind = "truth" if token.text in {"and", "or"} else "number"
        return self.part(Binary(OPERATORS[token.text], left.tree, right.tree), kind, left.start)

    def comparison(self, left: _Part, token: Token, right: _Part) -> _Part:
        """Numbers with numbers, or a choice with an option's id."""
        if right.kind == "choice" and left.kind != "choice":
            left, right = right, left
        start = min(left.start, right.start)
        if left.kind == "choice" and right.kind == "word" and token.text in {"==", "!="}:
            if isinstance(left.tree, Name) and isinstance(right.tree, Word):
                mention = Mention(left.tree, left.start, right.tree.value, right.start + 1)
                self.mentions.append(mention)
        elif left.kind == "choice" and token.text not in {"==", "!="}:
            self.fault("condition-choice", token.start, name=left.text)
        else:
            self.number(left)
            self.number(right)
        return self.part(Binary(OPERATORS[token.text], left.tree, right.tree), "truth", start)

    def truth(self, part: _Part) -> None:
        """`part` must say yes or no."""
        if part.kind == "number":
            hint = f"compare it, as in `{part.text} > 0.5`"
            self.fault("condition-not-truth", part.start, hint, part=part.text)
        elif part.kind in {"word", "choice"}:
            self.number(part)

    def number(self, part: _Part) -> None:
        """`part` must be a number."""
        if part.kind == "choice":
            self.fault("condition-choice", part.start, name=part.text)
        elif part.kind == "word":
            self.fault("condition-word", part.start, word=part.text)
        elif part.kind == "truth":
            self.fault("condition-not-number", part.start, part=part.text)

    def unexpected(self, token: Token) -> None:
        """Stop at a token that cannot stand where it stands."""
        if token.fault is not None:
            raise _UnreadableError(token.fault.code, token.start, token.fault.hint, **token.fault.words)
        if token.kind == "end":
            raise _UnreadableError("condition-end", token.start)
        raise _UnreadableError("condition-place", token.start, sign=token.text)

    def part(self, tree: Expression, kind: Kind, start: int) -> _Part:
        """A part that ends where the next token begins."""
        end = self.next.start if self.queue else len(self.text)
        return _Part(tree, kind, start, self.text[start:end].strip())
