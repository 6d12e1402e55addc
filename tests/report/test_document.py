"""Games as JSON and as CSV: one form for all, figures that agree with the game, no formulas."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from game.report.document import COLUMNS, FORMAT, VERSION, document, table, tame
from game.report.game import Game
from tests.report.games import LOUD


def shape(value: object) -> object:
    """A document's names and types without its figures; of a list, what its members share."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def test_a_document_says_what_it_is_and_survives_json(small_game: Game, other_game: Game) -> None:
    made = document([small_game, other_game])
    assert json.loads(json.dumps(made)) == made
    assert (made["format"], made["version"]) == (FORMAT, VERSION)
    assert "not predictive" in made["disclaimer"]
    assert [each["name"] for each in made["games"]] == ["small-capital-4", "small-bureau-5"]


def test_a_document_keeps_its_form(small_game: Game) -> None:
    one = document([small_game])["games"][0]
    assert list(one) == [
        "name", "notices", "scenario", "engine", "role", "opponent", "seed", "model", "undone", "result",
        "cost", "patience_flip", "choices", "milestones", "courses", "stages", "years", "turning_points",
        "members", "claims", "standing", "discussion",
    ]  # fmt: skip
    assert shape(one["stages"][0]["choices"]) == [
        dict.fromkeys(("role", "decision", "option", "label"), "str")
        | {"historical": "bool", "reason": "str"}
    ]
    assert shape(one["courses"][0]) == {
        "kind": "str", "name": "str", "result": "float",
        "scores": {score: ["float"] for score in ("credibility", "cost", "diversification")},
    }  # fmt: skip


def test_a_document_has_the_same_form_for_every_scenario(small_game: Game, flagship_game: Game) -> None:
    one, other = (document([each])["games"][0] for each in (small_game, flagship_game))
    assert list(one) == list(other)
    for name in ("model", "result", "cost", "role", "scenario"):
        assert list(one[name]) == list(other[name])
    assert listed(one) == listed(other)


def listed(document_: dict[str, Any]) -> dict[str, list[str]]:
    """The names within what a document lists."""
    lists = {name: each for name, each in document_.items() if isinstance(each, list) and each}
    return {name: list(each[0]) for name, each in lists.items() if isinstance(each[0], dict)}


def rows(*games: Game) -> list[dict[str, str]]:
    """The table as a reader of CSV has it."""
    return list(csv.DictReader(io.StringIO(table(games))))


def test_a_table_has_a_figure_or_a_fact_in_every_row(small_game: Game, other_game: Game) -> None:
    found = rows(small_game, other_game)
    assert list(found[0]) == list(COLUMNS)
    assert {row["game"] for row in found} == {"small-capital-4", "small-bureau-5"}
    for row in found:
        assert bool(row["value"]) != bool(row["text"])
        if row["value"]:
            float(row["value"])
    assert {row["record"] for row in found} == {
        "result", "score", "cost", "choice", "reason", "vote", "cause", "turning", "mix", "reading-low",
        "reading-high", "reading-was", "claim", "ahead", "parameter",
    }  # fmt: skip


def test_no_figure_is_told_twice(small_game: Game) -> None:
    keys = [
        tuple(row[name] for name in ("game", "record", "moment", "subject", "item"))
        for row in rows(small_game)
    ]
    assert len(keys) == len(set(keys))


def test_a_tables_figures_are_the_games(small_game: Game) -> None:
    found = {
        (row["record"], row["moment"], row["subject"], row["item"]): row["value"] for row in rows(small_game)
    }
    own = small_game.hindsight.lines[0]
    assert float(found["score", "year-5", "own", "cost"]) == own.scores["cost"][-1]
    member = small_game.hindsight.members[0]
    assert float(found["mix", "start", member.id, next(iter(member.mix[0]))]) == next(
        iter(member.mix[0].values())
    )
    summed = sum(
        float(value)
        for (record, _, subject, _), value in found.items()
        if record == "cause" and subject == "cost"
    )
    assert summed == pytest.approx(own.scores["cost"][-1])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1"])
def test_a_spreadsheet_takes_no_text_for_a_formula(text: str) -> None:
    assert tame(text) == f"'{text}"
    assert tame("words = more") == "words = more"


def test_reasons_are_told_as_they_were_typed(small_game: Game) -> None:
    reasons = [
        row["text"] for row in rows(small_game) if row["record"] == "reason" and row["subject"] == "capital"
    ]
    assert reasons
    assert set(reasons) == {LOUD}
