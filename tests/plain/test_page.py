"""Text on a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.plain.desk import ABOVE, screens
from game.plain.page import Page
from game.present.aloud import date, span, trend
from game.present.markup import cited, spoken
from game.present.view import Span
from game.present.words import within


def told(markdown: str, width: int = 80, *, cites: bool = False) -> str:
    """A page with this prose alone."""
    page = Page(width)
    page.cites = cites
    page.prose(markdown)
    return page.take()


@given(st.text(st.sampled_from("ab –*[]`\n\t# -1."), max_size=400), st.integers(1, 200))
def test_no_line_of_short_words_is_wider_than_the_page(text: str, width: int) -> None:
    page = Page(width)
    page.prose(text)
    longest = max((len(word) for word in text.split()), default=0)
    for line in page.take().splitlines():
        assert len(line) <= max(page.width, longest + 4)


def test_a_page_is_at_most_as_wide_as_reads_well() -> None:
    assert max(len(line) for line in told("word " * 200, 300).splitlines()) <= 88


def test_marks_of_emphasis_and_citations_are_not_read_aloud() -> None:
    text = "Crowds fill **Alder**, *again* [gazette], as `noted` [osce-2010] [judgement]."
    assert spoken(text) == "Crowds fill Alder, again, as noted."


def test_citations_are_kept_for_who_wants_them() -> None:
    assert told("It burned [kic].", cites=True) == "It burned [kic].\n"
    assert cited("One [a], two [b-2010] and [a] again, not [Some Link](http://x).") == ["a", "b-2010"]


def test_links_are_read_with_their_address() -> None:
    assert spoken("See [the report](https://example.org/r).") == "See the report (https://example.org/r)."


def test_stars_that_mean_nothing_stay() -> None:
    assert spoken("2 * 3 * 4, and a lone * here") == "2 * 3 * 4, and a lone * here"


def test_list_items_stand_on_lines_of_their_own() -> None:
    assert told("Three things:\n- one\n- two\n  and more\n") == "Three things:\n- one\n- two and more\n"


def test_nothing_that_a_terminal_would_obey_comes_through() -> None:
    text = told("red \x1b[31mred\x1b[0m bell\x07 \u202eright to left\u200b end\r\nhere")
    assert text.replace("\n", "").isprintable()
    assert "\x1b" not in text


def test_a_gap_is_one_blank_line_however_often_it_is_asked_for() -> None:
    page = Page()
    page.gap()
    page.line("one")
    page.gap()
    page.gap()
    assert page.take() == "one\n\n"
    page.gap()
    page.line("two")
    assert page.take() == "two\n"
    page.prompted()
    page.heading("three")
    assert page.take() == "\nthree\n"


def test_what_is_to_be_copied_is_never_wrapped() -> None:
    page = Page(24)
    page.command("tashkent play --resume a-very-long-name-of-a-save")
    assert page.take().count("\n") == 1


@given(st.lists(st.sampled_from(["", "line"]), max_size=120), st.integers(0, 40))
def test_screens_hold_everything_and_fit(lines: list[str], height: int) -> None:
    text = "".join(f"{line}\n" for line in lines)
    pieces = screens(text, height)
    assert "".join(pieces) == text
    if height > ABOVE:
        assert all(len(piece.rstrip("\n").split("\n")) <= height - ABOVE for piece in pieces)


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2010-06-12", "12 June 2010"),
        ("2010-06", "June 2010"),
        ("2010", "2010"),
        ("2010-13-01", "2010-13-01"),
    ],
)
def test_dates_are_said_in_words(iso: str, said: str) -> None:
    assert date(iso) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [(0.0, "steady"), (-0.4, "steady"), (1.0, "up a little"), (-3.0, "down"), (12.0, "up sharply")],
)
def test_trends_are_said_in_words(change: float, said: str) -> None:
    assert trend(change) == said


def test_ranges_are_said_in_words() -> None:
    assert span(Span(52.4, 60.2)) == "52 to 60"
    assert span(Span(-0.2, 0.3)) == "0"
    assert span(Span(-3, 2)) == "−3 to 2"
    assert within("The Capital") == "the Capital"
    assert within("Moscow") == "Moscow"
