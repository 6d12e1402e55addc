"""How a run may depart from the model, and how it is told what it may not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import pytest

from game.engine.compile import compile_world
from game.engine.settings import RULES, VARIANTS, Settings, checked, portion, resolved
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from game.scenario.refusal import Refusal


def refusal(
    parameters: Mapping[str, float] | None = None, without: Iterable[str] = (), variant: str | None = None
) -> str:
    found = checked(parameters or {}, without, variant)
    assert isinstance(found, Refusal)
    return str(found)


def test_settings_that_are_in_order_are_passed_on() -> None:
    found = checked({"judge.spill": 0.2}, ["judge.reserve", "shadow"], "henry")
    assert found == Settings({"judge.spill": 0.2}, frozenset({"judge.reserve", "shadow"}), "henry")
    assert checked({}, [], None) == Settings()


@pytest.mark.parametrize("name", PARAMETERS)
def test_both_ends_of_a_range_are_allowed_and_nothing_past_them(name: str) -> None:
    parameter = PARAMETERS[name]
    for end in (parameter.low, parameter.high):
        assert checked({name: end}, [], None) == Settings({name: end})
    for beyond in (parameter.low - 0.01, parameter.high + 0.01, math.nan, math.inf):
        words = refusal({name: beyond})
        assert f"{name} lies between {parameter.low:g} and {parameter.high:g}" in words
        assert parameter.meaning in words


def test_a_misspelt_parameter_is_refused_with_a_suggestion() -> None:
    assert refusal({"judge.spil": 0.2}) == "There is no parameter `judge.spil`. Did you mean `judge.spill`?"


def test_a_misspelt_rule_is_refused_with_a_suggestion() -> None:
    assert (
        refusal(without=["judge.reserv"]) == "There is no rule `judge.reserv`. Did you mean `judge.reserve`?"
    )


def test_a_misspelt_variant_is_refused_with_a_suggestion() -> None:
    assert refusal(variant="henri") == "There is no variant `henri`. Did you mean `henry`?"


def test_a_name_like_no_other_is_refused_with_what_there_is() -> None:
    words = refusal(variant="xyzzy")
    for variant in VARIANTS:
        assert f"`{variant}`" in words


def test_years_are_whole() -> None:
    assert "whole number, got 2.5" in refusal({"shadow.years": 2.5})


def test_all_plays_of_a_batch_last_as_many_years() -> None:
    with pytest.raises(ValueError, match=r"shadow\.years is one number"):
        resolved({}, Settings({"shadow.years": np.array([3.0, 5.0])}))


def test_a_run_overrides_a_variant_overrides_the_scenario_overrides_the_default() -> None:
    name = "judge.welcome"
    scenario = {name: 0.5}
    assert resolved({}, Settings())[name] == PARAMETERS[name].default == 0.0
    assert resolved(scenario, Settings())[name] == 0.5
    assert resolved(scenario, Settings(variant="henry"))[name] == 1.0
    assert resolved(scenario, Settings({name: 0.25}, variant="henry"))[name] == 0.25
    assert resolved({}, Settings()).keys() == PARAMETERS.keys()


def test_some_plays_take_their_own_part_of_a_table() -> None:
    settings = Settings(
        {"judge.spill": np.array([0.1, 0.2, 0.3]), "judge.calm": 0.4}, frozenset({"shadow"}), "flat"
    )
    for plays, expected in ((slice(1, 3), [0.2, 0.3]), (np.array([2, 0, 2]), [0.3, 0.1, 0.3])):
        part = portion(settings, plays)
        assert np.array_equal(part.parameters["judge.spill"], expected)
        assert part.parameters["judge.calm"] == 0.4
        assert (part.without, part.variant) == (settings.without, settings.variant)


def test_settings_without_a_table_are_the_same_for_all_plays() -> None:
    settings = Settings({"judge.spill": 0.1})
    assert portion(settings, slice(0, 2)) is settings


def test_a_scenarios_own_parameters_count(small: Scenario) -> None:
    assert compile_world(small)["judge.spill"] == small.parameters.get("judge.spill", 0.15)
    assert compile_world(small, Settings({"judge.spill": 0.3}))["judge.spill"] == 0.3


def test_a_rule_off_takes_its_parts_along_and_a_part_off_leaves_the_rest(small: Scenario) -> None:
    world = compile_world(small, Settings(without=frozenset({"judge", "shadow.fade"})))
    off = {rule for rule in RULES if not world.on(rule)}
    assert off == {rule for rule in RULES if rule.partition(".")[0] == "judge"} | {"shadow.fade"}


def test_variants_change_parameters_that_there_are() -> None:
    for variant in VARIANTS.values():
        assert variant.parameters.keys() <= PARAMETERS.keys()
        assert variant.claim


def test_every_default_lies_within_its_range() -> None:
    for name, parameter in PARAMETERS.items():
        assert name == parameter.name
        assert parameter.low <= parameter.default <= parameter.high, name
        assert parameter.low < parameter.high, name
        assert parameter.meaning, name
        assert parameter.basis, name
        assert name.partition(".")[0] in {"start", *RULES}, name
