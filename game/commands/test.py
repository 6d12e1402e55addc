"""`tashkent scenario test`: a scenario's transcripts, run; as text or as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from game.authoring.quantities import forms
from game.authoring.rewriting import Edit, rewrite
from game.authoring.transcripts import Transcript, transcripts
from game.authoring.trial import Change, Verdict, trial
from game.commands.check import nowhere, ours
from game.scenario.diagnostics import Problem, render
from game.scenario.loader import bundled, find_scenario, read_scenario
from game.scenario.model import Scenario
from game.scenario.places import Folder
from game.scenario.refusal import Refusal, unknown
from game.scenario.shelf import TESTS, Shelf, open_shelf


@dataclass
class Trials:
    """A scenario's tests: what was read of them, and, once they have run, what came of them."""

    path: str
    """As given."""
    shelf: Shelf
    scenario: Scenario | None
    chosen: Sequence[Transcript]
    left_out: int
    """How many tests `-k` leaves out."""
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the scenario and its tests: errors."""
        return tuple(problem for problem in self.shelf.problems.sorted() if problem.severity == "error")

    @property
    def failed(self) -> bool:
        """Whether a test failed or could not be read."""
        return bool(self.problems) or any(not verdict.passed for verdict in self.verdicts)

    @property
    def changes(self) -> list[tuple[str, Change]]:
        """Recorded figures that are no longer what was written, by file."""
        return [(verdict.transcript.file, each) for verdict in self.verdicts for each in verdict.changes]

    def run(self, heard: Callable[[Verdict], None] = lambda _verdict: None) -> None:
        """Run all tests that could be read; `heard` is told of each."""
        if self.scenario is None:
            return
        for transcript in self.chosen:
            verdict = trial(self.scenario, transcript)
            self.verdicts.append(verdict)
            heard(verdict)

    def told(self) -> Iterator[str]:
        """What is not as it should be, with figures and places, and a count."""
        for problem in self.problems:
            yield ""
            yield self._shown(problem)
        for verdict in self.verdicts:
            if not verdict.passed:
                yield ""
                yield from self._failure(verdict)
        yield ""
        yield self._count()

    def document(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "scenario": self.scenario.id if self.scenario else None,
            "tests": [_test(verdict) for verdict in self.verdicts],
            "problems": [problem.document() for problem in self.problems],
            "passed": sum(verdict.passed for verdict in self.verdicts),
            "failed": sum(not verdict.passed for verdict in self.verdicts),
            "left_out": self.left_out,
        }

    def difference(self) -> Iterator[str]:
        """What `--update` would write, as a diff."""
        for file in dict.fromkeys(file for file, _ in self.changes):
            yield f"--- {file}"
            yield f"+++ {file}"
            for change in (each for at, each in self.changes if at == file):
                yield f"@@ line {change.recorded.node.spot.line} @@"
                yield f"-  {change.name}: {change.old}"
                yield f"+  {change.name}: {change.new}"

    def update(self) -> Refusal | None:
        """Write the figures as they are now."""
        if refusal := ours(self.path):
            return refusal
        place = self.shelf.place
        if not isinstance(place, Folder):
            return Refusal("Recorded figures can be written into a folder only, not into an archive.")
        for file in dict.fromkeys(file for file, _ in self.changes):
            edits = [
                Edit(each.recorded.node.spot, each.old, each.new) for at, each in self.changes if at == file
            ]
            if refusal := rewrite(place.path, file, edits):
                return refusal
        self.verdicts = [replace(verdict, changes=()) for verdict in self.verdicts]
        return None

    def _failure(self, verdict: Verdict) -> Iterator[str]:
        transcript = verdict.transcript
        plays = "1 play" if transcript.plays == 1 else f"{transcript.plays:,} plays"
        yield f"FAILED {transcript.file}: {transcript.about} ({plays}, seed {transcript.seed})"
        for failure in verdict.failures:
            spot = failure.spot
            message = f"expected {failure.expected}; {failure.got}"
            yield self._shown(Problem("failed", "error", spot.file, spot.line, spot.column, message))
        for change in verdict.changes:
            spot = change.recorded.node.spot
            message = f"{change.name} was recorded as {change.old}; it is {change.new}"
            hint = f"if that is right: tashkent scenario test {self.path} --update"
            yield self._shown(Problem("recorded", "error", spot.file, spot.line, spot.column, message, hint))

    def _shown(self, problem: Problem) -> str:
        return render(problem, self.shelf.texts.get(problem.file, ""))

    def _count(self) -> str:
        passed = sum(verdict.passed for verdict in self.verdicts)
        parts = [f"{passed} passed", f"{len(self.verdicts) - passed} failed"]
        unread = {problem.file for problem in self.problems}
        if unread:
            parts.append(f"{len(unread)} {'file' if len(unread) == 1 else 'files'} not readable")
        if self.left_out:
            parts.append(f"{self.left_out} left out")
        seconds = sum(verdict.seconds for verdict in self.verdicts)
        return f"{', '.join(parts)} in {seconds:.1f} s"


def trials(path: str, keyword: str = "") -> Trials | Refusal:
    """The tests of a scenario by its id or path, or those of them that a word picks.

    A refusal where there is no scenario, or nothing to run.
    """
    shelf = open_shelf(find_scenario(path), bundled())
    scenario = read_scenario(shelf)
    for problem in shelf.problems:
        if problem.code == "no-scenario":
            return nowhere(problem)
    if scenario is None:
        return Trials(path, shelf, None, (), 0)
    found = transcripts(shelf, scenario)
    wanted = [each for each in found if keyword.casefold() in f"{each.file} {each.about}".casefold()]
    whole = Trials(path, shelf, scenario, wanted, len(found) - len(wanted))
    if whole.problems or wanted:
        return whole
    if found:
        names = [each.file.removeprefix(f"{TESTS}/").removesuffix(".yaml") for each in found]
        return unknown("test", keyword, names)
    return Refusal(
        f"There are no tests in `{path}`.",
        f"Write one into its folder `{TESTS}`, as in the guide: a line of play, and what is expected of it.",
    )


def figures() -> Iterator[str]:
    """Every figure that a test can ask for."""
    for form, help_ in forms().items():
        yield f"{form:40} {help_}"
    yield ""
    yield "WHEN is start, a stage's id or final; left out, it is the end, after the years that follow."
    yield "Over several plays a figure is the mean; what is 0 or 1 in one play is then a share of the plays."


def mark(verdict: Verdict) -> str:
    """A test as a dot, or an F."""
    return "." if verdict.passed else "F"


def line(verdict: Verdict) -> str:
    """A test on a line of its own."""
    name = verdict.transcript.file
    return f"{name:38} {'passed' if verdict.passed else 'FAILED'}  {verdict.seconds:5.2f} s"


def _test(verdict: Verdict) -> dict[str, Any]:
    transcript = verdict.transcript
    return {
        "file": transcript.file,
        "about": transcript.about,
        "passed": verdict.passed,
        "seed": transcript.seed,
        "plays": transcript.plays,
        "seconds": round(verdict.seconds, 3),
        "figures": dict(verdict.figures),
        "failures": [
            {
                "line": failure.spot.line,
                "column": failure.spot.column,
                "expected": failure.expected,
                "got": failure.got,
            }
            for failure in verdict.failures
        ],
        "changes": [{"name": each.name, "old": each.old, "new": each.new} for each in verdict.changes],
    }
