"""What a test expects of a figure, or of several beside one another: text to a check of numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from game.engine.conditions import OPERATIONS
from game.scenario.conditions import Binary, Expression, Name, Number, Unary

Sign = Literal["<", "<=", ">", ">=", "==", ".."]

SIGNS: dict[str, Sign] = {
    "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">=", "=": "==", "==": "==",
    "below": "<", "under": "<", "above": ">", "over": ">", "at most": "<=", "at least": ">=", "exactly": "==",
}  # fmt: skip
"""By what an author may write."""

WORDS: dict[str, tuple[Sign, float]] = {"happens": (">", 0.0), "never": ("==", 0.0), "always": ("==", 1.0)}
"""What may be expected of a share in a word."""

NUMBER = r"([-+−]?[0-9]+(?:\.([0-9]+))?)\s*(%?)"
BOUND = re.compile(rf"({'|'.join(sorted(map(re.escape, SIGNS), key=len, reverse=True))})?\s*{NUMBER}")
RANGE = re.compile(rf"{NUMBER}\s*(?:\.\.|…)\s*{NUMBER}")

CLOSE = 1e-9
"""What is left of a difference by the arithmetic alone."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a figure must be."""

    text: str
    """As written."""
    sign: Sign
    low: float
    high: float = 0.0
    """Of a range; a single bound is `low`."""
    slack: float = CLOSE
    """For `==`: half of the last digit that was written."""
    percent: bool = False
    """Whether it was written in percent, and so is shown."""

    def met(self, value: float) -> bool:
        """Whether the figure is as expected; ends of a range belong to it."""
        match self.sign:
            case "<":
                return value < self.low
            case "<=":
                return value <= self.low + CLOSE
            case ">":
                return value > self.low
            case ">=":
                return value >= self.low - CLOSE
            case "..":
                return self.low - CLOSE <= value <= self.high + CLOSE
            case "==":
                return abs(value - self.low) <= self.slack

    def shown(self, value: float) -> str:
        """The figure with as many digits as it takes to see why it is not as expected."""
        for digits in range(1, 7):
            text = f"{value * 100:.{digits}f}%" if self.percent else f"{value:.{digits + 1}f}"
            read = expected(text.replace("%", " %"))
            if read is not None and self.met(read.low) == self.met(value):
                return text
        return f"{value:g}"


def expected(text: str) -> Expectation | None:
    """What a text expects; None if it cannot be understood. A range may have its ends the wrong way round."""
    plain = " ".join(text.replace("−", "-").split())
    if plain in WORDS:
        sign, low = WORDS[plain]
        return Expectation(text, sign, low, percent=True)
    if found := RANGE.fullmatch(plain):
        percent = found[3] or found[6]  # written at one end, it is meant of both
        low, high = _number(found[1], percent), _number(found[4], percent)
        return Expectation(text, "..", low, high, percent=bool(percent))
    if found := BOUND.fullmatch(plain):
        last = 0.5 * 10.0 ** -len(found[3] or "") * (0.01 if found[4] else 1.0)
        value = _number(found[2], found[4])
        return Expectation(text, SIGNS[found[1] or "="], value, slack=last + CLOSE, percent=bool(found[4]))
    return None


def _number(digits: str, percent: str) -> float:
    return float(digits) / 100.0 if percent else float(digits)


def reckoned(tree: Expression, figures: Mapping[tuple[str, ...], float]) -> float:
    """The value of a comparison's tree, 1 where it holds; a division by zero is 0."""
    match tree:
        case Number(value):
            return value
        case Name(path):
            return figures[path]
        case Unary("not", operand):
            return float(not reckoned(operand, figures))
        case Unary(_, operand):
            return -reckoned(operand, figures)
        case Binary(operator, left, right):
            return float(OPERATIONS[operator](reckoned(left, figures), reckoned(right, figures)))
        case _:
            raise AssertionError("a word stands beside `chosen` only")
