"""What holds of any play, whatever the choices, the luck and the parameters."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.arrays import added, counted
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.engine.state import LEDGERS, State
from game.policies.random import Random
from game.scenario.model import Scenario
from tests.engine.plays import LAWS, SWEEP, Anything, played, table, tables
from tests.engine.records import differing, record

ANY = np.inf
BOUNDS = {
    **dict.fromkeys(("rescue_good", "rescue_bad", "restraint_good", "restraint_bad", "reserve"), (0, ANY)),
    **dict.fromkeys(("share", "promise", "bargain", "pull", "capacity", "procedure", "mandate"), (0, 1)),
    **dict.fromkeys(("turmoil", "violence", "flare", "carried", "support", "adequacy"), (0, 1)),
    **dict.fromkeys(("left", "flags", "limited", "overthrown", "collapsed"), (0, 1)),
    "leverage": (-1, 1),
    "deaths": (0, ANY),
    **dict.fromkeys(("upkeep", "ledger", "votes"), (-ANY, ANY)),
}
"""Of every field of State."""
MARKS = ("left", "flags", "limited", "overthrown", "collapsed")
"""Fields that are 0 or 1."""


def out_of_bounds(state: State) -> list[str]:
    """The fields of a state that are not what they should be."""
    wrong = []
    for each in fields(State):
        value = getattr(state, each.name)
        low, high = BOUNDS[each.name]
        if not (np.isfinite(value).all() and (value >= low).all() and (value <= high).all()):
            wrong.append(each.name)
        if each.name in MARKS and not np.isin(value, (0.0, 1.0)).all():
            wrong.append(each.name)
    if not np.allclose(added(state.share[:, p] for p in range(state.share.shape[1])), 1.0, atol=1e-9):
        wrong.append("shares do not sum to 1")
    if not (state.ledger[: LEDGERS.index("direct")] >= 0.0).all():
        wrong.append("a negative bill")
    return wrong


def check_bounds(scenario: Scenario, settings: Settings, seed: int) -> None:
    trace = played(scenario, settings, Anything(seed), seed=seed)
    states = [state for stage in trace.stages for state in (stage.opened, stage.state)]
    states += [year.state for year in trace.years]
    for state in (*states, trace.final):
        assert state is not None
        assert out_of_bounds(state) == []
    for stage in (*trace.stages, *trace.years):
        credibility, _, diversification = stage.scores
        for score in (credibility, diversification):
            assert ((score >= 0.0) & (score <= 100.0)).all()


@LAWS
@given(settings=tables(rivals=True), seed=st.integers(0, 2**64 - 1))
def test_every_level_stays_within_its_bounds(scenario: Scenario, settings: Settings, seed: int) -> None:
    check_bounds(scenario, settings, seed)


@pytest.mark.slow
@SWEEP
@given(settings=tables(rivals=True), seed=st.integers(0, 2**64 - 1))
def test_every_level_stays_within_its_bounds_in_a_long_sweep(
    scenario: Scenario, settings: Settings, seed: int
) -> None:
    check_bounds(scenario, settings, seed)


def test_every_field_of_a_state_has_bounds() -> None:
    assert {each.name for each in fields(State)} == BOUNDS.keys()


NEVER_UNDONE = ("overthrown", "collapsed", "left", "flags", "deaths")


def test_what_is_done_is_never_undone(scenario: Scenario) -> None:
    """The overthrown stay overthrown, the dead dead, and what was paid is paid."""
    trace = played(scenario, None, Random(), plays=500)
    states = [stage.state for stage in (*trace.stages, *trace.years) if stage.state is not None]
    for earlier, later in pairwise(states):
        for name in NEVER_UNDONE:
            assert (getattr(later, name) >= getattr(earlier, name)).all(), name
        bills = LEDGERS.index("direct")
        assert (later.ledger[:bills] >= earlier.ledger[:bills]).all()
    for name in ("overthrown", "left", "flags"):
        assert 0.0 < (getattr(states[-1], name) > 0.0).mean() < 1.0, name


# The same again -----------------------------------------------------------------------------------


@LAWS
@given(seed=st.integers(0, 2**64 - 1))
def test_a_seed_gives_the_same_plays_every_time(scenario: Scenario, seed: int) -> None:
    once, again = (record(played(scenario, None, Random(), seed=seed)) for _ in range(2))
    assert differing(once, again) == set()


def test_another_seed_gives_other_plays(scenario: Scenario) -> None:
    one, other = (record(played(scenario, None, Random(), seed=seed)) for seed in (1, 2))
    assert "final/rescue_good" in differing(one, other)


def check_alone(scenario: Scenario, settings: Settings, seed: int, first: int, plays: int) -> None:
    """Some of the batch's plays alone, and the batch in two parts, are the batch, bit for bit."""
    batch = played(scenario, settings, Random(), seed=seed, first=first, plays=plays)
    for start, end in ((0, 1), (plays // 3, plays // 3 + 1), (plays // 2, plays), (plays - 1, plays)):
        part = replace(
            settings,
            parameters={
                name: value[start:end] if isinstance(value, np.ndarray) else value
                for name, value in settings.parameters.items()
            },
        )
        alone = played(scenario, part, Random(), seed=seed, first=first + start, plays=end - start)
        assert differing(record(alone), record(batch, slice(start, end))) == set()


BATCHES = {"first": st.integers(0, 2**40), "plays": st.integers(2, 37), "seed": st.integers(0, 2**64 - 1)}


@LAWS
@given(**BATCHES)
def test_a_play_is_the_same_alone_and_in_a_batch(
    scenario: Scenario, seed: int, first: int, plays: int
) -> None:
    check_alone(scenario, Settings(), seed, first, plays)


@LAWS
@given(**BATCHES, mix=st.integers(0, 2**32 - 1))
def test_a_play_with_its_own_parameters_is_the_same_alone_and_in_a_batch(
    scenario: Scenario, seed: int, first: int, plays: int, mix: int
) -> None:
    check_alone(scenario, table(mix, plays, rivals=True), seed, first, plays)


@pytest.mark.slow
@SWEEP
@given(**{**BATCHES, "plays": st.integers(2, 700)}, mix=st.integers(0, 2**32 - 1))
def test_a_play_is_the_same_alone_and_in_a_large_batch(
    scenario: Scenario, seed: int, first: int, plays: int, mix: int
) -> None:
    check_alone(scenario, table(mix, plays, rivals=True), seed, first, plays)


def test_a_play_is_the_same_among_thousands(scenario: Scenario) -> None:
    batch = played(scenario, None, Random(), plays=5_003, first=6)
    alone = played(scenario, None, Random(), plays=1, first=6 + 4_999)
    assert differing(record(alone), record(batch, slice(4_999, 5_000))) == set()


def test_a_play_is_the_same_explained_or_not(scenario: Scenario) -> None:
    world, policies = compile_world(scenario), {role.id: Random() for role in scenario.roles}
    told = record(run(world, policies, Luck(7, 3, 50), explained=True))
    untold = record(run(world, policies, Luck(7, 3, 50)))
    assert untold.keys() < told.keys()
    assert differing(untold, {name: told[name] for name in untold}) == set()


# Scores and their causes --------------------------------------------------------------------------


def check_causes(scenario: Scenario, settings: Settings, seed: int) -> None:
    trace = played(scenario, settings, Anything(seed), seed=seed)
    whole = before = trace.start
    for stage in (*trace.stages, *trace.years):
        now = before
        for change in stage.lines.values():
            now, whole = now + change, whole + change
        assert np.array_equal(now, stage.scores), stage.id
        before = stage.scores
    assert np.array_equal(whole, trace.end)


@LAWS
@given(settings=tables(rivals=True), seed=st.integers(0, 2**64 - 1))
def test_causes_add_up_to_the_change_of_every_score_exactly(
    scenario: Scenario, settings: Settings, seed: int
) -> None:
    check_causes(scenario, settings, seed)


@pytest.mark.slow
@SWEEP
@given(settings=tables(rivals=True), seed=st.integers(0, 2**64 - 1))
def test_causes_add_up_exactly_in_a_long_sweep(scenario: Scenario, settings: Settings, seed: int) -> None:
    check_causes(scenario, settings, seed)


def test_causes_add_up_in_any_order(scenario: Scenario) -> None:
    trace = played(scenario, None, Random())
    changes = [change for stage in (*trace.stages, *trace.years) for change in stage.lines.values()]
    dice = np.random.default_rng(4)
    for _ in range(5):
        whole = trace.start
        for i in dice.permutation(len(changes)):
            whole = whole + changes[i]
        assert np.array_equal(whole, trace.end)


def test_scores_begin_where_the_scenario_says(scenario: Scenario) -> None:
    trace = played(scenario)
    worth = [
        sum(member.exposure[k] * member.rescue[k] for k in member.exposure) / sum(member.exposure.values())
        for member in scenario.members
    ]
    regional = [each for each in scenario.members if each.region == scenario.alliance.region]
    outside = [1.0 - member.share["alliance"] for member in regional]
    start = dict(zip(SCORES, trace.start[:, 0], strict=True))
    assert start["credibility"] == pytest.approx(100 * sum(worth) / len(worth), abs=1e-5)
    assert start["cost"] == 0.0
    assert start["diversification"] == pytest.approx(100 * sum(outside) / len(outside), abs=1e-5)
    assert (trace.start == trace.start[:, :1]).all()


# Sums ---------------------------------------------------------------------------------------------


def test_sums_are_added_in_order() -> None:
    terms = np.random.default_rng(1).normal(size=(9, 1_001)) * 10.0 ** np.arange(9)[:, None]
    whole = added(terms)
    for play in (0, 5, 1_000):
        by_hand = 0.0
        for term in terms[:, play]:
            by_hand = by_hand + term
        assert whole[play] == by_hand
        assert added(terms[:, play : play + 1])[0] == by_hand


@pytest.mark.parametrize("rows", [1, 127, 128, 300])
def test_rows_are_counted_however_many_there_are(rows: int) -> None:
    assert counted(np.ones((rows, 2), dtype=np.bool_)).tolist() == [rows, rows]


def test_nothing_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="nothing to add"):
        added([])
