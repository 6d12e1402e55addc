"""What a seat foresees comes true as often as it is told, and gives nothing of the truth away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from game.analysis.forecast import Foreseen, forecast, habit, with_nothing
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Position, begin, chosen, offered, picked, settle
from game.engine.world import CompiledDecision, World
from game.policies.fixed import Historical
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
    """Of the whole stage, where nothing was done in the decision."""
    added: float
    """By the option, beside that."""
    votes: list[bool]


@pytest.fixture(scope="module", params=["small", pytest.param("flagship", marks=pytest.mark.slow)])
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
    rows = [*options, len(decision.options)]
    plays = picked(position, np.zeros(len(rows), dtype=np.intp), position.luck.repeated(len(rows)))
    choices = chosen(plays, {role.id: habit() for role in position.world.scenario.roles})
    after = settle(_idling(plays), {**choices, decision.key: np.array(rows)})
    done = after.record[-1]
    before = position.state.ledger.sum() + position.state.upkeep[0]
    assert done.tried is not None
    assert done.carried is not None
    assert done.votes is not None
    for row, option in enumerate(options):
        each = foreseen[option]
        assert each is not None
        idle = done.scores[1, -1]
        cost, added = float(idle - before), float(done.scores[1, row] - idle)
        votes = (done.votes[:, row] >= 0.0).tolist()
        yield Told(kind, each, done.tried[row] > 0.0, done.carried[row] > 0.0, cost, added, votes)


def _idling(position: Position) -> Position:
    """The same position where each decision can also be met by doing nothing, after its last option."""
    stage = position.stage
    assert stage is not None
    open_to_all = replace(
        stage,
        decisions=tuple(
            replace(each, whens=(*each.whens, None), options=(*each.options, "nothing"))
            for each in with_nothing(stage).decisions
        ),
    )
    stages = [open_to_all if each.index == stage.index else each for each in position.world.stages]
    return replace(position, world=replace(position.world, stages=tuple(stages)))


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
    little = 1e-6  # of a point: what sums lose
    for kind in ("patron", "secretariat"):
        own = [each for each in told if each.kind == kind]
        idle = [(each.foreseen.idle, each.cost) for each in own]
        held = np.mean([low - little <= cost <= high + little for (low, high), cost in idle])
        assert 0.7 <= held <= 0.92, kind
        # What adds a fixed sum, or nothing, is told by one number, which the secretariat may misread.
        adds = [(each.foreseen.adds, each.added) for each in own]
        unsure = [((low, high), added) for (low, high), added in adds if high - low > 0.01]
        held = np.mean([low - little <= added <= high + little for (low, high), added in unsure])
        assert 0.7 <= held <= 0.92, kind


def test_doing_nothing_adds_nothing_to_cost(flagship: Scenario) -> None:
    position = begin(compile_world(flagship), Luck(3, 0, 1))
    random = {role.id: Random() for role in flagship.roles}
    found = 0
    while position.stage is not None:
        for role in flagship.roles:
            outlook = forecast(position, role.id, futures=64)
            for decision in flagship.stages[position.stage.index].decisions:
                if decision.role != role.id:
                    continue
                foreseen = outlook[position.stage.id, role.id, decision.id]
                for option, each in zip(decision.options, foreseen, strict=True):
                    if each and not option.levers:
                        assert each.adds == (0.0, 0.0)
                        found += 1
                assert len({each.idle for each in foreseen if each}) == 1
        position = settle(position, chosen(position, random))
    assert found


def test_aid_adds_what_aid_costs_whatever_else_is_paid_for(flagship: Scenario) -> None:
    world = compile_world(flagship)
    position = begin(world, Luck(3, 0, 1))
    past = {role.id: Historical() for role in flagship.roles}
    while position.stage is None or position.stage.id != "osh":
        position = settle(position, chosen(position, past))
    answer = next(each for each in flagship.stages[position.stage.index].decisions if each.role == "moscow")
    options = {option.id: at for at, option in enumerate(answer.options)}
    outlook = forecast(position, "moscow")["osh", "moscow", answer.id]
    aid = outlook[options["aid"]]
    assert aid is not None
    price = float(world["charge.aid"]) * answer.options[options["aid"]].levers["aid"]
    assert aid.adds == pytest.approx((price, price), rel=0.25)
    assert aid.idle[1] - aid.idle[0] > 0.5


def test_a_mandate_spares_friction_where_troops_go_and_costs_nothing_where_none_do(
    flagship: Scenario,
) -> None:
    position = begin(compile_world(flagship), Luck(3, 0, 1))
    past = {role.id: Historical() for role in flagship.roles}
    while position.stage is None or position.stage.id != "osh":
        position = settle(position, chosen(position, past))
    answer, initiative = (each for each in position.stage.decisions if each.key[1] == "moscow")

    def adds(taken: str) -> tuple[float, float]:
        made = {answer.key: np.array([answer.options.index(taken)])}
        found = forecast(replace(position, made=made), "moscow")[initiative.key]
        mandate = found[initiative.options.index("un")]
        assert mandate is not None
        return mandate.adds

    assert adds("airborne")[1] < -1.0
    assert abs(sum(adds("refuse"))) < 0.5


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
