"""The interface's own words in the player's language: gettext over catalogues that come with the game.

A module says `from game.words import _` and wraps what it writes: `_("Stage {number} of {of}")`. What is
not translated is said in English. The language belongs to the context that runs, so that one process can
serve players of several. To gather new phrases and compile the catalogues: PIN=1 pytest tests/words
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "tashkent"
CATALOGUES = Path(__file__).parent
"""One folder a language, as gettext wants it: ru/LC_MESSAGES/tashkent.mo."""

_spoken: ContextVar[str] = ContextVar("language", default="")


def use(language: str) -> None:
    """Speak this language from here on, in this context; English where there is no catalogue of it."""
    _spoken.set(language)


def spoken() -> str:
    """The language in use; empty for English."""
    return _spoken.get()


def _(phrase: str) -> str:
    """A phrase in the language in use."""
    language = _spoken.get()
    return _catalogue(language).gettext(phrase) if language else phrase


def marked(phrase: str) -> str:
    """The phrase itself, noted for translators: what stands in a table is translated where it is used."""
    return phrase


def in_context(context: str, phrase: str) -> str:
    """The same of a phrase that is translated otherwise elsewhere; `context` tells the translator where."""
    language = _spoken.get()
    return _catalogue(language).pgettext(context, phrase) if language else phrase


def counted(one: str, many: str, count: int) -> str:
    """The phrase that goes with a number, in the language in use."""
    language = _spoken.get()
    if language:
        return _catalogue(language).ngettext(one, many, count)
    return one if count == 1 else many


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """A language's phrases: `pt-br` also looks at `pt`."""
    names = [language.replace("-", "_"), language.partition("-")[0]]
    return gettext.translation(DOMAIN, CATALOGUES, names, fallback=True)
