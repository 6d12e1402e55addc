"""The local table: what a seat may see and do, and what going back changes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from game.engine.arrays import Choice
from game.engine.play import Position
from game.engine.world import CompiledDecision
from game.policies.fixed import Historical, Script
from game.policies.planner import Planner
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.table import Decided, News, Settled, Table, Undone
from game.table.tidy import LONGEST_REASON
from tests.table.tables import AID_THEN_GO, played, table, with_an_idle_stage, with_two_decisions


class Watcher:
    """A policy that does what was done in fact, and keeps what it was shown."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, str, str], int, tuple[tuple[str, str, str], ...]]] = []

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """The historical option."""
        self.asked.append((decision.key, len(position.record), tuple(position.made)))
        return Historical().choose(position, decision)


def test_a_local_table_is_a_table(small: Scenario) -> None:
    seat: Table = table(small)
    assert seat.role == "capital"
    assert not seat.finished
    assert seat.place == ""


def test_a_role_that_does_not_exist_is_our_mistake(small: Scenario) -> None:
    with pytest.raises(ValueError, match="no role"):
        table(small, "palace")


@pytest.mark.parametrize(
    ("decision", "option", "says"),
    [
        ("draft", "wait", "decision `draft`"),  # another seat's
        ("answer", "shrug", "option `shrug`"),
        ("answer", "operation", "option `operation`"),  # a later stage's
    ],
)
def test_what_cannot_be_chosen_is_refused_and_changes_nothing(
    small: Scenario, decision: str, option: str, says: str
) -> None:
    seat = table(small)
    before = seat.view()
    refusal = seat.choose(decision, option)
    assert refusal is not None
    assert says in refusal.message
    assert seat.view() == before


def test_an_option_that_is_not_on_offer_is_refused(small: Scenario) -> None:
    seat = played(table(small), [("answer", "refuse")])
    refusal = seat.choose("answer", "aid")
    assert refusal is not None
    assert "not on offer" in refusal.message
    assert not seat.finished


def test_nothing_can_be_decided_after_the_end(small: Scenario) -> None:
    seat = played(table(small), AID_THEN_GO)
    for refusal in (seat.choose("answer", "aid"), seat.move_on()):
        assert refusal == Refusal("All stages are over.")


def test_a_decision_is_made_once_until_it_is_taken_back(small: Scenario) -> None:
    seat = played(table(with_two_decisions(small)), [("answer", "aid")])
    refusal = seat.choose("answer", "refuse")
    assert refusal is not None
    assert "settled already" in refusal.message
    assert seat.undo() is None
    assert seat.choose("answer", "refuse") is None
    assert seat.view().made == {"answer": "refuse"}


def test_decisions_of_a_stage_may_be_settled_in_any_order(small: Scenario) -> None:
    scenario = with_two_decisions(small)
    one = played(table(scenario), [("answer", "aid"), ("note", "refuse")])
    other = played(table(scenario), [("note", "refuse"), ("answer", "aid")])
    assert one.outcomes() == other.outcomes()


def test_a_stage_without_a_decision_waits_until_the_player_moves_on(small: Scenario) -> None:
    seat = played(table(with_an_idle_stage(small), "bureau"), [("draft", "wait"), ("draft", "wait")])
    assert not seat.finished
    assert seat.view().decisions == ()
    assert seat.move_on() is None
    assert seat.finished


def test_nobody_moves_on_while_something_waits_to_be_decided(small: Scenario) -> None:
    seat = table(small)
    refusal = seat.move_on()
    assert refusal is not None
    assert "still something to decide" in refusal.message
    assert seat.outcomes() == ()


def test_the_other_seat_chooses_from_the_stage_as_it_opened(small: Scenario) -> None:
    watcher = Watcher()
    played(table(small, policy=watcher), AID_THEN_GO)
    assert watcher.asked == [
        (("spring", "bureau", "draft"), 0, ()),
        (("summer", "bureau", "draft"), 1, ()),
    ]


def test_within_a_seat_an_earlier_decision_is_known_for_the_next(small: Scenario) -> None:
    watcher = Watcher()
    played(table(with_two_decisions(small), "bureau", watcher), [("draft", "wait")])
    assert watcher.asked == [
        (("spring", "capital", "answer"), 0, ()),
        (("spring", "capital", "note"), 0, (("spring", "capital", "answer"),)),
    ]


def test_what_another_seat_chose_is_shown_only_when_the_stage_is_over(small: Scenario) -> None:
    seat = played(
        table(with_two_decisions(small), policy=Script({("spring", "bureau", "draft"): "plan"})), []
    )
    before = seat.view()
    played(seat, [("answer", "aid")])
    assert dataclasses.replace(seat.view(), made={}, decisions=()) == dataclasses.replace(
        before, decisions=()
    )
    played(seat, [("note", "refuse")])
    assert [choice.option for choice in seat.outcomes()[0].choices if choice.role == "bureau"] == ["plan"]


def test_the_reason_of_a_planner_is_kept(small: Scenario) -> None:
    seat = played(table(small, policy=Planner(continuations=32)), [("answer", "aid")])
    theirs = next(choice for choice in seat.outcomes()[0].choices if choice.role == "bureau")
    assert theirs.rationale


def test_a_reason_is_kept_on_one_line_and_harmless(small: Scenario) -> None:
    seat = table(small)
    assert seat.choose("answer", "aid", "  they\nask\x1b[2J nicely\x00 ") is None
    mine = next(choice for choice in seat.outcomes()[0].choices if choice.role == "capital")
    assert mine.rationale == "they ask [2J nicely"


def test_a_reason_that_is_too_long_is_refused(small: Scenario) -> None:
    seat = table(small)
    assert seat.choose("answer", "aid", "x" * LONGEST_REASON) is None
    refusal = seat.choose("answer", "refuse", "x" * (LONGEST_REASON + 1))
    assert refusal is not None
    assert str(LONGEST_REASON) in refusal.message


def test_listeners_hear_what_changes_in_order(small: Scenario) -> None:
    seat, heard = table(small), list[News]()
    seat.listen(heard.append)
    played(seat, AID_THEN_GO)
    seat.undo()
    assert [type(news) for news in heard] == [Decided, Settled, Decided, Settled, Undone]
    assert [news.finished for news in heard if isinstance(news, Settled)] == [False, True]
    assert heard[0] == Decided("spring", "answer", "aid")
    assert heard[-1] == Undone("summer")


def test_undo_at_the_start_is_refused(small: Scenario) -> None:
    refusal = table(small).undo()
    assert refusal is not None
    assert "nothing to take back" in refusal.message


def test_undo_goes_back_to_the_last_decision_of_the_stage(small: Scenario) -> None:
    seat = played(table(with_two_decisions(small)), [("answer", "aid")])
    assert seat.undo() is None
    assert seat.view().made == {}
    assert seat.outcomes() == ()


def test_undo_goes_back_to_the_start_of_the_stage_before(small: Scenario) -> None:
    seat = table(small)
    at_start = seat.view()
    played(seat, [("answer", "aid")])
    assert seat.undo() is None
    assert seat.view() == at_start
    assert seat.outcomes() == ()


def test_a_game_can_be_reopened_after_its_end(small: Scenario) -> None:
    seat = played(table(small), AID_THEN_GO)
    first = seat.debrief()
    assert seat.undo() is None
    played(seat, [("answer", "refuse")])
    assert seat.debrief().undone == 1
    assert seat.debrief().scores != first.scores


def test_luck_stays_the_same_when_a_decision_is_taken_back(small: Scenario) -> None:
    straight = played(table(small), AID_THEN_GO)
    wavering = played(table(small), [("answer", "troops")])
    wavering.undo()
    played(wavering, AID_THEN_GO)
    assert wavering.outcomes() == straight.outcomes()
    assert dataclasses.replace(wavering.debrief(), undone=0) == straight.debrief()


def test_the_other_seat_is_asked_again_only_where_something_changed(small: Scenario) -> None:
    watcher = Watcher()
    seat = played(table(small, policy=watcher), AID_THEN_GO)
    for _ in range(2):
        seat.undo()
    played(seat, AID_THEN_GO)
    assert len(watcher.asked) == 2
    for _ in range(2):
        seat.undo()
    played(seat, [("answer", "refuse")])
    assert len(watcher.asked) == 2  # seats choose at once: in spring nothing had changed for it
    played(seat, [("answer", "refuse")])
    assert [key for key, _, _ in watcher.asked] == [
        ("spring", "bureau", "draft"),
        ("summer", "bureau", "draft"),
        ("summer", "bureau", "draft"),
    ]


def test_an_opponents_choice_that_is_not_on_offer_gives_way_to_the_default(small: Scenario) -> None:
    class Stubborn:
        def choose(self, position: Position, decision: CompiledDecision) -> Choice:
            return np.array([len(decision.options) - 1])

    seat = played(table(small, "bureau", Stubborn()), [("draft", "wait")])
    theirs = [choice for choice in seat.outcomes()[0].choices if choice.role == "capital"]
    assert [choice.option for choice in theirs] == ["troops"]
