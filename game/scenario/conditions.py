"""The tree of a `when:` expression. Nothing here evaluates; the engine compiles the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operator = Literal["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or"]


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number; `true` and `false` are 1 and 0."""

    value: float


@dataclass(frozen=True, slots=True)
class Word:
    """A quoted option id, beside `chosen.…` only."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """Named state, as in `belief.uzbekistan.internal`."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not x`."""

    operator: Literal["-", "not"]
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands; comparisons and logic yield 0 or 1; a division by zero yields 0."""

    operator: Operator
    left: Expression
    right: Expression


Expression = Number | Word | Name | Unary | Binary


def names(tree: Expression) -> Iterator[tuple[str, ...]]:
    """Every name that the tree reads, in order."""
    match tree:
        case Name(path):
            yield path
        case Unary(_, operand):
            yield from names(operand)
        case Binary(_, left, right):
            yield from names(left)
            yield from names(right)


@dataclass(frozen=True, slots=True)
class Condition:
    """A `when:` as written and as understood."""

    text: str
    tree: Expression
