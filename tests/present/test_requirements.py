"""Why an option is not on offer, in words that name what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.present.requirements import required
from game.scenario.conditions import Binary, Condition, Expression, Name, Number, Unary, Word
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded


def said(tree: Expression, scenario: Scenario) -> str:
    return required(Condition("", tree), scenario)


TURMOIL = Binary(">", Name(("turmoil",)), Number(0.3))
CORRIDOR = Name(("flag", "corridor"))
CHOSE = Binary("==", Name(("chosen", "spring", "capital", "answer")), Word("troops"))


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (TURMOIL, "Only if violence is above 30."),
        (Unary("not", TURMOIL), "Only if violence is at most 30."),
        (Binary("<", Number(0.3), Name(("mandate",))), "Only if the mandate is above 30."),
        (Binary(">=", Name(("credibility",)), Number(50.0)), "Only if credibility is at least 50."),
        (CORRIDOR, "Only if “Send money and doctors” has come before."),
        (Unary("not", CORRIDOR), "Only if “Send money and doctors” has not come before."),
        (Binary("==", CORRIDOR, Number(0.0)), "Only if “Send money and doctors” has not come before."),
        (CHOSE, "Only if the Capital chose “Send your own troops” in “Ash asks for help”."),
        (
            Unary("not", Binary("and", TURMOIL, CHOSE)),
            "Only if either violence is at most 30, or the Capital did not choose “Send your own troops” in "
            "“Ash asks for help”.",
        ),
        (
            Binary(">", Name(("belief", "birch", "internal")), Number(0.5)),
            "Only if Birch’s belief in help in internal crisis is above 50.",
        ),
        (Name(("happened", "drought")), "Only if this has happened: “The rains fail, and bread grows dear”."),
        (
            Binary(">", Binary("*", Number(2.0), Name(("capacity",))), Number(0.5)),
            "Only if 2 times capacity is above 50.",
        ),
        (Name(("overthrown",)), "Only if the incumbent has been overthrown."),
        (
            Name(("carried", "spring")),
            "Only if an operation was carried by the council in “Ash asks for help”.",
        ),
        (
            Binary("<", Name(("share", "birch", "alliance")), Number(0.4)),
            "Only if Birch’s cooperation with the alliance is below 40.",
        ),
    ],
)
def test_a_condition_is_told_in_words(tree: Expression, text: str, small: Scenario) -> None:
    assert said(tree, small) == text


def test_a_flag_that_a_facilitator_sets_is_told_by_what_happens_then(small: Scenario) -> None:
    leak = replace(small.injects[0], levers={"flag.leaked": 1.0})
    told = said(Name(("flag", "leaked")), replace(small, injects=(leak,)))
    assert told.startswith("Only if “A paper prints what Ash wrote to the bureau")


def test_every_condition_of_a_scenario_can_be_told(scenario: Scenario) -> None:
    conditions = [
        option.when
        for stage in scenario.stages
        for decision in stage.decisions
        for option in decision.options
        if option.when
    ]
    conditions += [event.when for stage in scenario.stages for event in stage.events if event.when]
    conditions += [appeal.when for stage in scenario.stages for appeal in stage.appeals if appeal.when]
    assert conditions
    for condition in conditions:
        told = required(condition, scenario)
        assert_well_worded((told,), scenario)
        assert told.startswith("Only if ")
        assert told.endswith(".")
