"""Translations of a scenario: files `lang/LANG.yaml` beside it, read through the loader's shelf."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from game.scenario.catalogue import problem
from game.scenario.diagnostics import Problem
from game.scenario.forms import Form
from game.scenario.kinds import Line
from game.scenario.model import Scenario
from game.scenario.nodes import Entry, MapNode
from game.scenario.places import LANGUAGES, fault
from game.scenario.shelf import Shelf
from game.scenario.suggestions import did_you_mean
from game.scenario.texts import said_otherwise
from game.scenario.validate import validate

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
"""A language's code: `ru`, `pt-br`, `zh-hant`."""

ONE_LINE = re.compile(
    r"title|alliance\.(name|patron)|(threats|members|partners|roles|lines|terms)\.[^.]+\.name|"
    r"members\.[^.]+\.(adjective|clients\.[^.]+\.name)|stages\.[^.]+\.title|stages(\.[^.]+){4}\.label|"
    r"(injects|sources)\.[^.]+\.title"
)
"""The ids of texts that are shown on one line."""
LONGEST_LINE = 300
"""Of such a text, in characters: as much as the longest kind may have in the original."""


class TranslatedForm(Form):
    """One text in another language."""

    noun = "a translated text"
    of: Annotated[
        str,
        Field(
            max_length=40,
            description="The fingerprint of the original that was translated; `translate` writes it.",
        ),
    ] = ""
    text: Annotated[str, Field(max_length=5000, description="The translation; empty while there is none.")]


class TranslationForm(Form):
    """A scenario's texts in another language."""

    noun = "a translation"
    language: Annotated[Line, Field(description="The language's own name, such as Русский.")]
    texts: Annotated[
        dict[str, TranslatedForm], Field(description="By the text's id, as `translate` wrote it.")
    ]


@dataclass(frozen=True, slots=True)
class Translated:
    """One text of a translation."""

    of: str
    """The fingerprint of the original that it translates; empty where it is not known."""
    text: str
    """Empty while there is no translation."""
    entry: Entry
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A scenario's texts in another language, as far as there are any."""

    code: str
    language: str
    """Its own name."""
    file: str
    texts: Mapping[str, Translated]

    def said(self, identity: str, original: str) -> str:
        """A text in this language, or else the original."""
        one = self.texts.get(identity)
        return one.text.strip() if one and one.text.strip() and original.strip() else original


def languages(shelf: Shelf) -> tuple[str, ...]:
    """The codes of the languages into which the scenario is translated."""
    names = shelf.names(LANGUAGES) or []
    codes = [name.removeprefix(f"{LANGUAGES}/").rpartition(".")[0] for name in names]
    return tuple(code for code in codes if LANGUAGE.fullmatch(code))


def read_translation(shelf: Shelf, code: str) -> Translation | None:
    """The translation into a language, or None and the shelf's problems say why."""
    known = languages(shelf)
    file = f"{LANGUAGES}/{code}.yaml"
    if code not in known:
        hint = did_you_mean(code, known, "its languages") if known else ""
        shelf.problems.add(fault("no-language", file, hint, language=code))
        return None
    root = shelf.document(file).root
    if not isinstance(root, MapNode):
        return None
    form, problems = validate(root, TranslationForm)
    shelf.problems.extend(problems)
    if form is None:
        return None
    entries = root.map("texts").entries
    faults = list(_unfit_lines(form, entries))
    shelf.problems.extend(faults)
    if faults:
        return None
    texts = {
        identity: Translated(one.of, one.text, entries[identity]) for identity, one in form.texts.items()
    }
    return Translation(code, form.language.strip(), file, texts)


def _unfit_lines(form: TranslationForm, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Names and titles that go over several lines, or over the screen's edge."""
    for identity, one in form.texts.items():
        text = one.text.strip()
        node = entries[identity].value
        spot = node.key_spot("text") if isinstance(node, MapNode) else node.spot
        if ONE_LINE.fullmatch(identity) and "\n" in text:
            yield problem("several-lines", spot, key=identity)
        elif ONE_LINE.fullmatch(identity) and len(text) > LONGEST_LINE:
            yield problem("too-long", spot, key=identity, length=len(text), limit=LONGEST_LINE)


def in_language(scenario: Scenario, translation: Translation) -> Scenario:
    """The scenario in another language; what is not translated stays as it is."""
    return said_otherwise(scenario, translation.said)
