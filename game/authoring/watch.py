"""What a scenario is and does now, and what changed since the last look. Asks the disk for dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from game.authoring.inspection import Inspection, inspected
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.policies.fixed import Script
from game.policies.named import choices, policy
from game.present.words import number, signed
from game.scenario.diagnostics import Problem, render
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown

PLAYS = 500
"""Of the replay: the figures are means, steady enough to show what an edit does."""
SHOWN = 0.05
"""Points below which a change of a score is not shown."""
WIDTH = 18
"""Columns of a score and its change."""

Stamps = Mapping[str, tuple[int, int]]
"""By file: when it was last written, in nanoseconds, and its size."""

Scores = Mapping[str, tuple[float, ...]]
"""By stage, `start` first and `final` last: the scores' means."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is replayed at every look."""

    choices: Mapping[str, str]
    """By STAGE.ROLE.DECISION."""
    rest: str = "historical"
    """Who settles all else: a policy, or a line of the scenario."""
    until: str = ""
    """The last stage that is shown; empty for all of them, and the end."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """A scenario as it was found."""

    inspection: Inspection
    scores: Scores
    """Empty where it does not load."""
    refusal: Refusal | None = None
    """Why the choices cannot be replayed."""

    @property
    def told(self) -> tuple[str, ...]:
        """Every problem, with its line."""
        texts = self.inspection.texts
        return tuple(render(each, texts.get(each.file, "")) for each in self.inspection.problems)


def stamps(folder: Path) -> Stamps:
    """The scenario's files as they lie on the disk; what vanishes in the meantime is left out."""
    found = {}
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*.y*ml")):
        try:
            status = path.stat()
        except OSError:
            continue
        found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def look(path: Path, course: Course, *, played: bool) -> Look:
    """Check a scenario, by play too if it is `played`, and replay its course."""
    inspection = inspected(path, played=played)
    scenario = inspection.manuscript.loaded.scenario
    if scenario is None:
        return Look(inspection, {})
    scores = _replayed(scenario, course)
    if isinstance(scores, Refusal):
        return Look(inspection, {}, scores)
    return Look(inspection, scores)


def _replayed(scenario: Scenario, course: Course) -> dict[str, tuple[float, ...]] | Refusal:
    """The mean scores at the start and after each stage up to the one that is asked for."""
    fixed, seat = choices(course.choices, scenario), policy(course.rest, scenario)
    stages = [stage.id for stage in scenario.stages]
    if isinstance(fixed, Refusal):
        return fixed
    if isinstance(seat, Refusal):
        return seat
    if course.until and course.until not in stages:
        return unknown("stage", course.until, stages)
    seats = {role.id: Script(fixed, otherwise=seat) for role in scenario.roles}
    trace = run(compile_world(scenario), seats, Luck(course.seed, 0, PLAYS))
    found = {"start": trace.start, **{stage.id: stage.scores for stage in trace.stages}, "final": trace.end}
    shown = ["start", *stages[: stages.index(course.until) + 1]] if course.until else list(found)
    return {name: tuple(float(np.mean(score)) for score in found[name]) for name in shown}


def news(before: Look | None, now: Look, scores: Scores) -> Iterator[str]:
    """What there is to say: problems that are new or gone, and how far the scores are from `scores`."""
    old = before.told if before else ()
    for text in now.told:
        if text not in old:
            yield text
            yield ""
    there = all(problem.code != "no-scenario" for problem in now.inspection.problems)
    gone = _codes(before, now) if before and there else ()
    if gone:
        yield f"Mended: {', '.join(gone)}."
    yield _counted(now.inspection.problems)
    if now.refusal:
        yield f"Not replayed: {now.refusal}"
    elif now.scores:
        yield from _table(scores, now.scores)


def _codes(before: Look, now: Look) -> tuple[str, ...]:
    """What was wrong before and is not any more, by code and file; lines may have moved."""
    left = [(each.code, each.file) for each in now.inspection.problems]
    found = []
    for each in before.inspection.problems:
        if (each.code, each.file) in left:
            left.remove((each.code, each.file))
        else:
            found.append(f"{each.code} in {each.file}")
    return tuple(dict.fromkeys(found))


def _counted(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problems."
    counts = {
        severity: sum(each.severity == severity for each in problems)
        for severity in dict.fromkeys(each.severity for each in problems)
    }
    told = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()]
    return f"{', '.join(told)}."


def _table(before: Scores, now: Scores) -> Iterator[str]:
    """The scores by stage, each with its change since the last look."""
    name_width = max(len(name) for name in now) + 2
    yield f"{'':{name_width}}" + "".join(f"{score:>{WIDTH}}" for score in SCORES)
    for name, scores in now.items():
        old = before.get(name)
        cells = [_cell(score, score - old[number] if old else 0.0) for number, score in enumerate(scores)]
        yield f"{name:{name_width}}" + "".join(cells)


def _cell(score: float, change: float) -> str:
    text = number(score, 1)
    if abs(change) >= SHOWN:
        text = f"{text} ({signed(change, 1)})"
    return f"{text:>{WIDTH}}"
