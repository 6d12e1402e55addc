"""`scenario show`: what an author reads back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.authoring.lever_words import WORDS, lever_words
from game.authoring.overview import Overview
from game.scenario.levers import LEVERS
from game.scenario.model import Scenario
from tests.cli.here import tashkent
from tests.cli.run import SMALL


def told(scenario: Scenario, width: int = 80) -> str:
    """The whole overview on one line, spaces once each."""
    return " ".join(" ".join(Overview(scenario, width).whole()).split())


def test_every_lever_has_words() -> None:
    assert WORDS.keys() == LEVERS.keys()


@pytest.mark.parametrize(
    ("lever", "value", "words"),
    [
        ("aid", 0.4, "help without force (40%)"),
        ("force", 0.7, "Northland’s own troops (70%)"),
        ("deploy", 0.3, "an operation put to the council (30%)"),
        ("back", 1.0, "Northland’s weight behind the operation (100%)"),
        ("mandate", 0.05, "mandate +5"),
        ("promise.internal", -0.05, "promise of help in internal crisis −5"),
        ("bargain.birch", 0.3, "terms for Birch +30"),
        ("leverage.alder", -0.1, "hold over Alder −10"),
        ("pull.ocean", 0.04, "courtship by the Ocean League +4"),
        ("turmoil", 0.1, "violence +10"),
        ("cost", 2.0, "costs 2 points"),
        ("cost", -0.5, "saves 0.5 points"),
        ("rule", 1.0, "the willing may go alone"),
        ("rule", -1.0, "the council decides by consensus"),
        ("flag.corridor", 1.0, "sets corridor"),
    ],
)
def test_a_lever_is_told_in_words(small: Scenario, lever: str, value: float, words: str) -> None:
    assert list(lever_words({lever: value}, small)) == [words]


def test_levers_come_in_the_vocabularys_order(small: Scenario) -> None:
    levers = {"cost": 1.0, "aid": 0.5, "promise.internal": 0.1}
    assert [words.split()[0] for words in lever_words(levers, small)] == ["help", "promise", "costs"]


def test_the_overview_names_everything_once(small: Scenario) -> None:
    text = told(small)
    for stage in small.stages:
        assert stage.title in text
        for decision in stage.decisions:
            assert f"{decision.role}.{decision.id}: {decision.prompt}" in text
            for option in decision.options:
                assert f"{option.id} {option.label}: " in text
        for event in stage.events:
            assert f"Event {event.id}" in text
    names = [each.name for each in small.members] + [each.name for each in small.partners]
    names += [each.name for each in small.roles] + [each.name for each in small.lines]
    assert [name for name in names if name not in text] == []
    assert text.count("★ ") == 4 + 1  # a decision each, and the line that says what it marks


def test_conditions_appeals_and_lengths_are_told(small: Scenario) -> None:
    text = told(small)
    assert (
        "aid Send doctors through the corridor: help without force (70%). Only if either “Send money" in text
    )
    assert "Appeal: President Ash (Alder) in internal crisis, severity 60; ties of Birch 30." in text
    assert "Else: President Ash (Alder) in internal crisis, severity 90; ties of Birch 90." in text
    assert "2 stages, 4 decisions, 13 options, 3 events, 1 source. Easy." in text
    assert "The scenario promises 10 minutes." in text
    assert "[gazette]" not in text


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_no_line_is_wider_than_the_screen(flagship: Scenario, width: int) -> None:
    assert max(map(len, Overview(flagship, width).whole())) <= width


def test_one_stage_is_shown_alone(small: Scenario) -> None:
    text = "\n".join(Overview(small, 80).stage("summer"))
    assert text.startswith("2. The river towns burn (summer), 2001-07-01")
    assert "A plan lies in the drawer" not in text
    assert "drought" not in text


def test_odd_scenarios_are_shown_too(small: Scenario) -> None:
    member = replace(small.members[0], name="Ⱥ" * 60)
    bare = replace(
        small,
        lines=(),
        events=(),
        members=(member, *small.members[1:]),
        stages=small.stages[:1],
        summary="一" * 90,
    )
    text = "\n".join(Overview(bare, 60).whole())
    assert "Lines of play" not in text
    assert "In any stage" not in text


def test_show_prints_the_overview(tmp_path: Path) -> None:
    shown = tashkent("scenario", "show", str(SMALL), data=tmp_path)
    assert shown.returncode == 0
    assert shown.stdout.startswith("The Lake Pact (small)\n")
    stage = tashkent("scenario", "show", str(SMALL), "--stage", "summer", data=tmp_path)
    assert stage.returncode == 0
    assert stage.stdout.startswith("2. The river towns burn")


def test_show_refuses_what_is_not_there(tmp_path: Path) -> None:
    wrong = tashkent("scenario", "show", str(SMALL), "--stage", "sumer", data=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Did you mean `summer`?" in wrong.stderr
    nowhere = tashkent("scenario", "show", "nowhere", data=tmp_path)
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
