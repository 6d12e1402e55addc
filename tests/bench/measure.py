"""Timing side by side, goals, and the table: what a benchmark needs whatever it measures."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Samples = tuple[float, ...]
Better = Literal["more", "less"]
Verdict = Literal["met", "met at best", "missed"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure shall reach."""

    limit: float
    better: Better

    def reached(self, figure: float) -> bool:
        """Whether a figure is within the goal."""
        return figure >= self.limit if self.better == "more" else figure <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.better == 'more' else '≤'} {short(self.limit)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: samples of a figure, and the goal if it has one."""

    name: str
    unit: str
    samples: Samples
    better: Better = "less"
    limit: float | None = None

    @property
    def best(self) -> float:
        """The sample that the machine disturbed least."""
        return max(self.samples) if self.better == "more" else min(self.samples)

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)

    @property
    def goal(self) -> Goal | None:
        """The goal, if there is one."""
        return None if self.limit is None else Goal(self.limit, self.better)

    @property
    def verdict(self) -> Verdict | None:
        """Judged by the median; `met at best` where only the best sample reaches the goal."""
        if self.goal is None:
            return None
        if self.goal.reached(self.median):
            return "met"
        return "met at best" if self.goal.reached(self.best) else "missed"

    def document(self) -> dict[str, object]:
        """For machines."""
        return {
            "name": self.name,
            "unit": self.unit,
            "best": self.best,
            "median": self.median,
            "samples": list(self.samples),
            "goal": str(self.goal) if self.goal else None,
            "verdict": self.verdict,
        }


def seconds(work: Callable[[], Any], times: int = 1) -> float:
    """CPU seconds of this process that one call takes, a mean over `times` of them.

    Time in which another process holds the core does not count; a slower clock or a colder cache does.
    """
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def interleaved(tasks: Mapping[str, Callable[[int], float]], rounds: int) -> dict[str, Samples]:
    """Every task's samples: each round runs every task once, in turns forward and backward, so that
    what disturbs the machine for a while disturbs them alike. A task is told the round's number.

    A round before the first warms up, and does not count. Raise ValueError if `rounds` is below 1.
    """
    if rounds < 1:
        raise ValueError(f"at least one round, got {rounds}")
    samples: dict[str, list[float]] = {name: [] for name in tasks}
    order = {name: place for place, name in enumerate(tasks)}
    for number in range(-1, rounds):
        for name in sorted(tasks, key=order.__getitem__, reverse=bool(number % 2)):
            sample = tasks[name](number + 1)
            if number >= 0:
                samples[name].append(sample)
    return {name: tuple(taken) for name, taken in samples.items()}


def rate(samples: Sequence[float]) -> Samples:
    """Seconds for one to how many in a second."""
    return tuple(1.0 / sample for sample in samples)


def scaled(samples: Sequence[float], factor: float) -> Samples:
    """Samples in another unit."""
    return tuple(sample * factor for sample in samples)


def ratio(slow: Sequence[float], fast: Sequence[float]) -> Samples:
    """How many times as long the first takes, round by round."""
    return tuple(a / b for a, b in zip(slow, fast, strict=True))


def short(x: float) -> str:
    """A figure as a reader wants it: three digits that count, thousands apart."""
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"


def table(rows: Sequence[Row]) -> list[str]:
    """The rows as lines of text under a head."""
    head = ("", "best", "median", "unit", "goal", "")
    cells = [
        (
            row.name,
            short(row.best),
            short(row.median),
            row.unit,
            str(row.goal) if row.goal else "",
            row.verdict or "",
        )
        for row in rows
    ]
    widths = [max(len(line[i]) for line in (head, *cells)) for i in range(len(head))]
    return [
        f"{name:<{widths[0]}}  {best:>{widths[1]}}  {median:>{widths[2]}}  {unit:<{widths[3]}}"
        f"  {goal:<{widths[4]}}  {rest}".rstrip()
        for name, best, median, unit, goal, rest in (head, *cells)
    ]
