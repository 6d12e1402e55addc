"""Policies and choices by the names that commands take, and what is said to a name that there is not."""

from __future__ import annotations

import pytest

from game.policies.fixed import Historical, Script
from game.policies.named import choices, policies, policy
from game.policies.planner import Planner
from game.policies.random import Random
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal


@pytest.mark.parametrize(
    ("name", "kind"), [("historical", Historical), ("random", Random), ("planner", Planner)]
)
def test_every_scenario_has_these(small: Scenario, name: str, kind: type) -> None:
    assert isinstance(policy(name, small), kind)


def test_a_named_line_is_a_policy(small: Scenario) -> None:
    for line in small.lines:
        found = policy(line.id, small)
        assert isinstance(found, Script)
        assert found.choices == line.choices


def test_a_misspelt_policy_is_refused_with_a_suggestion(small: Scenario) -> None:
    assert str(policy("plannner", small)) == "There is no policy `plannner`. Did you mean `planner`?"
    assert str(policy("silense", small)) == "There is no policy `silense`. Did you mean `silence`?"


def test_roles_that_are_not_named_take_the_other_policy(small: Scenario) -> None:
    found = policies({"bureau": "planner"}, small, "historical")
    assert isinstance(found, dict)
    assert {role: type(each) for role, each in found.items()} == {"capital": Historical, "bureau": Planner}


def test_a_misspelt_role_is_refused_with_a_suggestion(small: Scenario) -> None:
    words = str(policies({"burau": "random"}, small, "random"))
    assert words == "There is no role `burau`. Did you mean `bureau`?"


def test_choices_are_read_by_stage_role_and_decision(small: Scenario) -> None:
    assert choices({"spring.capital.answer": "aid"}, small) == {("spring", "capital", "answer"): "aid"}


@pytest.mark.parametrize(
    ("name", "option", "words"),
    [
        ("sprig.capital.answer", "aid", "There is no stage `sprig`. Did you mean `spring`?"),
        ("spring.capitol.answer", "aid", "There is no role `capitol`. Did you mean `capital`?"),
        ("spring.capital.anser", "aid", "Did you mean `spring.capital.answer`?"),
        ("spring.capital.answer", "aidd", "Did you mean `aid`?"),
        ("spring.capital.answer", "zzzzzz", "`zzzzzz`. The options are `refuse`, `aid`, `troops`."),
        ("spring.answer", "aid", "STAGE.ROLE.DECISION=OPTION"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_what_to_write(
    small: Scenario, name: str, option: str, words: str
) -> None:
    found = choices({name: option}, small)
    assert isinstance(found, Refusal)
    assert words in str(found)
