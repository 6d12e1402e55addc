"""A session and a simple model of it, put through anything in any order: they agree, and every law holds."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.students import Stale
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, lake
from tests.classroom.led import Led, roles, rooms, student
from tests.classroom.model import DECISION, OPTIONS, ROOMS, SECONDS, STAGES, Model, Room


class Session(Led):
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
        self.cast = []
        self.counted = set()
        self.numbers = count(1)
        self.checked = 1
        for room, role in seats:
            self.join(room, role)
            self.comes_or_goes(len(self.model.at) - 1, there=True)
        self.begins()
        for room in ROOMS:
            self.policies_answer(room)

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


class TestSession(Session.TestCase):  # type: ignore[misc, valid-type]
    """In any order, every law holds."""

    settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.mark.slow(40)
class TestSessionForLong(Session.TestCase):  # type: ignore[misc, valid-type]
    """The same, much longer."""

    settings = settings(max_examples=1000, stateful_step_count=80, deadline=None)
