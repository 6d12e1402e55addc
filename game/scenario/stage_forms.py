"""The scenario language, second half: what a stage holds. Declared like the first, `schema.py`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from game.scenario.forms import Form
from game.scenario.kinds import (
    Change,
    Date,
    Id,
    Level,
    Levers,
    Line,
    Questions,
    Text,
    When,
    Words,
    as_list,
    as_outcome,
    or_one,
    or_text,
)

MOST_EVENTS = 24
"""Events, and injects, in one place."""


class OutcomeForm(Form):
    """What an option led to, in words."""

    noun = "an outcome"
    text: Annotated[str, Words(60), Field(description="Told in any case.")] = ""
    carried: Annotated[str, Words(60), Field(description="Told when the council agreed.")] = ""
    blocked: Annotated[str, Words(60), Field(description="Told when the council did not.")] = ""


class OptionForm(Form):
    """One choice of a decision."""

    noun = "an option"
    label: Annotated[Line, Field(description="The choice in a few words.")]
    summary: Annotated[Text, Words(40), Field(description="What it means, before it is chosen.")]
    levers: Levers = {}
    when: When = ""
    historical: Annotated[
        bool, Field(description="Whether it was taken in fact; exactly one option of a decision was.")
    ] = False
    outcome: Annotated[
        OutcomeForm,
        BeforeValidator(as_outcome),
        Field(description="What it led to: a text, or one by vote.", json_schema_extra=or_text),
    ] = OutcomeForm.model_construct()
    teaches: Annotated[str, Words(40), Field(description="One line for the debrief.")] = ""
    reversible: Annotated[
        Literal["easily", "partly", "hardly"] | None, Field(description="How easily it can be undone.")
    ] = None


class DecisionForm(Form):
    """What a role must settle in a stage."""

    noun = "a decision"
    prompt: Annotated[Text, Words(40), Field(description="The question put to the role.")]
    default: Annotated[
        Id,
        Field(
            description="The option taken when nobody chooses; left out, the historical one. Always on offer."
        ),
    ] = ""
    options: Annotated[
        dict[Id, OptionForm], Field(min_length=2, max_length=12, description="The choices, in order.")
    ]


class AppealForm(Form):
    """A member's request for help."""

    noun = "an appeal"
    member: Annotated[Id, Field(alias="from", description="The member that asks.")]
    client: Annotated[Id, Field(description="Which of its clients.")]
    threat: Annotated[Id, Field(description="The threat it faces.")]
    severity: Annotated[Level, Field(description="How bad its case is.")]
    ties: Annotated[
        dict[Id, Level], Field(description="By member: how far it is itself entangled in this conflict.")
    ] = {}
    when: When = ""
    text: Annotated[str, Words(80), Field(description="What is asked.")] = ""


class EventForm(Form):
    """Something that may happen as a stage opens."""

    noun = "an event"
    id: Annotated[Id, Field(description="Its id, unique in the scenario.")]
    when: When = ""
    chance: Annotated[Level, Field(description="How likely it is when its condition holds.")] = 1.0
    text: Annotated[Text, Words(60), Field(description="What happens.")]
    levers: Levers = {}
    once: Annotated[bool, Field(description="Whether it happens at most once in a play.")] = True


class InjectForm(Form):
    """Something that a class's facilitator may let happen in a room; it never happens by itself."""

    noun = "an inject"
    id: Annotated[Id, Field(description="Its id, unique among the injects.")]
    title: Annotated[Line, Field(description="What the facilitator chooses it by.")]
    text: Annotated[Text, Words(60), Field(description="What the players read.")]
    levers: Levers = {}


class StageForm(Form):
    """One turn."""

    noun = "a stage"
    id: Annotated[Id, Field(description="Its id, as in its file's name.")]
    date: Annotated[
        Date, Field(description="When it plays: 2010-06-12; without the day, 2010-06; or the year, 2010.")
    ]
    months: Annotated[float, Field(gt=0, le=120, description="Time that passes after this stage, in months.")]
    title: Annotated[Line, Field(description="Its title.")]
    briefing: Annotated[Text, Words(120), Field(description="The situation as everyone knows it.")]
    briefings: Annotated[
        dict[Id, Annotated[Text, Words(120)]], Field(description="By role: what only that seat knows.")
    ] = {}
    appeal: Annotated[
        list[AppealForm],
        BeforeValidator(as_list),
        Field(
            max_length=8,
            description="The request for help, or alternatives: the first whose `when` holds is made.",
            json_schema_extra=or_one,
        ),
    ] = []
    turmoil: Annotated[Change, Field(description="Violence flaring up as the stage opens, added.")] = 0.0
    events: Annotated[
        list[EventForm], Field(max_length=MOST_EVENTS, description="What may happen as the stage opens.")
    ] = []
    injects: Annotated[
        list[InjectForm],
        Field(max_length=MOST_EVENTS, description="What a facilitator may let happen in it."),
    ] = []
    decisions: Annotated[
        dict[Id, Annotated[dict[Id, DecisionForm], Field(max_length=6)]],
        Field(min_length=1, description="By role: what it must settle, in order."),
    ]
    discussion: Questions = []
