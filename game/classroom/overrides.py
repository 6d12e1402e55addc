"""What a facilitator did, in words: for the report, and for the debrief in front of the class. Pure."""

from __future__ import annotations

from collections.abc import Callable

from game.authoring.lever_words import lever_words
from game.classroom import events as e
from game.classroom.record import Override, Record
from game.classroom.state import State
from game.present.words import listed, quoted
from game.words import _

TO_THE_PLAY = (e.Injected, e.Rewound, e.Settled, e.Extended, e.Delegated, e.Allowed)
"""What changed what a room could do; the rest kept order."""


def told(
    record: Record, called: Callable[[str], str], *, play_only: bool = False
) -> tuple[tuple[Override, str], ...]:
    """What was done, in order, each in a sentence; `called` names a student by their id.

    Several rooms may stand where one stands in it. A stage that was moved on settles several decisions: they
    are told once.
    """
    found: list[tuple[Override, str]] = []
    advanced: set[tuple[float, str]] = set()
    allowed = e.Allowed(joining=True, forecasts=record.state.opened.forecasts)
    for each in record.overrides:
        if play_only and not isinstance(each.event, TO_THE_PLAY):
            continue
        if isinstance(each.event, e.Settled):
            if (each.at, each.event.room) in advanced:
                continue
            advanced.add((each.at, each.event.room))
        if isinstance(each.event, e.Allowed):
            text, allowed = _allowed(allowed, each.event), each.event
        else:
            text = _sentence(record.state, each, called)
        if text:
            found.append((each, text))
    return tuple(found)


def _sentence(state: State, override: Override, called: Callable[[str], str]) -> str:
    event = override.event
    stages = {stage.id: stage.title for stage in state.world.scenario.stages}
    roles = {role.id: role.name for role in state.world.scenario.roles}
    match event:
        case e.Begun():
            text = _("{room} began its practice.") if event.practice else _("{room} began.")
            return text.format(room=event.room)
        case e.Practised():
            return _("{room} ended its practice.").format(room=event.room)
        case e.Paused():
            return _("The clock was stopped in {rooms}.").format(rooms=_rooms(state, event.rooms))
        case e.Resumed():
            return _("The clock went on in {rooms}.").format(rooms=_rooms(state, event.rooms))
        case e.Extended():
            text = _("{rooms} got {seconds:.0f} seconds more.") if event.seconds >= 0 else _(
                "{rooms} got {seconds:.0f} seconds less."
            )  # fmt: skip
            return text.format(rooms=_rooms(state, event.rooms), seconds=abs(event.seconds))
        case e.Settled():
            text = _("{room}: moved on from {stage} by the votes so far.")
            return text.format(room=event.room, stage=quoted(stages.get(override.stage, "")))
        case e.Rewound():
            text = _("{room}: set back to the start of {stage}.") + (
                f" {event.reason}" if event.reason else ""
            )
            return text.format(room=event.room, stage=quoted(stages[event.stage]))
        case e.Injected():
            does = listed(list(lever_words(dict(event.levers), state.world.scenario)))
            text = _("{room}, in {stage}: {title} was let happen ({does}).")
            return text.format(
                room=event.room,
                stage=quoted(stages[event.stage]),
                title=quoted(event.title),
                does=does or _("it moved nothing"),
            )
        case e.Told():
            to = f", {roles[event.role]}" if event.role else ""
            return _("To {rooms}{to}: {text}").format(
                rooms=_rooms(state, event.rooms), to=to, text=quoted(event.text)
            )
        case e.Nudged():
            return _("{room}, {role}, was reminded.").format(room=event.room, role=roles[event.role])
        case e.Delegated():
            text = _("{room}, {role}: a policy took the seat ({policy}).") if event.policy else _(
                "{room}, {role}: the seat was given back to its students."
            )  # fmt: skip
            return text.format(room=event.room, role=roles[event.role], policy=event.policy)
        case e.Renamed():
            return _("{student} was given another name.").format(student=called(event.student))
        case e.Moved():
            text = _("{student} was moved to {room}, {role}.")
            return text.format(student=called(event.student), room=event.room, role=roles[event.role])
        case e.Removed():
            return _("{student} was taken out of the session.").format(student=called(event.student))
        case e.Relinked():
            return _("{student} got a new personal link.").format(student=called(event.student))
        case e.Captained():
            text = _("{student} was named captain of {role} in {room}.")
            who = called(event.student) if event.student else _("Nobody")
            return text.format(student=who, role=roles[event.role], room=event.room)
        case e.Debriefed():
            return _("The debrief was opened.")
    return type(event).__name__


def _allowed(before: e.Allowed, now: e.Allowed) -> str:
    """What has changed of it."""
    joining = _("Joining was opened.") if now.joining else _("Joining was closed.")
    forecasts = _("Forecasts were shown.") if now.forecasts else _("Forecasts were hidden.")
    said = [joining if now.joining != before.joining else ""]
    said.append(forecasts if now.forecasts != before.forecasts else "")
    return " ".join(each for each in said if each)


def _rooms(state: State, names: e.Names) -> str:
    return _("all rooms") if set(names) == set(state.rooms) and len(names) > 1 else listed(list(names))
