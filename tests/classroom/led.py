"""What time, the host and a facilitator do to a session, and what comes of that by the model."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from game.classroom import events as e
from game.classroom import wishes as w
from game.scenario.refusal import Refusal
from tests.classroom.laws import Laws
from tests.classroom.model import DEFAULT, POLICIES, ROLES, ROOMS, STAGES

rooms, roles = st.sampled_from(ROOMS), st.sampled_from(ROLES)
student = st.integers(0, 30)


class Led(Laws):
    """Time, the host, the facilitator."""

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
    def renames_somebody(self, number: int) -> None:
        if name := self.model.somebody(number):
            self.met(e.Renamed(name, f"Another {number}"))

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
