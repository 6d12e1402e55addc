"""`tashkent scenario translate`: a scenario's texts put out for translation, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from game.authoring.translation import Survey, begun, extract, surveyed
from game.commands.check import nowhere, ours
from game.scenario.diagnostics import Problem, render
from game.scenario.languages import read_translation
from game.scenario.loader import bundled, find_scenario, read_scenario
from game.scenario.refusal import Refusal
from game.scenario.shelf import Shelf, open_shelf


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What came of it: a survey, or the problems that stand in its way."""

    shelf: Shelf
    survey: Survey | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files, then with the translation."""
        faults = tuple(each for each in self.shelf.problems.sorted() if each.severity == "error")
        return faults or (self.survey.problems if self.survey else ())

    def told(self) -> Iterator[str]:
        """Problems with their lines, and a count."""
        for problem in self.problems:
            yield render(problem, self.shelf.texts.get(problem.file, ""))
            yield ""
        if self.survey:
            survey = self.survey
            yield f"{survey.file}: {survey.translated} of {survey.texts} texts are translated."
            parts = [
                f"{len(survey.missing)} missing",
                f"{len(survey.stale)} stale",
                f"{len(survey.orphans)} without an original",
            ]
            yield f"{', '.join(parts)}."
            yield f"To play it: tashkent play SCENARIO --lang {survey.code}"

    def document(self) -> dict[str, Any]:
        """The same for a machine, with the ids of what is missing."""
        survey = self.survey
        counted = (
            {
                "language": survey.code,
                "file": survey.file,
                "texts": survey.texts,
                "translated": survey.translated,
                "missing": survey.missing,
                "stale": survey.stale,
                "orphans": survey.orphans,
            }
            if survey
            else {}
        )
        return {**counted, "problems": [problem.document() for problem in self.problems]}


def translated(path: str, code: str, *, writes: bool) -> Surveyed | Refusal:
    """Bring the file of a translation up to date if it `writes`, and survey it."""
    if writes and (refusal := ours(path)):
        return refusal
    shelf = open_shelf(find_scenario(path), bundled())
    scenario = read_scenario(shelf)
    for problem in shelf.problems:
        if problem.code == "no-scenario":
            return nowhere(problem)
    if scenario is None:
        return Surveyed(shelf, None)
    translation = begun(shelf, code)
    if isinstance(translation, Refusal):
        return translation
    if translation is None:
        return Surveyed(shelf, None)
    if writes:
        if refusal := extract(shelf, scenario, translation):
            return refusal
        translation = read_translation(shelf, code)  # anew: places in the file have changed
    return Surveyed(shelf, surveyed(scenario, translation) if translation else None)
