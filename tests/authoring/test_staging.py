"""A game opened at any stage in a given state: what is set holds, the rest follows, and nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.authoring.staging import before, unfit
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.given import SETTABLE
from game.engine.play import Position, begin, run, settle
from game.engine.settings import Settings
from game.engine.state import rescue, restraint
from game.policies.fixed import Historical
from game.policies.named import policy
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable
from tests.cli.here import tashkent
from tests.cli.run import SMALL


def opened(scenario: Scenario, values: Mapping[str, float], plays: int = 3) -> Position:
    """The second stage as it stands open, with history before it."""
    world = compile_world(scenario, Settings(given={scenario.stages[1].id: values}))
    position = begin(world, Luck(4, 0, plays), explained=True)
    stage = position.stage
    assert stage is not None
    seat = Historical()
    return settle(position, {each.key: seat.choose(position, each) for each in stage.decisions})


VALUES = {
    "turmoil": 0.9,
    "mandate": 0.4,
    "capacity": 0.8,
    "procedure": 0.7,
    "limited": 1,
    "overthrown": 1,
    "collapsed": 0,
    "deaths": 120,
    "promise.internal": 0.6,
    "belief.birch.internal": 0.2,
    "restraint.cedar": 0.3,
    "share.birch.alliance": 0.25,
    "bargain.birch": 0.5,
    "leverage.birch": -0.5,
    "flag.warned": 1,
}


def test_what_is_set_holds_as_the_stage_stands_open(small: Scenario) -> None:
    flag = next(iter(compile_world(small).flags))
    partner = small.partners[0].id
    values = {name: value for name, value in VALUES.items() if not name.startswith("flag.")}
    values |= {f"flag.{flag}": 1.0, f"pull.{partner}": 0.65}
    assert unfit(values, small) is None
    assert {name.partition(".")[0] for name in values} == set(SETTABLE), "every kind is tried"
    position = opened(small, values)
    world, state = position.world, position.state
    for level in ("turmoil", "mandate", "capacity", "procedure", "limited", "overthrown", "deaths"):
        assert getattr(state, level) == pytest.approx(values[level])
    birch, cedar = world.members["birch"], world.members["cedar"]
    assert state.promise[world.threats["internal"]] == pytest.approx(0.6)
    assert rescue(state)[birch, world.threats["internal"]] == pytest.approx(0.2)
    assert restraint(state)[cedar] == pytest.approx(0.3)
    assert state.share[birch, 0] == pytest.approx(0.25)
    assert state.share[birch].sum(axis=0) == pytest.approx(1.0)
    assert state.bargain[birch] == pytest.approx(0.5)
    assert state.leverage[birch] == pytest.approx(-0.5)
    assert state.pull[world.partners[partner] - 1] == pytest.approx(0.65)
    assert state.flags[world.flags[flag]] == pytest.approx(1.0)
    assert state.violence == pytest.approx(0.9)


def test_the_others_make_room_where_one_has_everything(small: Scenario) -> None:
    alone = replace(small.members[1], share={"alliance": 1.0, "plains": 0.0, "ocean": 0.0})
    case = replace(small, members=(small.members[0], alone, *small.members[2:]))
    assert opened(case, {"share.birch.alliance": 0.5}).state.share[1, :, 0].tolist() == [0.5, 0.25, 0.25]


def test_what_is_not_set_stays_as_it_came(small: Scenario) -> None:
    plain, changed = opened(small, {}), opened(small, {"turmoil": 0.9})
    assert changed.state.turmoil == pytest.approx(0.9)
    np.testing.assert_array_equal(plain.state.share, changed.state.share)
    np.testing.assert_array_equal(plain.state.rescue_good, changed.state.rescue_good)


def test_setting_nothing_changes_no_play(small: Scenario) -> None:
    seats = {role.id: Historical() for role in small.roles}
    one = run(compile_world(small), seats, Luck(4, 0, 5), explained=True)
    other = run(compile_world(small, Settings(given={"summer": {}})), seats, Luck(4, 0, 5), explained=True)
    assert one.to_bytes() == other.to_bytes()


def test_causes_still_add_up(small: Scenario) -> None:
    seats = {role.id: Historical() for role in small.roles}
    values = {"belief.birch.internal": 0.1, "share.birch.alliance": 0.2}
    trace = run(
        compile_world(small, Settings(given={"summer": values})), seats, Luck(4, 0, 5), explained=True
    )
    spring, summer = trace.stages
    np.testing.assert_array_equal(sum(summer.lines.values()), summer.scores - spring.scores)


@pytest.mark.parametrize(
    "name, value, word",
    [
        ("credibility", 50, "belief.MEMBER.THREAT"),
        ("diversification", 50, "share.MEMBER.PARTNER"),
        ("cost", 5, "--choose"),
        ("carried.spring", 1, "--choose"),
        ("happened.rumour", 1, "--seed"),
        ("turmoyl", 0.4, "turmoil"),
        ("turmoil", 1.4, "between 0 and 1"),
        ("belief.birch", 0.4, "belief.MEMBER.THREAT"),
        ("belief.brich.internal", 0.4, "birch"),
        ("share.birch.chin", 0.4, "partner"),
        ("belief.birch.internal", 1, "between 0.01 and 0.99"),
        ("flag.nothing", 1, "flag"),
        ("turmoil", float("nan"), "between 0 and 1"),
    ],
)
def test_what_cannot_be_set_is_refused_in_words(name: str, value: float, word: str, small: Scenario) -> None:
    refusal = unfit({name: value}, small)
    assert refusal is not None
    assert word in str(refusal)


def test_history_comes_before_but_for_the_choices_given(small: Scenario) -> None:
    others = policy("historical", small)
    assert not isinstance(others, Refusal)
    for role in small.roles:
        entries = before(small, "summer", role.id, {"spring.bureau.draft": "plan"})
        assert not isinstance(entries, Refusal)
        table = LocalTable(small, role.id, others, seed=4)
        assert table.restore(entries) is None
        assert table.view().stage == "summer"
        chosen = {choice.decision: choice.option for choice in table.outcomes()[0].choices}
        assert chosen["draft"] == "plan"


def test_choices_of_the_stage_itself_are_the_players(small: Scenario) -> None:
    refusal = before(small, "summer", "capital", {"summer.capital.answer": "aid"})
    assert isinstance(refusal, Refusal)
    assert isinstance(before(small, "sumer", "capital", {}), Refusal)
    assert isinstance(before(small, "summer", "capital", {"spring.capital.nothing": "aid"}), Refusal)


def test_an_authors_game_is_played_to_its_debrief_and_not_saved(tmp_path: Path) -> None:
    done = tashkent(
        "play", str(SMALL), "--plain", "--role", "capital", "--seed", "4", "--opponent", "historical", "--at",
        "summer", "--set", "turmoil=0.9", "--set", "charge.patience=0.5", typed="1\n", data=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Opened by its author at summer, with turmoil = 0.9. Not saved." in done.stdout
    assert "charge.patience = 0.5" in done.stdout
    assert "Stage 2 of 2" in done.stdout
    assert (
        "violence stood at 90 of 100 as the stage opened".casefold()
        in " ".join(done.stdout.split()).casefold()
    )
    assert "The end: your scorecard." in done.stdout
    assert not (tmp_path / "saves").exists()


@pytest.mark.parametrize(
    "arguments, word",
    [
        (("--set", "turmoil=0.9"), "--at STAGE"),
        (("--choose", "spring.bureau.draft=plan"), "--at"),
        (("--at", "summer", "--save", "x"), "not saved"),
        (("--at", "winter"), "no stage `winter`"),
        (("--at", "summer", "--set", "credibility=3"), "cannot be set"),
    ],
)
def test_wrong_usage_is_said_with_exit_code_2(arguments: tuple[str, ...], word: str, tmp_path: Path) -> None:
    done = tashkent("play", str(SMALL), "--plain", "--role", "capital", *arguments, data=tmp_path)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
