"""A tally of streamed plays says what one look at all of them would."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.analysis.blocks import Crew
from game.analysis.ensemble import Mean, Spread, Sweep, Tally, chunks, tallied
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.settings import Settings
from game.engine.state import long_cost, rescue, restraint, short_cost
from game.engine.trace import Trace
from game.policies.random import Random
from game.scenario.model import Scenario
from tests.engine.plays import LAWS, table
from tests.engine.records import differing, record

PLAYS, SEED = 1_003, 17


def policies(scenario: Scenario) -> dict[str, Policy]:
    return {role.id: Random() for role in scenario.roles}


@pytest.fixture(scope="module")
def whole(small: Scenario) -> Trace:
    """All plays at once."""
    return run(compile_world(small), policies(small), Luck(SEED, 0, PLAYS), explained=True)


@pytest.fixture(scope="module")
def tally(small: Scenario) -> Tally:
    """The same plays, a few at a time."""
    return tallied(Sweep(small, Settings(), policies(small), SEED, explained=True, chunk=97), PLAYS)


# Chunks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 5, 64, 1_000, 5_000])
@pytest.mark.parametrize("settings", [Settings(), table(6, 70)], ids=["the model", "a table"])
def test_the_size_of_a_chunk_changes_no_play(small: Scenario, settings: Settings, size: int) -> None:
    plays = 70
    at_once = run(compile_world(small, settings), policies(small), Luck(SEED, 0, plays))
    traces = list(chunks(Sweep(small, settings, policies(small), SEED, chunk=size), plays))
    assert [trace.plays for trace in traces] == [min(size, plays - i) for i in range(0, plays, size)]
    for trace in traces:
        part = slice(trace.first, trace.first + trace.plays)
        assert differing(record(trace), record(at_once, part)) == set()


@pytest.mark.parametrize("plays", [0, -3])
def test_no_plays_are_refused(small: Scenario, plays: int) -> None:
    with pytest.raises(ValueError, match=f"got {plays}"):
        tallied(Sweep(small, Settings(), policies(small), SEED), plays)


def test_progress_is_told_how_many_plays_each_block_had(small: Scenario) -> None:
    told: list[int] = []
    crew = Crew(progress=told.append)
    tallied(Sweep(small, Settings(), policies(small), SEED, chunk=7), 100, block=40, crew=crew)
    assert told == [40, 40, 20]


# Tallies ------------------------------------------------------------------------------------------


def test_every_play_is_counted_once(tally: Tally) -> None:
    assert tally.plays == PLAYS
    for stage in tally.stages:
        for counts in stage.chosen.values():
            assert counts.sum() == PLAYS


def test_means_by_stage_are_the_means_over_all_plays(tally: Tally, whole: Trace) -> None:
    assert np.allclose(tally.start.value, whole.start.mean(axis=1))
    assert [stage.id for stage in tally.stages] == [stage.id for stage in whole.stages]
    assert [year.id for year in tally.years] == [year.id for year in whole.years]
    for part, done in zip([*tally.stages, *tally.years], [*whole.stages, *whole.years], strict=True):
        assert np.allclose(part.scores.value, done.scores.mean(axis=1))


def test_choices_events_and_votes_are_counted_by_stage(tally: Tally, whole: Trace) -> None:
    for part, done in zip(tally.stages, whole.stages, strict=True):
        for (_, role, decision), choice in done.choices.items():
            counts = part.chosen[f"{role}.{decision}"]
            assert counts.tolist() == np.bincount(choice, minlength=counts.size).tolist()
        assert part.events == {event: int(fired.sum()) for event, fired in done.happened.items()}
        assert done.tried is not None
        assert done.carried is not None
        assert part.proposed == done.tried.sum()
        assert part.carried == (done.carried > 0.0).sum()


def test_final_means_are_the_means_over_all_plays(tally: Tally, whole: Trace) -> None:
    final = whole.final
    for name, values in zip(SCORES, whole.end, strict=True):
        assert tally.final[name].mean == pytest.approx(values.mean())
    assert tally.final["short"].mean == pytest.approx(short_cost(final).mean())
    assert tally.final["long"].mean == pytest.approx(long_cost(final).mean())
    assert tally.final["deaths"].mean == pytest.approx(final.deaths.mean())
    assert np.allclose(tally.belief.value, rescue(final).mean(axis=-1))
    assert np.allclose(tally.restraint.value, restraint(final).mean(axis=-1))
    assert np.allclose(tally.share.value, final.share.mean(axis=-1))
    assert np.allclose(tally.left.value, final.left.mean(axis=-1))
    assert tally.overthrown == final.overthrown.sum()
    assert tally.collapsed == final.collapsed.sum()


def test_short_and_long_cost_make_up_cost(tally: Tally) -> None:
    parts = tally.final["short"].mean + tally.final["long"].mean
    assert parts == pytest.approx(tally.final["cost"].mean, abs=1e-5)


def test_causes_summed_over_plays_add_up_to_the_change_of_the_means(tally: Tally) -> None:
    reached = tally.start.value
    for part in (*tally.stages, *tally.years):
        for change in part.causes.values():
            reached = reached + change / PLAYS
        assert np.allclose(reached, part.scores.value)


def test_causes_are_kept_only_where_plays_were_explained(small: Scenario, tally: Tally) -> None:
    plain = tallied(Sweep(small, Settings(), policies(small), SEED), 20)
    assert not any(part.causes for part in (*plain.stages, *plain.years))
    assert all(part.causes for part in tally.stages)


# Means and spreads --------------------------------------------------------------------------------


@LAWS
@given(
    st.lists(
        st.lists(st.floats(-1e4, 1e4, allow_nan=False), min_size=1, max_size=30), min_size=1, max_size=5
    ),
    st.sampled_from([0.1, 0.25, 0.5, 0.9, 1.0]),
)
def test_percentiles_of_streamed_values_are_exact_to_a_step(parts: list[list[float]], share: float) -> None:
    """The least value that at least that share of the plays do not exceed."""
    spread = Spread()
    for part in parts:
        spread.add(np.array(part))
    values = np.sort(np.concatenate([np.array(part) for part in parts]))
    exact = values[int(np.ceil(round(share * values.size, 9))) - 1]
    assert spread.percentile(share) == pytest.approx(exact, abs=Spread.STEP)
    assert spread.mean == pytest.approx(values.mean(), abs=1e-6)
    assert spread.count == values.size


def test_a_summary_has_the_mean_and_the_middle_of_the_plays(tally: Tally, whole: Trace) -> None:
    for name, values in zip(SCORES, whole.end, strict=True):
        summary = tally.final[name].summary()
        low, high = np.percentile(values, [10, 90], method="inverted_cdf")
        assert summary == {
            "mean": pytest.approx(values.mean()),
            "p10": pytest.approx(low, abs=0.011),
            "p90": pytest.approx(high, abs=0.011),
        }


def test_spreads_of_equal_values_and_of_nothing() -> None:
    spread = Spread()
    assert spread.summary() == {"mean": 0.0, "p10": 0.0, "p90": 0.0}
    spread.add(np.full(7, 3.25))
    assert spread.summary() == {"mean": 3.25, "p10": 3.25, "p90": 3.25}


def test_a_mean_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        _ = Mean().value
