"""A rule about conditions: what a level is held against is a number that it can reach."""

from __future__ import annotations

import math
from collections.abc import Iterator

from game.scenario.catalogue import problem
from game.scenario.conditions import Binary, Expression, Name, Number, Unary
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.parsing import MARKS, read

LEVELS = (
    "turmoil", "mandate", "capacity", "procedure", "promise", "belief", "restraint", "share", "bargain",
    "pull", *MARKS,
)  # fmt: skip
RANGES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(LEVELS, (0.0, 1.0)),
    **dict.fromkeys(("credibility", "diversification"), (0.0, 100.0)),
    "leverage": (-1.0, 1.0),
}
"""Between what a name's value lies, by the name's first part; the others have no bounds."""
PERCENT = 100


def check_reach(draft: Draft) -> Iterator[Problem]:
    """Nothing is asked of a level that no play can bring about, or that holds in every play."""
    for scalar, _ in draft.conditions():
        condition = read(str(scalar.value)).condition
        for name, limit in _bounds(condition.tree) if condition else ():
            low, high = RANGES.get(name.path[0], (-math.inf, math.inf))
            if not low <= limit <= high:
                whole = ".".join(name.path)
                share = limit / PERCENT
                hint = f"did you mean {share:g}?" if high == 1 and 0 <= share <= 1 else ""
                spot = scalar.spot_at(str(scalar.value).find(whole))
                words = {"low": f"{low:g}", "high": f"{high:g}", "limit": f"{limit:g}"}
                yield problem("out-of-reach", spot, hint, name=whole, **words)


def _bounds(tree: Expression) -> Iterator[tuple[Name, float]]:
    """Every name that is held against a plain number, with the number."""
    match tree:
        case Binary("<" | "<=" | ">" | ">=" | "==" | "!=", Name() as name, Number(value)):
            yield name, value
        case Binary("<" | "<=" | ">" | ">=" | "==" | "!=", Number(value), Name() as name):
            yield name, value
        case Unary(_, operand):
            yield from _bounds(operand)
        case Binary(_, left, right):
            yield from _bounds(left)
            yield from _bounds(right)


CHECKS = (check_reach,)
