"""What a typed line means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.plain.answers import Item, Picked, picked
from game.scenario.refusal import Refusal

ITEMS = (
    Item("refuse", "Call it an internal matter"),
    Item("aid", "Send money and doctors"),
    Item("troops", "Send your own troops"),
    Item("hold", "Hold, because it is early"),
)


@pytest.mark.parametrize(
    ("line", "option", "reason"),
    [
        ("2", "aid", ""),
        ("2.", "aid", ""),
        ("#2", "aid", ""),
        ("aid", "aid", ""),
        ("AID", "aid", ""),
        ("call", "refuse", ""),
        ("send  your", "troops", ""),
        ("Send money and doctors", "aid", ""),
        ("3 because the council would block it", "troops", "the council would block it"),
        ("3, because: it must be now", "troops", "it must be now"),
        ("aid BECAUSE we can", "aid", "we can"),
        ("2 because", "aid", ""),
        ("2 because it was because of them", "aid", "it was because of them"),
        ("hold, because it is early", "hold", ""),  # a label may itself give a reason
        ("hold because I say so", "hold", "I say so"),
    ],
)
def test_a_number_an_id_or_the_beginning_of_a_label_is_an_answer(line: str, option: str, reason: str) -> None:
    assert picked(line, ITEMS) == Picked(option, reason)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("send", "could be 2 (Send money and doctors) or 3 (Send your own troops)"),
        ("0", "no number 0"),
        ("5", "from 1 to 4"),
        ("-1", "no number -1"),
        ("2.5", "no number 2.5"),
        ("", "no answer"),
        ("because", "no answer"),
        ("trops", "Did you mean 3 (troops)?"),
        ("helq", "Did you mean help?"),
        ("zzz", "from 1 to 4, or type help"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_way_out(line: str, says: str) -> None:
    answer = picked(line, ITEMS, ["help", "quit"])
    assert isinstance(answer, Refusal)
    assert says in str(answer)


@given(st.text(max_size=40))
def test_no_line_raises(line: str) -> None:
    picked(line, ITEMS, ["help"])
