"""Where options may lead: ranges hold what comes to pass as often as stated, and give nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from game.analysis.mixture import mixed, rough_plan
from game.analysis.outlook import Prospect, expected, outlook
from game.analysis.reading import Seat
from game.engine.arrays import Array
from game.engine.book import SCORES, scores
from game.engine.compile import compile_world
from game.engine.draws import Luck, Purpose
from game.engine.play import Position, begin, chosen, continued, offered, picked, settle
from game.engine.world import World
from game.policies.random import Random
from game.scenario.model import RoleKind, Scenario

FEW = 48
"""Futures, where their number does not matter."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was foretold of an option, and what then came of it in the play's own luck."""

    kind: RoleKind
    stage: int
    prospect: Prospect
    here: Array
    """(score,): as the stage ended."""
    end: Array
    """(score,): after the years that followed."""


def opened(world: World, seed: int, stages: int = 0) -> Position:
    """One random play, where a stage of it has opened."""
    position = begin(world, Luck(seed, 0, 1))
    random = {role.id: Random() for role in world.scenario.roles}
    for _stage in range(stages):
        position = settle(position, chosen(position, random))
    return position


def tried(position: Position, role: str, kind: RoleKind) -> Iterator[Told]:
    """Every option of a role, foretold, and then taken where everybody decides as was expected."""
    seats, found = expected(position, role), outlook(position, role)
    assert position.stage is not None
    for decision in position.stage.decisions:
        if decision.key not in found:
            continue
        options = np.flatnonzero(offered(position, decision)[:, 0])
        plays = picked(position, np.zeros(len(options), dtype=np.intp), position.luck.repeated(len(options)))
        after = settle(plays, {**chosen(plays, seats), decision.key: options})
        end = continued(after, seats).end
        for row, option in enumerate(options):
            prospect = found[decision.key][option]
            assert prospect is not None
            yield Told(kind, len(position.record), prospect, after.record[-1].scores[:, row], end[:, row])


def held(told: list[Told], at: int) -> Array:
    """(score,): the share of ranges that held the truth, as the stage ended (0) or in the end (−1)."""
    inside = [
        (each.prospect.spread[at, :, 0] <= truth) & (truth <= each.prospect.spread[at, :, 2])
        for each in told
        for truth in [each.here if at == 0 else each.end]
    ]
    return np.asarray(np.mean(inside, axis=0))


@pytest.fixture(scope="module", params=["small", "flagship"])
def told(request: pytest.FixtureRequest) -> list[Told]:
    """Every option at some stage of many random plays."""
    scenario: Scenario = request.getfixturevalue(request.param)
    plays, world = {"small": 150, "flagship": 150}[request.param], compile_world(scenario)
    return [
        each
        for seed in range(plays)
        for role in scenario.roles
        for each in tried(opened(world, seed, seed % len(scenario.stages)), role.id, role.kind)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, -1], ids=["as the stage ends", "in the end"])
def test_a_range_holds_the_truth_four_times_in_five(told: list[Told], at: int) -> None:
    # Options of one stage share its luck, so the sampling error is that of as many plays, not options.
    assert held(told, at) == pytest.approx(np.full(len(SCORES), 0.8), abs=0.09)


@pytest.mark.slow
def test_what_is_expected_comes_true_in_the_mean(told: list[Told]) -> None:
    expected_end = np.mean([each.prospect.mean for each in told], axis=0)
    assert expected_end == pytest.approx(np.mean([each.end for each in told], axis=0), abs=1.0)
