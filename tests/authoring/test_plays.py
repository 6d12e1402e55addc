"""The plays of a check: what they count, compare and reach on purpose."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.authoring.branches import compared, comparison
from game.authoring.coverage import coverage
from game.authoring.evidence import gathered
from game.authoring.idle import idle_levers
from game.authoring.inspection import inspected
from game.authoring.manuscript import read_manuscript
from game.authoring.rehearsal import rehearsed
from game.authoring.scripts import historical, ideas, line, scripts
from game.authoring.wishes import ways
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.random import Random
from game.scenario.loader import bundled
from game.scenario.model import Scenario
from tests.authoring.test_dull import BASE

SUMMER = "stages/02-summer.yaml"


@pytest.fixture(scope="module")
def base() -> Scenario:
    """A scenario that is neither dull nor unfair."""
    scenario = read_manuscript(BASE).loaded.scenario
    assert scenario is not None
    return scenario


@pytest.fixture(scope="module")
def world(base: Scenario) -> World:
    """The same, compiled."""
    return compile_world(base)


def luck_of(world: World) -> dict[str, Random]:
    """Every seat left to luck."""
    return {role.id: Random() for role in world.scenario.roles}


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_scenario_passes_the_strict_check(name: str) -> None:
    problems = inspected(name).problems
    assert [problem for problem in problems if problem.severity != "note"] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
def test_the_flagship_passes_under_other_luck_too(seed: int) -> None:
    problems = inspected("kyrgyzstan-2010", seed=seed).problems
    assert [problem for problem in problems if problem.severity != "note"] == []


def test_the_same_seed_gives_the_same_evidence(base: Scenario) -> None:
    draft = read_manuscript(BASE).draft
    one, two = (gathered(base, draft, 7, 500) for _ in range(2))
    assert coverage(one) == coverage(two)
    assert coverage(one) != coverage(gathered(base, draft, 8, 500))


def test_every_play_takes_one_option_of_each_decision_that_is_on_offer(world: World) -> None:
    rehearsal = rehearsed(world, luck_of(world), 1, 3_000)
    for menu in rehearsal.menus.values():
        assert menu.chosen.sum() == rehearsal.plays == 3_000
        assert (menu.chosen <= menu.offered).all()
    assert rehearsal.menus["summer", "capital", "answer"].offered[0] == 3_000
    assert rehearsal.events["drought"] == pytest.approx(750, abs=100)


def test_plays_are_counted_the_same_in_one_chunk_and_in_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rehearsed(world, luck_of(world), 1, 900)
    monkeypatch.setattr("game.authoring.rehearsal.CHUNK", 256)
    parts = rehearsed(world, luck_of(world), 1, 900)
    assert (whole.events, whole.appeals, whole.carried) == (parts.events, parts.appeals, parts.carried)
    for key, menu in whole.menus.items():
        assert (menu.chosen == parts.menus[key].chosen).all()
    assert np.array_equal(np.concatenate(whole.ends, axis=1), np.concatenate(parts.ends, axis=1))


def test_an_effect_is_the_difference_that_the_option_makes_under_the_same_luck(world: World) -> None:
    policies = luck_of(world)
    found = dict(compared(world, policies, 5))
    key = ("spring", "capital", "answer")
    plays = int(found[key].plays[0])
    ends = np.stack(
        [
            run(world, {**policies, "capital": Script({key: option}, Random())}, Luck(5, 0, plays)).end
            for option in found[key].options
        ]
    )
    expected = (ends - ends.mean(axis=0)).mean(axis=-1)
    assert found[key].effect == pytest.approx(expected)
    assert found[key].effect.sum(axis=0) == pytest.approx(np.zeros(3))


def test_an_option_is_best_only_where_it_alone_leads_on_all_three_scores() -> None:
    ends = np.array(
        [
            [[60.0, 60.0, 60.0, 60.0], [1.0, 1.0, 9.0, 1.0], [30.0, 30.0, 30.0, 30.0]],
            [[50.0, 60.0, 50.0, 50.0], [2.0, 1.0, 2.0, 2.0], [40.0, 30.0, 40.0, 40.0]],
        ]
    )  # (option, score, play): better; the same; dearer; the only one on offer
    there = np.array([[True, True, True, True], [True, True, True, False]])
    found = comparison(("one", "other"), ends, there)
    assert found.plays.tolist() == [3.0, 3.0]
    assert found.best.tolist() == [pytest.approx(1 / 3), 0.0]
    assert found.spread == pytest.approx([20 / 3, 8 / 3, 20 / 3])


def test_an_option_that_never_stands_beside_another_has_no_effect_to_tell() -> None:
    ends = np.zeros((2, 3, 2))
    found = comparison(("one", "other"), ends, np.array([[True, True], [False, False]]))
    assert np.isnan(found.effect).all()
    assert found.best.tolist() == [0.0, 0.0]


def with_condition(folder: Path, when: str) -> Path:
    """The base with another condition on the event of its summer."""
    shutil.copytree(BASE, folder)
    stage = folder / SUMMER
    text = stage.read_text("utf-8")
    stage.write_text(text.replace("when: turmoil > 0.5\n    chance: 0.4", f"when: {when}"), "utf-8")
    return folder


@pytest.mark.parametrize(
    "when",
    [
        "chosen.spring.capital.answer == 'aid' and chosen.spring.bureau.draft == 'plan'",
        "flag.corridor and capacity > 0.3",
        "tried.spring and not flag.corridor",
        "happened.drought and procedure > 0.3",
        "promise.internal < 0.31 or deaths < 0",
    ],
)
def test_what_is_reached_only_on_purpose_is_not_told_as_never_reached(when: str, tmp_path: Path) -> None:
    inspection = inspected(with_condition(tmp_path / "base", when), plays=1)
    assert inspection.evidence is not None
    assert inspection.evidence.pushed.plays > 0
    assert "never-fires" not in [problem.code for problem in inspection.problems]


def test_a_condition_on_choices_is_met_by_the_choices_that_it_names(world: World, base: Scenario) -> None:
    when = base.stages[1].decisions[1].options[1].when
    assert when is not None
    found = list(ways(world, when, 1))
    assert {("spring", "bureau", "draft"): 1} in found  # chosen.bureau.draft == 'plan'
    assert all(key[0] == "spring" for row in found for key in row if key[1] == "bureau" and len(row) == 1)


def test_scripts_are_kept_side_by_side_under_the_same_luck(world: World, base: Scenario) -> None:
    rows = [historical(world), line(world, base.lines[0].choices), {}]
    policy = scripts(world, rows, 40)
    trace = run(world, {role.id: policy for role in base.roles}, Luck(3, 0, 40).repeated(3))
    alone = run(world, {role.id: Historical() for role in base.roles}, Luck(3, 0, 40))
    assert np.array_equal(trace.end[:, :40], alone.end)
    chosen = trace.stages[0].choices["spring", "bureau", "draft"].reshape(3, 40)
    assert (chosen[1] == 1).all()
    assert len(set(chosen[2].tolist())) == 3


def test_every_lever_and_every_option_id_is_an_idea(world: World) -> None:
    found = list(ideas(world))
    assert {("spring", "capital", "answer"): 2, ("summer", "capital", "answer"): 3} in found  # most force
    assert len(found) > 20


def test_a_lever_that_works_is_not_idle(world: World) -> None:
    assert list(idle_levers(world, 1)) == []


def test_a_known_flag_is_passed_over(base: Scenario) -> None:
    stage = base.stages[0]
    answer = stage.decisions[0]
    marked = replace(answer.options[0], levers={**answer.options[0].levers, "flag.vain": 1.0})
    answer = replace(answer, options=(marked, *answer.options[1:]))
    stage = replace(stage, decisions=(answer, *stage.decisions[1:]))
    world = compile_world(replace(base, stages=(stage, *base.stages[1:])))
    assert [lever for lever, _ in idle_levers(world, 1)] == ["flag.vain"]
    assert list(idle_levers(world, 1, {"flag.vain"})) == []


def test_errors_keep_a_scenario_from_being_played(tmp_path: Path) -> None:
    inspection = inspected(with_condition(tmp_path / "base", "turmoil >"))
    assert inspection.evidence is None
    assert [problem.code for problem in inspection.problems] == ["condition-end"]


def test_what_cannot_be_read_at_all_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in inspected(tmp_path / "nowhere").problems] == ["no-scenario"]
    (tmp_path / "scenario.yaml").write_text("- a list\n")
    assert "not-a-mapping" in [problem.code for problem in inspected(tmp_path).problems]
