"""A scenario, its tests and its translations checked for their author: by reading, then by many plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.authoring.beside import Beside, read_beside
from game.authoring.lengths import check_minutes
from game.authoring.manuscript import Manuscript, read_manuscript
from game.authoring.prose import CHECKS
from game.authoring.strays import strays
from game.scenario.diagnostics import Problem, curtailed

if TYPE_CHECKING:
    from game.authoring.evidence import Evidence

SEED = 1


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of a check."""

    manuscript: Manuscript
    problems: tuple[Problem, ...]
    """Of reading and of play, by file, line and column."""
    texts: Mapping[str, str]
    """Of every file that was read, by the names that the problems use."""
    evidence: Evidence | None
    """None where nothing was played: it was not wanted, or the scenario has errors."""


def inspected(
    path: str | Path, *, played: bool = True, seed: int = SEED, plays: int | None = None
) -> Inspection:
    """A scenario by its id or path, read and, unless it has errors, played; so many times, if it is said."""
    manuscript = read_manuscript(path)
    beside = _beside(manuscript)
    problems = [*manuscript.loaded.problems, *strays(manuscript.place), *_read(manuscript), *beside.problems]
    evidence = None
    if played and manuscript.loaded.scenario is not None:
        from game.authoring.dull import RULES  # noqa: PLC0415 (brings in numpy: the static check has no need of it)
        from game.authoring.evidence import gathered  # noqa: PLC0415
        from game.authoring.places import Places  # noqa: PLC0415

        evidence = gathered(manuscript.loaded.scenario, manuscript.draft, seed, plays)
        places = Places(manuscript.draft)
        problems += [problem for rule in RULES for problem in rule(evidence, places)]
    texts = {**manuscript.loaded.texts, **beside.texts}
    return Inspection(manuscript, curtailed(problems), texts, evidence)


def _beside(manuscript: Manuscript) -> Beside:
    """Its tests and translations, which are held against a scenario that can itself be read."""
    scenario, place = manuscript.loaded.scenario, manuscript.place
    return read_beside(place, scenario) if scenario and place else Beside()


def _read(manuscript: Manuscript) -> Iterator[Problem]:
    """What there is to say of the texts, once they can be read at all."""
    scenario = manuscript.loaded.scenario
    if scenario is not None:
        for check in CHECKS:
            yield from check(manuscript.draft)
        yield from check_minutes(scenario, manuscript.draft)
