"""Tables of parameters, another in every play."""

from __future__ import annotations

import numpy as np
import pytest

from game.analysis.plausible import DRAWN, SWITCHES, plausible, tables
from game.engine.settings import VARIANTS
from game.scenario.parameters import PARAMETERS


def test_a_plays_table_is_the_same_in_every_block() -> None:
    whole = tables(5, 0, 100)
    part = tables(5, 37, 20)
    assert all(np.array_equal(part[name], whole[name][37:57]) for name in DRAWN)


def test_every_parameter_but_the_switches_fills_its_range() -> None:
    drawn = tables(5, 0, 4_000)
    assert drawn.keys() == PARAMETERS.keys() - SWITCHES
    for name, values in drawn.items():
        low, high = PARAMETERS[name].low, PARAMETERS[name].high
        assert low <= values.min() < low + 0.01 * (high - low)
        assert high >= values.max() > high - 0.01 * (high - low)
        assert abs(values.mean() - (low + high) / 2.0) < 0.03 * (high - low)


def test_no_two_parameters_go_together() -> None:
    drawn = np.stack(list(tables(5, 0, 4_000).values()))
    beside = np.corrcoef(drawn) - np.eye(len(drawn))
    assert np.abs(beside).max() < 0.08


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_a_variant_sets_is_not_drawn_and_all_else_stays(variant: str) -> None:
    plain, rival = plausible(5, 0, 30), plausible(5, 0, 30, variant)
    assert rival.variant == variant
    assert not rival.parameters.keys() & VARIANTS[variant].parameters.keys()
    for name, values in rival.parameters.items():
        assert np.array_equal(values, plain.parameters[name])
