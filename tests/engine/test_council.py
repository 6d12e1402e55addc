"""The council: one veto blocks by consensus, by the limited rule the willing go, and votes have reasons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from game.engine.arrays import Choice, Mask
from game.engine.compile import compile_world
from game.engine.conditions import Moment
from game.engine.draws import Luck
from game.engine.play import begin
from game.engine.rules.consult import support_terms, vetoes
from game.engine.settings import Settings
from game.engine.step import scene_of
from game.engine.trace import Trace
from game.policies.random import Random
from game.scenario.model import CouncilRule, Scenario
from tests.engine.plays import (
    LAWS,
    MANY,
    Levers,
    after,
    asker,
    played,
    plea,
    staged,
    tables,
    turn,
    with_members,
    within,
)


def ruled(scenario: Scenario, rule: CouncilRule) -> Scenario:
    return replace(scenario, alliance=replace(scenario.alliance, council_rule=rule))


def put_to_vote(scenario: Scenario, levers: Levers | None = None, model: Settings | None = None) -> Trace:
    """An operation of the full size, amid violence, with the patron's whole weight behind it."""
    case = turn("t", {"deploy": 1.0, "back": 1.0, **(levers or {})}, plea(scenario), turmoil=0.5)
    return played(staged(scenario, case), model, plays=MANY)


def parted(trace: Trace, model: Settings) -> tuple[Mask, Mask, Mask]:
    """(member, play): who is willing, who abstains, who vetoes."""
    votes = after(trace, "t").votes
    threshold = -np.asarray(model.parameters["consult.veto"])
    return votes >= 0.0, (votes < 0.0) & (votes >= threshold), votes < threshold


@LAWS
@given(model=tables(MANY))
def test_by_consensus_one_veto_blocks_and_abstentions_do_not(scenario: Scenario, model: Settings) -> None:
    trace = put_to_vote(ruled(scenario, "consensus"), None, model)
    willing, abstaining, vetoing = parted(trace, model)
    carried = after(trace, "t").carried
    assert np.isin(carried, (0.0, 1.0)).all()
    assert np.array_equal(carried == 1.0, ~vetoing.any(axis=0) & willing.any(axis=0))
    assert (carried[vetoing.sum(axis=0) == 1] == 0.0).all()
    assert (carried[abstaining.any(axis=0) & ~vetoing.any(axis=0) & willing.any(axis=0)] == 1.0).all()


@LAWS
@given(model=tables(MANY))
def test_by_the_limited_rule_the_willing_go_if_they_are_a_quorum(scenario: Scenario, model: Settings) -> None:
    trace = put_to_vote(ruled(scenario, "limited"), None, model)
    willing, _, vetoing = parted(trace, model)
    share = willing.sum(axis=0) / len(scenario.members)
    quorate = share >= np.asarray(model.parameters["consult.quorum"])
    carried = after(trace, "t").carried
    assert np.allclose(carried, np.where(quorate, share, 0.0))
    assert (carried[vetoing.any(axis=0) & quorate] > 0.0).all()


def test_both_outcomes_happen_under_either_rule(scenario: Scenario) -> None:
    """So that the promises above speak of something."""
    bargains = {f"bargain.{member.id}": 0.4 for member in scenario.members}
    for cast in (ruled(scenario, "consensus"), ruled(scenario, "limited")):
        assert (after(put_to_vote(cast, bargains), "t").carried > 0.0).any()
    assert (after(put_to_vote(ruled(scenario, "consensus")), "t").carried == 0.0).any()
    alone = within(Settings(), consult_quorum=0.5, consult_base=0.4)
    hard = with_members(scenario, lambda member: replace(member, aversion=1.0))
    assert (after(put_to_vote(ruled(hard, "limited"), None, alone), "t").carried == 0.0).any()


def test_a_rule_changed_in_the_same_stage_already_counts(scenario: Scenario) -> None:
    """And can be changed back."""
    strict, free = ruled(scenario, "consensus"), ruled(scenario, "limited")
    freed, bound = put_to_vote(strict, {"rule": 1.0}), put_to_vote(free, {"rule": -1.0})
    assert np.array_equal(after(freed, "t").carried, after(put_to_vote(free), "t").carried)
    assert np.array_equal(after(bound, "t").carried, after(put_to_vote(strict), "t").carried)
    assert not np.array_equal(after(freed, "t").carried, after(bound, "t").carried)


def test_where_nothing_is_proposed_nobody_votes(scenario: Scenario) -> None:
    trace = played(scenario, None, Random(), plays=MANY)
    proposed = False
    for stage in trace.stages:
        assert stage.tried is not None
        assert stage.votes is not None
        assert stage.carried is not None
        idle = stage.tried == 0.0
        proposed = proposed or not idle.all()
        assert not stage.votes[:, idle].any()
        assert not stage.carried[idle].any()
        assert (stage.votes[:, ~idle] != 0.0).all()
    assert proposed


@LAWS
@given(model=tables())
def test_the_reasons_for_a_vote_add_up_to_it(scenario: Scenario, model: Settings) -> None:
    case = staged(
        scenario, turn("t", {"deploy": 0.7, "back": 0.4}, plea(scenario, ties={"birch": 0.5}), turmoil=0.5)
    )
    world, luck = compile_world(case, model), Luck(2010, 0, 40)
    position = begin(world, luck)
    move = {"deploy": np.full(40, 0.7), "back": np.full(40, 0.4)}
    moment: Moment = position.moment
    scene = scene_of(world.stages[0], move, moment, luck)
    terms = support_terms(world, scene, position.state)
    assert np.allclose(sum(terms.values()), after(played(case, model), "t").votes)
    assert set(terms) >= {"insurance", "mandate", "bargain", "capacity", "precedent", "ties", "noise"}


@pytest.mark.parametrize(
    "lever", ["mandate", "capacity", "back"], ids=["mandate", "capable force", "patron's weight"]
)
def test_votes_rise_with(scenario: Scenario, lever: str) -> None:
    less, more = (after(put_to_vote(scenario, {lever: level}), "t").votes for level in (0.0, 0.5))
    assert (more > less).all()


def test_a_bargain_moves_the_vote_of_the_member_that_it_is_struck_with(scenario: Scenario) -> None:
    for i, member in enumerate(scenario.members):
        plain = after(put_to_vote(scenario), "t").votes
        bought = after(put_to_vote(scenario, {f"bargain.{member.id}": 0.5}), "t").votes
        assert (bought[i] > plain[i]).all()
        assert np.array_equal(np.delete(bought, i, axis=0), np.delete(plain, i, axis=0))


def test_votes_fall_with_the_size_of_the_operation_times_aversion(scenario: Scenario) -> None:
    small, large = (after(put_to_vote(scenario, {"deploy": size}), "t").votes for size in (0.3, 0.9))
    lost = (small - large).mean(axis=1)
    aversion = np.array([member.aversion for member in scenario.members])
    assert np.allclose(lost / aversion, (lost / aversion)[0])
    assert (lost > 0.0).all()


def test_a_member_that_asks_wants_it_more(scenario: Scenario) -> None:
    i = scenario.members.index(asker(scenario))
    silent = turn("t", {"deploy": 1.0, "back": 1.0}, turmoil=0.5)
    unasked = after(played(staged(scenario, silent), plays=MANY), "t").votes
    asked = after(put_to_vote(scenario), "t").votes
    gained = asked - unasked
    assert (gained[i] > 0.5).all()
    assert (gained[i] > np.delete(gained, i, axis=0)).all()


def test_without_noise_every_play_votes_alike(scenario: Scenario) -> None:
    calm = within(Settings(), without=["consult.noise"], contain_noise=0.0)
    votes = after(put_to_vote(scenario, None, calm), "t").votes
    assert (votes == votes[:, :1]).all()


def test_a_vote_of_exactly_nothing_is_no_veto(small: Scenario) -> None:
    world = compile_world(small)
    votes = np.array([[0.0], [-0.35], [-0.3501]])
    assert vetoes(world, votes)[:, 0].tolist() == [False, False, True]


def test_a_blocked_proposal_still_counts_a_little(scenario: Scenario) -> None:
    """As help, less than the same money spent on help; nothing of it is charged as an operation."""
    hostile = with_members(scenario, lambda member: replace(member, aversion=1.0))
    state = after(put_to_vote(hostile, None, within(Settings(), consult_base=-9.0)), "t")
    assert not state.carried.any()
    assert ((state.support > 0.0) & (state.support < 0.15)).all()
    assert not state.ledger.any()


def test_votes_are_cast_by_choice_not_by_position(small: Scenario) -> None:
    """Plays of one batch may differ in what they propose."""

    class Half:
        def choose(self, position: object, decision: object) -> Choice:
            return np.arange(MANY) % 2

    case = turn("t", {"deploy": 1.0, "back": 1.0}, plea(small), turmoil=0.5)
    (decision,) = case.decisions
    (only,) = decision.options
    idle = replace(only, id="idle", levers={}, historical=False)
    both = replace(case, decisions=(replace(decision, options=(only, idle)),))
    votes = after(played(staged(small, both), None, Half(), plays=MANY), "t").votes
    assert votes[:, ::2].all()
    assert not votes[:, 1::2].any()
    assert np.array_equal(votes[:, ::2], after(put_to_vote(small), "t").votes[:, ::2])
