"""Several games on one page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.report.comparing import comparison, parted
from game.report.game import Game
from tests.report.test_html import Outline


def test_a_comparison_tells_how_each_game_ended_and_where_they_parted(
    small_game: Game, other_game: Game
) -> None:
    text = Outline(comparison([small_game, other_game])).text
    for game in (small_game, other_game):
        assert game.name in text
        assert game.hindsight.turning[0].text in text
        for outcome in game.debrief.outcomes:
            for choice in outcome.choices:
                assert choice.label in text
    assert small_game.debrief.disclaimer in text
    assert "≠" in text


def test_decisions_settled_alike_are_not_called_parted(small_game: Game) -> None:
    assert not any(row["parted"] for row in parted([small_game, replace(small_game, name="two")]))


def test_decisions_settled_otherwise_are(small_game: Game, other_game: Game) -> None:
    rows = parted([small_game, other_game])
    chosen = [
        {
            (outcome.stage, choice.role, choice.decision): choice.option
            for outcome in game.debrief.outcomes
            for choice in outcome.choices
        }
        for game in (small_game, other_game)
    ]
    assert sum(bool(row["parted"]) for row in rows) == sum(
        chosen[0][key] != chosen[1][key] for key in chosen[0]
    )


def test_ten_games_are_told_apart(small_game: Game) -> None:
    games = [replace(small_game, name=f"room {number}") for number in range(10)]
    text = comparison(games)
    assert all(f"room {number}" in text for number in range(10))


def test_games_of_several_scenarios_are_not_compared(small_game: Game, flagship_game: Game) -> None:
    with pytest.raises(ValueError, match="one scenario"):
        comparison([small_game, flagship_game])
    with pytest.raises(ValueError, match="several games"):
        comparison([small_game])
