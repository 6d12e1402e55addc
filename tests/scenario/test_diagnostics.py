"""How problems are shown, and how slips of the pen are guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.catalogue import DIAGNOSTICS, problem
from game.scenario.diagnostics import EXCERPT_WIDTH, Problem, Problems, render
from game.scenario.nodes import Spot
from game.scenario.suggestions import LISTED, did_you_mean, nearest


def shown(line: str, column: int) -> tuple[str, str]:
    """The excerpt and the caret's line for a problem in `line`."""
    text = render(Problem("code", "error", "f.yaml", 1, column, "message"), line)
    _, excerpt, caret = text.split("\n")
    return excerpt.removeprefix("  1 | "), caret.removeprefix("    | ")


def test_the_caret_stands_under_its_character() -> None:
    assert shown("levers: {ade: 1}", 10) == ("levers: {ade: 1}", "         ^")


def test_the_caret_minds_wide_combining_and_tab_characters() -> None:
    assert shown("中国: x", 5) == ("中国: x", "      ^")
    assert shown("e\u0301: x", 5) == ("e\u0301: x", "   ^")
    assert shown("\tx", 2) == ("    x", "    ^")


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = "a" * 300 + "X" + "b" * 300
    excerpt, caret = shown(line, 301)
    assert excerpt[caret.index("^")] == "X"
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) <= EXCERPT_WIDTH + 2


def test_control_characters_never_reach_the_terminal() -> None:
    problem_at = problem("unknown-key", Spot("f.yaml", 1, 1), key="\x1b[31m", place="a stage")
    assert "\x1b" not in render(problem_at, "\x1b[31m: 1")


def test_a_problem_without_a_line_is_shown_without_an_excerpt() -> None:
    missing = problem("no-scenario", Spot("scenario.yaml", 1, 1), what="there is no scenario `x`")
    assert render(missing, "").count("\n") == 1


@given(st.text(max_size=300), st.integers(1, 5), st.integers(1, 400))
def test_any_line_can_be_shown(text: str, line: int, column: int) -> None:
    head, *rest = render(Problem("code", "error", "f.yaml", line, column, "message"), text).split("\n")
    assert head == f"f.yaml:{line}:{column}: error code: message"
    assert len(rest) in {0, 2}


def test_problems_are_told_in_order_and_once() -> None:
    problems = Problems()
    late, early = (Problem("code", "error", "f.yaml", line, 1, "message") for line in (10, 9))
    problems.extend([late, early, late])
    assert problems.sorted() == (early, late)


def test_a_later_stage_does_not_repeat_what_an_earlier_one_found_at_the_same_place() -> None:
    problems = Problems()
    problems.extend([Problem("first", "error", "f.yaml", 1, 1, "message")])
    problems.extend([Problem("second", "error", "f.yaml", 1, 1, "message")])
    assert [found.code for found in problems] == ["first"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("uzbekstan", "uzbekistan"), ("uzebkistan", "uzbekistan"), ("Uzbekistan", "uzbekistan"),
        ("joint_force", "joint-force"), ("uzbek", "uzbekistan"), ("choices", "options"),
    ],
)  # fmt: skip
def test_a_slip_is_guessed(word: str, meant: str) -> None:
    assert nearest(word, ["uzbekistan", "kazakhstan", "joint-force", "options", "china"]) == (meant,)


def test_nothing_is_guessed_when_nothing_is_near() -> None:
    assert nearest("sanctions", ["aid", "force", "deploy"]) == ()


def test_when_nothing_is_near_what_is_allowed_is_listed_up_to_a_bound() -> None:
    hint = did_you_mean("zzzzzzzz", [f"name{i}" for i in range(LISTED + 5)], "the names")
    assert hint.startswith("the names are `name0`")
    assert hint.endswith("and 5 more")


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_every_kind_of_problem_says_a_way_out(code: str) -> None:
    kind = DIAGNOSTICS[code]
    assert kind.fix
    assert kind.message
    assert not kind.message.endswith(".")
    assert code == code.lower().replace(" ", "-")
