"""What counts as a fact, where it stands, and how long texts take to read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.authoring.inspection import inspected
from game.authoring.pace import class_time, pace, words_of
from game.authoring.passages import passages
from game.authoring.prose import FACT, SPEECH
from game.scenario.diagnostics import Problems
from game.scenario.draft import Draft
from game.scenario.model import Scenario
from game.scenario.nodes import MapNode
from game.scenario.source import parse
from tests.authoring.test_dull import BASE

BRIEFING = "  Crowds fill the squares of **Alder**. President Ash calls on the pact [gazette].\n"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("In 1998 it rained.", "1998"),
        ("It began on 12 June.", "12 June"),
        ("It began on June 12.", "June 12"),
        ("On the 7th April they came.", "7th April"),
        ("About 2,000 fled.", "2,000"),
        ("A toll of 470 was given.", "470"),
        ("Turnout was 72.24%.", "72.24%"),
        ("They sent 12 officers.", "12 officers"),
        ("Some seven thousand Russian soldiers.", "seven thousand"),
        ("It cost 2 billion.", "2 billion"),
        ("Karimov said that it was internal.", "Karimov said"),
        ("Bordyuzha has declared it closed.", "Bordyuzha has declared"),
    ],
)
def test_years_days_counts_and_what_a_named_one_said_are_facts(text: str, fact: str) -> None:
    found = FACT.search(text)
    assert found is not None
    assert found[0] == fact


@pytest.mark.parametrize(
    "text",
    [
        "Nine stages run from March to December.",
        "Two companies could be there within a day.",
        "Article 2 asks members to consult.",
        "He said nothing. Nobody said more.",
        "She promised, and they agreed.",
        "Hundreds of people wait at the bridge.",
        "They ask for 5 lorries and a stove.",
        "Moscow says what it wants.",
    ],
)
def test_what_is_no_fact_is_left_alone(text: str) -> None:
    assert FACT.search(text) is None


def test_someones_words_are_not_the_authors() -> None:
    assert SPEECH.sub("", 'He says: "In 1990 we were 300."') == "He says: "
    assert SPEECH.sub("", "Osh’s mayor said ‘no’.") == "Osh’s mayor said ."


def found_at(folder: Path, briefing: str) -> list[tuple[int, int]]:
    """Where in a stage whose briefing is replaced by this text facts lack their source."""
    shutil.copytree(BASE, folder)
    stage = folder / "stages" / "01-spring.yaml"
    text = stage.read_text("utf-8")
    assert BRIEFING in text
    stage.write_text(text.replace(f"briefing: |\n{BRIEFING}", briefing), "utf-8")
    problems = inspected(folder, played=False).problems
    assert {problem.code for problem in problems} <= {"fact-without-source"}
    return [(problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize(
    ("briefing", "places"),
    [
        ("briefing: |\n  In 1998 [gazette] it began.\n\n  In 1998 it\n  ended.\n", [(8, 6)]),
        ("briefing: |\n  In 1998\n  it began [gazette].\n", []),
        ("briefing: >-\n  In 1998 it began [gazette].\n\n  By 1999 it\n  was over.\n", [(8, 6)]),
        ("briefing: >-\n  It began then. In 1998\n  it ended, and in 1999 too.\n", [(6, 21)]),
        ("briefing: In 1998 it began.\n", [(5, 14)]),
        ("briefing: It began [a note of 1998, say], and in 1999.\n", [(5, 31)]),
        ('briefing: "It began\n  in 1998."\n', [(6, 6)]),
        ('briefing: Gazette 1998 says "1998" [gazette].\n', []),
        ("briefing: |\n  A thousand small things.\n\n  One thousand two hundred men.\n", [(8, 16)]),
    ],
)
def test_a_fact_is_told_where_it_stands_in_its_own_paragraph(
    briefing: str, places: list[tuple[int, int]], tmp_path: Path
) -> None:
    assert found_at(tmp_path / "base", briefing) == places


def test_the_year_of_a_citation_that_fails_is_no_fact_of_the_text(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "base")
    stage = tmp_path / "base" / "stages" / "01-spring.yaml"
    text = stage.read_text("utf-8")
    stage.write_text(text.replace(BRIEFING, "  It began then [The Gazette, 1998].\n"), "utf-8")
    problems = inspected(tmp_path / "base", played=False).problems
    assert "near-citation" in [problem.code for problem in problems]
    assert "fact-without-source" not in [problem.code for problem in problems]


def test_proposals_and_what_never_happened_need_no_source(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "base")
    stage = tmp_path / "base" / "stages" / "01-spring.yaml"
    text = stage.read_text("utf-8")
    text = text.replace("summary: Help without force.", "summary: Send 300 lorries by 1 May.")
    text = text.replace("outcome: The trucks cross the pass.", "outcome: 300 lorries cross the pass.")
    stage.write_text(text, "utf-8")
    assert inspected(tmp_path / "base", played=False).problems == ()
    stage.write_text(
        text.replace("outcome: The line goes quiet.", "outcome: 300 lorries turn back."), "utf-8"
    )
    (problem,) = inspected(tmp_path / "base", played=False).problems
    assert (problem.code, problem.column) == ("fact-without-source", 20)


def test_every_text_of_the_language_is_a_passage(flagship: Scenario) -> None:
    text = "summary: one\nmembers: {a: {view: two, red_line: three}}\nroles: {b: {brief: four}}\n"
    stage = (
        "briefing: five\nbriefings: {b: six}\nappeal: {text: seven}\nevents: [{text: eight}]\n"
        "decisions: {b: {c: {prompt: nine, options: {d: {summary: ten, outcome: eleven, teaches: twelve},"
        " e: {outcome: {text: thirteen, carried: fourteen, blocked: fifteen}}}}}}\n"
    )
    roots = [parse("f.yaml", each, Problems()).root for each in (text, stage)]
    first, second = roots
    assert isinstance(first, MapNode)
    assert isinstance(second, MapNode)
    found = [(passage.text, passage.limit) for passage in passages(Draft(first, (second,)))]
    assert [words for words, _ in found] == [
        "one", "three", "two", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen",
    ]  # fmt: skip
    assert all(limit for _, limit in found)


def test_reading_time_grows_with_what_is_read(flagship: Scenario, small: Scenario) -> None:
    for role in ("moscow", "secretariat"):
        length = pace(flagship, role)
        assert 5_000 < length.words < 9_000
        assert 20 < length.reading < length.alone < flagship.minutes
    assert pace(small, "capital").decisions == 2
    assert pace(small, "capital").words < 300
    assert class_time(small) < class_time(flagship)
    assert class_time(flagship) % 5 == 0


def test_a_seat_does_not_read_the_other_seats_menu(flagship: Scenario) -> None:
    osh = next(stage for stage in flagship.stages if stage.id == "osh")
    assert words_of(osh, "moscow") != words_of(osh, "secretariat")
    assert words_of(osh, "nobody") < min(words_of(osh, role.id) for role in flagship.roles)
