"""Every kind of problem, by its stable code. The authoring guide's table of problems comes from here."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.diagnostics import MORE, Diagnostic, Problem, Severity
from game.scenario.nodes import Spot
from game.scenario.words_of_form import FILES, SHAPE, YAML
from game.scenario.words_of_meaning import CONDITIONS, REFERENCES, WARNINGS

Words = dict[str, tuple[str, str]]
"""Message and way out, by code."""


def _declared(severity: Severity, *tables: Words) -> Iterator[Diagnostic]:
    for table in tables:
        for code, (message, fix) in table.items():
            yield Diagnostic(code, severity, message, fix)


DIAGNOSTICS: dict[str, Diagnostic] = {
    diagnostic.code: diagnostic
    for diagnostic in (
        *_declared("error", FILES, YAML, SHAPE, CONDITIONS, REFERENCES),
        *_declared("warning", WARNINGS),
        MORE,
    )
}
"""By code, in the order of reading: files, YAML, shape, conditions, references; then the warnings."""


def problem(code: str, spot: Spot, hint: str = "", /, **words: object) -> Problem:
    """The problem `code` at `spot`; `words` fill the template, `hint` replaces the general advice."""
    return DIAGNOSTICS[code].at(spot, hint, **words)
