"""What a room still has to settle, and what the votes come to. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from game.classroom import events as e
from game.classroom.state import MOVE_ON, Room, State
from game.classroom.teams import How, leading, reason_for


def pending(state: State, room: Room) -> Iterator[tuple[str, str]]:
    """Role and decision of all that the people of a room have yet to settle in the stage that is open."""
    for role in state.people(room.name):
        for decision in state.due(room.name, role):
            if decision not in room.seats[role].settled:
                yield role, decision


def settlement(room: Room, role: str, decision: str, how: How, option: str | None = None) -> e.Settled:
    """A decision settled on an option; if none is said, on what the votes so far come to.

    It is the stated default where there are none.
    """
    ballot = room.seats[role].ballots.get(decision, {})
    option = leading(ballot) if option is None else option
    if option is not None:
        return e.Settled(room.name, role, decision, option, how, reason_for(option, ballot))
    found = room.play.decision(role, decision)
    default = found.options[found.default] if found else MOVE_ON
    return e.Settled(room.name, role, decision, default, "default" if how == "deadline" else how, "")


def taken(state: State, room: Room) -> e.Taken:
    """What every seat takes in the stage that is open: people by their votes, the others as was planned."""
    own = tuple(
        (role, decision, each.option, each.reason)
        for role in state.people(room.name)
        for decision, each in room.seats[role].settled.items()
        if decision != MOVE_ON
    )
    held = {(role, decision) for role, decision, _, _ in own}
    return own + tuple(each for each in room.planned or () if each[:2] not in held)
