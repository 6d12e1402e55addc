"""What a seat foresees comes true as often as it is told, and gives nothing of the truth away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from game.analysis.forecast import Foreseen, forecast, habit
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Position, begin, chosen, offered, picked, settle
from game.engine.world import CompiledDecision, World
from game.policies.random import Random
from game.scenario.model import Scenario

BANDS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Told:
    """What was foretold of an option, and what then came of it in the play's own luck."""

    kind: str
    foreseen: Foreseen
    proposed: bool
    passed: bool
    cost: float
    votes: list[bool]


@pytest.fixture(scope="module", params=["small", "flagship"])
def told(request: pytest.FixtureRequest) -> list[Told]:
    """Every option of many random plays, foretold and tried."""
    scenario: Scenario = request.getfixturevalue(request.param)
    plays, world = {"small": 130, "flagship": 45}[request.param], compile_world(scenario)
    return [each for seed in range(plays) for each in _told(world, seed)]


def _told(world: World, seed: int) -> Iterator[Told]:
    position, roles = begin(world, Luck(seed, 0, 1)), world.scenario.roles
    random = {role.id: Random() for role in roles}
    while position.stage is not None:
        votable = any("deploy" in decision.levers for decision in position.stage.decisions)
        for role in roles if votable else ():
            outlook = forecast(position, role.id, futures=256)
            for decision in position.stage.decisions:
                if decision.key in outlook:
                    yield from _tried(position, decision, outlook[decision.key], role.kind)
        position = settle(position, chosen(position, random))


def _tried(
    position: Position, decision: CompiledDecision, foreseen: tuple[Foreseen | None, ...], kind: str
) -> Iterator[Told]:
    """Each option under the play's own luck; the rest is left to the stated habit."""
    options = np.flatnonzero(offered(position, decision)[:, 0])
    assert [number for number, each in enumerate(foreseen) if each is not None] == options.tolist()
    plays = picked(position, np.zeros(len(options), dtype=np.intp), position.luck.repeated(len(options)))
    choices = chosen(plays, {role.id: habit() for role in position.world.scenario.roles})
    after = settle(plays, {**choices, decision.key: options})
    done = after.record[-1]
    before = position.state.ledger.sum() + position.state.upkeep[0]
    assert done.tried is not None
    assert done.carried is not None
    assert done.votes is not None
    for row, option in enumerate(options):
        each = foreseen[option]
        assert each is not None
        cost = float(done.scores[1, row] - before)
        votes = (done.votes[:, row] >= 0.0).tolist()
        yield Told(kind, each, done.tried[row] > 0.0, done.carried[row] > 0.0, cost, votes)


def test_a_stated_chance_to_pass_comes_true_as_often_as_stated(told: list[Told]) -> None:
    bands: dict[int, list[bool]] = defaultdict(list)
    for each in told:
        if each.foreseen.proposed > 0.99:
            bands[int(np.searchsorted(BANDS, each.foreseen.passes))].append(each.passed)
    large = {band: passes for band, passes in bands.items() if len(passes) >= 60}
    assert len(large) >= 2
    for band, passes in large.items():
        # Options of one stage share their luck, so the sampling error is larger than of as many coins.
        error = 3.0 * np.sqrt(0.25 / (len(passes) / 3.0))
        low, high = BANDS[max(band - 1, 0)], BANDS[band]
        assert low - error <= np.mean(passes) <= high + error, (low, high, len(passes))


def test_stated_chances_are_right_in_the_mean(told: list[Told]) -> None:
    put = [each for each in told if each.foreseen.proposed > 0.99]
    assert len(put) > 150
    stated = np.mean([each.foreseen.passes for each in put])
    assert abs(stated - np.mean([each.passed for each in put])) < 0.08
    willing = np.mean([np.mean(each.foreseen.assents) for each in put])
    assert abs(willing - np.mean([np.mean(each.votes) for each in put])) < 0.05


def test_the_chance_of_a_proposal_comes_true_as_often_as_stated(told: list[Told]) -> None:
    stated = np.mean([each.foreseen.proposed for each in told])
    assert abs(stated - np.mean([each.proposed for each in told])) < 0.07


def test_a_cost_range_holds_the_cost_four_times_in_five(told: list[Told]) -> None:
    for kind in ("patron", "secretariat"):
        ranges = [(each.foreseen.cost, each.cost) for each in told if each.kind == kind]
        held = np.mean([low <= cost <= high for (low, high), cost in ranges])
        assert 0.7 <= held <= 0.92, kind


def test_the_chances_of_a_members_vote_add_up_to_one(told: list[Told]) -> None:
    for each in told[:200]:
        if each.foreseen.proposed > 0.0:
            votes = each.foreseen.assents, each.foreseen.abstains, each.foreseen.vetoes
            assert np.allclose(np.sum(votes, axis=0), 1.0)


def test_a_forecast_is_the_same_twice(small: Scenario) -> None:
    position = begin(compile_world(small), Luck(3, 0, 1))
    assert forecast(position, "capital") == forecast(position, "capital")


def test_two_seats_foresee_differently(small: Scenario) -> None:
    one, other = (begin(compile_world(small), Luck(seed, 0, 1)) for seed in (3, 4))
    assert forecast(one, "capital") != forecast(other, "capital")


def test_what_is_settled_already_counts(flagship: Scenario) -> None:
    position = begin(compile_world(flagship), Luck(3, 0, 1))
    random = {role.id: Random() for role in flagship.roles}
    while position.stage is None or position.stage.id != "osh":
        position = settle(position, chosen(position, random))
    own = [decision for decision in position.stage.decisions if decision.key[1] == "moscow"]
    first, second = own
    sizes = first.levers["deploy"]
    for option in (int(sizes.argmax()), int(sizes.argmin())):
        settled = replace(position, made={first.key: np.array([option])})
        outlook = forecast(settled, "moscow")
        proposed = [each.proposed for each in outlook[second.key] if each]
        assert all(share == 1.0 for share in proposed) == (sizes[option] > 0.0)


def test_a_forecast_is_of_one_play_in_which_a_stage_waits(small: Scenario) -> None:
    with pytest.raises(ValueError, match="one play"):
        forecast(begin(compile_world(small), Luck(3, 0, 2)), "capital")


def test_a_seat_that_has_nothing_to_decide_has_nothing_to_foresee(small: Scenario) -> None:
    assert forecast(begin(compile_world(small), Luck(3, 0, 1)), "nobody") == {}
