"""Every word that a class's pages show has been given to translators, and the pages say what they speak."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from html.parser import HTMLParser
from typing import Any

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.board import board, script
from game.classroom.comparison import compared
from game.classroom.headers import SAID
from game.classroom.pages import WEB, page
from game.classroom.projector import progress
from game.classroom.record import recorded
from game.classroom.slides import slides
from game.scenario.model import Scenario
from game.words import _, use
from tests.classroom.classes import Class
from tests.words.pseudo import CODE, english, spoken, told_in_it

PAGES = sorted(file.stem for file in WEB.glob("*.html") if file.stem != "base")
VALUES = {
    "title": "Пакт", "code": "АБВ", "name": "Анна", "said": "", "text": "", "again": "8",
    "rooms": ["Комната"], "room": "", "roles": [("capital", "Столица")], "role": "",
}  # fmt: skip
READ_OUT = {"aria-label", "title", "alt", "placeholder"}
"""Attributes that people are shown or told."""
SAME = re.compile(r"\bTashkent\b|tashkent join|\bEsc\b|\bTab\b")
"""The same in every language: the game's own name, what is typed, and what stands on keys."""
IDS = {"id", "role", "policy", "phase", "stage", "captain", "mode", "session", "address", "code", "scores"}
"""Fields of what a page is told that it does not show."""


class Shown(HTMLParser):
    """What a page shows, and how it is read out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.language: str | None = None
        self.words: dict[str, str] = {}
        """What its scripts say."""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down what an element's attributes say."""
        given = dict(attrs)
        self.texts += [value for name, value in attrs if value and name in READ_OUT]
        if tag == "html":
            self.language = given.get("lang")
            self.words = json.loads(given.get("data-words") or "{}")

    def handle_data(self, data: str) -> None:
        """Take down a text."""
        self.texts.append(data)


def bare(texts: list[str]) -> list[str]:
    """What of texts is English that no translator was given."""
    left = (re.findall(r"[A-Za-z]{2,}", SAME.sub("", english(text))) for text in texts)
    return [" ".join(words) for words in left if words]


def test_what_no_translator_was_given_is_found() -> None:
    shown = Shown('<html><body title="⟦wrapped⟧"><p>⟦wrapped ⟦twice⟧⟧</p><img alt="bare here">Кириллица')
    assert bare(shown.texts) == ["bare here"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_nothing_that_is_not_translated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with spoken(monkeypatch):
        shown = Shown(page(name, VALUES))
    assert bare(shown.texts) == []
    assert bare([*shown.words.values()]) == []
    assert shown.language == CODE


def test_what_a_pages_script_says_is_handed_over_in_the_language_in_use() -> None:
    use("ru")
    try:
        shown = Shown(page("console", VALUES))
    finally:
        use("")
    assert shown.language == "ru"
    assert shown.words["The host is away: nothing was done."].startswith("Нет связи")
    assert Shown(page("console", VALUES)).language == "en"


def test_what_goes_wrong_is_said_in_the_language_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    with spoken(monkeypatch):
        texts = [_(text) for text in SAID.values()]
    assert bare(texts) == []


def strings(said: Any) -> Iterator[str]:
    """Every text in what a page is told but ids."""
    match said:
        case str():
            yield said
        case dict():
            for key, value in said.items():
                if key not in IDS:
                    yield from strings(value)
        case list() | tuple():
            for each in said:
                yield from strings(each)


@pytest.fixture
def lesson(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> Iterator[Class]:
    """Two rooms that were played to the end in that language, parted, and were led."""
    with spoken(monkeypatch):
        of = Class(told_in_it(small), seconds=60.0)
        for student, room, role in (("ann", "A", "capital"), ("ben", "B", "capital"), ("cem", "A", "bureau")):
            of.seat(student, room, role)
        of.begin()
        of.must(e.Told(("A", "B"), "", "Пора"))
        of.must(
            of.ballot("ann", "aid", vote=e.Voted("ann", "v", "answer", "aid", "Потому что", quotable=True)),
            "ann",
        )
        of.vote("ben", "refuse")
        of.must(w.Advance(("A", "B")))
        of.must(e.Rewound("B", "spring", "Ещё раз"))
        yield of


def test_the_console_and_the_projector_are_told_nothing_that_is_not_translated(lesson: Class) -> None:
    fixed = asdict(script(lesson.state, "", "", ""))
    del fixed["injects"]  # by stage's id; their texts are the scenario's
    for handle in fixed["levers"]:
        del handle["name"]
    told = [asdict(board(lesson.state, 5.0)), fixed, asdict(progress(lesson.state, 5.0, "", ""))]
    names = {"Ann", "Ben", "Cem"}
    assert [each for each in bare([*strings(told)]) if each not in names] == []


def test_the_debrief_of_a_class_says_nothing_that_is_not_translated(lesson: Class) -> None:
    lesson.must(e.Debriefed())
    found = compared(recorded(lesson.log, lesson.state.world))
    texts = []
    for slide in slides(found):
        texts += [slide.title, slide.note, *slide.items, *(text for quote in slide.quotes for text in quote)]
        texts += re.findall(r">([^<>]+)<", slide.svg)
    assert bare(texts) == []
