"""Compiled conditions say what a plain reading of the same tree says, play by play."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.compile import compile_world
from game.engine.conditions import compiled
from game.engine.draws import Luck
from game.engine.play import Position, begin, chosen, offered, settle
from game.engine.state import cost, credibility, diversification
from game.engine.step import appeals_made, holding
from game.policies.random import Random
from game.scenario.conditions import Binary, Expression, Name, Number, Unary, Word
from game.scenario.model import Event, Scenario
from game.scenario.parsing import read
from tests.engine.plays import LAWS, SWEEP

PLAYS = 30
STAGE = 1
"""Conditions are read as the second stage of the small scenario opens."""


@pytest.fixture(scope="module")
def position(small: Scenario) -> Position:
    """The small scenario's second stage, with first ones of all kinds behind it."""
    summer = small.stages[STAGE]
    asked = read("happened.raid and happened.exodus").condition
    gossip = Event("gossip", "", {}, when=asked)  # what no condition asks for need not be remembered
    asking = replace(small, stages=(small.stages[0], replace(summer, events=(*summer.events, gossip))))
    opening = begin(compile_world(asking), Luck(3, 0, PLAYS))
    return settle(opening, chosen(opening, {role.id: Random() for role in small.roles}))


# A plain reading ----------------------------------------------------------------------------------

PLAIN: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda x, y: x / y if y else 0.0,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "and": lambda x, y: bool(x) and bool(y),
    "or": lambda x, y: bool(x) or bool(y),
}


def plain(tree: Expression, position: Position, play: int) -> float:
    """The value of a tree in one play."""
    match tree:
        case Number(value):
            return value
        case Name(path):
            return named(path, position, play)
        case Unary("not", operand):
            return float(not plain(operand, position, play))
        case Unary("-", operand):
            return -plain(operand, position, play)
        case Binary(sign, Name(path), Word(word)) | Binary(sign, Word(word), Name(path)):
            return float((option(path, position, play) == word) == (sign == "=="))
        case Binary(sign, left, right):
            return float(PLAIN[sign](plain(left, position, play), plain(right, position, play)))
    raise AssertionError(tree)


def option(path: tuple[str, ...], position: Position, play: int) -> str:
    """What was chosen, by id; the stage may be left out, since there is one earlier stage."""
    role, decision = path[-2:]
    key = ("spring", role, decision)
    stage = position.world.scenario.stages[0]
    options = next(each.options for each in stage.decisions if (each.role, each.id) == (role, decision))
    return options[int(position.moment.chosen[key][play])].id


def named(path: tuple[str, ...], position: Position, play: int) -> float:
    """The value of a name, from the arrays."""
    state, world = position.state, position.world
    scenario = world.scenario
    members = [member.id for member in scenario.members]
    threats = [threat.id for threat in scenario.threats]
    outside = [partner.id for partner in scenario.partners]
    kind, *rest = path
    match kind:
        case "belief":
            at = members.index(rest[0]), threats.index(rest[1]), play
            return float(state.rescue_good[at] / (state.rescue_good[at] + state.rescue_bad[at]))
        case "restraint":
            i = members.index(rest[0])
            good, bad = state.restraint_good[i, play], state.restraint_bad[i, play]
            return float(good / (good + bad))
        case "share":
            return float(state.share[members.index(rest[0]), ["alliance", *outside].index(rest[1]), play])
        case "promise":
            return float(state.promise[threats.index(rest[0]), play])
        case "bargain" | "leverage":
            return float(getattr(state, kind)[members.index(rest[0]), play])
        case "pull":
            return float(state.pull[outside.index(rest[0]), play])
        case "flag":
            return float(state.flags[0, play])
        case "happened":
            tables = (*(stage.happened for stage in position.record), position.fired)
            return float(any(table[rest[0]][play] for table in tables if rest[0] in table))
        case "carried" | "tried":
            return float(getattr(position.moment, kind)[rest[0]][play])
        case "credibility":
            return float(credibility(world.needs, state)[play])
        case "diversification":
            return float(diversification(world.regional, state)[play])
        case "cost":
            return float(cost(state)[play])
    return float(getattr(state, kind)[play])


# Trees --------------------------------------------------------------------------------------------

NUMBERS = [
    *("turmoil", "mandate", "capacity", "procedure", "deaths", "credibility", "cost", "diversification"),
    *("promise.internal", "promise.external", "belief.alder.internal", "belief.cedar.external"),
    *("restraint.birch", "share.birch.alliance", "share.cedar.ocean", "bargain.birch", "leverage.alder"),
    *("pull.plains", "pull.ocean"),
]
MARKS = [
    *("limited", "overthrown", "collapsed", "flag.corridor", "happened.raid", "happened.drought"),
    *("happened.exodus", "carried.spring", "tried.spring"),
]
CHOICES = {
    "chosen.spring.capital.answer": ("refuse", "aid", "troops"),
    "chosen.capital.answer": ("refuse", "aid", "troops"),
    "chosen.spring.bureau.draft": ("wait", "plan"),
}


def names(words: list[str]) -> st.SearchStrategy[Expression]:
    return st.sampled_from([Name(tuple(word.split("."))) for word in words])


def binary(
    signs: tuple[str, ...], left: st.SearchStrategy[Expression], right: st.SearchStrategy[Expression]
) -> st.SearchStrategy[Expression]:
    return st.builds(Binary, st.sampled_from(signs), left, right)


numbers: st.SearchStrategy[Expression] = st.recursive(
    st.builds(Number, st.sampled_from([-2.0, -0.5, 0.0, 0.1, 0.3, 0.5, 1.0, 3.0])) | names(NUMBERS + MARKS),
    lambda inner: binary(("+", "-", "*", "/"), inner, inner) | st.builds(Unary, st.just("-"), inner),
    max_leaves=5,
)
chosen_so: st.SearchStrategy[Expression] = st.sampled_from(
    [
        Binary(sign, Name(tuple(name.split("."))), Word(option))
        for name, options in CHOICES.items()
        for option in options
        for sign in ("==", "!=")
    ]
)
truths: st.SearchStrategy[Expression] = st.recursive(
    names(MARKS) | chosen_so | binary(("<", "<=", ">", ">=", "==", "!="), numbers, numbers),
    lambda inner: binary(("and", "or"), inner, inner) | st.builds(Unary, st.just("not"), inner),
    max_leaves=8,
)


def check(tree: Expression, position: Position) -> None:
    reader = compiled(tree, position.world, STAGE)
    value = np.broadcast_to(np.asarray(reader(position.moment), dtype=np.float64), (PLAYS,))
    expected = [plain(tree, position, play) for play in range(PLAYS)]
    assert value.tolist() == expected
    assert holding(reader, position.moment).tolist() == [bool(each) for each in expected]


@pytest.fixture(scope="module")
def agree(position: Position) -> Callable[[Expression], None]:
    """Both readings of a tree are the same, play by play."""
    return lambda tree: check(tree, position)


@settings(LAWS, max_examples=150)
@given(tree=truths | numbers)
def test_compiled_and_plain_readings_agree(agree: Callable[[Expression], None], tree: Expression) -> None:
    agree(tree)


@pytest.mark.slow
@settings(SWEEP, max_examples=3_000)
@given(tree=truths | numbers)
def test_compiled_and_plain_readings_agree_in_a_long_sweep(
    agree: Callable[[Expression], None], tree: Expression
) -> None:
    agree(tree)


@pytest.mark.parametrize("name", NUMBERS + MARKS)
def test_every_name_reads_its_own_array(position: Position, name: str) -> None:
    check(Name(tuple(name.split("."))), position)


def test_the_plays_behind_the_tests_differ(position: Position) -> None:
    """So that a condition that reads the wrong play would be found out."""
    for name in ("turmoil", "belief.alder.internal", "tried.spring", "flag.corridor", "happened.drought"):
        path = tuple(name.split("."))
        assert len({named(path, position, play) for play in range(PLAYS)}) > 1, name
    assert len({option(("capital", "answer"), position, play) for play in range(PLAYS)}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "turmoil / 0 == 0",
        "turmoil / (mandate - mandate) == 0 and not (1 / 0 > 0)",
        "true and not false",
        "chosen.capital.answer == 'aid' or -turmoil > -0.3",
        "flag.corridor + happened.drought >= 1 or collapsed",
    ],
)
def test_what_authors_write_is_read_as_it_says(position: Position, text: str) -> None:
    condition = read(text).condition
    assert condition is not None
    check(condition.tree, position)


def test_a_condition_that_reads_nothing_holds_in_all_plays_or_in_none(position: Position) -> None:
    for text, holds in (("true", True), ("1 > 2", False)):
        condition = read(text).condition
        assert condition is not None
        mask = holding(compiled(condition.tree, position.world, STAGE), position.moment)
        assert mask.shape == (PLAYS,)
        assert (mask == holds).all()


@pytest.mark.parametrize("path", [("weather",), ("belief", "alder", "plague"), ("flag", "unknown")])
def test_a_name_that_the_loader_would_not_pass_is_our_own_bug(
    position: Position, path: tuple[str, ...]
) -> None:
    with pytest.raises(KeyError):
        compiled(Name(path), position.world, STAGE)


def test_the_first_appeal_whose_condition_holds_is_made_and_no_other(position: Position) -> None:
    stage = position.stage
    assert stage is not None
    (successors, first), (_, second) = appeals_made(stage, position.moment)
    assert first is not None
    assert second is not None
    assert successors.client == position.world.clients["alder", "new"]
    assert np.array_equal(first, position.state.overthrown)
    assert np.array_equal(first + second, np.ones(PLAYS))
    assert 0.0 < first.mean() < 1.0


def test_an_option_is_on_offer_where_its_condition_holds(position: Position) -> None:
    stage = position.stage
    assert stage is not None
    answer = next(each for each in stage.decisions if each.key[2] == "answer")
    table = dict(zip(answer.options, offered(position, answer), strict=True))
    assert table["refuse"].all()
    assert table["operation"].all()
    for play in range(PLAYS):
        opened = bool(named(("flag", "corridor"), position, play))
        assert table["aid"][play] == (opened or option(("capital", "answer"), position, play) == "troops")
        tried = bool(named(("tried", "spring"), position, play))
        assert table["troops"][play] == (position.state.turmoil[play] >= 0.3 and not tried)
    assert 0 < table["aid"].sum() < PLAYS
