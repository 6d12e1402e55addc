"""Small words: they are right at their edges, and what is shown adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.present.words import about, apportioned, listed, number, part, points, quoted, sentence, signed

changes = st.lists(st.floats(-60, 60, allow_nan=False), min_size=1, max_size=12)


@given(changes, st.integers(-40, 40))
def test_parts_as_shown_add_up_to_the_total_as_shown(parts: list[float], start: int) -> None:
    before = start / 7
    after = before + sum(parts)
    total = round(after, 1) - round(before, 1)
    shown = apportioned(parts, total)
    assert round(sum(shown), 6) == round(total, 6)


@given(changes)
def test_no_part_is_shown_further_from_itself_than_its_total_needs(parts: list[float]) -> None:
    total = round(sum(parts), 1)
    for exact, shown in zip(parts, apportioned(parts, total), strict=True):
        assert abs(exact - shown) <= 0.1 + 1e-9


def test_largest_remainders_are_rounded_up() -> None:
    assert apportioned([0.34, 0.33, 0.33], 1.0) == (0.4, 0.3, 0.3)
    assert apportioned([-0.26, -0.25], -0.5) == (-0.3, -0.2)


def test_nothing_has_no_parts() -> None:
    assert apportioned([], 0.0) == ()


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(3.0, 0, "+3"), (-9.0, 0, "−9"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-1.25, 1, "−1.2"), (0.0, 0, "0")],
)
def test_a_change_has_its_sign_and_nothing_has_none(value: float, decimals: int, text: str) -> None:
    assert signed(value, decimals) == text


def test_a_level_has_a_minus_but_no_plus() -> None:
    assert (number(4.0), number(-4.0), number(0.0, 1)) == ("4", "−4", "0.0")


@given(st.floats(0, 1))
def test_every_part_has_words(share: float) -> None:
    assert part(share)


def test_parts_are_named_by_the_nearest_simple_fraction() -> None:
    named = {
        0.0: "almost nothing",
        0.1: "about a tenth",
        0.25: "about a quarter",
        0.33: "about a third",
        0.5: "about half",
        0.67: "about two thirds",
        0.75: "about three quarters",
        1.0: "all",
    }
    assert {share: part(share) for share in named} == named


def test_points_are_counted_in_the_right_number() -> None:
    assert [points(size) for size in (1.0, -1.0, 0.0, 4.25, 12.4, 9.97)] == [
        "1 point", "1 point", "0 points", "4.2 points", "12 points", "10 points",
    ]  # fmt: skip


def test_persons_are_counted_to_two_figures() -> None:
    assert [about(count) for count in (3.2, 86, 473, 1234, 19_990)] == ["3", "86", "470", "1,200", "20,000"]


def test_lists_end_in_and() -> None:
    assert [listed(items) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_a_sentence_has_a_capital_and_one_stop() -> None:
    assert [sentence(text) for text in ("so it is", "Is it?", "it is.", "he said “no.”", "")] == [
        "So it is.", "Is it?", "It is.", "He said “no.”", "",
    ]  # fmt: skip


def test_a_quotation_leaves_citations_out() -> None:
    assert quoted("The planes land\n  at Kant [s-12].") == "“The planes land at Kant”"
    assert quoted("Read the [report](https://example.org).") == "“Read the [report](https://example.org)”"
