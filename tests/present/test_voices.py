"""Members speak in plain sentences, on the side on which they vote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from game.present.voices import AGAINST, DESPITE, FOR, LEANING, reason
from game.scenario.model import Scenario

PHRASES: Mapping[str, Mapping[str, Sequence[str]]] = {"for": FOR, "against": AGAINST, "leaning": LEANING}


@pytest.mark.parametrize("kind", PHRASES)
def test_every_phrase_is_one_sentence_in_the_first_person_of_a_state(kind: str) -> None:
    for phrases in PHRASES[kind].values():
        assert len(phrases) >= 3
        assert len(set(phrases)) == len(phrases)
        for phrase in phrases:
            assert re.fullmatch(r"[A-Z][^_{}]*\.", phrase)
            assert not re.search(r"\bI\b|\bmy\b", phrase)


def test_a_member_gives_the_weightiest_reason_on_its_side(small: Scenario) -> None:
    member = small.members[0]
    terms = {"goodwill": 0.7, "insurance": 0.6, "mandate": 0.9, "precedent": -0.3}
    assert reason(member, "assents", terms, 0) in FOR["mandate"]
    terms = {"goodwill": 0.7, "ties": -0.9, "precedent": -0.5, "insurance": 0.1}
    assert reason(member, "abstains", terms, 0) in AGAINST["ties"]


def test_a_member_grants_a_weighty_reason_on_the_other_side(small: Scenario) -> None:
    said = reason(small.members[0], "assents", {"insurance": 1.1, "precedent": -0.8}, 0)
    assert said.startswith(DESPITE["precedent"])
    assert said.removeprefix(DESPITE["precedent"]).strip().capitalize() in [
        each.capitalize() for each in FOR["insurance"]
    ]


def test_what_nobody_could_know_is_said_to_be_ones_own_affair(small: Scenario) -> None:
    assert reason(small.members[0], "vetoes", {"goodwill": 0.7, "noise": -1.4}, 0) in AGAINST["noise"]


def test_a_member_that_vetoes_may_quote_its_own_red_line(small: Scenario) -> None:
    birch = small.members[1]
    said = [reason(birch, "vetoes", {"precedent": -2.0}, turn) for turn in range(4)]
    assert any(f"“{birch.red_line.rstrip('.')}”" in each for each in said)


def test_phrases_take_turns(small: Scenario) -> None:
    said = {
        reason(small.members[0], "assents", {"violence": 1.0}, turn) for turn in range(len(FOR["violence"]))
    }
    assert said == set(FOR["violence"])


def test_a_member_without_any_reason_still_speaks(small: Scenario) -> None:
    assert reason(small.members[0], "assents", {}, 1) in FOR["goodwill"]
    assert reason(small.members[0], "abstains", {}, 1) in AGAINST["goodwill"]
