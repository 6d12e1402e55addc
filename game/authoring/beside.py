"""What stands beside a scenario, its tests and translations, read for problems and not run. Reads files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from game.authoring.diagnoses import problem
from game.authoring.translation import surveyed
from game.scenario.diagnostics import Problem
from game.scenario.languages import languages, read_translation
from game.scenario.model import Scenario
from game.scenario.nodes import Spot
from game.scenario.places import LANGUAGES, Place
from game.scenario.shelf import TESTS, Shelf


@dataclass(frozen=True, slots=True)
class Beside:
    """What came of reading."""

    problems: tuple[Problem, ...] = ()
    """What `scenario test` and `scenario translate` would say."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The files' texts by the names that the problems use, for excerpts."""


def read_beside(place: Place, scenario: Scenario) -> Beside:
    """The tests and every translation of a scenario that itself can be read."""
    shelves = (_tests(Shelf(place), scenario), *_translations(place, scenario))
    texts = {name: text for shelf in shelves for name, text in shelf.texts.items()}
    return Beside(tuple(fault for shelf in shelves for fault in shelf.problems.sorted()), texts)


def _tests(shelf: Shelf, scenario: Scenario) -> Shelf:
    if shelf.place and shelf.place.names(TESTS):
        from game.authoring.transcripts import transcripts  # noqa: PLC0415 (brings in numpy: where there are tests)

        transcripts(shelf, scenario)
    return shelf


def _translations(place: Place, scenario: Scenario) -> Iterator[Shelf]:
    """A shelf with bounds of its own for each language, after one for what is no language's file."""
    listing = Shelf(place)
    names = {
        name.removeprefix(f"{LANGUAGES}/").rpartition(".")[0]: name for name in listing.names(LANGUAGES) or ()
    }
    known = languages(Shelf(place))
    for code in names.keys() - set(known):
        listing.problems.add(problem("language-file-name", Spot(names[code], 1, 1), name=names[code]))
    yield listing
    for code in known:
        shelf = Shelf(place)
        translation = read_translation(shelf, code)
        if translation:
            shelf.problems.extend(surveyed(scenario, translation).problems)
        yield shelf
