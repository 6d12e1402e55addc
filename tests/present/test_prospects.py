"""A forecast as it is told: every option on offer, its fans, and a reason for what sets it apart."""

from __future__ import annotations

import re

import numpy as np
import pytest

from game.analysis.outlook import Prospect
from game.engine.book import SCORES
from game.engine.settings import RULES
from game.policies.fixed import Historical
from game.policies.random import Random
from game.present.advice import WHY, advice
from game.present.prospects import ForecastView, forecast_view
from game.scenario.model import Scenario, Weights
from tests.present.played import assert_well_worded, positions

WEIGHTS = Weights(credibility=1.0, cost=1.0, diversification=1.0)


def foreseen(scenario: Scenario, role: str, stage: int) -> ForecastView:
    """The forecast of a stage of a random play."""
    return forecast_view(positions(scenario, 11, Random())[stage], role, {})


def prospect(mean: tuple[float, float, float], **causes: tuple[float, float, float]) -> Prospect:
    """One made by hand; a cause by its rule's name, with `_` for the dot."""
    found = {rule.replace("_", "."): np.array(change) for rule, change in causes.items()}
    return Prospect(np.zeros((1, 3, 3)), np.array(mean), found)


def test_every_option_on_offer_is_foreseen(scenario: Scenario) -> None:
    for role in scenario.roles:
        for stage in (0, len(scenario.stages) - 1):
            view = foreseen(scenario, role.id, stage)
            wanted = [each.id for each in scenario.stages[stage].decisions if each.role == role.id]
            assert [each.decision for each in view.decisions] == wanted
            for decision in view.decisions:
                assert decision.options
                for option in decision.options:
                    assert [score.id for score in option.scores] == list(SCORES)


def test_a_fan_has_a_range_for_every_time_that_is_named(scenario: Scenario) -> None:
    view = foreseen(scenario, scenario.roles[0].id, 0)
    assert view.stages == len(scenario.stages)
    assert view.times[: view.stages] == tuple(stage.title for stage in scenario.stages)
    assert view.times[view.stages] == "1 year later"
    for decision in view.decisions:
        for option in decision.options:
            for score in option.scores:
                assert len(score.fan) == len(view.times)
                assert all(each.low <= each.middle <= each.high for each in score.fan)
                assert score.end.width == score.end.high - score.end.low
                assert (score.here, score.end) == (score.fan[0], score.fan[-1])


def test_what_is_settled_is_not_foreseen_again(flagship: Scenario) -> None:
    position = positions(flagship, 11, Random())[4]
    first, second = (each for each in flagship.stages[4].decisions if each.role == "moscow")
    view = forecast_view(position, "moscow", {first.id: first.options[0].id})
    assert [each.decision for each in view.decisions] == [second.id]


def test_a_forecast_is_told_in_plain_sentences_that_cite_claims(scenario: Scenario) -> None:
    cited: set[str] = set()
    for role in scenario.roles:
        view = foreseen(scenario, role.id, 1)
        told = [text for each in view.decisions for option in each.options for text in option.advice]
        assert_well_worded((*told, view.basis), scenario)
        assert all(text[0].isupper() and text.endswith(".") for text in told)
        cited |= {claim for text in told for claim in re.findall(r"\bC\d+\b", text)}
    assert cited


def test_the_rule_with_most_of_the_difference_is_named_with_its_part() -> None:
    one = prospect((60.0, 10.0, 40.0), judge=(6.0, 0.0, 0.0), shadow_fade=(-1.0, 0.0, 0.0))
    other = prospect((56.0, 10.0, 40.0), judge=(1.5, 0.0, 0.0), shadow_fade=(-0.5, 0.0, 0.0))
    (first, last) = advice(one, [other], WEIGHTS)
    assert first == (
        "Credibility ends 4 points higher than with the others, above all because members see the appeals "
        "better met (+4.5; C4, C13); the rest comes to −0.5."
    )
    assert last == "By your weights that makes 4 points more than with the others."
    (first, last) = advice(other, [one], WEIGHTS)
    assert "4 points lower" in first
    assert "less well met (−4.5; C4, C13)" in first
    assert "4 points less" in last


def test_a_rule_that_works_against_it_is_told_where_it_matters() -> None:
    one = prospect((50.0, 14.0, 40.0), charge_operation=(0.0, 9.0, 0.0), charge_upkeep=(0.0, -6.0, 0.0))
    other = prospect((50.0, 11.0, 40.0))
    assert advice(one, [other], WEIGHTS)[0] == (
        "Cost ends 3 points higher than with the others, above all because more is paid for troops in the "
        "field (+9.0; C10), though influence costs less in a less diversified region (−6.0; C12)."
    )


def test_causes_are_named_until_most_of_the_difference_is_told_and_never_more_than_three() -> None:
    parts = {"charge_operation": 5.0, "charge_friction": 3.0, "charge_aid": 2.0, "charge_building": 1.5}
    one = prospect((50.0, 21.5, 40.0), **{rule: (0.0, part, 0.0) for rule, part in parts.items()})
    other = prospect((50.0, 10.0, 40.0))
    said = advice(one, [other], WEIGHTS)[0]
    assert said.startswith("Cost ends 11.5 points higher than with the others, above all because ")
    assert [*re.findall(r"\(([+−][0-9.]+)", said)] == ["+5.0", "+3.0", "+2.0"]
    assert said.endswith("; the rest comes to +1.5.")


def test_the_figures_of_a_sentence_add_up_to_the_difference_that_it_tells(scenario: Scenario) -> None:
    told = 0
    for role in scenario.roles:
        for decision in foreseen(scenario, role.id, 1).decisions:
            for said in (sentence for option in decision.options for sentence in option.advice):
                gap = re.search(r"ends ([0-9.]+) points? (higher|lower)", said)
                if gap:
                    parts = re.findall(r"(?:\(|comes to )([+−][0-9]+\.[0-9])", said)
                    total = sum(float(part.replace("−", "-")) for part in parts)
                    sign = 1.0 if gap[2] == "higher" else -1.0
                    assert total == pytest.approx(sign * float(gap[1]), abs=1e-6), said
                    told += 1
    assert told > 3


def test_it_is_said_where_little_hangs_on_the_choice(flagship: Scenario) -> None:
    opening = forecast_view(positions(flagship, 21, Historical())[0], "secretariat", {}).decisions
    assert all(each.alike.startswith("Little hangs on which of these you take") for each in opening)
    (answer, _initiative) = forecast_view(positions(flagship, 21, Historical())[4], "moscow", {}).decisions
    assert "of these" not in answer.alike


def test_options_are_numbered_as_where_one_chooses(scenario: Scenario) -> None:
    for role in scenario.roles:
        view = foreseen(scenario, role.id, 1)
        own = [each for each in scenario.stages[1].decisions if each.role == role.id]
        options = {each.id: [option.id for option in each.options] for each in own}
        for decision in view.decisions:
            for option in decision.options:
                assert options[decision.decision][option.number - 1] == option.option


def test_options_that_end_alike_get_no_reasons() -> None:
    one, other = prospect((50.0, 10.0, 40.0), judge=(3.0, 0.0, 0.0)), prospect((50.2, 9.9, 40.0))
    assert advice(one, [other], WEIGHTS) == ("To the end it makes little difference beside the others.",)
    assert advice(one, [], WEIGHTS) == ()


def test_a_rule_that_has_no_words_of_its_own_is_told_as_the_engine_has_it() -> None:
    one, other = prospect((50.0, 10.0, 45.0), shadow_exit=(0.0, 0.0, 5.0)), prospect((50.0, 10.0, 40.0))
    assert "“a member may leave” (+5.0; C0)" in advice(one, [other], WEIGHTS)[0]


def test_the_advisers_rules_are_the_engines() -> None:
    assert WHY.keys() <= RULES.keys()


def test_there_is_nothing_to_foresee_at_the_end(small: Scenario) -> None:
    with pytest.raises(ValueError, match="over"):
        forecast_view(positions(small, 1)[-1], "capital", {})
