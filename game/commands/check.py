"""`tashkent scenario check`: what is wrong, dull or unfair; as text, document or annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.present.words import sentence
from game.scenario.diagnostics import Problem, render
from game.scenario.loader import bundled, find_scenario
from game.scenario.refusal import Refusal
from game.scenario.shelf import home
from game.scenario.words_of_form import YAML

if TYPE_CHECKING:
    from game.authoring.inspection import Inspection

ANNOTATIONS = {"error": "error", "warning": "warning", "note": "notice"}
"""GitHub's words for how grave a problem is."""


UNREAD = frozenset(YAML) | {"not-utf-8", "unreadable", "file-too-large"}
"""Problems behind which a part of a file was not read."""
MORE_MAY_FOLLOW = "What could not be read was not looked over: more may show then."


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    inspection: Inspection
    folder: Path
    """Where the scenario's files lie, as GitHub is to find them."""
    seed: int
    strict: bool
    """Whether warnings count as failure."""
    covered: bool
    """Whether the coverage of every option is told."""

    @property
    def failed(self) -> bool:
        """Whether there is an error or, where they count, a warning."""
        return bool(self._count("error") or (self.strict and self._count("warning")))

    def document(self) -> dict[str, Any]:
        """All problems, and what was played, for a machine."""
        evidence = self.inspection.evidence
        document: dict[str, Any] = {"problems": [problem.document() for problem in self.inspection.problems]}
        if evidence:
            document["played"] = {
                "random": evidence.random.plays,
                "pushed": evidence.pushed.plays,
                "branches": evidence.branches,
                "seed": self.seed,
            }
            if self.covered:
                from game.authoring.coverage import coverage  # noqa: PLC0415 (brings in numpy)

                document["coverage"] = coverage(evidence)
        return document

    def text(self) -> Iterator[str]:
        """All problems with the lines that they are about, and a count."""
        texts = self.inspection.texts
        for problem in self.inspection.problems:
            yield render(problem, texts.get(problem.file, ""))
            yield ""
        yield from self._covered()
        yield from self._sums()

    def annotations(self) -> Iterator[str]:
        """All problems as workflow commands, which GitHub shows beside the lines that they are about."""
        for problem in self.inspection.problems:
            place = {
                "file": (self.folder / problem.file).as_posix(),
                "line": problem.line,
                "col": problem.column,
                "title": problem.code,
            }
            where = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in place.items())
            message = f"{sentence(problem.message)} {sentence(problem.hint)}".strip()
            yield f"::{ANNOTATIONS[problem.severity]} {where}::{_escaped(message)}"
        yield from self._covered()
        yield from self._sums()

    def _covered(self) -> Iterator[str]:
        if self.covered and self.inspection.evidence:
            from game.authoring.coverage import table  # noqa: PLC0415 (brings in numpy)

            yield from table(self.inspection.evidence)
            yield ""

    def _sums(self) -> Iterator[str]:
        scenario = self.inspection.manuscript.loaded.scenario
        if scenario and not self.inspection.problems:
            yield f"{scenario.title}: {_counted(len(scenario.stages), 'stage')}, no problems."
        else:
            counts = [_counted(self._count("error"), "error"), _counted(self._count("warning"), "warning")]
            notes = self._count("note")
            yield f"{', '.join([*counts, *([_counted(notes, 'note')] if notes else [])])}."
        evidence = self.inspection.evidence
        if evidence:
            yield (
                f"Played {evidence.plays:,} times, with {evidence.branches:,} other choices tried "
                f"in their course (seed {self.seed})."
            )
        elif scenario is None:
            read = all(problem.code not in UNREAD for problem in self.inspection.problems)
            yield "It was not played: mend the errors first." + ("" if read else f" {MORE_MAY_FOLLOW}")

    def _count(self, severity: str) -> int:
        return sum(problem.severity == severity for problem in self.inspection.problems)


def checked(
    path: str, *, played: bool, strict: bool, covered: bool, seed: int, plays: int | None
) -> Checked | Refusal:
    """A scenario by its id or path, checked; a refusal if there is nothing to check."""
    from game.authoring.inspection import inspected  # noqa: PLC0415 (brings in pydantic; `nowhere` has no need of it)

    inspection = inspected(path, played=played, seed=seed, plays=plays)
    for problem in inspection.problems:
        if problem.code == "no-scenario":
            return nowhere(problem)
    return Checked(inspection, _here(home(find_scenario(path))), seed, strict, covered)


def nowhere(problem: Problem) -> Refusal:
    """What is said where there is no scenario at all."""
    return Refusal(sentence(problem.message), sentence(problem.hint))


def ours(name: str) -> Refusal | None:
    """Why nothing is written: an id names the game's own folder, which an update replaces."""
    if name not in bundled():
        return None
    return Refusal(
        f"`{name}` comes with the game, and nothing is written into it.",
        f"Copy its folder, {find_scenario(name)}, and name the copy by its path.",
    )


def _here(folder: Path) -> Path:
    """A folder as seen from where the command was given, if it lies below that."""
    whole, here = folder.resolve(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


def _escaped(text: str, signs: str = "") -> str:
    """A text as GitHub's workflow commands want it; `signs` are those with a meaning in its place."""
    for sign in f"%\r\n{signs}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
