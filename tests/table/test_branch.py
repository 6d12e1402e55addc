"""A finished game played otherwise from one of its decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.policies.planner import Planner
from game.policies.random import Random
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable
from game.table.record import Branch, Chosen, Finished, MovedOn, header_line, parse
from game.table.saves import open_save
from tests.table.tables import AID_THEN_GO, header, played, record, saved, table, with_an_idle_stage
from tests.table.tables import with_two_decisions as doubled


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where saves lie during a test."""
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "saves"


def branched(at: LocalTable, stage: str, decision: str, option: str) -> LocalTable:
    """The new game; it must not be refused."""
    other = at.branch(stage, decision, option)
    assert isinstance(other, LocalTable), other
    return other


def test_a_branch_stands_where_the_other_choice_leads(small: Scenario) -> None:
    seat = played(table(small), AID_THEN_GO)
    other = branched(seat, "spring", "answer", "troops")
    assert other.view().stage == "summer"
    assert other.outcomes()[0].choices[0].option == "troops"
    assert seat.finished
    assert seat.outcomes()[0].choices[0].option == "aid"


def test_a_branch_is_the_game_that_would_have_been_played_so_from_the_start(small: Scenario) -> None:
    """Luck is unchanged, and the others decide anew what follows."""
    scenario = doubled(small)
    choices = [("answer", "aid"), ("note", "refuse"), ("answer", "operation")]
    seat = played(table(scenario, policy=Planner(64)), choices)
    other = played(branched(seat, "spring", "note", "troops"), [("answer", "refuse")])
    fresh = played(
        table(scenario, policy=Planner(64)), [("answer", "aid"), ("note", "troops"), ("answer", "refuse")]
    )
    assert other.outcomes() == fresh.outcomes()
    assert other.debrief() == fresh.debrief()


def test_what_other_seats_chose_before_and_beside_the_decision_stands(small: Scenario) -> None:
    seat = played(table(small, policy=Random()), AID_THEN_GO)
    other = branched(seat, "summer", "answer", "refuse")
    theirs = [
        [
            choice.option
            for outcome in each.outcomes()
            for choice in outcome.choices
            if choice.role == "bureau"
        ]
        for each in (seat, other)
    ]
    assert theirs[0] == theirs[1]


def test_what_was_settled_before_it_in_the_stage_stands_and_what_came_after_waits(small: Scenario) -> None:
    scenario = doubled(small)
    seat = played(table(scenario), [("answer", "aid"), ("note", "refuse"), ("answer", "refuse")])
    assert branched(seat, "spring", "answer", "troops").view().made == {"answer": "troops"}
    both = branched(seat, "spring", "note", "aid")
    assert both.view().stage == "summer"
    assert [choice.option for choice in both.outcomes()[0].choices[:2]] == ["aid", "aid"]


def test_reasons_are_kept_and_a_new_one_may_be_given(small: Scenario) -> None:
    seat = table(small)
    seat.choose("answer", "aid", "They are hungry.")
    seat.choose("answer", "refuse")
    other = seat.branch("summer", "answer", "operation", "Once more,\nproperly.")
    assert isinstance(other, LocalTable)
    said = [outcome.choices[0].rationale for outcome in other.outcomes()]
    assert said == ["They are hungry.", "Once more, properly."]


def test_a_branch_at_the_last_decision_is_over_at_once(small: Scenario) -> None:
    other = branched(played(table(small), AID_THEN_GO), "summer", "answer", "refuse")
    assert other.finished
    assert other.debrief().outcomes[1].choices[0].option == "refuse"


def test_stages_that_left_nothing_to_decide_are_passed_again(small: Scenario, data: Path) -> None:
    spring, summer, autumn = with_an_idle_stage(small).stages
    scenario = replace(small, stages=(spring, autumn, summer))
    seat, _ = saved(scenario, data / "mine.jsonl", table(scenario, "bureau"))
    played(seat, [("draft", "wait")])
    seat.move_on()
    other = branched(played(seat, [("draft", "wait")]), "summer", "draft", "willing")
    assert other.finished
    assert MovedOn("autumn") in record(data / f"{other.place}.jsonl").entries
    seat.close()
    other.close()


@pytest.mark.parametrize(
    ("stage", "decision", "option", "says"),
    [
        ("winter", "answer", "aid", "no stage `winter`"),
        ("spring", "draft", "wait", "no decision `draft`"),
        ("spring", "answer", "shrug", "no option `shrug`"),
        ("spring", "answer", "refuse", "is what was chosen"),
        ("summer", "answer", "aid", "not on offer"),
    ],
)
def test_what_cannot_be_branched_to_is_refused(
    small: Scenario, stage: str, decision: str, option: str, says: str
) -> None:
    seat = played(table(small), [("answer", "refuse"), ("answer", "refuse")])
    refusal = seat.branch(stage, decision, option)
    assert isinstance(refusal, Refusal)
    assert says in refusal.message


def test_only_a_game_that_is_over_can_be_branched_from(small: Scenario) -> None:
    refusal = played(table(small), [("answer", "aid")]).branch("spring", "answer", "refuse")
    assert isinstance(refusal, Refusal)
    assert "not over" in refusal.message


def test_a_branch_of_a_saved_game_is_a_save_of_its_own_that_says_what_it_parts_from(
    small: Scenario, data: Path
) -> None:
    seat, save = saved(small, data / "mine.jsonl")
    played(seat, AID_THEN_GO)
    before = save.path.read_bytes()
    other = branched(seat, "summer", "answer", "refuse")
    assert save.path.read_bytes() == before
    kept = record(data / f"{other.place}.jsonl")
    assert kept.header.branch == Branch(
        "mine", "summer", "answer",
        {
            "spring.capital.answer": "aid", "spring.bureau.draft": "wait",
            "summer.capital.answer": "operation", "summer.bureau.draft": "wait",
        },
    )  # fmt: skip
    assert Chosen("summer", "capital", "answer", "refuse") in kept.entries
    assert isinstance(kept.entries[-1], Finished)
    seat.close()
    other.close()


def test_a_branch_is_resumed_as_it_was_left(small: Scenario, data: Path) -> None:
    seat, _ = saved(small, data / "mine.jsonl")
    other = branched(played(seat, AID_THEN_GO), "spring", "answer", "refuse")
    place = other.place
    other.close()
    opened = open_save(place)
    assert not isinstance(opened, Refusal)
    assert opened.save is not None
    again = LocalTable(
        small, "capital", Random(), seed=4, branch=opened.record.header.branch, opponent="historical"
    )
    assert again.restore(opened.record.entries) is None
    opened.save.close()
    assert again.view() == other.view()
    parting = played(again, [("answer", "refuse")]).hindsight().parting
    assert parting is not None
    assert (parting.place, parting.stage, parting.was) == ("mine", "spring", "Send money and doctors")
    seat.close()


def test_the_end_of_a_branch_shows_both_games_side_by_side(small: Scenario) -> None:
    seat = played(table(small), AID_THEN_GO)
    other = played(branched(seat, "spring", "answer", "refuse"), [("answer", "refuse")])
    own, _, parent, *_ = other.hindsight().lines
    assert (own.kind, parent.kind) == ("own", "parent")
    assert parent.scores == seat.hindsight().lines[0].scores
    assert own.scores != parent.scores
    assert parent.result == pytest.approx(seat.debrief().result)
    assert all(line.kind != "parent" for line in seat.hindsight().lines)


def test_a_branch_can_be_branched_from(small: Scenario) -> None:
    first = played(branched(played(table(small), AID_THEN_GO), "spring", "answer", "troops"),
                   [("answer", "refuse")])  # fmt: skip
    second = branched(first, "summer", "answer", "operation")
    parting = second.hindsight().parting
    assert parting is not None
    assert (parting.stage, parting.was) == ("summer", "Refuse again")


def test_a_parent_that_the_scenario_no_longer_fits_is_left_out(small: Scenario) -> None:
    gone = Branch("old", "spring", "answer", {"spring.capital.answer": "flee"})
    seat = LocalTable(small, "capital", Random(), seed=4, branch=gone)
    assert played(seat, [("answer", "refuse"), ("answer", "refuse")]).hindsight().parting is None


@pytest.mark.parametrize(
    "branch", [[], {"place": "x"}, {"place": "x", "stage": "s", "decision": "d", "choices": {"a.b.c": 1}}]
)
def test_a_record_with_a_branch_of_another_form_is_refused(small: Scenario, branch: object) -> None:
    line = json.loads(header_line(header(small)))
    refusal = parse(json.dumps({**line, "branch": branch}).encode() + b"\n")
    assert isinstance(refusal, Refusal)
    assert "saved game" in refusal.message


def test_a_branch_that_cannot_be_saved_is_refused(
    small: Scenario, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, _ = saved(small, data / "mine.jsonl")
    played(seat, AID_THEN_GO)
    blocked = data.parent / "file"
    blocked.write_text("")
    monkeypatch.setenv("TASHKENT_DATA", str(blocked))
    refusal = seat.branch("spring", "answer", "refuse")
    assert isinstance(refusal, Refusal)
    assert "cannot be saved" in refusal.message
    seat.close()
