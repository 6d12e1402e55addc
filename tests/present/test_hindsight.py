"""What only the end of a game can show: turning points, misreadings, courses side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.analysis.regret import regrets
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import begin, continued, finish, run
from game.engine.settings import Settings
from game.engine.trace import Trace
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.present.debrief import debrief
from game.present.estimates import member_views
from game.present.hindsight import hindsight
from game.present.readings import RESTRAINT
from game.present.turning import LEVEL, NOTABLE, turning_points
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded, positions, trace_of, world_of

SEED = 11


def choices_of(scenario: Scenario, trace: Trace) -> dict[tuple[str, str, str], str]:
    """What a play chose, by decision."""
    return {
        decision.key: decision.options[int(stage.choices[decision.key][0])]
        for compiled, stage in zip(world_of(scenario).stages, trace.stages, strict=True)
        for decision in compiled.decisions
    }


def test_each_other_option_is_worth_what_replaying_it_alone_gives(scenario: Scenario) -> None:
    trace, world = trace_of(scenario, SEED), world_of(scenario)
    role = scenario.roles[0]
    chosen = choices_of(scenario, trace)
    for point in turning_points(world, trace, role.id)[:4]:
        for other in point.others:
            script = Script({**chosen, (point.stage, role.id, point.decision): other.option})
            alone = run(world, {each.id: script for each in scenario.roles}, Luck(SEED, 0, 1))
            assert other.result == float(worth(role.weights, alone.end - alone.start)[0])
            assert list(other.changes.values()) == (alone.end - trace.end)[:, 0].tolist()


def test_turning_points_are_the_seats_own_and_come_by_their_weight(scenario: Scenario) -> None:
    trace = trace_of(scenario, SEED)
    for role in scenario.roles:
        points = turning_points(world_of(scenario), trace, role.id)
        own = {
            (stage.id, each.id)
            for stage in scenario.stages
            for each in stage.decisions
            if each.role == role.id
        }
        assert {(point.stage, point.decision) for point in points} <= own
        sizes = [abs(point.difference) for point in points]
        assert sizes == sorted(sizes, reverse=True)
        for point in points:
            assert [each.result for each in point.others] == sorted(
                (e.result for e in point.others), reverse=True
            )


def test_each_decision_is_judged_by_its_luck_and_in_expectation(scenario: Scenario) -> None:
    trace, world, role = trace_of(scenario, SEED), world_of(scenario), scenario.roles[0].id
    expected = regrets(world, trace, role)
    options = {
        (stage.id, each.role, each.id): [option.id for option in each.options]
        for stage in scenario.stages
        for each in stage.decisions
    }
    senses = set()
    for point in turning_points(world, trace, role):
        key = (point.stage, role, point.decision)
        for other in point.others:
            assert other.expected == expected[key, options[key].index(other.option)]
        assert point.expected == -max(other.expected for other in point.others)
        senses.add(point.sense)
        best = max(point.others, key=lambda each: each.expected)
        match point.sense:
            case "regret":
                assert point.difference < 0.0 < best.expected
                assert best.label.rstrip(".") in point.judged
            case "lucky":
                assert point.difference > -LEVEL
                assert best.expected >= NOTABLE
                assert "Luck was kind" in point.judged
            case "unlucky":
                assert point.difference < 0.0
                assert best.expected < NOTABLE
            case "sound":
                assert point.difference > -LEVEL
                assert best.expected < NOTABLE
            case "even":
                assert max(abs(point.difference), abs(point.expected)) < NOTABLE
    assert senses


def test_luck_is_told_apart_from_judgement(flagship: Scenario) -> None:
    """In one random play choices come out in every way."""
    points = turning_points(world_of(flagship), trace_of(flagship, 0), "secretariat")
    assert {point.sense for point in points} >= {"sound", "lucky", "unlucky", "regret"}


def test_options_that_were_not_on_offer_are_no_turning_points(small: Scenario) -> None:
    refused = Script({("spring", "capital", "answer"): "refuse", ("summer", "capital", "answer"): "refuse"})
    trace = run(world_of(small), {role.id: refused for role in small.roles}, Luck(SEED, 0, 1))
    summer = next(p for p in turning_points(world_of(small), trace, "capital") if p.stage == "summer")
    assert "aid" not in {other.option for other in summer.others}  # the corridor was not opened in spring


def test_a_choice_that_would_have_closed_off_a_later_one_says_so(small: Scenario) -> None:
    aid = Script({("spring", "capital", "answer"): "aid", ("summer", "capital", "answer"): "aid"})
    trace = run(world_of(small), {role.id: aid for role in small.roles}, Luck(SEED, 0, 1))
    spring = next(p for p in turning_points(world_of(small), trace, "capital") if p.stage == "spring")
    lapsed = {other.option: other.lapsed for other in spring.others}
    assert lapsed == {"refuse": ("your choice in “The river towns burn”",), "troops": ()}


def test_readings_are_what_the_seat_was_shown_and_whether_they_held(scenario: Scenario) -> None:
    passed, world = positions(scenario, SEED), world_of(scenario)
    role = scenario.roles[-1].id
    found = hindsight(world, finish(passed[-1]), role)
    for at, position in enumerate(passed[:-1]):
        for shown, member in zip(member_views(position, role, None), found.members, strict=True):
            assert {**shown.belief, RESTRAINT: shown.restraint} == {
                name: readings[at].thought for name, readings in member.readings.items()
            }
    for member in found.members:
        for readings in member.readings.values():
            assert len(readings) == len(found.moments) == len(scenario.stages) + 1
            for each in readings:
                assert each.held == (each.thought.low <= each.was <= each.thought.high)


def test_courses_run_through_every_milestone_and_end_where_the_debrief_says(scenario: Scenario) -> None:
    trace, world = trace_of(scenario, SEED), world_of(scenario)
    role = scenario.roles[0].id
    found, end = hindsight(world, trace, role), debrief(world, trace, role, {})
    assert len(found.milestones) == 1 + len(scenario.stages) + world.years
    own, past, *named = found.lines
    assert (own.kind, past.kind, {line.kind for line in named}) == ("own", "historical", {"named"})
    assert own.result == pytest.approx(end.result)
    assert past.result == pytest.approx(end.result_historical)
    for line in found.lines:
        assert {len(values) for values in line.scores.values()} == {len(found.milestones)}
    for score in end.scores:
        assert own.scores[score.score][0] == score.start
        assert own.scores[score.score][-1] == score.end
        assert past.scores[score.score][-1] == pytest.approx(score.historical)
        assert {line.name: line.scores[score.score][-1] for line in named} == pytest.approx(score.others)


def test_partner_mixes_are_whole_and_end_as_the_play_did(scenario: Scenario) -> None:
    trace = trace_of(scenario, SEED)
    found = hindsight(world_of(scenario), trace, scenario.roles[0].id)
    for i, member in enumerate(found.members):
        assert len(member.mix) == len(found.milestones)
        for mix in member.mix:
            assert sum(mix.values()) == pytest.approx(100.0)
        assert list(member.mix[-1].values()) == (trace.final.share[i, :, 0] * 100.0).tolist()


def test_hindsight_is_told_in_plain_sentences(scenario: Scenario) -> None:
    for seed in range(3):
        for role in scenario.roles:
            found = hindsight(world_of(scenario), trace_of(scenario, seed), role.id)
            particulars = found.particulars
            # Parameters go by the names that commands take; what they mean is a sentence like all others.
            named = tuple(replace(each, name="", basis="") for each in particulars.model.parameters)
            model = replace(particulars.model, parameters=named)
            bare = replace(found, particulars=replace(particulars, version="", digest="", model=model))
            assert_well_worded(bare, scenario)


def test_the_particulars_say_how_the_model_was_changed(small: Scenario) -> None:
    world = compile_world(small, Settings({"charge.patience": 0.5}, frozenset({"judge.spill"}), "press"))
    trace = continued(begin(world, Luck(3, 0, 1)), {role.id: Historical() for role in small.roles})
    told = hindsight(world, trace, "capital", "planner").particulars
    assert told.opponent == "planner"
    assert told.seed == 3
    assert told.departures[0].startswith("Reading press: ")
    assert told.departures[1:] == ("Rules switched off: judge.spill.", "Set: charge.patience = 0.5.")


def test_hindsight_is_of_one_play(small: Scenario) -> None:
    world = world_of(small)
    several = run(world, {role.id: Historical() for role in small.roles}, Luck(1, 0, 2))
    for look in (hindsight, turning_points):
        with pytest.raises(ValueError, match="one play"):
            look(world, several, "capital")
