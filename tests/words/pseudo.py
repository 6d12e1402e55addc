"""A language that shows what is not translated: phrases in brackets, a scenario's texts in Cyrillic.

What is left in Latin letters outside the brackets is English that no translator was ever given.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path

import pytest

import game.words
from game.authoring.translation import document
from game.scenario.languages import Translated, Translation
from game.scenario.loader import read_scenario
from game.scenario.model import Scenario
from game.scenario.nodes import Entry, ScalarNode, Spot
from game.scenario.places import LANGUAGES
from game.scenario.shelf import open_shelf
from game.scenario.texts import said_otherwise, texts

CODE = "xx"
KEPT = re.compile(r"\[[a-z][a-z0-9_-]*\]|https?://\S+")
"""What a translator leaves as it is: citations and addresses."""
LETTERS = str.maketrans(
    string.ascii_letters, "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ"
)  # fmt: skip
"""One for one, so that different names stay different."""
NOWHERE = ScalarNode(Spot("", 1, 1), None)
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")


class Bracketed(NullTranslations):
    """A catalogue that has every phrase."""

    def gettext(self, message: str) -> str:
        """The phrase in brackets, if there are words in it."""
        bare = re.sub(r"\{\w*\}", "", message)
        return f"⟦{message}⟧" if re.search(r"[A-Za-z]", bare) else message

    def pgettext(self, context: str, message: str) -> str:
        """The same; the context makes no difference."""
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same of the form that goes with the number."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class InCyrillic(Bracketed):
    """The same for screens, where a phrase may be cut: letters of another alphabet stand for brackets."""

    def gettext(self, message: str) -> str:
        """The phrase in Cyrillic letters, but for its blanks."""
        parts = re.split(r"(\{[^}]*\})", message)
        return "".join(part if part.startswith("{") else part.translate(LETTERS) for part in parts)


@contextmanager
def spoken(monkeypatch: pytest.MonkeyPatch, catalogue: type[Bracketed] = Bracketed) -> Iterator[None]:
    """Speak it for a while."""
    monkeypatch.setattr(game.words, "_catalogue", lambda _language: catalogue())
    game.words.use(CODE)
    try:
        yield
    finally:
        game.words.use("")


def told_in_it(scenario: Scenario) -> Scenario:
    """A scenario with every text in Cyrillic letters."""
    return said_otherwise(scenario, lambda _id, text: in_cyrillic(text))


def with_its_file(folder: Path) -> Path:
    """A scenario's folder, with its translation beside it as a translator would write it."""
    shelf = open_shelf(folder)
    scenario = read_scenario(shelf)
    assert scenario is not None
    written = {
        identity: Translated("", in_cyrillic(text), Entry(NOWHERE, NOWHERE))
        for identity, text in texts(scenario).items()
    }
    (folder / LANGUAGES).mkdir(exist_ok=True)
    file = folder / LANGUAGES / f"{CODE}.yaml"
    file.write_text(document(scenario, Translation(CODE, "Х", file.name, written)), encoding="utf-8")
    return folder


def in_cyrillic(text: str) -> str:
    """A text of a scenario, but for what a translator leaves alone."""
    kept = KEPT.findall(text)
    parts = (part.translate(LETTERS) for part in KEPT.split(text))
    return next(parts) + "".join(one + part for one, part in zip(kept, parts, strict=True))


def english(said: str) -> str:
    """What of a text is neither a phrase nor a scenario's: blanks and signs alone if all is well."""
    left = " ".join(said.split())
    while INNERMOST.search(left):
        left = INNERMOST.sub(" ", left)
    return left
