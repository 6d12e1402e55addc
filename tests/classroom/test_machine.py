"""A session and a simple model of it, put through anything in any order: they agree, and every law holds."""

from __future__ import annotations

from itertools import count, pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.room import Play
from game.classroom.state import State
from game.classroom.students import Stale
from game.classroom.teams import tally
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, alike, lake
from tests.classroom.model import (
    DECISION,
    DEFAULT,
    OPTIONS,
    POLICIES,
    ROLES,
    ROOMS,
    SECONDS,
    STAGES,
    Model,
    Room,
)

rooms, roles = st.sampled_from(ROOMS), st.sampled_from(ROLES)
student = st.integers(0, 30)


class Session(RuleBasedStateMachine):
    """Everything that can be asked of a session, and time."""

    @initialize(
        seconds=st.sampled_from((0.0, SECONDS)),
        practice=st.booleans(),
        same=st.booleans(),
        seats=st.lists(st.tuples(rooms, roles), min_size=3, max_size=7),
    )
    def open(self, seconds: float, practice: bool, same: bool, seats: list[tuple[str, str]]) -> None:
        self.practice = practice
        self.real = Class(lake(), seconds=seconds, practice=practice, same_luck=same)
        self.model = Model(seconds, {name: Room() for name in ROOMS})
        self.cast: list[w.Cast] = []
        self.counted: set[str] = set()
        self.numbers = count(1)
        self.checked = 1
        for room, role in seats:
            self.join(room, role)
            self.comes_or_goes(len(self.model.at) - 1, there=True)
        self.begins()
        for room in ROOMS:
            self.policies_answer(room)

    # Asking

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

    # Students

    @rule(room=rooms, role=roles)
    def join(self, room: str, role: str) -> None:
        name = f"s{next(self.numbers)}"
        self.met(w.Join(name, name, "", room, role))
        self.model.there[name] = False
        self.model.sits(name, room, role)
        self.model.follow()

    @rule(number=student, there=st.booleans())
    def comes_or_goes(self, number: int, there: bool) -> None:
        if name := self.model.somebody(number):
            self.met(e.Connected(name) if there else e.Dropped(name))
            self.model.there[name] = there
            self.model.follow()

    @rule(number=student, option=st.sampled_from(OPTIONS))
    def votes_for_anything(self, number: int, option: str) -> None:
        if name := self.model.somebody(number):
            self.send(self.ballot(name, option))

    @rule(number=student, choice=st.integers(0, 3))
    def votes(self, number: int, choice: int) -> None:
        if name := self.model.somebody(number):
            self.send(self.ballot(name, self.on_offer(name, choice)))

    @rule(number=student, choices=st.lists(st.integers(0, 3), min_size=4, max_size=4))
    def a_room_votes(self, number: int, choices: list[int]) -> None:
        """So that plays get on."""
        if name := self.model.somebody(number):
            room = self.model.at[name][0]
            mates = [each for each, place in self.model.at.items() if place[0] == room]
            for mate, choice in zip(mates, choices, strict=False):
                self.send(self.ballot(mate, self.on_offer(mate, choice)))

    @rule(
        number=student,
        choice=st.integers(0, 3),
        then=st.lists(st.sampled_from(("pause", "inject", "drop", "leave", "lock")), min_size=1, max_size=3),
    )
    def votes_and_then(self, number: int, choice: int, then: list[str]) -> None:
        """So that what hangs together comes together: a vote, and what may become of it."""
        name = self.model.somebody(number)
        if name is None:
            return
        room, role = self.model.at[name]
        self.send(self.ballot(name, self.on_offer(name, choice)))
        mates = [each for each in self.model.rooms[room].seats[role].sitting if each != name]
        known = list(self.model.at)
        for what in then:
            match what:
                case "pause":
                    self.pauses_or_resumes(room, pause=True)
                case "inject":
                    self.lets_something_happen(room, -1.0)
                case "drop" if mates:
                    self.comes_or_goes(known.index(mates[0]), there=False)
                case "leave":
                    self.moves_somebody(known.index(name), ROOMS[room == ROOMS[0]], role)
                case "lock":
                    self.locks(known.index(name))

    def on_offer(self, name: str, choice: int) -> str:
        """Something that a student's seat may choose, if a stage is open."""
        room, role = self.model.at[name]
        play = self.real.state.rooms[room].play
        decision = play.decision(role, DECISION[role])
        options = decision.options if decision else OPTIONS
        offer = [each for each in options if not play.unfit(role, DECISION[role], each)] or OPTIONS
        return offer[choice % len(offer)]

    @precondition(lambda self: self.cast)
    @rule(which=st.integers(0, 200))
    def sends_again(self, which: int) -> None:
        self.send(self.cast[which % len(self.cast)])

    def ballot(self, name: str, option: str) -> w.Cast:
        room, role = self.model.at[name]
        model = self.model.rooms[room]
        stage = STAGES[min(model.stage, len(STAGES) - 1)]
        vote = e.Voted(name, f"r{next(self.numbers)}", DECISION[role], option, "why", quotable=False)
        return w.Cast(stage, model.attempt, vote)

    def send(self, cast: w.Cast) -> None:
        """A vote, new or old: it counts once, or is stale, or is refused; a stale one changes nothing."""
        self.cast.append(cast)
        vote = cast.vote
        found = self.ask(cast)
        if vote.student not in self.model.at:
            assert isinstance(found, Refusal)
            return
        if vote.request in self.counted:
            assert found == []
            return
        room, role = self.model.at[vote.student]
        model, seat = self.model.rooms[room], self.model.seat_of(vote.student)
        now = STAGES[model.stage] if model.stage < len(STAGES) else ""
        if (cast.stage, cast.attempt) != (now, model.attempt):
            assert isinstance(found, Stale)
        elif model.phase != "open" or model.paused or seat.policy or vote.decision != DECISION[role]:
            assert isinstance(found, Refusal)
        elif seat.settled:
            assert isinstance(found, Stale)
        elif self.offered(room, role, vote.option):
            assert not isinstance(found, Refusal), found
            assert found[0].event == vote
            self.counted.add(vote.request)
            seat.votes = [each for each in seat.votes if each[0] != vote.student]
            seat.votes.append((vote.student, vote.option))
            self.model.follow()
        else:
            assert isinstance(found, Refusal)

    def offered(self, room: str, role: str, option: str) -> bool:
        """What the engine says; a stage that has closed since offers what it did."""
        play = self.real.state.rooms[room].play
        stage = self.model.rooms[room].stage
        before = Play(play.positions[: stage + 1], play.taken[:stage])
        return before.unfit(role, DECISION[role], option) is None

    @rule(number=student, lag=st.integers(0, 1))
    def withdraws(self, number: int, lag: int) -> None:
        name = self.model.somebody(number)
        if name is None:
            return
        room, role = self.model.at[name]
        model, seat = self.model.rooms[room], self.model.seat_of(name)
        cast = self.ballot(name, "")
        found = self.ask(w.Retract(cast.stage, cast.attempt - lag, e.Withdrew(name, DECISION[role])))
        if lag or model.phase != "open" or model.paused or seat.policy or seat.settled:
            assert isinstance(found, Refusal)
        else:
            assert not isinstance(found, Refusal), found
            assert bool(found) == (name in dict(seat.votes))
            seat.votes = [each for each in seat.votes if each[0] != name]
            self.model.follow()

    @rule(number=student)
    def locks(self, number: int) -> None:
        name = self.model.somebody(number)
        if name is None:
            return
        room, role = self.model.at[name]
        model, seat = self.model.rooms[room], self.model.seat_of(name)
        cast = self.ballot(name, "")
        found = self.ask(w.Lock(name, cast.stage, cast.attempt, DECISION[role]))
        may = seat.captain == name and seat.votes and not seat.settled and not seat.policy
        if model.phase == "open" and not model.paused and may:
            assert not isinstance(found, Refusal), found
            seat.settled = seat.majority("")
            self.model.follow()
        else:
            assert isinstance(found, Refusal)

    # Time and the host

    @rule(seconds=st.sampled_from((0.5, 20.0, 59.5, 61.0, 1000.0)))
    def time_passes(self, seconds: float) -> None:
        self.real.now += seconds
        for room in self.model.rooms.values():
            if not room.paused and room.left is not None:
                room.left -= seconds
        while late := [name for name in ROOMS if self.model.due(name)]:
            self.met(w.Tick(tuple(late)))
            self.model.follow()

    @rule(room=rooms)
    def policies_answer(self, room: str) -> None:
        if self.model.rooms[room].phase == "open" and not self.model.rooms[room].planned:
            self.real.plan_room(room)
            self.model.rooms[room].planned = True
            self.model.follow()

    @rule()
    def host_dies_and_comes_back(self) -> None:
        self.real.state = self.real.again()

    # The facilitator

    @rule()
    def begins(self) -> None:
        self.met(w.Begin(ROOMS))
        for room in self.model.rooms.values():
            if room.phase == "waiting":
                room.practice = self.practice and not room.practised
                room.opens(0, self.model.seconds)
        self.model.follow()

    @rule(room=rooms, pause=st.booleans())
    def pauses_or_resumes(self, room: str, pause: bool) -> None:
        self.met(e.Paused((room,)) if pause else e.Resumed((room,)))
        model = self.model.rooms[room]
        if pause and not model.paused and model.left is not None:
            model.left = max(0.0, model.left)
        model.paused = pause
        self.model.follow()

    @rule(room=rooms, seconds=st.sampled_from((-100.0, -10.0, 30.0)))
    def extends(self, room: str, seconds: float) -> None:
        model = self.model.rooms[room]
        if model.phase == "open" and (seconds > 0 or model.left is not None):
            self.met(e.Extended((room,), seconds))
            model.left = max(0.0, (model.left or 0.0) + seconds)
            self.model.follow()
        else:
            self.refused(e.Extended((room,), seconds))

    @rule(room=rooms)
    def advances(self, room: str) -> None:
        model = self.model.rooms[room]
        found = self.ask(w.Advance((room,)))
        people = model.people()
        undecided = [role for role in people if not model.seats[role].settled]
        if model.phase != "open" or not (undecided or model.paused or (model.planned and not people)):
            assert isinstance(found, Refusal)
            return
        assert not isinstance(found, Refusal), found
        model.paused = False
        for role in undecided:
            model.seats[role].settled = model.seats[role].majority(DEFAULT[role])
        if model.planned and not people:  # nobody plays there: it goes on when it is told to
            model.left = 0.0
        self.model.follow()

    @rule(room=rooms, stage=st.integers(0, 1))
    def rewinds(self, room: str, stage: int) -> None:
        model, wish = self.model.rooms[room], e.Rewound(room, STAGES[stage], "again")
        if model.phase == "waiting" or stage > model.stage:
            self.refused(wish)
        else:
            self.met(wish)
            model.attempt += 1
            model.opens(stage, self.model.seconds)
            self.model.follow()

    @rule(number=student, room=rooms, role=roles)
    def moves_somebody(self, number: int, room: str, role: str) -> None:
        if name := self.model.somebody(number):
            self.met(e.Moved(name, room, role))
            if self.model.at[name] != (room, role):
                self.model.rises(name)
                self.model.sits(name, room, role)
            self.model.follow()

    @rule(number=student)
    def removes_somebody(self, number: int) -> None:
        if name := self.model.somebody(number):
            self.met(e.Removed(name))
            self.model.rises(name)
            del self.model.at[name]
            self.model.follow()

    @rule(number=student)
    def makes_captain(self, number: int) -> None:
        if name := self.model.somebody(number):
            room, role = self.model.at[name]
            self.met(e.Captained(room, role, name))
            self.model.seat_of(name).captain = name

    @rule(room=rooms, role=roles, policy=st.sampled_from(POLICIES))
    def delegates(self, room: str, role: str, policy: str) -> None:
        self.met(e.Delegated(room, role, policy))
        model = self.model.rooms[room]
        if model.seats[role].policy != policy:
            model.seats[role].policy, model.planned = policy, False
        self.model.follow()

    @rule(room=rooms, turmoil=st.sampled_from((-1.0, 0.3)))
    def lets_something_happen(self, room: str, turmoil: float) -> None:
        model = self.model.rooms[room]
        stage = STAGES[min(model.stage, len(STAGES) - 1)]
        wish = e.Injected(room, stage, "news", "News", "Something.", (("turmoil", turmoil),))
        if model.phase != "open":
            self.refused(wish)
            return
        self.met(wish)
        model.planned = False
        for role, seat in model.seats.items():
            seat.votes = [each for each in seat.votes if self.offered(room, role, each[1])]
            if seat.settled and not self.offered(room, role, seat.settled):
                seat.settled = ""
        self.model.follow()

    # Laws

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
            same(self.real.again(), self.real.state)


def same(one: State, other: State) -> None:
    """Two sessions stand alike, to the last bit."""
    assert alike(one, other)


class TestSession(Session.TestCase):  # type: ignore[misc, valid-type]
    """In any order, every law holds."""

    settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.mark.slow
class TestSessionForLong(Session.TestCase):  # type: ignore[misc, valid-type]
    """The same, much longer."""

    settings = settings(max_examples=1000, stateful_step_count=80, deadline=None)
