"""What a seat sees while it decides: all that it may know, in plain words, and nothing of the truth."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.book import SCORES
from game.engine.play import offered
from game.engine.state import rescue, restraint
from game.policies.fixed import Historical
from game.present.seat import view
from game.present.view import OutcomeView, View
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded, outcomes, positions, texts

seeds = st.integers(0, 2**32)
FEW = settings(max_examples=3, deadline=None)


def views(scenario: Scenario, seed: int, role: str) -> list[View]:
    """Everything that a seat sees through a random play."""
    passed = positions(scenario, seed)
    told: list[OutcomeView | None] = [None, *outcomes(passed, role)]
    return [
        view(position, role, {}, last)
        for position, last in zip(passed, told, strict=True)
        if position.stage is not None
    ]


def span_numbers(seen: View) -> list[float]:
    """What a view says of scores and members, ends and middles, and the levels of its causes."""
    spans = [span for score in seen.scores for span in (score.now, *score.past)]
    for member in seen.members:
        spans += [*member.belief.values(), member.restraint, member.outside, *member.shares.values()]
    causes = seen.last.causes if seen.last else ()
    levels = [level for each in causes for level in (each.before, each.after)]
    spans += [span for each in causes for span in each.ranges or ()]
    return [
        *levels,
        *(number for span in spans for number in (span.low, span.high, (span.low + span.high) / 2.0)),
    ]


@FEW
@given(seed=seeds)
def test_nothing_that_another_seat_alone_is_told_is_in_a_view(scenario: Scenario, seed: int) -> None:
    for role in scenario.roles:
        for seen in views(scenario, seed, role.id):
            stage = next(each for each in scenario.stages if each.id == seen.stage)
            for other, private in stage.briefings.items():
                if other != role.id:
                    assert repr(private.strip())[1:-1] not in repr(seen)
            assert all(
                repr(each.brief)[1:-1] not in repr(seen) for each in scenario.roles if each is not role
            )


@FEW
@given(seed=seeds)
def test_no_true_belief_share_or_score_is_in_a_view(scenario: Scenario, seed: int) -> None:
    for role in scenario.roles:
        passed = positions(scenario, seed)
        told = [None, *outcomes(passed, role.id)]
        for position, last in zip(passed, told, strict=True):
            if position.stage is None:
                continue
            seen = np.array(span_numbers(view(position, role.id, {}, last)))
            state, cost = position.state, SCORES.index("cost")
            levels = np.stack([position.start, *(done.scores for done in position.record)])
            hidden = [rescue(state) * 100.0, restraint(state) * 100.0, state.share * 100.0, levels]
            if role.kind == "patron":
                hidden[-1] = np.delete(levels, cost, axis=1)
            truths = np.concatenate([each.ravel() for each in hidden])
            truths = truths[truths != 0.0]
            assert np.abs(seen[:, None] - truths).min() > 1e-9


@FEW
@given(seed=seeds)
def test_a_view_is_the_same_twice(scenario: Scenario, seed: int) -> None:
    role = scenario.roles[-1].id
    assert views(scenario, seed, role) == views(scenario, seed, role)


@FEW
@given(seed=seeds)
def test_every_word_in_a_view_is_plain(scenario: Scenario, seed: int) -> None:
    for role in scenario.roles:
        for seen in views(scenario, seed, role.id):
            assert_well_worded(seen, scenario)


def test_a_view_holds_what_the_scenario_tells_this_seat(small: Scenario) -> None:
    spring = views(small, 1, "capital")[0]
    stage = small.stages[0]
    assert (spring.stage, spring.number, spring.of) == ("spring", 1, 2)
    assert spring.private == stage.briefings["capital"]
    assert spring.appeal.startswith("President Ash asks for help, for Alder, in internal crisis.")
    assert [member.asks for member in spring.members] == [True, False, False]
    assert [decision.id for decision in spring.decisions] == ["answer"]
    assert spring.decisions[0].default == stage.decisions[0].default
    assert views(small, 1, "bureau")[0].private == ""


def test_an_event_is_told_only_where_it_happened(small: Scenario) -> None:
    texts_of = {event.id: event.text for event in (*small.events, *small.stages[0].events)}
    counts = set()
    for seed in range(30):
        position = positions(small, seed)[0]
        happened = tuple(texts_of[event] for event, fired in position.fired.items() if fired[0])
        assert view(position, "capital", {}).events == happened
        counts.add(len(happened))
    assert len(counts) > 1


def test_an_option_is_on_offer_exactly_where_the_engine_says_so(scenario: Scenario) -> None:
    closed = 0
    for seed in range(4):
        for position in positions(scenario, seed):
            for role in scenario.roles if position.stage else ():
                table = {
                    decision.key[2]: offered(position, decision)[:, 0].tolist()
                    for decision in position.stage.decisions  # type: ignore[union-attr]
                    if decision.key[1] == role.id
                }
                for decision in view(position, role.id, {}).decisions:
                    assert [option.on_offer for option in decision.options] == table[decision.id]
                    for option in decision.options:
                        assert bool(option.why_not) != option.on_offer
                        closed += not option.on_offer
    assert closed


def test_a_vote_is_foreseen_where_an_option_puts_one(small: Scenario) -> None:
    position = positions(small, 1, Historical())[1]
    options = {option.id: option for option in view(position, "capital", {}).decisions[0].options}
    assert options["operation"].pass_chance is not None
    assert "of 3 would probably assent" in options["operation"].consent
    assert (options["refuse"].pass_chance, options["refuse"].consent) == (None, "")


def test_the_votes_on_an_option_are_those_that_its_consent_speaks_of(scenario: Scenario) -> None:
    told = 0
    for role in scenario.roles:
        for seen in views(scenario, 5, role.id):
            for option in (each for decision in seen.decisions for each in decision.options):
                assert bool(option.votes) == bool(option.consent)
                if option.votes:
                    assents = sum(each.vote == "assents" for each in option.votes)
                    assert f"{assents} of {len(option.votes)} would probably assent" in option.consent
                    for each in option.votes:
                        against = re.search(r"[^;]* would probably veto", option.consent)
                        assert (each.vote == "vetoes") == bool(against and each.name in against[0])
                    told += 1
    assert told


def test_members_are_asked_about_the_option_at_hand_or_the_most_far_reaching_one(flagship: Scenario) -> None:
    position = positions(flagship, 1, Historical())[4]
    (answer, initiative) = view(position, "moscow", {}).decisions
    number, furthest = answer.asked("refuse") or (0, None)
    assert furthest is not None
    assert (furthest.id, number) == ("peacekeepers", 7)
    joint = answer.asked("joint")
    assert joint is not None
    assert (joint[1].id, joint[0]) == ("joint", 8)
    assert [each.name for each in joint[1].votes] == [each.name for each in flagship.members]
    assert initiative.asked("un") is None


def test_where_nothing_goes_to_the_council_no_member_is_asked(flagship: Scenario) -> None:
    seen = views(flagship, 1, "moscow")[0]
    assert all(decision.asked() is None and not decision.furthest for decision in seen.decisions)


def test_what_is_settled_is_kept_and_counts_in_the_forecast(flagship: Scenario) -> None:
    position = next(
        position
        for position in positions(flagship, 1, Historical())
        if position.stage and position.stage.id == "osh"
    )
    answer = flagship.stages[position.stage.index].decisions  # type: ignore[union-attr]
    decision = next(each for each in answer if each.role == "moscow")
    proposing = next(option.id for option in decision.options if option.levers.get("deploy"))
    seen = view(position, "moscow", {decision.id: proposing})
    assert seen.made == {decision.id: proposing}
    later = next(each for each in seen.decisions if each.id != decision.id)
    assert all(option.consent for option in later.options if option.on_offer)


def test_a_seat_without_a_decision_still_sees_the_stage(small: Scenario) -> None:
    last = small.stages[-1]
    quiet = replace(last, decisions=tuple(each for each in last.decisions if each.role == "capital"))
    idle = replace(small, stages=(*small.stages[:-1], quiet), digest="idle")
    seen = view(positions(idle, 1)[1], "bureau", {})
    assert seen.decisions == ()
    assert seen.members


def test_there_is_no_view_of_an_unknown_seat_or_after_the_end(small: Scenario) -> None:
    passed = positions(small, 1)
    with pytest.raises(KeyError):
        view(passed[0], "nobody", {})
    with pytest.raises(KeyError):
        view(passed[0], "capital", {"nothing": "refuse"})
    with pytest.raises(ValueError, match="over"):
        view(passed[-1], "capital", {})


def test_the_levels_of_the_alliance_are_in_percent(scenario: Scenario) -> None:
    for seen in views(scenario, 3, scenario.roles[0].id):
        assert all(0.0 <= level.value <= 100.0 for level in seen.levels)
        assert seen.council


def test_no_text_of_ours_is_empty_where_a_member_speaks(scenario: Scenario) -> None:
    for seen in views(scenario, 8, scenario.roles[0].id):
        assert all(text for name, text in texts(seen) if name == "reason")
