"""The interface's phrases: every one is in every catalogue, whole, and the catalogues are compiled.

Run with PIN=1 in the environment to gather new phrases, compile, and read the difference: a phrase without
a translation fails until somebody writes one into the .po file.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from game.analysis.patterns import BETWEEN, DIRECTIONS, RECORD
from game.analysis.statements import STATEMENTS
from game.classroom.pages import WEB
from game.classroom.pages import phrases as phrases_of
from game.engine.settings import RULES, VARIANTS
from game.present.aloud import date, span, trend
from game.present.causes import bare
from game.present.view import Span
from game.scenario.levers import LEVERS
from game.words import CATALOGUES, DOMAIN, _, counted, use
from tests.words.unwrapped import of_a_template, wrapped

GAME = CATALOGUES.parent
FILES = sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def gathered() -> Catalog:
    """Every phrase that a module wraps, and what the engine and the language say of their own parts.

    Those modules are pure and wrap nothing: `present` has their phrases translated where it shows them.
    A screen's keys and what is said about it stand in tables, and are translated where they are shown.
    """
    catalog = Catalog(project="tashkent", header_comment="# Phrases of the game's interface.", fuzzy=False)
    for file in sorted((*GAME.rglob("*.py"), *GAME.rglob("templates/*.html"), *WEB.glob("*.html"))):
        place = [(file.relative_to(GAME).as_posix(), None)]
        found = wrapped(file) if file.suffix == ".py" else of_a_template(file)
        for context, said in sorted(found, key=lambda each: each[1]):
            phrase = said[0] if len(said) == 1 else said
            catalog.add(phrase, None, place, context=context)  # type: ignore[arg-type]
    for script in sorted((WEB / "static").glob("*.js")):
        for phrase in phrases_of(script.name):
            catalog.add(phrase, None, [(script.relative_to(GAME).as_posix(), None)])  # type: ignore[list-item]
    for text in dict.fromkeys(text for lever in LEVERS.values() for text in (lever.help, lever.unit)):
        catalog.add(text, None, [("scenario/levers.py", None)])  # type: ignore[list-item]
    for text in (*(bare(text) for text in RULES.values()), *(each.claim for each in VARIANTS.values())):
        catalog.add(text, None, [("engine/settings.py", None)])  # type: ignore[list-item]
    for text in dict.fromkeys(text for each in STATEMENTS for text in (each.text, each.tried)):
        catalog.add(text, None, [("analysis/statements.py", None)])  # type: ignore[list-item]
    for text in (each.text for each in (*RECORD, *DIRECTIONS, BETWEEN)):
        catalog.add(text, None, [("analysis/patterns.py", None)])  # type: ignore[list-item]
    return catalog


def kept(file: Path) -> Catalog:
    """A catalogue as it was written."""
    with file.open("rb") as text:
        return read_po(text, locale=file.parents[1].name)


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


@pytest.fixture(params=FILES, ids=lambda file: file.parents[1].name)
def file(request: pytest.FixtureRequest) -> Path:
    """A catalogue, brought up to date first where that is asked for."""
    path: Path = request.param
    if os.environ.get("PIN"):
        catalog = kept(path)
        catalog.update(gathered(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as text:
            write_po(text, catalog, width=96, sort_by_file=True, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(kept(path)))
    return path


def phrases(catalog: Catalog) -> set[tuple[tuple[str, ...], str | None]]:
    """Every phrase but the header, in its forms, with its context."""
    return {(forms(message.id), message.context) for message in catalog if message.id}


def said(catalog: Catalog) -> dict[tuple[tuple[str, ...], str | None], tuple[str, ...]]:
    """What is said for every phrase but the header, which names the tool that wrote it."""
    return {
        (forms(message.id), _text(message.context)): forms(message.string)
        for message in catalog
        if message.id
    }


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """A phrase in its forms: one, or with a number as many as its language has; none of none."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def blanks(text: str) -> set[str]:
    """The names of what is filled in."""
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def _text(context: str | bytes | None) -> str | None:
    """A context as text: Babel reads it from compiled catalogues as bytes."""
    return context.decode() if isinstance(context, bytes) else context


def test_a_catalogue_has_every_phrase_and_no_other(file: Path) -> None:
    assert phrases(kept(file)) == phrases(gathered())


def test_every_phrase_is_translated_with_its_blanks(file: Path) -> None:
    catalog = kept(file)
    for message in catalog:
        if not message.id:
            continue
        wanted = blanks(forms(message.id)[-1])
        assert len(forms(message.string)) == (1 if isinstance(message.id, str) else catalog.num_plurals)
        for form in forms(message.string):
            assert form, message.id
            assert blanks(form) == wanted, message.id
        assert not message.fuzzy, message.id


def test_phrases_are_gathered_from_wherever_they_stand(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        """a = f"{_('in a formatted string')}: {counted('{n} thing', '{n} things', 2)}"\n"""
        """b = marked("in " "parts")\nc = in_context("where", 'in a context')\n"""
        """class Screen:\n    ABOUT = "about it"\n"""
        """    KEYS = [key("e", "end", "End", "End it.", shown=False)]\n"""
    )
    assert sorted(wrapped(module), key=str) == [
        ("where", ("in a context",)),
        *sorted(
            (
                (None, said)
                for said in (
                    ("in a formatted string",),
                    ("{n} thing", "{n} things"),
                    ("in parts",),
                    ("about it",),
                    ("End",),
                    ("End it.",),
                )
            ),
            key=str,
        ),
    ]


def test_a_catalogue_is_compiled(file: Path) -> None:
    with file.with_suffix(".mo").open("rb") as data:
        found = read_mo(data)
    assert said(found) == said(kept(file))


def test_what_is_not_translated_is_said_in_english() -> None:
    use("xx")
    try:
        assert _("Your decision") == "Your decision"
        assert counted("one thing", "many things", 2) == "many things"
    finally:
        use("")
    assert date("2010-06-12") == "12 June 2010"


def test_dates_and_ranges_are_said_in_the_language_in_use() -> None:
    use("ru")
    try:
        assert date("2010-06-12") == "12 июня 2010 года"
        assert date("2010-06") == "июнь 2010"
        assert date("2010") == "2010"
        assert span(Span(52, 60)) == "от 52 до 60"
        assert trend(-9) == "резко вниз"
    finally:
        use("")
