"""A session beside a simple model of it, and the laws that hold at every step."""

from __future__ import annotations

from itertools import count, pairwise

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.room import Play
from game.classroom.teams import tally
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike
from tests.classroom.model import DECISION, Model


class Laws(RuleBasedStateMachine):
    """What is asked of the session and expected by the model."""

    real: Class
    model: Model
    practice: bool
    cast: list[w.Cast]
    """Every vote that was ever sent."""
    counted: set[str]
    """The requests of those that were counted."""
    numbers: count[int]
    checked: int
    """Entries of the log that were looked at."""

    def ask(self, wish: w.Wish) -> Refusal | list[e.Entry]:
        before = self.real.state
        found = self.real.do(wish)
        if isinstance(found, Refusal) or not found:
            assert self.real.state is before, "what was refused, or changes nothing, changed something"
        return found

    def met(self, wish: w.Wish) -> None:
        found = self.ask(wish)
        assert not isinstance(found, Refusal), found

    def refused(self, wish: w.Wish) -> None:
        assert isinstance(self.ask(wish), Refusal)

    def offered(self, room: str, role: str, option: str) -> bool:
        """What the engine says; a stage that has closed since offers what it did."""
        play = self.real.state.rooms[room].play
        stage = self.model.rooms[room].stage
        before = Play(play.positions[: stage + 1], play.taken[:stage])
        return before.unfit(role, DECISION[role], option) is None

    @invariant()
    def the_session_stands_as_the_model_says(self) -> None:
        state = self.real.state
        assert {each.id for each in state.students.values() if not each.removed} == set(self.model.at)
        for name, place in self.model.at.items():
            found = state.students[name]
            assert (found.room, found.role, found.there) == (*place, self.model.there[name])
        for name, model in self.model.rooms.items():
            room = state.rooms[name]
            assert (room.phase, len(room.play.taken), room.attempt) == (
                model.phase,
                model.stage,
                model.attempt,
            )
            assert (room.practice, room.paused) == (model.practice, model.paused)
            assert (room.planned is not None) == model.planned
            for role, seat in model.seats.items():
                real = room.seats[role]
                assert (list(real.students), real.captain, real.policy) == (
                    seat.sitting, seat.captain, seat.policy,
                )  # fmt: skip
                ballot = real.ballots.get(DECISION[role], {})
                assert {who: vote.option for who, vote in ballot.items()} == dict(seat.votes)
                settled = real.settled.get(DECISION[role])
                assert (settled.option if settled else "") == seat.settled

    @invariant()
    def a_clock_takes_the_minutes_of_play_and_no_others(self) -> None:
        for name, model in self.model.rooms.items():
            room = self.real.state.rooms[name]
            left = room.left
            if not room.paused and room.deadline is not None:
                left = room.deadline - self.real.now
            assert (left is None) == (model.left is None)
            assert left is None or left == pytest.approx(model.left, abs=1e-6)

    @invariant()
    def no_room_stands_past_its_deadline(self) -> None:
        for room in self.real.state.rooms.values():
            if room.phase == "open" and room.deadline is not None and room.deadline <= self.real.now:
                assert room.planned is None, "only the policies may still be waited for"
                for role in self.real.state.people(room.name):
                    assert room.seats[role].settled

    @invariant()
    def every_student_has_at_most_one_vote_and_it_is_counted_once(self) -> None:
        for room in self.real.state.rooms.values():
            for seat in room.seats.values():
                for ballot in seat.ballots.values():
                    assert set(ballot) <= set(seat.students)
                    assert sum(tally(ballot).values()) == len(ballot)

    @invariant()
    def all_that_is_settled_is_on_offer(self) -> None:
        for room in self.real.state.rooms.values():
            for seat in room.seats.values():
                for decision, each in seat.settled.items():
                    assert room.play.unfit(seat.role, decision, each.option) is None
            for position, taken in zip(room.play.positions, room.play.taken, strict=False):
                then, stage = Play((position,)), position.stage
                assert stage is not None
                assert {each[:2] for each in taken} == {each.key[1:] for each in stage.decisions}
                assert not any(then.unfit(role, name, option) for role, name, option, _ in taken)

    @invariant()
    def the_log_has_no_gap_and_its_time_goes_forward(self) -> None:
        new = self.real.log[self.checked - 1 :]
        assert [each.number for each in new] == list(range(self.checked - 1, len(self.real.log)))
        assert all(one.at <= other.at for one, other in pairwise(new))
        self.checked = len(self.real.log)

    def teardown(self) -> None:
        if hasattr(self, "real"):
            assert alike(self.real.again(), self.real.state)
