"""A stage that is over: causes add up, votes are the engine's own, and the words say what happened."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import begin, chosen, settle
from game.engine.rules.consult import vetoes
from game.engine.settings import RULES, Settings
from game.policies.fixed import Historical, Script
from game.policies.random import Random
from game.present.causes import of_the_rule
from game.present.claims import CLAIMS
from game.present.estimates import score_views
from game.present.outcome import outcome
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded, outcomes, positions

seeds = st.integers(0, 2**32)
SOME = settings(max_examples=15, deadline=None)


@SOME
@given(seed=seeds)
def test_causes_add_up_exactly_to_the_change_of_each_score(scenario: Scenario, seed: int) -> None:
    passed = positions(scenario, seed)
    for role in (None, *(each.id for each in scenario.roles)):
        for told in outcomes(passed, role):
            for causes in told.causes:
                total = causes.before
                for cause in causes.causes:
                    total += cause.change
                assert total == causes.after


@SOME
@given(seed=seeds)
def test_causes_as_shown_add_up_to_the_levels_as_shown(scenario: Scenario, seed: int) -> None:
    for role in (None, scenario.roles[0].id):
        for told in outcomes(positions(scenario, seed), role):
            for causes in told.causes:
                shown = sum(float(cause.shown.replace("−", "-")) for cause in causes.causes)
                total = float(causes.shown.replace("−", "-"))
                assert shown == pytest.approx(total, abs=1e-9)
                if role is None:
                    levels = round(causes.after, 1) - round(causes.before, 1)
                    assert total == pytest.approx(levels, abs=1e-9)


@SOME
@given(seed=seeds)
def test_a_change_is_told_the_same_in_play_as_in_the_debrief(scenario: Scenario, seed: int) -> None:
    passed = positions(scenario, seed)
    for role in scenario.roles:
        for told, truth in zip(outcomes(passed, role.id), outcomes(passed), strict=True):
            for read, was in zip(told.causes, truth.causes, strict=True):
                if read.score != "cost" or role.kind == "patron":
                    assert read.shown == was.shown
                    assert [each.shown for each in read.causes] == [each.shown for each in was.causes]


@SOME
@given(seed=seeds)
def test_while_a_game_is_on_levels_are_told_as_the_header_has_them(scenario: Scenario, seed: int) -> None:
    passed = positions(scenario, seed)
    for role in scenario.roles:
        for position, told in zip(passed[1:], outcomes(passed, role.id), strict=True):
            for score, causes in zip(score_views(position, role.id), told.causes, strict=True):
                assert causes.ranges is not None
                for shown, header in zip(causes.ranges, score.past[-2:], strict=True):
                    ends = shown.low, shown.high
                    assert ends == pytest.approx((header.low, header.high), abs=1e-4)
    assert all(causes.ranges is None for told in outcomes(passed) for causes in told.causes)


@SOME
@given(seed=seeds)
def test_a_stage_begins_where_the_one_before_ended(scenario: Scenario, seed: int) -> None:
    for role in (None, scenario.roles[0].id):
        for one, other in pairwise(outcomes(positions(scenario, seed), role)):
            for ended, began in zip(one.causes, other.causes, strict=True):
                assert ended.after == pytest.approx(began.before, abs=1e-5)


@SOME
@given(seed=seeds)
def test_without_a_seat_the_levels_are_the_true_scores(scenario: Scenario, seed: int) -> None:
    passed = positions(scenario, seed)
    for position, told in zip(passed[1:], outcomes(passed), strict=True):
        for s, causes in enumerate(told.causes):
            assert causes.score == SCORES[s]
            assert causes.after == position.record[-1].scores[s, 0]


@SOME
@given(seed=seeds)
def test_members_are_told_to_vote_as_they_voted(scenario: Scenario, seed: int) -> None:
    passed = positions(scenario, seed)
    for position, told in zip(passed[1:], outcomes(passed), strict=True):
        done = position.record[-1]
        assert done.votes is not None
        assert done.tried is not None
        assert told.proposed == bool(done.tried[0])
        if not told.proposed:
            assert told.votes == ()
            continue
        support, blocks = done.votes[:, 0], vetoes(position.world, done.votes)[:, 0]
        expected = [
            "assents" if v >= 0 else "vetoes" if b else "abstains"
            for v, b in zip(support, blocks, strict=True)
        ]
        assert [vote.vote for vote in told.votes] == expected


@SOME
@given(seed=seeds)
def test_every_word_of_an_outcome_is_plain(scenario: Scenario, seed: int) -> None:
    for told in outcomes(positions(scenario, seed)):
        assert_well_worded(told, scenario)
        for causes in told.causes:
            for cause in causes.causes:
                assert cause.text[0].isupper()
                assert cause.text.endswith((".", "”"))
                assert set(cause.claims) <= {claim.id for claim in CLAIMS}


def test_a_choice_tells_what_came_of_it(small: Scenario) -> None:
    choices = {("summer", "capital", "answer"): "operation"}
    told = set()
    for seed in range(12):
        last = outcomes(positions(small, seed, Script(choices)))[-1]
        choice = last.choices[0]
        option = next(each for each in small.stages[1].decisions[0].options if each.id == "operation")
        vote = option.outcome.carried if last.carried else option.outcome.blocked
        assert choice.outcome == f"{option.outcome.text}\n\n{vote}"
        assert (choice.option, choice.label, choice.historical) == ("operation", option.label, False)
        told.add(last.carried)
    assert told == {True, False}


def test_reasons_given_are_kept_with_the_choice(small: Scenario) -> None:
    passed = positions(small, 1, Historical())
    told = outcome(passed[0], passed[1], {("spring", "capital", "answer"): "Too early."})
    assert [choice.rationale for choice in told.choices] == ["Too early.", ""]


def test_what_followed_names_who_asked_how_far_it_was_met_and_who_fell(small: Scenario) -> None:
    fell = 0
    for seed in range(8):
        passed = positions(small, seed, Historical())
        told = outcomes(passed)[0]
        assert told.happened[0] == "The appeal of President Ash was left unanswered."
        fell += "President Ash was overthrown." in told.happened
        assert ("President Ash was overthrown." in told.happened) == bool(passed[1].state.overthrown[0])
    assert fell


def test_a_refusal_is_told_with_the_member_that_lost_most(small: Scenario) -> None:
    told = outcomes(positions(small, 1, Historical()))[0]
    judged = next(cause for cause in told.causes[0].causes if cause.rule == "judge")
    assert judged.change < 0.0
    assert judged.text.startswith(
        "Members saw the appeal of President Ash left unanswered; the most exposed, Alder, lost most (−"
    )
    assert {"C4", "C13"} <= set(judged.claims)


def test_a_second_refusal_names_whose_quarrel_no_longer_excuses(small: Scenario) -> None:
    for seed in range(40):
        passed = positions(small, seed, Historical())
        if passed[1].state.overthrown[0]:
            break
    causes = outcomes(passed)[1].causes[0].causes
    released = next(cause for cause in causes if cause.rule == "judge.reserve")
    assert "With the interim government refused as well, a quarrel with President Ash" in released.text
    assert released.claims == ("C6", "C7")


def test_every_rule_can_be_told_even_one_that_has_no_sentence_of_its_own() -> None:
    for rule in (*RULES, "charge.something-new"):
        text, claims = of_the_rule(rule)
        assert text
        assert "(" not in text
        assert set(claims) <= {claim.id for claim in CLAIMS}


def test_a_play_with_a_rule_switched_off_is_told_too(scenario: Scenario) -> None:
    for rule in ("consult", "judge", "respond", "charge", "realign"):
        world = compile_world(scenario, Settings(without=frozenset({rule})))
        position = begin(world, Luck(5, 0, 1), explained=True)
        while position.stage is not None:
            after = settle(position, chosen(position, {role.id: Random() for role in scenario.roles}))
            told = outcome(position, after, {})
            assert_well_worded(told, scenario)
            assert not told.votes or rule != "consult"
            position = after


def test_a_direct_charge_is_told_by_what_brought_it(small: Scenario) -> None:
    spring = small.stages[0]
    sure = replace(spring, events=tuple(replace(event, chance=1.0) for event in spring.events))
    passed = positions(replace(small, stages=(sure, *small.stages[1:]), digest="sure"), 1)
    cost = next(each for each in outcomes(passed)[0].causes if each.score == "cost")
    told = next(cause.text for cause in cost.causes if cause.rule == "charge.direct")
    assert "“The rains fail, and bread grows dear”" in told


def test_only_an_explained_stage_has_an_outcome(small: Scenario) -> None:
    passed = positions(small, 1)
    with pytest.raises(ValueError, match="explained"):
        outcome(passed[-1], passed[-1], {})
    bare = replace(passed[1], record=(replace(passed[1].record[0], state=None),))
    with pytest.raises(ValueError, match="explained"):
        outcome(passed[0], bare, {})


def test_the_secretariats_reckoning_of_costs_is_a_multiple_of_the_truth(small: Scenario) -> None:
    passed = positions(small, 9)
    truth = [causes.after for each in outcomes(passed) for causes in each.causes if causes.score == "cost"]
    read = [
        causes.after
        for each in outcomes(passed, "bureau")
        for causes in each.causes
        if causes.score == "cost"
    ]
    ratios = np.array(read) / np.array(truth)
    assert np.allclose(ratios, ratios[0], rtol=1e-4)
    assert abs(ratios[0] - 1.0) > 1e-6
