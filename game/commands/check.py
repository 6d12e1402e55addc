"""`tashkent scenario check`: a scenario's problems, as text or as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from game.present.words import sentence
from game.scenario.diagnostics import Problem, render
from game.scenario.loader import Loaded, find_scenario, load_scenario
from game.scenario.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    loaded: Loaded

    @property
    def errors(self) -> int:
        """How many problems keep the scenario from loading."""
        return sum(problem.severity == "error" for problem in self.loaded.problems)

    def document(self) -> dict[str, Any]:
        """All problems, for a machine."""
        return {"problems": [asdict(problem) for problem in self.loaded.problems]}

    def text(self) -> Iterator[str]:
        """All problems with the lines that they are about, and a count."""
        for problem in self.loaded.problems:
            yield render(problem, self.loaded.texts.get(problem.file, ""))
            yield ""
        warnings = len(self.loaded.problems) - self.errors
        if self.errors or warnings:
            yield f"{_counted(self.errors, 'error')}, {_counted(warnings, 'warning')}."
        elif self.loaded.scenario:
            stages = _counted(len(self.loaded.scenario.stages), "stage")
            yield f"{self.loaded.scenario.title}: {stages}, no problems."


def checked(path: str) -> Checked | Refusal:
    """A scenario by its id or path, checked; a refusal if there is nothing to check."""
    loaded = load_scenario(find_scenario(path))
    for problem in loaded.problems:
        if problem.code == "no-scenario":
            return nowhere(problem)
    return Checked(loaded)


def nowhere(problem: Problem) -> Refusal:
    """What is said where there is no scenario at all."""
    return Refusal(sentence(problem.message), sentence(problem.hint))


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
