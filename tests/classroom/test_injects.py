"""Injects: what a facilitator lets happen in a room, written or composed, and what its preview says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.classroom import events as e
from game.classroom import injects
from game.classroom.injects import LONGEST_TEXT, composed, found, handles, previewed, written
from game.classroom.room import Play, closed, fresh, injected
from game.engine.book import SCORES, scores
from game.engine.compile import compile_world
from game.engine.play import finish
from game.present.seat import view
from game.scenario.citations import CITATION
from game.scenario.levers import LEVERS
from game.scenario.loader import bundled, find_scenario, load_scenario
from game.scenario.model import Event, Inject, Option, Scenario
from game.scenario.parsing import read
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class


def to_the_end(play: Play) -> Play:
    """All stages, with the defaults."""
    while play.stage:
        play = closed(play, ())
    return play


def injected_class(small: Scenario, inject: Inject) -> Class:
    """A student in room A, another in room B, and something that happens in A alone."""
    of = Class(small)
    of.seat("ann", "A", "capital")
    of.seat("ben", "B", "capital")
    of.begin()
    of.must(e.Injected("A", "spring", inject.id, inject.title, inject.text, tuple(inject.levers.items())))
    of.plan()
    return of


def test_a_stage_has_its_own_injects_first_and_then_those_for_any_stage(small: Scenario) -> None:
    assert [each.id for each in written(small, "spring")] == ["torches", "leak"]
    assert [each.id for each in written(small, "summer")] == ["leak"]
    refusal = found(small, "summer", "leek")
    assert isinstance(refusal, Refusal)
    assert "leak" in str(refusal)


def test_an_inject_is_read_by_every_seat_of_its_room_and_by_no_other_room(small: Scenario) -> None:
    torches = written(small, "spring")[0]
    of = injected_class(small, torches)
    for role in ("capital", "bureau"):
        assert torches.text in view(of.state.rooms["A"].play.position, role, {}, None).events
        assert torches.text not in view(of.state.rooms["B"].play.position, role, {}, None).events


def test_an_inject_moves_its_levers_and_nobody_elses_luck(small: Scenario) -> None:
    play = fresh(compile_world(small), 7)
    idle = injected(play, "spring", Event("idle", "Nothing.", {}))
    before, after = finish(to_the_end(play).position), finish(to_the_end(idle).position)
    assert (before.end == after.end).all()
    torches = written(small, "spring")[0]
    lit = injected(play, "spring", Event("torches", "Torches.", dict(torches.levers)))
    moved = lit.position.state.turmoil[0] - play.position.state.turmoil[0]
    assert moved == pytest.approx(torches.levers["turmoil"])


def test_an_inject_outlives_the_replay_of_its_log_and_goes_when_its_stage_is_rewound(small: Scenario) -> None:
    of = injected_class(small, written(small, "spring")[0])
    assert of.again().rooms["A"].injects == of.state.rooms["A"].injects != ()
    of.vote("ann", "aid")
    of.must(e.Rewound("A", "spring", "once more"))
    assert of.state.rooms["A"].injects == ()


def test_every_lever_is_in_one_group_and_named_as_the_game_names_it(small: Scenario) -> None:
    assert sorted(name for levers in injects.GROUPS.values() for name in levers) == sorted(LEVERS)
    found = {each.name: each for each in injects.handles(small)}
    assert (found["turmoil"].label, found["turmoil"].group) == ("violence", "What happens")


def test_a_preview_says_what_then_comes_to_pass(small: Scenario) -> None:
    torches = written(small, "spring")[0]
    play = fresh(compile_world(small), 7)
    preview = previewed(play, torches, futures=64)
    position = injected(play, "spring", Event(torches.id, torches.text, dict(torches.levers))).position
    told = {change.score: change.after for change in preview.now}
    assert told["violence"] == pytest.approx(100 * position.state.turmoil[0])
    values = scores(position.world, position.state)
    assert [told[name] for name in SCORES] == pytest.approx([values[row, 0] for row in range(len(SCORES))])
    assert preview.does == ("violence +10",)
    assert preview.futures == 64


def test_a_preview_of_what_moves_nothing_shows_no_change(small: Scenario) -> None:
    preview = previewed(fresh(compile_world(small), 7), Inject("idle", "Idle", "Nothing.", {}), futures=64)
    assert preview.does == preview.opens == preview.closes == ()
    assert all(change.before == change.after for change in (*preview.now, *preview.end))


def test_a_preview_leaves_the_play_and_its_luck_as_they_were(small: Scenario) -> None:
    play = fresh(compile_world(small), 7)
    previewed(play, written(small, "spring")[0], futures=64)
    again = fresh(compile_world(small), 7)
    assert (finish(to_the_end(play).position).end == finish(to_the_end(again).position).end).all()


def test_a_preview_names_the_options_that_come_on_the_table_and_go_off_it(small: Scenario) -> None:
    def when(option: Option, text: str) -> Option:
        return replace(option, when=read(text).condition)

    stage = small.stages[0]
    decision = stage.decisions[0]
    refuse, aid, troops = decision.options
    changed = replace(decision, options=(refuse, when(aid, "turmoil < 0.6"), when(troops, "turmoil > 0.6")))
    scenario = replace(
        small,
        stages=(replace(stage, events=(), decisions=(changed, *stage.decisions[1:])), *small.stages[1:]),
    )
    play = fresh(compile_world(scenario), 7)
    preview = previewed(play, Inject("fire", "Fire", "It burns.", {"turmoil": 0.2}), futures=16)
    assert preview.opens == (troops.label,)
    assert preview.closes == (aid.label,)


@pytest.mark.parametrize(
    ("title", "text", "levers", "said"),
    [
        ("", "Text.", {}, "title"),
        ("t" * 61, "Text.", {}, "60 characters"),
        ("Title", " ", {}, "text"),
        ("Title", "word " * (LONGEST_TEXT + 1), {}, "60 words"),
        ("Title", "Text.", {"turmoils": 0.1}, "turmoil"),
        ("Title", "Text.", {"turmoil": 1.5}, "-1 and 1"),
        ("Title", "Text.", {"rule": 0.5}, "consensus"),
        ("Title", "Text.", {"flag.unknown": 1.0}, "flag.unknown"),
        ("Title", "Text.", {"bargain.nowhere": 0.1}, "bargain.nowhere"),
    ],
)
def test_what_is_composed_keeps_to_the_rules_of_the_language(
    small: Scenario, title: str, text: str, levers: dict[str, float], said: str
) -> None:
    refusal = composed(small, title, text, levers)
    assert isinstance(refusal, Refusal)
    assert said in str(refusal)


def test_whatever_may_be_pulled_can_be_pulled_as_far_as_it_goes(small: Scenario) -> None:
    names = {handle.name for handle in handles(small)}
    assert {"turmoil", "promise.internal", "bargain.birch", "flag.corridor", "rule"} <= names
    for handle in handles(small):
        inject = composed(small, "Title", "Text.", {handle.name: handle.high})
        assert isinstance(inject, Inject), inject
        preview = previewed(fresh(compile_world(small), 7), inject, futures=4)
        assert preview.does


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_scenario_has_an_inject_or_two_that_turn_a_talk_more_than_the_scores(name: str) -> None:
    scenario = load_scenario(find_scenario(name)).scenario
    assert scenario
    play = fresh(compile_world(scenario), 7)
    seen = set()
    while play.stage:
        for inject in written(scenario, play.stage.id):
            seen.add(inject.id)
            assert CITATION.search(inject.text), f"{inject.id} cites nothing"
            end = {each.score: each.after - each.before for each in previewed(play, inject, futures=128).end}
            assert all(abs(end[score]) < 3.0 for score in SCORES), (inject.id, end)
        play = closed(play, ())
    assert 1 <= len(seen) <= 3
