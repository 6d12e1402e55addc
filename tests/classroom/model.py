"""A simple model of a session: what should come of what is asked, without an engine and without a log."""

from __future__ import annotations

from dataclasses import dataclass, field

ROOMS = ("A", "B")
ROLES = ("capital", "bureau")
STAGES = ("spring", "summer")
DECISION = {"capital": "answer", "bureau": "draft"}
"""Each seat has one in each stage."""
DEFAULT = {"capital": "refuse", "bureau": "wait"}
OPTIONS = ("refuse", "aid", "troops", "operation", "wait", "plan", "table", "propose", "willing")
POLICIES = ("", "", "historical", "random", "build-first")
SECONDS = 60.0


@dataclass
class Seat:
    """What the model knows of a seat."""

    sitting: list[str] = field(default_factory=list)
    captain: str = ""
    policy: str = ""
    votes: list[tuple[str, str]] = field(default_factory=list)
    """Who, for what: the oldest first."""
    settled: str = ""

    @property
    def people(self) -> bool:
        """Whether its students hold it."""
        return bool(self.sitting) and not self.policy

    def majority(self, default: str) -> str:
        """The option with most votes; of a tie, the one that was voted for first."""
        best, most = default, 0
        for _, option in self.votes:
            times = sum(option == other for _, other in self.votes)
            if times > most:
                best, most = option, times
        return best


@dataclass
class Room:
    """What the model knows of a room."""

    seats: dict[str, Seat] = field(default_factory=lambda: {role: Seat() for role in ROLES})
    phase: str = "waiting"
    stage: int = 0
    attempt: int = 0
    practice: bool = False
    practised: bool = False
    planned: bool = False
    paused: bool = False
    left: float | None = None
    """Seconds of its clock that are left."""

    def people(self) -> list[str]:
        """The seats that students hold."""
        return [role for role in ROLES if self.seats[role].people]

    def opens(self, stage: int, seconds: float, phase: str = "open") -> None:
        """A stage opens, or none is left."""
        self.stage, self.planned = stage, False
        self.phase = "over" if stage == len(STAGES) else phase
        self.left = seconds if seconds and self.phase == "open" else None
        for seat in self.seats.values():
            seat.votes, seat.settled = [], ""


@dataclass
class Model:
    """All rooms, and who sits where."""

    seconds: float
    """For each stage; 0 for no clock."""
    rooms: dict[str, Room]
    at: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Room and role of the students who have not been removed."""
    there: dict[str, bool] = field(default_factory=dict)

    def somebody(self, number: int) -> str | None:
        """One of those who sit somewhere, if anybody does."""
        known = list(self.at)
        return known[number % len(known)] if known else None

    def seat_of(self, name: str) -> Seat:
        """Where somebody sits."""
        room, role = self.at[name]
        return self.rooms[room].seats[role]

    def sits(self, name: str, room: str, role: str) -> None:
        """Somebody sits down."""
        seat = self.rooms[room].seats[role]
        if not seat.sitting:
            self.rooms[room].planned = False
        seat.sitting.append(name)
        seat.captain = seat.captain or name
        self.at[name] = (room, role)

    def rises(self, name: str) -> None:
        """Somebody gets up, and their vote goes with them."""
        room, role = self.at[name]
        seat = self.rooms[room].seats[role]
        seat.sitting.remove(name)
        seat.votes = [each for each in seat.votes if each[0] != name]
        if seat.captain == name:
            seat.captain = seat.sitting[0] if seat.sitting else ""
        if not seat.sitting:
            self.rooms[room].planned = False

    def due(self, name: str) -> bool:
        """Whether time is up in a room, and that changes something."""
        room = self.rooms[name]
        if room.phase != "open" or room.paused or room.left is None or room.left > 0.0:
            return False
        return room.planned or any(not room.seats[role].settled for role in room.people())

    def follow(self) -> None:
        """Let everything follow that does so by itself."""
        for room in self.rooms.values():
            while self.moves(room):
                pass

    def moves(self, room: Room) -> bool:
        """Settle what can be settled, and end the stage if that is all; whether it ended."""
        if room.phase != "open" or room.paused:
            return False
        late = room.left is not None and room.left <= 0.0
        for role in room.people():
            seat = room.seats[role]
            if seat.settled:
                continue
            votes = dict(seat.votes)
            wanted = {votes.get(each) for each in seat.sitting if self.there[each]}
            if len(wanted) == 1 and None not in wanted:
                seat.settled = str(wanted.pop())
            elif late:
                seat.settled = seat.majority(DEFAULT[role])
        people = room.people()
        ready = all(room.seats[role].settled for role in people) and (late or people)
        if not (ready and room.planned):
            return False
        if room.practice:
            room.practice, room.practised, room.attempt = False, True, room.attempt + 1
            room.opens(0, self.seconds, phase="waiting")
        else:
            room.opens(room.stage + 1, self.seconds)
        return True
