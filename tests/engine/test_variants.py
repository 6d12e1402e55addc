"""Rival readings of the same events, each one switch away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.analysis.casts import alike
from game.engine.arrays import Array
from game.engine.settings import Settings
from game.engine.state import rescue, restraint
from game.scenario.model import Scenario
from tests.engine.plays import (
    after,
    asker,
    change,
    played,
    refused,
    refused_twice,
    with_members,
)


def taught(scenario: Scenario, variant: str | None) -> Array:
    """(play,): what one refusal changes in credibility."""
    return change(played(refused(scenario), Settings(variant=variant)), "t", "judge")


def test_press_refusing_moves_no_belief(scenario: Scenario) -> None:
    assert taught(scenario, None).all()
    assert not taught(scenario, "press").any()


def test_henry_the_averse_drift_less_when_the_alliance_stays_out(scenario: Scenario) -> None:
    averse = max(scenario.members, key=lambda member: member.aversion)
    welcome, plain = (played(refused(scenario), Settings(variant=variant)) for variant in ("henry", None))
    i = scenario.members.index(averse)
    assert (after(welcome, "t").share[i, 0] > after(plain, "t").share[i, 0]).all()
    assert (restraint(after(welcome, "t"))[i] > restraint(after(plain, "t"))[i]).all()
    assert (rescue(after(welcome, "t"))[i, 0] > rescue(after(plain, "t"))[i, 0]).all()


def test_henry_changes_nothing_for_members_without_aversion(scenario: Scenario) -> None:
    bold = with_members(scenario, lambda member: replace(member, aversion=0.0))
    welcome, plain = (played(refused(bold), Settings(variant=variant)) for variant in ("henry", None))
    assert np.array_equal(welcome.end, plain.end)


def test_flat_the_gap_between_the_more_and_the_less_exposed_closes(scenario: Scenario) -> None:
    """C13 is gone where exposure is equal."""
    case = refused(alike(scenario))
    others = [i for i, member in enumerate(scenario.members) if member is not asker(scenario)]

    def gap(variant: str | None) -> Array:
        belief: Array = rescue(after(played(case, Settings(variant=variant)), "t"))[others, 0]
        return np.array(belief.max(axis=0) - belief.min(axis=0))

    assert (gap(None) > 0.02).all()
    assert (gap("flat") < 1e-12).all()
    assert taught(scenario, "flat").all()


def test_plot_the_first_refusal_teaches_nothing_and_is_never_released(scenario: Scenario) -> None:
    case = refused_twice(scenario)
    plot, plain = (played(case, Settings(variant=variant)) for variant in ("plot", None))
    assert change(plain, "first", "judge").all()
    assert not change(plot, "first", "judge").any()
    assert change(plain, "second", "judge.reserve").all()
    assert not change(plot, "second", "judge.reserve").any()
    assert change(plot, "second", "judge").all()
