"""What a session's log holds, as reports and the debrief ask for it: votes, decisions, attendance. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from game.classroom import events as e
from game.classroom.applied import applied, begun
from game.classroom.state import MOVE_ON, Room, State
from game.classroom.teams import How, tally
from game.engine.world import World


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote that was cast."""

    number: int
    """Of its entry in the log."""
    at: float
    """In session time."""
    wall: str
    student: str
    """The id."""
    room: str
    role: str
    stage: str
    attempt: int
    practice: bool
    decision: str
    option: str
    reason: str
    quotable: bool
    stood: bool = False
    """Whether it was the student's vote when the stage closed: neither changed nor withdrawn."""
    counts: bool = False
    """Whether it stood in a stage that still counts: no practice, and not rewound."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What one seat took in one stage that is over."""

    number: int
    at: float
    wall: str
    room: str
    role: str
    stage: str
    attempt: int
    practice: bool
    decision: str
    option: str
    how: How
    reason: str
    votes: Mapping[str, int]
    """By option: the votes that stood."""
    counts: bool = True
    """Whether it still counts: no practice, and not rewound."""


@dataclass(frozen=True, slots=True)
class Override:
    """Something that the facilitator did."""

    number: int
    at: float
    wall: str
    stage: str
    """The stage that was open in the room that it was done to; empty where it was done to none or many."""
    event: e.Event


@dataclass(frozen=True, slots=True)
class Record:
    """A whole session."""

    state: State
    """As it stood in the end."""
    votes: tuple[Vote, ...]
    decided: tuple[Decided, ...]
    overrides: tuple[Override, ...]
    attended: Mapping[str, float]
    """By student's id: seconds of session time for which their screen was there."""
    drops: Mapping[str, int]
    """By student's id: how often it was gone for a while."""


@dataclass
class _Writer:
    votes: dict[int, Vote] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    attended: dict[str, float] = field(default_factory=dict)
    drops: dict[str, int] = field(default_factory=dict)

    def write(self, before: State, entry: e.Entry) -> None:
        """Take down an entry, met by the session as it stood before it."""
        match entry.event:
            case e.Voted() as vote if vote.decision != MOVE_ON:
                self._voted(before, entry, vote)
            case e.Closed() as closing:
                self._closed(before.rooms[closing.room], entry, closing)
            case e.Rewound(room=name, stage=stage):
                ids = [each.id for each in before.world.stages]
                self._void(name, set(ids[ids.index(stage) :]))
            case e.Practised(room=name):
                self._void(name, {each.id for each in before.world.stages})
            case e.Dropped(student=student) | e.Removed(student=student):
                self._left(before, student, entry.at)
                dropped = isinstance(entry.event, e.Dropped)
                self.drops[student] = self.drops.get(student, 0) + dropped
            case _:
                pass
        if entry.by == "facilitator" and not isinstance(entry.event, e.Opened):
            stage = _stage_of(before, entry.event)
            self.overrides.append(Override(entry.number, entry.at, entry.wall, stage, entry.event))

    def _voted(self, before: State, entry: e.Entry, vote: e.Voted) -> None:
        student = before.students[vote.student]
        room = before.rooms[student.room]
        if room.play.stage is not None:
            self.votes[entry.number] = Vote(
                entry.number,
                entry.at,
                entry.wall,
                student.id,
                room.name,
                student.role,
                room.play.stage.id,
                room.attempt,
                room.practice,
                vote.decision,
                vote.option,
                vote.reason,
                vote.quotable,
            )

    def _closed(self, room: Room, entry: e.Entry, closing: e.Closed) -> None:
        for role, decision, option, reason in closing.taken:
            seat = room.seats[role]
            ballot, settled = seat.ballots.get(decision, {}), seat.settled.get(decision)
            for vote in ballot.values():
                if vote.order in self.votes:
                    standing = replace(self.votes[vote.order], stood=True, counts=not room.practice)
                    self.votes[vote.order] = standing
            self.decided.append(
                Decided(
                    entry.number,
                    entry.at,
                    entry.wall,
                    room.name,
                    role,
                    closing.stage,
                    room.attempt,
                    room.practice,
                    decision,
                    option,
                    settled.how if settled else "policy",
                    reason,
                    tally(ballot),
                    counts=not room.practice,
                )
            )

    def _void(self, room: str, stages: set[str]) -> None:
        """What was decided there counts no longer."""
        self.decided = [
            replace(each, counts=False) if each.room == room and each.stage in stages else each
            for each in self.decided
        ]
        for number, vote in self.votes.items():
            if vote.counts and vote.room == room and vote.stage in stages:
                self.votes[number] = replace(vote, counts=False)

    def _left(self, before: State, student: str, at: float) -> None:
        known = before.students.get(student)
        if known is not None and known.there:
            self.attended[student] = self.attended.get(student, 0.0) + at - known.seen


def recorded(entries: Iterable[e.Entry], world: World) -> Record:
    """The record of a whole log. Takes a while; raise ValueError if it is no log."""
    log = iter(entries)
    first = next(log, None)
    if first is None:
        raise ValueError("a log has at least one entry")
    state, writer = begun(first, world), _Writer()
    for entry in log:
        writer.write(state, entry)
        state = applied(state, entry)
    for student in state.students.values():
        if student.there:
            writer._left(state, student.id, state.at)
    return Record(
        state,
        tuple(writer.votes.values()),
        tuple(writer.decided),
        tuple(writer.overrides),
        writer.attended,
        writer.drops,
    )


def _stage_of(state: State, event: e.Event) -> str:
    room = state.rooms.get(getattr(event, "room", ""))
    return room.play.stage.id if room and room.play.stage and room.phase == "open" else ""
