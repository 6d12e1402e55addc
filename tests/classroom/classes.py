"""A class for tests of the session: it asks, time passes, and the log grows. No host, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from game.classroom import events as e
from game.classroom import session as s
from game.classroom import wishes as w
from game.classroom.applied import begun, replayed
from game.classroom.room import planned
from game.classroom.state import MOVE_ON, Room, State
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.world import World
from game.policies.named import policy
from game.scenario.loader import load_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal

SMALL = Path(__file__).parents[1] / "scenarios" / "small"

WALL = "2026-01-01T10:00:00.000+00:00"


def opened(scenario: Scenario, **changes: Any) -> e.Opened:
    """A session of two rooms in which both seats are for people, without a clock."""
    plain = e.Opened(
        scenario=scenario.id,
        path="",
        digest=scenario.digest,
        version="0.0",
        rooms=("A", "B"),
        roles=tuple(role.id for role in scenario.roles),
        opponent="historical",
        seed=7,
        same_luck=True,
        seconds=0.0,
        forecasts=True,
        reasons=False,
        practice=False,
        chooses=True,
    )
    return replace(plain, **changes)


@cache
def lake() -> Scenario:
    """The small scenario of the tests, for those that cannot take a fixture."""
    found = load_scenario(SMALL).scenario
    assert found is not None
    return found


class Class:
    """A session, its log, and the clock that the test turns."""

    def __init__(self, scenario: Scenario, **changes: Any) -> None:
        self.world = compile_world(scenario)
        first = e.Entry(0, 0.0, WALL, "facilitator", opened(scenario, **changes))
        self.state = begun(first, self.world)
        self.log = [first]
        self.now = 0.0
        self._requests = count(1)

    def do(self, wish: w.Wish, by: str = "facilitator") -> Refusal | list[e.Entry]:
        """Have a wish met, or refused."""
        found = s.done(self.state, wish, self.now, WALL, by)
        if isinstance(found, Refusal):
            return found
        self.state, entries = found
        self.log += entries
        return entries

    def must(self, wish: w.Wish, by: str = "facilitator") -> list[e.Entry]:
        """Have a wish met."""
        found = self.do(wish, by)
        assert not isinstance(found, Refusal), found
        return found

    def wait(self, seconds: float) -> list[e.Entry]:
        """Let time pass, as the host does: whoever is late is settled."""
        self.now += seconds
        found: list[e.Entry] = []
        while rooms := s.late(self.state, self.now):
            before = len(self.log)
            self.must(w.Tick(rooms), "host")
            found += self.log[before:]
            self.plan()
        return found

    def plan(self) -> None:
        """Let the policies of all rooms answer, until none is waited for."""
        while waiting := s.unplanned(self.state):
            for name in waiting:
                self.plan_room(name)

    def plan_room(self, name: str) -> None:
        """Let the policies of one room answer."""
        room = self.state.rooms[name]
        assert room.play.stage is not None
        self.must(e.Planned(name, room.play.stage.id, planned(room.play, self.held(name))), "host")

    def held(self, name: str) -> dict[str, Any]:
        """The policies of a room, by role."""
        roles = {role: self.state.policy(name, role) for role in self.state.rooms[name].seats}
        return {role: policy(each, self.world.scenario) for role, each in roles.items() if each}

    def seat(self, student: str, room: str, role: str, *, there: bool = True) -> None:
        """Have a student join a seat, with a screen."""
        self.must(w.Join(student, student.title(), f"hash of {student}", room, role), student)
        if there:
            self.must(e.Connected(student), "host")

    def begin(self, *rooms: str) -> None:
        """Begin these rooms, or all."""
        self.must(w.Begin(rooms or tuple(self.state.rooms)))
        self.plan()

    def ballot(self, student: str, option: str, decision: str = "", **changes: Any) -> w.Cast:
        """A vote in the stage at hand, on the first decision if none is named."""
        found = self.state.students[student]
        room = self.room(student)
        decision = decision or self.state.due(found.room, found.role)[0]
        voted = e.Voted(student, f"v{next(self._requests)}", decision, option, "because", quotable=True)
        cast = w.Cast(room.play.stage.id if room.play.stage else "", room.attempt, voted)
        return replace(cast, **changes)

    def vote(self, student: str, option: str, decision: str = "") -> list[e.Entry]:
        """Have a vote counted."""
        found = self.must(self.ballot(student, option, decision), student)
        self.plan()
        return found

    def default(self, student: str) -> str:
        """The default of a student's first decision in the stage at hand."""
        found = self.state.students[student]
        decision = self.state.due(found.room, found.role)[0]
        known = self.room(student).play.decision(found.role, decision)
        return known.options[known.default] if known else MOVE_ON

    def room(self, student: str) -> Room:
        """Where a student sits."""
        return self.state.rooms[self.state.students[student].room]

    def again(self) -> State:
        """What the log adds up to, after it has been written and read."""
        return replayed([e.read(e.written(each)) for each in self.log], self.world)


def alike(one: Any, other: Any) -> bool:
    """Whether two nouns say the same, arrays included, to the last bit."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (
            bool(np.array_equal(one, other, equal_nan=True))
            if one.dtype.kind == "f"
            else bool((one == other).all())
        )
    if isinstance(one, Luck):
        return (one.seed, one.first, one.count) == (other.seed, other.first, other.count)
    if isinstance(one, World):
        return alike(one.scenario, other.scenario) and alike(one.settings, other.settings)
    if is_dataclass(one):
        return all(alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def settled(found: list[e.Entry]) -> list[tuple[str, str, str]]:
    """Room, option and how, of what was settled."""
    events = [each.event for each in found]
    return [(each.room, each.option, each.how) for each in events if isinstance(each, e.Settled)]


def closed(found: list[e.Entry]) -> list[str]:
    """The rooms whose stage closed."""
    return [each.event.room for each in found if isinstance(each.event, e.Closed)]
