"""What a console may ask for: JSON documents, each checked, each of bounded size; and what they come to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.injects import LONGEST_TITLE, composed, found
from game.classroom.protocol import LONGEST_NAME
from game.classroom.state import State
from game.scenario.model import Inject
from game.scenario.refusal import Refusal, unknown
from game.table.tidy import tidy
from game.words import _

LONGEST_ORDER = 16_384
"""Bytes."""
LONGEST_SAYING = 500
"""Characters of a message to a class, or of the reason for a rewind."""
LONGEST_EXTENSION = 4 * 3600.0
"""Seconds by which a stage may be made longer or shorter at once."""

Word = Annotated[str, Field(max_length=64)]
Saying = Annotated[str, Field(max_length=LONGEST_SAYING)]
Rooms = Annotated[tuple[Word, ...], Field(max_length=100)]


class Order(BaseModel):
    """Strict and frozen; `id` is the console's name for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    id: Word


class Simple(Order):
    """Something that rooms do as one: begin, pause, resume, go on, end their practice."""

    kind: Literal["begin", "pause", "resume", "advance", "practised"]
    rooms: Rooms


class Extend(Order):
    """More time, or less."""

    kind: Literal["extend"]
    rooms: Rooms
    seconds: Annotated[float, Field(ge=-LONGEST_EXTENSION, le=LONGEST_EXTENSION, allow_inf_nan=False)]


class Rewind(Order):
    """Back to the start of a stage."""

    kind: Literal["rewind"]
    room: Word
    stage: Word
    reason: Saying


class Tell(Order):
    """Something said to rooms, or to one role in them."""

    kind: Literal["tell"]
    rooms: Rooms
    role: Word = ""
    text: Saying


class Nudge(Order):
    """A seat reminded that it is waited for."""

    kind: Literal["nudge"]
    room: Word
    role: Word


class InjectOrder(Order):
    """Something that happens, or that would: by its id in the scenario, or composed."""

    kind: Literal["inject", "preview"]
    rooms: Rooms
    inject: Word = ""
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    text: Annotated[str, Field(max_length=1_000)] = ""
    levers: Annotated[dict[Word, Annotated[float, Field(allow_inf_nan=False)]], Field(max_length=20)] = {}


class Delegate(Order):
    """A policy for a seat; an empty name gives it back."""

    kind: Literal["delegate"]
    room: Word
    role: Word
    policy: Word = ""


class Move(Order):
    """Another seat for a student."""

    kind: Literal["move"]
    student: Word
    room: Word
    role: Word


class Rename(Order):
    """Another name for a student."""

    kind: Literal["rename"]
    student: Word
    name: Annotated[str, Field(max_length=LONGEST_NAME)]


class OfStudent(Order):
    """Something with a student: out of the session, a new personal link, captain of their seat."""

    kind: Literal["remove", "relink", "captain"]
    student: Word


class Turn(Order):
    """The projector's slides, one on or one back."""

    kind: Literal["turn"]
    by: Literal[-1, 1]


class End(Order):
    """The host closed, as by Ctrl+C."""

    kind: Literal["end"]


class Allow(Order):
    """What the class may do from now on."""

    kind: Literal["allow"]
    joining: bool
    forecasts: bool


class Debrief(Order):
    """The debrief opened."""

    kind: Literal["debrief"]


AnyOrder = Annotated[
    Simple
    | Extend
    | Rewind
    | Tell
    | Nudge
    | InjectOrder
    | Delegate
    | Move
    | Rename
    | OfStudent
    | Allow
    | Debrief
    | Turn
    | End,
    Field(discriminator="kind"),
]
_ORDER: TypeAdapter[AnyOrder] = TypeAdapter(AnyOrder)


def read(document: str | bytes) -> AnyOrder:
    """What a console sent. Raise ValueError if it is none of the orders above, or too long."""
    if len(document) > LONGEST_ORDER:
        raise ValueError("the order is too long")
    return _ORDER.validate_json(document)


def inject_for(state: State, room: str, order: InjectOrder) -> tuple[str, Inject] | Refusal:
    """The stage that is open in a room, and what is to happen in it."""
    if room not in state.rooms:
        return unknown("room", room, state.rooms)
    stage = state.rooms[room].play.stage
    if stage is None or state.rooms[room].phase != "open":
        return Refusal(_("No stage is open in {room}.").format(room=room))
    scenario = state.world.scenario
    if order.inject:
        inject = found(scenario, stage.id, order.inject)
    else:
        inject = composed(scenario, tidy(order.title), tidy(order.text), order.levers)
    return inject if isinstance(inject, Refusal) else (stage.id, inject)


def wishes(state: State, order: AnyOrder, link: str = "") -> list[w.Wish] | Refusal:
    """What an order asks of the session; none if it changes nothing there.

    `link` is the hash of a new personal link.
    """
    match order:
        case Simple(kind="begin"):
            return [w.Begin(order.rooms)]
        case Simple(kind="pause"):
            return [e.Paused(_unpaused(state, order.rooms, paused=False))]
        case Simple(kind="resume"):
            return [e.Resumed(_unpaused(state, order.rooms, paused=True))]
        case Simple(kind="advance"):
            return [w.Advance(order.rooms)]
        case Simple():
            return [e.Practised(room) for room in _practising(state, order.rooms)]
        case Extend():
            return [e.Extended(order.rooms, order.seconds)]
        case Rewind():
            return [e.Rewound(order.room, order.stage, tidy(order.reason))]
        case Tell():
            text = tidy(order.text)
            return [e.Told(order.rooms, order.role, text)] if text else Refusal(_("Say something."))
        case Nudge():
            return [e.Nudged(order.room, order.role)]
        case InjectOrder():
            return _injected(state, order) if order.kind == "inject" else []
        case Delegate():
            return [e.Delegated(order.room, order.role, order.policy)]
        case Move():
            return [e.Moved(order.student, order.room, order.role)]
        case Rename():
            return [e.Renamed(order.student, tidy(order.name))]
        case OfStudent():
            return _of_student(state, order, link)
        case Allow():
            return [e.Allowed(order.joining, order.forecasts)]
        case Debrief():
            return [e.Debriefed()]
        case Turn() | End():
            return []


def _unpaused(state: State, rooms: Rooms, *, paused: bool) -> Rooms:
    """Those of the rooms whose clock stands still, or does not; one that is unknown stays, to be refused."""
    return tuple(each for each in rooms if each not in state.rooms or state.rooms[each].paused == paused)


def _practising(state: State, rooms: Rooms) -> Rooms:
    """Those of the rooms that practise; all of them, to be refused, if none does or one is unknown."""
    if any(each not in state.rooms for each in rooms):
        return rooms
    return tuple(each for each in rooms if state.rooms[each].practice) or rooms


def _injected(state: State, order: InjectOrder) -> list[w.Wish] | Refusal:
    asked: list[w.Wish] = []
    for room in order.rooms:
        what = inject_for(state, room, order)
        if isinstance(what, Refusal):
            return what
        stage, inject = what
        levers = tuple(inject.levers.items())
        asked.append(e.Injected(room, stage, inject.id, inject.title, inject.text, levers))
    return asked


def _of_student(state: State, order: OfStudent, link: str) -> list[w.Wish] | Refusal:
    student = state.students.get(order.student)
    if student is None or student.removed:
        return Refusal(_("That student is not in the session."))
    match order.kind:
        case "remove":
            return [e.Removed(student.id)]
        case "relink":
            return [e.Relinked(student.id, link)]
        case "captain":
            return [e.Captained(student.room, student.role, student.id)]
