"""The files of `tests/` to transcripts, or every problem in them. Reads through the loader's shelf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.authoring.expectations import Expectation, expected
from game.authoring.quantities import Quantity, Unknown, understood
from game.authoring.transcript_checks import NEW, QUOTES, Checker, comparisons, plays_of, written
from game.authoring.transcript_form import COMPARED, PlayForm, TranscriptForm
from game.engine.play import Policy
from game.engine.settings import Settings
from game.policies.fixed import Script
from game.policies.named import choices, policies
from game.scenario.conditions import Expression, names
from game.scenario.diagnostics import Problem
from game.scenario.model import Scenario
from game.scenario.nodes import Entry, MapNode, ScalarNode, Spot
from game.scenario.parsing import read
from game.scenario.refusal import Refusal
from game.scenario.shelf import TESTS, Shelf
from game.scenario.validate import validate

ONLY = ""
"""The name of the line of play of a test that compares nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """How the seats play in one line of play of a test, and by which model."""

    policies: Mapping[str, Policy]
    settings: Settings
    planned: bool
    """Whether a planner plays, which takes a thousand times as long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure and what is expected of it."""

    quantity: Quantity
    expectation: Expectation
    spot: Spot


@dataclass(frozen=True, slots=True)
class Compared:
    """An expectation between lines of play; names begin with the side."""

    text: str
    tree: Expression
    quantities: Mapping[tuple[str, ...], tuple[str, Quantity]]
    """By the name as written: side and quantity."""
    spot: Spot


@dataclass(frozen=True, slots=True)
class Recorded:
    """A figure as it was last written down."""

    quantity: Quantity
    node: ScalarNode
    digits: int
    """After the point."""
    value: float | None
    """None where it is still to be written."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A test of a scenario."""

    file: str
    about: str
    seed: int
    plays: int
    sides: Mapping[str, Side]
    expected: tuple[Asked, ...]
    recorded: tuple[Recorded, ...]
    compared: tuple[Compared, ...]


def transcripts(shelf: Shelf, scenario: Scenario) -> tuple[Transcript, ...]:
    """The tests that can be run, in the order of their files; all problems are added to the shelf's."""
    found = []
    for name in shelf.names(TESTS) or ():
        known = len(tuple(shelf.problems))
        root = shelf.document(name).root
        if isinstance(root, MapNode):
            form, faults = validate(root, TranscriptForm)
            shelf.problems.extend(faults)
            shelf.problems.extend(Checker(root, scenario).problems())
            if form is not None and len(tuple(shelf.problems)) == known:
                found.append(_transcript(name, root, form, scenario))
    shelf.problems.revise(_with_quotes)
    return tuple(found)


def _with_quotes(fault: Problem) -> Problem:
    """A comparison that YAML took for the beginning of a text has a way out of its own."""
    in_tests = fault.file.startswith(f"{TESTS}/") and fault.code == "block-header"
    return replace(fault, hint=QUOTES) if in_tests else fault


def _transcript(file: str, root: MapNode, form: TranscriptForm, scenario: Scenario) -> Transcript:
    """The test that a file without problems describes."""
    forms = {side: getattr(form.compare, side) for side in COMPARED} if form.compare else {ONLY: form}
    return Transcript(
        file=file,
        about=" ".join(form.about.split()),
        seed=form.seed,
        plays=int(plays_of(root)),
        sides={side: _side(each, scenario) for side, each in forms.items() if each is not None},
        expected=tuple(
            Asked(_quantity(name, scenario), _expectation(entry), entry.key.spot)
            for name, entry in root.map("expect").entries.items()
        ),
        recorded=tuple(
            _recorded(_quantity(name, scenario), entry.value)
            for name, entry in root.map("recorded").entries.items()
            if isinstance(entry.value, ScalarNode)
        ),
        compared=tuple(_compared(scalar, scenario) for scalar in comparisons(root)),
    )


def _quantity(name: str, scenario: Scenario) -> Quantity:
    found = understood(name, scenario)
    if isinstance(found, Unknown):
        raise AssertionError(f"{name} was checked")
    return found


def _expectation(entry: Entry) -> Expectation:
    found = expected(written(entry))
    if found is None:
        raise AssertionError(f"{written(entry)} was checked")
    return found


def _recorded(quantity: Quantity, node: ScalarNode) -> Recorded:
    if node.value == NEW:
        return Recorded(quantity, node, 2, None)
    return Recorded(quantity, node, len(node.raw.partition(".")[2]), float(str(node.value)))


def _compared(scalar: ScalarNode, scenario: Scenario) -> Compared:
    condition = read(str(scalar.value)).condition
    if condition is None:
        raise AssertionError(f"{scalar.value} was checked")
    named = {path: (path[0], _quantity(".".join(path[1:]), scenario)) for path in names(condition.tree)}
    return Compared(condition.text, condition.tree, named, scalar.spot)


def _side(form: PlayForm, scenario: Scenario) -> Side:
    seats, fixed = policies(form.seats, scenario, form.rest), choices(form.choices, scenario)
    if isinstance(seats, Refusal) or isinstance(fixed, Refusal):
        raise AssertionError("policies and choices were checked")
    scripted = {role: Script(fixed, otherwise=seat) for role, seat in seats.items()}
    settings = Settings(dict(form.parameters), frozenset(form.without), form.variant or None)
    return Side(scripted, settings, "planner" in {form.rest, *form.seats.values()})
