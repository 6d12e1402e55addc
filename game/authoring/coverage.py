"""What became of every option in a check: how often offered and chosen, and what it does to each score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from game.authoring.evidence import Evidence
from game.engine.book import SCORES
from game.present.words import signed

HEADS = ("offered", "chosen", *SCORES)
GAP = 2


def coverage(evidence: Evidence) -> dict[str, Any]:
    """By STAGE.ROLE.DECISION and option: shares of the random plays, and mean differences in points from the
    mean of the options on offer; None where an option never stood beside another."""
    found: dict[str, Any] = {}
    for key, comparison in evidence.comparisons.items():
        menu = evidence.random.menus[key]
        found[".".join(key)] = {
            option: {
                "offered": int(menu.offered[i]) / evidence.random.plays,
                "chosen": int(menu.chosen[i]) / evidence.random.plays,
                **{score: _known(value) for score, value in zip(SCORES, comparison.effect[i], strict=True)},
            }
            for i, option in enumerate(comparison.options)
        }
    return found


def table(evidence: Evidence) -> Iterator[str]:
    """The same for a reader, a block for each decision."""
    found = coverage(evidence)
    width = max((len(option) for options in found.values() for option in options), default=0)
    yield "Each option: how often it was on offer and taken in random plays, and what it does to each score,"
    yield "in points, beside the average option of its decision under the same luck."
    for decision, options in found.items():
        yield ""
        yield decision
        yield _row(" " * width, HEADS)
        for option, figures in options.items():
            cells = [f"{figures['offered']:.0%}", f"{figures['chosen']:.0%}"]
            cells += ["–" if figures[score] is None else signed(figures[score], 1) for score in SCORES]
            yield _row(option.ljust(width), cells)


def _row(first: str, cells: tuple[str, ...] | list[str]) -> str:
    gap = " " * GAP
    padded = (cell.rjust(len(head)) for cell, head in zip(cells, HEADS, strict=True))
    return f"{gap}{first}{gap}{gap.join(padded)}".rstrip()


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
