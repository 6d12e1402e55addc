"""Forecasts in play; turning points and one's place among others at the end: as text, by typed commands."""

from __future__ import annotations

from game.plain.talk import Manner
from game.policies.fixed import Historical
from game.scenario.model import Scenario
from game.table.local import LocalTable
from tests.plain.converse import game
from tests.table.tables import AID_THEN_GO, played, table

PAUSES = Manner(pauses=True)


def over(scenario: Scenario) -> LocalTable:
    """A finished game."""
    return played(table(scenario), AID_THEN_GO)


def said_after(transcript: str, line: str, until: str = "Your choice") -> str:
    """What was said from a typed line on, to the next prompt of that kind, as one line."""
    rest = transcript.partition(f": {line}\n")[2]
    assert rest, f"{line!r} was never typed in:\n{transcript}"
    return " ".join(rest.partition(until)[0].split())


def test_a_forecast_tells_of_every_option_by_its_number(small: Scenario) -> None:
    text = said_after(game(table(small), "forecast"), "forecast")
    decision = next(each for each in small.stages[0].decisions if each.role == "capital")
    for number, option in enumerate(decision.options, 1):
        assert f"{number}. {option.label}" in text
    assert text.count("as this stage ends;") == text.count("in the end,") == 3 * len(decision.options)
    assert text.count("wide.") == 3 * len(decision.options)
    assert "Each range holds four futures in five" in text


def test_one_option_is_told_with_its_reasons_and_the_way_there(small: Scenario) -> None:
    text = said_after(game(table(small), "forecast 1"), "forecast 1")
    assert "than with the others, above all because" in text
    for when in (*(stage.title for stage in small.stages), "1 year later", "5 years later"):
        assert f"{when}: Credibility " in text


def test_an_option_can_be_named_by_its_id_and_a_wrong_name_is_refused(small: Scenario) -> None:
    assert "2. Send" in said_after(game(table(small), "forecast aid"), "forecast aid")
    assert "99" in said_after(game(table(small), "forecast 99"), "forecast 99")


def test_numbers_stay_those_of_the_menu_where_an_option_is_not_on_offer(small: Scenario) -> None:
    text = said_after(game(table(small), "1", "forecast"), "forecast")
    assert " 1. " in f" {text}"
    assert "2. Send doctors" not in text  # refused in spring, so there is no corridor
    assert "3. " in text


def test_a_game_without_forecasts_says_so(small: Scenario) -> None:
    seat = LocalTable(small, "capital", Historical(), seed=4, forecasts=False)
    assert "Forecasts are switched off in this game." in said_after(game(seat, "forecast"), "forecast")


def test_what_a_decision_was_worth_is_told_at_the_end(small: Scenario) -> None:
    early = game(table(small), "turning")
    assert "told at the end of the game" in said_after(early, "turning")
    text = said_after(game(over(small), "turning", manner=PAUSES), "turning", "Enter for")
    assert "Turning points, by your weights" in text
    assert "over other luck" in text.lower()


def test_where_the_game_stands_is_told_at_the_end(small: Scenario) -> None:
    assert "not over yet" in said_after(game(table(small), "stand"), "stand")
    text = said_after(game(over(small), "stand", manner=PAUSES), "stand", "Enter for")
    for part in (
        "Where you stand among 100,000 other plays",
        "Your game is better in credibility than",
        "What was done in fact is better",
        "at the frontier",
        "each under luck of its own",
    ):
        assert part in text
