"""What a save says, and what is said of one that says something else."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.refusal import Refusal
from game.table.record import (
    Chosen,
    Entry,
    Finished,
    Header,
    MovedOn,
    Record,
    TakenBack,
    entry_line,
    header_line,
    parse,
)

HEADER = Header(
    "small",
    "abc",
    "",
    "0.1.0",
    "capital",
    "planner",
    2**64 - 1,
    {"judge.learning": 9.0},
    ("judge",),
    "flat",
    forecasts=False,
)
CHOICE = Chosen("spring", "capital", "answer", "aid", "because they asked")

words = st.text(st.characters(codec="utf-8"), max_size=40)
numbers = st.floats(allow_nan=False, allow_infinity=False)
entries = st.one_of(
    st.builds(Chosen, words, words, words, words, words),
    st.builds(MovedOn, words),
    st.builds(TakenBack),
    st.builds(Finished, numbers, numbers, numbers),
)


def written(*lines: bytes) -> bytes:
    """A save of these lines after a header."""
    return b"".join((header_line(HEADER), *lines))


def read(data: bytes) -> Record:
    """The record, which there must be."""
    record = parse(data)
    assert isinstance(record, Record), record
    return record


def refused(data: bytes) -> str:
    """The refusal's message, which there must be."""
    refusal = parse(data)
    assert isinstance(refusal, Refusal)
    return refusal.message


@given(st.lists(entries, max_size=6))
def test_what_is_written_is_read_again(said: list[Entry]) -> None:
    record = read(written(*map(entry_line, said)))
    assert record.header == HEADER
    assert list(record.entries) == said
    assert not record.torn


@given(st.binary(max_size=60), st.booleans())
def test_no_bytes_raise(junk: bytes, after_header: bool) -> None:
    parse(written(junk) if after_header else junk)


@given(st.integers(min_value=1, max_value=10_000), st.lists(entries, min_size=1, max_size=4))
def test_a_save_cut_anywhere_gives_its_whole_lines(cut: int, said: list[Entry]) -> None:
    lines = [header_line(HEADER), *map(entry_line, said)]
    data = b"".join(lines)
    start, cut = len(lines[0]), min(cut, len(data))
    if cut < start:
        return
    record = read(data[:cut])
    whole = data[:cut].count(b"\n") - 1
    assert list(record.entries) == said[:whole]
    assert record.torn == (not data[:cut].endswith(b"\n"))
    assert data[: record.length] == b"".join(lines[: whole + 1])


def test_a_last_line_that_lost_its_middle_counts_as_torn() -> None:
    line = entry_line(CHOICE)
    record = read(written(line, line[:20] + b"\0" * 10 + b"\n"))
    assert record.entries == (CHOICE,)
    assert record.torn


def test_a_corrupt_line_in_the_middle_is_refused_with_its_number() -> None:
    line = entry_line(CHOICE)
    assert "line 3 is not JSON" in refused(written(line, b"{garbled\n", line))


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"kind": "choice", "stage": "spring"}, "no text under 'role'"),
        ({"kind": "wish"}, "not known: 'wish'"),
        ({"kind": "finish", "credibility": "high"}, "no number under 'credibility'"),
        ({"kind": "finish", "credibility": True}, "no number under 'credibility'"),
        ([1], "not a JSON object"),
    ],
)
def test_a_line_that_says_something_else_is_refused_with_its_number(document: object, says: str) -> None:
    line = json.dumps(document).encode() + b"\n"
    message = refused(written(line, entry_line(CHOICE)))
    assert "line 2" in message
    assert says in message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "choice"}, "its first line does not say so"),
        ({"format": 2}, "its format is 2, and this version reads 1"),
        ({"seed": -1}, "names no seed"),
        ({"seed": "4"}, "names no seed"),
        ({"seed": 2**64}, "names no seed"),
        ({"without": "judge"}, "settings of another form"),
        ({"role": None}, "no text under 'role'"),
    ],
)
def test_a_first_line_of_something_else_is_refused(change: dict[str, object], says: str) -> None:
    document = json.loads(header_line(HEADER)) | change
    assert says in refused(json.dumps(document).encode() + b"\n")


@pytest.mark.parametrize("data", [b"", b"\n", b"{", b"\x89PNG\r\n\x1a\n\0\0", string.printable.encode()])
def test_a_file_of_another_kind_is_no_save(data: bytes) -> None:
    assert "not a saved game" in refused(data)
