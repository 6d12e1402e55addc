"""`tashkent scenario watch`: looks at a scenario whenever one of its files is saved, until it is stopped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from game.authoring.watch import Course, Look, Stamps, look, news, stamps
from game.commands.check import nowhere
from game.scenario.diagnostics import shorten
from game.scenario.loader import find_scenario
from game.scenario.refusal import Refusal
from game.scenario.shelf import home

PAUSE = 0.3
"""Seconds between two glances at the files' dates: soon enough for a person, and no work for a machine."""
SETTLING = 0.1
"""Seconds for which files must have stayed the same: editors write in several steps."""


def watched(path: str, course: Course, *, played: bool, looks: int | None = None) -> Iterator[str] | Refusal:
    """What there is to say at the first look, and after every save; `looks` ends it after so many.

    A refusal where there is nothing to watch.
    """
    folder = home(find_scenario(path))
    first = look(folder, course, played=played)
    for problem in first.inspection.problems:
        if problem.code == "no-scenario":
            return nowhere(problem)
    if first.refusal:
        return first.refusal
    return _told(folder, course, first, played=played, looks=looks)


def _told(folder: Path, course: Course, first: Look, *, played: bool, looks: int | None) -> Iterator[str]:
    seen = stamps(folder)
    yield from news(None, first, {})
    yield f"Watching {folder}. Save a file to see what it changes; Ctrl-C ends."
    before, scores, count = first, first.scores, 1
    while looks is None or count < looks:
        changed, seen = _waited(folder, seen)
        now = look(folder, course, played=played)
        yield ""
        yield f"{time.strftime('%H:%M:%S')}  {', '.join(changed)}"
        yield from news(before, now, scores)
        before, scores, count = now, now.scores or scores, count + 1


def _waited(folder: Path, seen: Stamps) -> tuple[list[str], Stamps]:
    """Wait until files have changed and settled; their names, and how they lie now."""
    now = stamps(folder)
    while now == seen:
        time.sleep(PAUSE)
        now = stamps(folder)
    while True:
        time.sleep(SETTLING)
        later = stamps(folder)
        if later == now:
            break
        now = later
    names = {name for name in {*seen, *now} if seen.get(name) != now.get(name)}
    return sorted(_below(Path(name), folder) for name in names), now


def _below(path: Path, folder: Path) -> str:
    return shorten(path.relative_to(folder).as_posix() if path != folder else path.name)
