"""The plain game is the same game: what the engine is raced against does the engine's work."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import ArrayLike

from game.engine.arrays import Array
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.state import LEDGERS
from game.engine.trace import StageTrace, Trace
from game.policies.random import Random
from game.scenario.model import Alliance, Scenario
from tests.bench.plain import played
from tests.bench.plain_nouns import Dice, Game, Keyed, Play

PLAYS, SEED = 48, 2010
NEAR = 1e-9


@pytest.fixture(scope="module", params=["small", "small_limited", "flagship"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """Scenarios that between them reach every rule."""
    found: Scenario = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def small_limited(small: Scenario) -> Scenario:
    """The small scenario where the willing may go, from a start that others court: members leave there."""
    alliance: Alliance = replace(small.alliance, council_rule="limited", mandate=0.3)
    partners = tuple(replace(partner, pull=0.9) for partner in small.partners)
    members = tuple(
        replace(member, share={"alliance": 0.3, "plains": 0.35, "ocean": 0.35}) for member in small.members
    )
    return replace(small, alliance=alliance, partners=partners, members=members)


@pytest.fixture(scope="module")
def trace(scenario: Scenario) -> Trace:
    """The engine's plays, all at once."""
    policies = {role.id: Random() for role in scenario.roles}
    return run(compile_world(scenario), policies, Luck(SEED, 0, PLAYS))


@pytest.fixture(scope="module")
def plays(scenario: Scenario) -> list[Play]:
    """The same plays, one after the other, with the engine's luck."""
    game = Game(scenario)
    return [played(game, Keyed(SEED, play)) for play in range(PLAYS)]


def stages(trace: Trace) -> tuple[StageTrace, ...]:
    """The stages and the years that follow."""
    return (*trace.stages, *trace.years)


def same(engine: Array, plain: ArrayLike) -> bool:
    """Whether two tables of numbers are alike to NEAR."""
    table = np.asarray(plain, dtype=np.float64)
    return table.shape == engine.shape and np.allclose(engine, table, rtol=0.0, atol=NEAR)


def test_the_plain_game_chooses_as_the_engine_does(trace: Trace, plays: list[Play]) -> None:
    for i, play in enumerate(plays):
        for stage, record in zip(stages(trace), play.records, strict=True):
            assert record.stage == stage.id
            assert record.choices == {key: choice[i] for key, choice in stage.choices.items()}
            assert not any(missed[i] for missed in stage.defaulted.values())


def test_the_plain_game_sees_the_same_events(trace: Trace, plays: list[Play]) -> None:
    for i, play in enumerate(plays):
        for stage, record in zip(stages(trace), play.records, strict=True):
            assert record.events == [event for event, fired in stage.happened.items() if fired[i]]


def test_the_plain_council_votes_alike(trace: Trace, plays: list[Play]) -> None:
    for s, stage in enumerate(trace.stages):
        assert stage.votes is not None
        assert stage.carried is not None
        assert same(stage.votes, np.transpose([play.records[s].votes for play in plays]))
        assert same(stage.carried, [play.records[s].carried for play in plays])


def test_the_plain_scores_are_the_engines(trace: Trace, plays: list[Play]) -> None:
    for s, stage in enumerate(stages(trace)):
        assert same(stage.scores, np.transpose([play.records[s].scores for play in plays]))


def test_the_plain_ledgers_are_the_engines(trace: Trace, plays: list[Play]) -> None:
    final = trace.final
    assert same(final.ledger, [[play.ledger[kind] for play in plays] for kind in LEDGERS])
    assert same(final.upkeep, [play.upkeep for play in plays])
    assert same(final.deaths, [play.deaths for play in plays])


def test_the_plain_members_end_alike(scenario: Scenario, trace: Trace, plays: list[Play]) -> None:
    final, members = trace.final, [member.id for member in scenario.members]
    threats = [threat.id for threat in scenario.threats]
    partners = ["alliance", *(partner.id for partner in scenario.partners)]
    for i, member in enumerate(members):
        allies = [play.allies[member] for play in plays]
        assert same(final.rescue_good[i], [[ally.good[threat] for ally in allies] for threat in threats])
        assert same(final.rescue_bad[i], [[ally.bad[threat] for ally in allies] for threat in threats])
        assert same(final.restraint_good[i], [ally.restraint_good for ally in allies])
        assert same(final.restraint_bad[i], [ally.restraint_bad for ally in allies])
        assert same(final.share[i], [[ally.share[partner] for ally in allies] for partner in partners])
        assert same(final.bargain[i], [ally.bargain for ally in allies])
        assert same(final.leverage[i], [ally.leverage for ally in allies])
        assert same(final.left[i], [ally.left for ally in allies])
    assert same(final.promise, [[play.promise[threat] for play in plays] for threat in threats])
    assert same(final.pull, [[play.pull[partner] for play in plays] for partner in partners[1:]])


def test_the_plain_world_ends_alike(trace: Trace, plays: list[Play]) -> None:
    for name in ("capacity", "procedure", "mandate", "turmoil", "limited", "overthrown", "collapsed"):
        assert same(getattr(trace.final, name), [getattr(play, name) for play in plays]), name


def test_the_compared_plays_reach_what_is_compared(
    scenario: Scenario, trace: Trace, plays: list[Play]
) -> None:
    """Else the comparison would say nothing of it."""
    carried = {play.records[s].carried > 0 for play in plays for s in range(len(trace.stages))}
    assert carried == {False, True}
    fallen = sum(play.overthrown for play in plays)
    assert fallen
    if scenario.id == "small":  # its second appeal has two forms, one for each fate of the first asker
        assert fallen < PLAYS
    assert any(record.events for play in plays for record in play.records)
    assert len({record.scores for play in plays for record in play.records}) > PLAYS
    if scenario.alliance.council_rule == "limited":
        assert any(0 < record.carried < 1 for play in plays for record in play.records)
        assert any(ally.left for play in plays for ally in play.allies.values())


def test_dice_make_a_play_repeatable(small: Scenario) -> None:
    game = Game(small)
    first, again, other = (played(game, Dice(seed)).records for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_rival_readings_are_refused(small: Scenario) -> None:
    with pytest.raises(ValueError, match="rival"):
        Game(replace(small, parameters={"judge.plot": 1.0}))
