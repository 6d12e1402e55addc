"""The end of a game: the truth, other courses beside it, and every claim with a verdict from the figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.analysis.patience import bill, flip
from game.analysis.statements import STATEMENTS
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import finish, run
from game.engine.settings import Settings
from game.engine.state import rescue
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.present.claims import CLAIMS, DISCLAIMER
from game.present.debrief import debrief
from game.present.verdicts import JUDGES
from game.present.view import ClaimView, Debrief
from game.present.words import number, points
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded, outcomes, positions, trace_of, world_of

FEW = settings(max_examples=3, deadline=None)
PLAYS = 32


def told(scenario: Scenario, seed: int, role: str | None = None) -> Debrief:
    """The debrief of a random play, beside small batches."""
    trace = trace_of(scenario, seed)
    return debrief(world_of(scenario), trace, role or scenario.roles[0].id, {}, plays=PLAYS)


@FEW
@given(seed=st.integers(0, 2**32))
def test_every_word_of_a_debrief_is_plain(scenario: Scenario, seed: int) -> None:
    assert_well_worded(told(scenario, seed), scenario)


@FEW
@given(seed=st.integers(0, 2**32))
def test_every_claim_has_a_verdict_and_figures_or_what_was_missing(scenario: Scenario, seed: int) -> None:
    claims = told(scenario, seed).claims
    assert [claim.id for claim in claims] == [f"C{number}" for number in range(22)]
    for claim in claims:
        assert claim.verdict in {"borne out", "not borne out", "not tested"}
        assert claim.because.endswith(".")
        if claim.verdict != "not tested":
            assert any(sign.isdigit() for sign in claim.because)


def test_a_debrief_tells_the_whole_truth(small: Scenario) -> None:
    trace = trace_of(small, 3)
    end = told(small, 3)
    for s, line in enumerate(end.scores):
        assert (line.score, line.start, line.end) == (SCORES[s], trace.start[s, 0], trace.end[s, 0])
    for i, member in enumerate(end.truth):
        beliefs = [span.low for span in member.belief.values()]
        assert beliefs == pytest.approx(rescue(trace.final)[i, :, 0] * 100.0)
    assert end.short_cost + end.long_cost == pytest.approx(end.scores[1].end, abs=1e-5)
    assert len(end.outcomes) == len(small.stages)
    assert end.disclaimer == DISCLAIMER
    assert DISCLAIMER.startswith("Illustrative, not predictive")


def test_the_debrief_says_by_how_much_the_scores_were_misread(scenario: Scenario) -> None:
    for role in scenario.roles:
        passed = positions(scenario, 3)
        seen, true = (outcomes(passed, each)[-1] for each in (role.id, None))
        said = told(scenario, 3, role.id).misread
        for read, was in zip(seen.causes, true.causes, strict=True):
            off = read.after - was.after
            if read.score == "cost":
                percent = round(read.after / was.after * 100.0)
                assert ("cost" in said) == (percent != 100)
                assert percent == 100 or f"cost at {percent}% of what it was" in said
            elif abs(off) > 0.06:
                way = "high" if off > 0.0 else "low"
                assert f"{read.score} {points(off)} too {way}" in said


def test_the_years_add_up_from_the_last_stage_to_the_end(small: Scenario) -> None:
    end = told(small, 3)
    for s, causes in enumerate(end.years):
        assert causes.before == end.outcomes[-1].causes[s].after
        total = causes.before
        for cause in causes.causes:
            total += cause.change
        assert total == causes.after == end.scores[s].end


def test_the_result_is_by_the_roles_own_weights(small: Scenario) -> None:
    trace = trace_of(small, 3)
    for role in small.roles:
        end = told(small, 3, role.id)
        assert end.result == float(worth(role.weights, trace.end - trace.start)[0])
        assert end.role_name == role.name
    assert told(small, 3, "capital").result != told(small, 3, "bureau").result


def test_other_courses_are_means_of_their_own_plays(small: Scenario) -> None:
    end = told(small, 3)
    luck = Luck(3, 0, PLAYS)
    line = next(each for each in small.lines if each.id == "build-first")
    built = run(world_of(small), {role.id: Script(line.choices) for role in small.roles}, luck)
    assert [each.others[line.name] for each in end.scores] == pytest.approx(built.end.mean(axis=1).tolist())


def test_what_was_done_in_fact_meets_the_same_luck(small: Scenario) -> None:
    world, ways = world_of(small), {role.id: Historical() for role in small.roles}
    for seed in range(4):
        history = run(world, ways, Luck(seed, 0, 1), explained=True)
        assert [line.historical for line in told(small, seed).scores] == history.end[:, 0].tolist()
        again = debrief(world, history, "capital", {}, plays=8)
        assert again.result == again.result_historical
        assert "costs what the historical line costs" in again.patience_text


def test_the_patience_at_which_places_change_is_told(small: Scenario) -> None:
    world = world_of(small)
    history = run(world, {role.id: Historical() for role in small.roles}, Luck(3, 0, 1), explained=True)
    own = finish(positions(small, 3)[-1])
    end = told(small, 3)
    assert end.patience_flip == flip(bill(world, own), bill(world, history))
    if end.patience_flip is None:
        assert "however patient" in end.patience_text
    else:
        assert f"{end.patience_flip:.2f}" in end.patience_text


def test_lessons_are_of_ones_own_choices(flagship: Scenario) -> None:
    trace = trace_of(flagship, 2)
    end = debrief(world_of(flagship), trace, "moscow", {}, plays=8)
    own = {choice.teaches for each in end.outcomes for choice in each.choices if choice.role == "moscow"}
    assert set(end.lessons) == own - {""}
    assert len(end.lessons) == len(set(end.lessons))


def test_what_was_taken_back_and_the_reasons_are_kept(small: Scenario) -> None:
    reasons = {("spring", "capital", "answer"): "Too early."}
    end = debrief(world_of(small), trace_of(small, 3), "capital", reasons, undone=2, plays=PLAYS)
    assert end.undone == 2
    assert end.outcomes[0].choices[0].rationale == "Too early."


def test_a_debrief_is_the_same_twice(small: Scenario) -> None:
    assert told(small, 3) == told(small, 3)


def test_a_debrief_is_of_one_play_and_of_a_known_seat(small: Scenario) -> None:
    world = world_of(small)
    with pytest.raises(ValueError, match="one play"):
        debrief(
            world, run(world, {role.id: Historical() for role in small.roles}, Luck(1, 0, 2)), "capital", {}
        )
    with pytest.raises(KeyError):
        debrief(world, trace_of(small, 1), "nobody", {})


def test_the_claims_are_all_listed_each_with_what_tests_it() -> None:
    assert [claim.id for claim in CLAIMS] == [f"C{number}" for number in range(22)] == list(JUDGES)
    for claim in CLAIMS:
        assert claim.paragraph.startswith("¶")
        assert claim.text.endswith(".")


Found = Callable[..., dict[str, ClaimView]]


@pytest.fixture(scope="module")
def found(flagship: Scenario) -> Found:
    """The claims by id in a play of the historical line, or another one, with a rule switched off."""

    @cache
    def claims(line: str = "", without: str = "") -> dict[str, ClaimView]:
        world = compile_world(flagship, Settings(without=frozenset({without} - {""})))
        ways = {each.id: Script(each.choices) for each in flagship.lines}
        policies = {role.id: ways.get(line, Historical()) for role in flagship.roles}
        end = debrief(world, run(world, policies, Luck(3, 0, 1)), flagship.roles[0].id, {}, plays=8)
        return {claim.id: claim for claim in end.claims}

    return claims


def test_the_historical_line_bears_out_what_the_article_says_of_it(found: Found) -> None:
    claims = found()
    for claim in ("C2", "C4", "C6", "C7", "C8", "C9", "C13", "C14", "C15", "C20", "C21"):
        assert claims[claim].verdict == "borne out", claim


@pytest.mark.parametrize(("claim", "rule"), [(each.id, each.rules[0]) for each in CLAIMS if each.rules])
def test_a_claim_is_not_borne_out_once_the_rule_that_says_it_is_switched_off(
    claim: str, rule: str, found: Found
) -> None:
    line = "force" if claim == "C17" else ""
    assert found(line)[claim].verdict == "borne out"
    assert found(line, rule)[claim].verdict != "borne out"


def test_a_claim_names_every_rule_that_the_study_of_the_thesis_finds_behind_it() -> None:
    rules = {claim.id: set(claim.rules) for claim in CLAIMS}
    for statement in STATEMENTS:
        assert rules[statement.claim] >= set(statement.makers), statement.id


def test_a_claim_is_called_built_in_only_where_it_was_borne_out(scenario: Scenario) -> None:
    for claim in told(scenario, 5).claims:
        of_it = next(each for each in CLAIMS if each.id == claim.id)
        assert claim.rules == (of_it.rules if claim.verdict == "borne out" else ())


def test_help_that_came_is_not_called_a_refusal(found: Found) -> None:
    claims = found("force")
    for claim in ("C14", "C15"):
        assert claims[claim].verdict == "not borne out"
        assert "refus" not in claims[claim].because


def test_a_seat_is_told_what_its_choices_would_have_come_to_by_themselves(small: Scenario) -> None:
    world = world_of(small)
    ways = {role.id: Historical() for role in small.roles}
    alone = run(
        world, {**ways, "capital": Script({("spring", "capital", "answer"): "troops"})}, Luck(3, 0, 1)
    )
    end = debrief(world, alone, "capital", {}, plays=8)
    assert f"would have come to {number(end.result, 1)}" in end.result_text


def test_the_parts_of_the_result_add_up_to_it_as_shown(small: Scenario) -> None:
    for seed in range(8):
        end = told(small, seed)
        *parts, total = (
            float(each.replace("−", "-"))
            for each in re.findall(r"[+−]?\d+\.\d|(?<= )0(?= )", end.result_text.split(". ")[0])
        )
        assert round(sum(parts), 1) == total == round(end.result, 1)


def test_a_play_in_which_nothing_is_refused_does_not_test_refusal(small: Scenario) -> None:
    choices = {("spring", "capital", "answer"): "troops", ("summer", "capital", "answer"): "troops"}
    world = world_of(small)
    for seed in range(6):
        trace = run(
            world, {role.id: Script(choices) for role in small.roles}, Luck(seed, 0, 1), explained=True
        )
        if all(float(done.state.adequacy[0]) >= 0.5 for done in trace.stages if done.state):
            break
    end = debrief(world, trace, "capital", {}, plays=8)
    verdicts = {claim.id: claim.verdict for claim in end.claims}
    assert {verdicts[claim] for claim in ("C2", "C4", "C6", "C7", "C8", "C9", "C13")} == {"not tested"}
    assert verdicts["C15"] == "not borne out"
    assert verdicts["C17"] != "not tested"
