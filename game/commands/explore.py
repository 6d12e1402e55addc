"""`tashkent explore`: what could have happened, what mattered, and is the article right?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from game import __version__
from game.analysis import balance, contest, knockout, sensitivity, thesis
from game.analysis.blocks import Crew
from game.analysis.findings import Finding
from game.commands.explore_crew import HERE, NOTHING, Hands, crew
from game.commands.explore_files import unwritable, written
from game.commands.explore_text import text
from game.commands.seating import RefusedError, loaded, met
from game.engine.settings import Settings, checked
from game.policies.named import policy
from game.present.plays import ILLUSTRATES
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.words import _

Kind = Literal["strategies", "sensitivity", "thesis", "balance", "knockout"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the command line asks for."""

    kind: Kind
    scenario: str
    plays: int
    seed: int
    hands: Hands = HERE
    line: str = "historical"
    """Who plays all seats, where the question is about one way of playing."""
    parameters: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    variant: str | None = None
    outputs: tuple[Path, ...] = ()
    planner: bool = True
    """Whether the planner is among the strategies."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it."""

    finding: Finding
    document: Mapping[str, Any]
    files: tuple[str, ...]
    """What was written, and what could not be, in words."""

    def text(self) -> Iterator[str]:
        """For a reader, within 80 columns."""
        yield from text(self.finding)
        yield from self.files


def explored(
    question: Question,
    length: Callable[[int], None] = lambda _plays: None,
    progress: Callable[[int], None] = lambda _plays: None,
) -> Answer | Refusal:
    """The answer, or why there is none. `length` is told how long it takes and `progress` how far it is,
    in plain plays."""
    try:
        for output in question.outputs:
            met(unwritable(output))
        scenario, _folder = loaded(question.scenario, question.language)
        settings = met(checked(question.parameters, question.without, question.variant))
        if question.kind == "sensitivity":
            _needed(scenario, question.line)
        size = _size(question, scenario, settings)
        length(size)
        with crew(question.hands, size, progress) as hands:
            finding = _found(question, scenario, settings, hands)
    except RefusedError as refused:
        return refused.refusal
    if not finding.plays:
        return Refusal(_(NOTHING))
    document = _document(question, scenario, settings, finding)
    files = tuple(line for output in question.outputs for line in written(output, finding, document))
    return Answer(finding, document, files)


def _needed(scenario: Scenario, line: str) -> None:
    """Raise RefusedError without SciPy, or if nobody plays so."""
    met(policy(line, scenario))
    try:
        import scipy  # noqa: F401, PLC0415 (an optional dependency)
    except ImportError:
        raise RefusedError(
            Refusal(
                _("Indices of sensitivity are reckoned with SciPy, which is not installed."),
                _("In the project's folder: {command}.").format(command="pip install -e '.[explore]'"),
            )
        ) from None


def _size(question: Question, scenario: Scenario, settings: Settings) -> int:
    plays = question.plays
    match question.kind:
        case "strategies":
            return contest.size(scenario, plays, planner=question.planner)
        case "sensitivity":
            return sensitivity.size(plays)
        case "thesis":
            return thesis.size(plays)
        case "balance":
            return balance.size(scenario, plays)
        case "knockout":
            return knockout.size(settings, plays)


def _found(question: Question, scenario: Scenario, settings: Settings, hands: Crew) -> Finding:
    plays, seed = question.plays, question.seed
    match question.kind:
        case "strategies":
            return contest.contest(scenario, plays, seed, settings, hands, planner=question.planner)
        case "sensitivity":
            return sensitivity.sensitivity(scenario, question.line, plays, seed, hands)
        case "thesis":
            return thesis.thesis(scenario, plays, seed, hands)
        case "balance":
            return balance.balance(scenario, plays, seed, settings, hands)
        case "knockout":
            return knockout.knockout(scenario, plays, seed, settings, hands)


def _document(
    question: Question, scenario: Scenario, settings: Settings, finding: Finding
) -> Mapping[str, Any]:
    """All of it: one document, for `--json` and for files."""
    return {
        "kind": finding.kind,
        "scenario": finding.scenario,
        "title": finding.title,
        "digest": scenario.digest,
        "version": __version__,
        "seed": finding.seed,
        "plays": finding.plays,
        "partial": finding.partial,
        "variant": settings.variant,
        "without": sorted(settings.without),
        "parameters": dict(question.parameters),
        "tables": {
            grid.id: {
                "title": grid.title,
                "about": grid.about,
                "rows": [dict(zip(grid.columns, row, strict=True)) for row in grid.rows],
            }
            for grid in finding.grids
        },
        "notes": [*finding.notes, _(ILLUSTRATES)],
    }
