"""The messages between a student's program and the host: JSON documents, each checked, each of bounded size.

Nothing else ever crosses. What a student's program sends is a `Request`; the host answers each with `Done` or
`Refused` by its `id`, and tells news on its own. Views travel as they are in `present.view`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from game.present.looking_back import Hindsight
from game.present.prospects import ForecastView
from game.present.view import Debrief, OutcomeView, View
from game.scenario.model import Source
from game.table.team import Team
from game.table.tidy import LONGEST_REASON

VERSION = 1
"""Of these messages; a program that speaks another is told so."""

LONGEST_REQUEST = 8_192
"""Bytes of one message from a student."""
LONGEST_NAME = 40
"""Characters."""

Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.\-]+$")]
Word = Annotated[str, Field(max_length=64)]
Reason = Annotated[str, Field(max_length=LONGEST_REASON)]


class Message(BaseModel):
    """Strict and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# From a student


class Hello(Message):
    """The first message: who speaks, by the secret of the personal link."""

    kind: Literal["hello"] = "hello"
    version: int
    token: Annotated[str, Field(max_length=128)]


class Vote(Message):
    """I want this option, in the stage as I see it. Sent twice, it counts once."""

    kind: Literal["vote"] = "vote"
    id: Id
    stage: Word
    attempt: int
    decision: Word
    option: Word
    reason: Reason = ""
    quotable: bool = False


class Withdraw(Message):
    """I take my vote back."""

    kind: Literal["withdraw"] = "withdraw"
    id: Id
    stage: Word
    attempt: int
    decision: Word


class Lock(Message):
    """As captain: let the votes so far decide."""

    kind: Literal["lock"] = "lock"
    id: Id
    stage: Word
    attempt: int
    decision: Word


class Look(Message):
    """Tell me anew all that I may see."""

    kind: Literal["look"] = "look"
    id: Id


class AskForecast(Message):
    """What may come of each option, if that is allowed."""

    kind: Literal["forecast"] = "forecast"
    id: Id
    stage: Word
    attempt: int


class AskEnd(Message):
    """The debrief of my room, once it may be seen."""

    kind: Literal["end"] = "end"
    id: Id


Request = Annotated[Hello | Vote | Withdraw | Lock | Look | AskForecast | AskEnd, Field(discriminator="kind")]


# From the host


class Welcome(Message):
    """You are in: what the prose cites, and which seat this is."""

    kind: Literal["welcome"] = "welcome"
    version: int
    scenario: str
    role: str
    regions: dict[str, str]
    sources: dict[str, Source]


class StageNow(Message):
    """The stage at hand, as this seat sees it; no view while the room waits, or when all stages are over."""

    kind: Literal["stage"] = "stage"
    role: str
    attempt: int
    over: int
    """How many stages are over; their outcomes have been told."""
    view: View | None


class TeamNow(Message):
    """How the seat stands: who is there, votes, clock, messages."""

    kind: Literal["team"] = "team"
    team: Team


class Outcome(Message):
    """A stage that is over, by its number from 0."""

    kind: Literal["outcome"] = "outcome"
    attempt: int
    number: int
    outcome: OutcomeView


class Done(Message):
    """A request was met, and what it changed is kept safe."""

    kind: Literal["done"] = "done"
    id: str


class Refused(Message):
    """A request was not met, and changed nothing."""

    kind: Literal["refused"] = "refused"
    id: str
    message: str
    hint: str = ""
    stale: bool = False
    """Whether it was meant for a stage that has moved on; what is now has been told anew."""


class Foreseen(Message):
    """The answer to `forecast`."""

    kind: Literal["foreseen"] = "foreseen"
    id: str
    forecast: ForecastView


class End(Message):
    """The answer to `end`."""

    kind: Literal["ended"] = "ended"
    id: str
    debrief: Debrief
    hindsight: Hindsight


class Bye(Message):
    """The host lets this connection go, and why; `final` if coming back is of no use."""

    kind: Literal["bye"] = "bye"
    message: str
    final: bool
    reason: Literal["", "elsewhere", "unknown"] = ""
    """`elsewhere` if another screen of the same student's took the seat; `unknown` if the host never heard of
    the link: another session may be up by mistake, where the right one comes back."""


News = Annotated[
    Welcome | StageNow | TeamNow | Outcome | Done | Refused | Foreseen | End | Bye,
    Field(discriminator="kind"),
]

_REQUEST: TypeAdapter[Request] = TypeAdapter(Request)
_NEWS: TypeAdapter[News] = TypeAdapter(News)


def read_request(document: bytes | str) -> Request:
    """What a student's program sent. Raise ValueError if it is not one of the messages above, or too long."""
    if len(document) > LONGEST_REQUEST:
        raise ValueError("the message is too long")
    return _REQUEST.validate_json(document)


def read_news(document: bytes | str) -> News:
    """What the host sent. Raise ValueError if it is not one of the messages above."""
    return _NEWS.validate_json(document)


def written(message: Message) -> str:
    """One JSON document."""
    return message.model_dump_json()
