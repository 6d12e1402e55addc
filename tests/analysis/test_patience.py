"""δ*: where two lines of play change places in cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.analysis.patience import Bill, bill, flip
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.engine.state import long_cost, short_cost
from game.policies.random import Random
from game.scenario.model import Scenario

YEARS = np.arange(1.0, 6.0)


def test_one_that_pays_now_and_one_that_pays_later_change_places() -> None:
    now, later = Bill(20.0, YEARS, np.zeros(5)), Bill(0.0, YEARS, np.array([0.0, 0.0, 0.0, 0.0, 40.0]))
    where = flip(now, later)
    assert where == pytest.approx(0.5 ** (1 / 5))
    assert flip(later, now) == where


def test_the_dearer_now_and_later_never_change_places() -> None:
    assert flip(Bill(20.0, YEARS, np.full(5, 2.0)), Bill(10.0, YEARS, np.full(5, 1.0))) is None
    same = Bill(10.0, YEARS, np.ones(5))
    assert flip(same, same) is None


def test_bills_that_meet_at_a_round_patience_change_places_there() -> None:
    now, later = Bill(1.0, YEARS[:1], np.zeros(1)), Bill(0.0, YEARS[:1], np.array([2.0]))
    assert flip(now, later) == pytest.approx(0.5)
    assert flip(later, now) == pytest.approx(0.5)


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0, 10), st.floats(0, 10))
@example(5e-324, 0.0, 0.0, 1.0)  # a product of both differences would be nothing
def test_at_the_flip_both_cost_the_same(one: float, other: float, soon: float, late: float) -> None:
    first, second = Bill(one, YEARS, np.full(5, soon)), Bill(other, YEARS, np.full(5, late))
    where = flip(first, second)
    if where is None:
        ends = [first.total(patience) - second.total(patience) for patience in (0.0, 1.0)]
        assert ends[0] * ends[1] >= 0.0
    else:
        assert first.total(where) == pytest.approx(second.total(where), abs=1e-5)


@pytest.mark.parametrize("patience", [0.5, 0.9, 1.0])
def test_at_the_games_own_patience_a_bill_is_what_was_charged(small: Scenario, patience: float) -> None:
    world = compile_world(small, Settings({"charge.patience": patience}))
    trace = run(world, {role.id: Random() for role in small.roles}, Luck(5, 0, 64), explained=True)
    owed = bill(world, trace)
    assert owed.short == pytest.approx(float(short_cost(trace.final).mean()), abs=1e-4)
    assert owed.total(patience) - owed.short == pytest.approx(float(long_cost(trace.final).mean()), abs=1e-4)


def test_a_bill_does_not_hang_on_the_patience_under_which_it_was_played(small: Scenario) -> None:
    owed = []
    for patience in (0.5, 0.9):
        world = compile_world(small, Settings({"charge.patience": patience}))
        trace = run(world, {role.id: Random() for role in small.roles}, Luck(5, 0, 64), explained=True)
        owed.append(bill(world, trace).total(0.7))
    assert owed[0] == pytest.approx(owed[1], abs=1e-3)


def test_only_explained_plays_have_a_bill(small: Scenario) -> None:
    world = compile_world(small)
    trace = run(world, {role.id: Random() for role in small.roles}, Luck(5, 0, 2))
    with pytest.raises(ValueError, match="explained"):
        bill(world, trace)
