"""Kinds of problem in what stands beside a scenario: its tests and translations. Code, message, way out."""

from __future__ import annotations

from game.scenario.diagnostics import Diagnostic, Problem
from game.scenario.nodes import Spot

WORDS: dict[str, tuple[str, str]] = {
    "quantity": (
        "`{name}` is nothing that a test can measure",
        "write `credibility.final` or `carried.osh`, say; for all figures: tashkent scenario test --figures",
    ),
    "quantity-moment": (
        "`{moment}` is no moment of `{name}`",
        "write `start`, a stage's id or `final`; left out, it is the end",
    ),
    "expectation": (
        "`{text}` is nothing that can be expected of `{name}`",
        'write "< 45", "> 0.3", "<= 20%" in quotes, `below 45`, `above 0.3`, `at most 20%`, or `48..54`',
    ),
    "expectation-range": (
        "`{text}`: the range ends before it begins",
        "write the smaller number first, as in `48..54`",
    ),
    "comparison": (
        "this comparison does not read: {what}",
        "write two of the compared lines' figures, as in `a.credibility.final > b.credibility.final`",
    ),
    "comparison-side": (
        "`{side}` is not one of the lines of play that are compared",
        "they are called by their keys under `compare`, as in `a.credibility.final`",
    ),
    "nothing-expected": (
        "this test expects nothing",
        "add `expect`, `compare` or `recorded`",
    ),
    "compare-beside": (
        "`{key}` stands beside `compare`, where each line of play says its own",
        "move it below `a` or `b`, or give it to both",
    ),
    "planned-plays": (
        "a planner would look ahead in {count} plays, which takes too long",
        "write `plays: {limit}` or fewer",
    ),
    "recorded-value": (
        "`{text}` is no recorded value",
        "write a number, or `new` to have it filled in by: tashkent scenario test PATH --update",
    ),
    "language-file-name": (
        "`{name}` is not called by a language's code, and is not read",
        "call it `ru.yaml`, `pt-br.yaml` or `zh-hant.yaml`, say",
    ),
    "text-id": (
        "`{id}` names no text of this scenario",
        "take it out, or rename it to the text that it translates",
    ),
    "text-stale": (
        "`{id}` was translated from another original",
        "look at the original, then take its `of` out and run: tashkent scenario translate PATH {lang}",
    ),
    "text-citations": (
        "`{id}` cites other sources than the original: {what}",
        "keep every `[source-id]` of the original, and add none",
    ),
}

WARNINGS = {"language-file-name", "text-id", "text-stale", "text-citations"}
"""What does not keep a test from running or a translation from being played."""

DIAGNOSES: dict[str, Diagnostic] = {
    code: Diagnostic(code, "warning" if code in WARNINGS else "error", message, fix)
    for code, (message, fix) in WORDS.items()
}
"""By code; for the guide's table of problems, beside `scenario.catalogue.DIAGNOSTICS`."""


def problem(code: str, spot: Spot, hint: str = "", /, **words: object) -> Problem:
    """The problem `code` at `spot`; `words` fill the template, `hint` replaces the general advice."""
    return DIAGNOSES[code].at(spot, hint, **words)
