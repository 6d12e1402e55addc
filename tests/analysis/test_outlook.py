"""Where options may lead: ranges hold what comes to pass as often as stated, and give nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from game.analysis.mixture import mixed, rough_plan
from game.analysis.outlook import Prospect, expected, outlook
from game.analysis.reading import Seat
from game.engine.arrays import Array, added
from game.engine.book import SCORES, scores
from game.engine.compile import beginning, compile_world
from game.engine.draws import Luck, Purpose
from game.engine.play import Position, begin, chosen, continued, offered, picked, run, settle
from game.engine.state import rescue, restraint
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
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


@pytest.mark.slow(30)
@pytest.mark.parametrize("at", [0, -1], ids=["as the stage ends", "in the end"])
def test_a_range_holds_the_truth_four_times_in_five(told: list[Told], at: int) -> None:
    # Options of one stage share its luck, so the sampling error is that of as many plays, not options.
    assert held(told, at) == pytest.approx(np.full(len(SCORES), 0.8), abs=0.09)


@pytest.mark.slow(30)
def test_what_is_expected_comes_true_in_the_mean(told: list[Told]) -> None:
    expected_end = np.mean([each.prospect.mean for each in told], axis=0)
    assert expected_end == pytest.approx(np.mean([each.end for each in told], axis=0), abs=1.0)


class Unerring(Luck):
    """The same luck, but that nobody misreads anything."""

    def logistic(self, stage: int, purpose: Purpose, index: int = 0) -> Array:
        drawn = super().logistic(stage, purpose, index)
        return np.zeros_like(drawn) if purpose == Purpose.MISREADING else drawn


def as_it_seems(position: Position, role: str) -> Position:
    """A first stage in a world that is in truth what the seat takes it to be, and is read as it is."""
    seat = Seat(position, role)
    start = seat.supposed(beginning(position.world, 1))
    world = replace(position.world, belief=rescue(start), restraint=restraint(start), share=start.share)
    return replace(
        position,
        world=world,
        luck=Unerring(position.luck.seed, position.luck.first, 1),
        moment=replace(position.moment, state=seat.supposed(position.state)),
        start=scores(world, start),
    )


def apart(one: Position, other: Position, role: str) -> float:
    """The most by which an end of a range, or a cause, differs between two positions; in points."""
    found = [
        (each, beside)
        for here, there in zip(
            outlook(one, role, FEW).values(), outlook(other, role, FEW).values(), strict=True
        )
        for each, beside in zip(here, there, strict=True)
    ]
    furthest = 0.0
    for each, beside in found:
        assert each is not None
        assert beside is not None
        furthest = max(furthest, float(np.abs(each.spread - beside.spread).max()))
        for rule in each.causes.keys() | beside.causes.keys():
            none = np.zeros(len(SCORES))
            change = each.causes.get(rule, none) - beside.causes.get(rule, none)
            furthest = max(furthest, float(np.abs(change).max()))
    return furthest


def test_worlds_that_a_seat_cannot_tell_apart_have_nearly_the_same_outlook(small: Scenario) -> None:
    """All but the width of a doubt, which hangs a little on the truth."""
    world, seeming, known = compile_world(small), [], []
    for seed in range(8):
        position = opened(world, seed)
        seeming.append(apart(position, as_it_seems(position, "capital"), "capital"))
        known.append(apart(position, replace(position, luck=Unerring(seed, 0, 1)), "capital"))
    assert max(seeming) < 1.5
    assert np.mean(seeming) < 0.15 * np.mean(known)


def test_the_luck_to_come_is_not_known(small: Scenario) -> None:
    """Another draw of what happens next leaves the outlook as it is."""

    class Other(Luck):
        def _bits(self, stage: int, purpose: Purpose, index: int) -> NDArray[np.uint32]:
            return super()._bits(stage if purpose == Purpose.MISREADING else stage + 64, purpose, index)

    position = opened(compile_world(small), 3)
    other = replace(position, luck=Other(3, 0, 1))
    assert apart(position, other, "bureau") < 1e-9


def test_what_each_rule_adds_makes_up_the_mean(flagship: Scenario) -> None:
    """From what the seat takes to be so now; a patron misreads no cost."""
    position = opened(compile_world(flagship), 5, 4)
    for key, prospects in outlook(position, "moscow", FEW).items():
        totals = [added(list(each.causes.values())) for each in prospects if each]
        means = [each.mean for each in prospects if each]
        for total, mean in zip(totals[1:], means[1:], strict=True):
            assert mean - means[0] == pytest.approx(total - totals[0], abs=1e-6), key


def test_a_range_is_in_order_and_grows_with_time(flagship: Scenario) -> None:
    position = opened(compile_world(flagship), 5, 2)
    stages, years = len(flagship.stages) - 2, position.world.years
    for prospects in outlook(position, "secretariat", FEW).values():
        for each in prospects:
            assert each is not None
            assert each.spread.shape == (stages + years, len(SCORES), 3)
            assert (np.diff(each.spread, axis=2) >= 0.0).all()
            cost = each.spread[:, SCORES.index("cost")]
            assert cost[-1, 2] - cost[-1, 0] > cost[0, 2] - cost[0, 0]


def test_what_is_settled_already_counts(flagship: Scenario) -> None:
    position = opened(compile_world(flagship), 3, 4)
    assert position.stage is not None
    first, second = (each for each in position.stage.decisions if each.key[1] == "moscow")
    dear, cheap = (
        replace(position, made={first.key: np.array([option])})
        for option in (int(first.levers["back"].argmax()), int(first.levers["back"].argmin()))
    )
    means = [
        np.mean([each.mean for each in outlook(settled, "moscow", FEW)[second.key] if each], axis=0)
        for settled in (dear, cheap)
    ]
    assert means[0][SCORES.index("credibility")] > means[1][SCORES.index("credibility")] + 1.0


def test_an_option_that_is_not_on_offer_has_no_prospect(flagship: Scenario) -> None:
    world = compile_world(flagship)
    missing = 0
    for seed in range(6):
        position = opened(world, seed, 8)
        assert position.stage is not None
        for decision in position.stage.decisions:
            if decision.key[1] == "moscow":
                offers = offered(position, decision)[:, 0].tolist()
                found = outlook(position, "moscow", FEW)[decision.key]
                assert [each is not None for each in found] == offers
                missing += offers.count(False)
    assert missing


def test_a_plan_takes_what_served_best(small: Scenario) -> None:
    """Beside what was done in fact and what chance does, under its own weights."""
    world = compile_world(small)
    position = begin(world, Luck(7, 0, 512))
    plan = rough_plan(position, {})
    decisions = {decision.key for stage in world.stages for decision in stage.decisions}
    assert plan.keys() == decisions
    weights = small.roles[0].weights
    results = {}
    for name, policy in (("plan", Script(plan)), ("fact", Historical()), ("chance", Random())):
        end = run(world, {role.id: policy for role in small.roles}, Luck(8, 0, 512)).end
        results[name] = float(worth(weights, end - position.start).mean())
    assert results["plan"] > max(results["fact"], results["chance"])


def test_a_mix_follows_each_of_its_parts_a_third_of_the_time(small: Scenario) -> None:
    world = compile_world(small)
    position = begin(world, Luck(7, 0, 6_000))
    assert position.stage is not None
    decision = next(each for each in position.stage.decisions if len(each.options) >= 3)
    planned = next(n for n in range(len(decision.options)) if n != decision.historical)
    choice = mixed({decision.key: decision.options[planned]}).choose(position, decision)
    counts = np.bincount(choice, minlength=len(decision.options)) / 6_000
    chance = 1.0 / 3.0 / len(decision.options)
    for option, share in enumerate(counts):
        led = option in {planned, decision.historical}
        assert share == pytest.approx(chance + (1.0 / 3.0 if led else 0.0), abs=0.025)


def test_a_plan_is_of_what_is_still_to_come(small: Scenario) -> None:
    over = opened(compile_world(small), 1, len(small.stages))
    with pytest.raises(ValueError, match="over"):
        rough_plan(over, {})


def test_an_outlook_is_of_one_play_in_which_a_stage_waits(small: Scenario) -> None:
    with pytest.raises(ValueError, match="one play"):
        outlook(begin(compile_world(small), Luck(3, 0, 2)), "capital")


def test_a_seat_that_has_nothing_to_decide_has_no_outlook(small: Scenario) -> None:
    assert outlook(begin(compile_world(small), Luck(3, 0, 1)), "nobody") == {}
