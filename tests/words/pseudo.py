"""A language that shows what is not translated: phrases in brackets, a scenario's texts in Cyrillic.

What is left in Latin letters outside the brackets is English that no translator was ever given.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

import pytest

import game.words
from game.scenario.model import Scenario
from game.scenario.texts import said_otherwise

CODE = "xx"
KEPT = re.compile(r"\[[a-z][a-z0-9_-]*\]|https?://\S+")
"""What a translator leaves as it is: citations and addresses."""
LETTERS = str.maketrans(
    string.ascii_letters, "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ"
)  # fmt: skip
"""One for one, so that different names stay different."""
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


@contextmanager
def spoken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak it for a while."""
    monkeypatch.setattr(game.words, "_catalogue", lambda _language: Bracketed())
    game.words.use(CODE)
    try:
        yield
    finally:
        game.words.use("")


def told_in_it(scenario: Scenario) -> Scenario:
    """A scenario with every text in Cyrillic letters."""
    return said_otherwise(scenario, lambda _id, text: in_cyrillic(text))


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
