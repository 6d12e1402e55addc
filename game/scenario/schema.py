"""The scenario language, declared once: keys, types, ranges, limits and the help on every key.

`validate.py` checks nodes against these forms, `build.py` turns filled-in forms into the nouns of
`model.py`, and JSON Schema can be produced from them (`ScenarioForm.model_json_schema()`).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

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
    not_blank,
    or_one,
    or_text,
)


class Form(BaseModel):
    """A mapping of the language. Values are taken as written: `"1"` is not a number, `1` is not text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True, allow_inf_nan=False)
    noun: ClassVar[str]
    """What messages call it."""


class SourceForm(Form):
    """Where a fact comes from."""

    noun = "a source"
    title: Annotated[Text, Field(description="Author, title, year: what a reader needs to find it.")]
    url: Annotated[str, Field(description="Where it can be read.")] = ""
    note: Annotated[str, Field(description="How far to trust it, or where in it to look.")] = ""


class TermForm(Form):
    """A word that a newcomer may not know."""

    noun = "a term"
    name: Annotated[Line, Field(description="The word as shown.")]
    text: Annotated[Text, Words(60), Field(description="What it means, in a sentence or two.")]


class AllianceForm(Form):
    """The alliance at the start."""

    noun = "the alliance"
    name: Annotated[Text, Field(description="Its full name.")]
    patron: Annotated[Text, Field(description="The leading state's name, for display.")]
    region: Annotated[Id, Field(description="Diversification is measured over the members of this region.")]
    council_rule: Annotated[
        Literal["consensus", "limited"],
        Field(description="`consensus`: one veto blocks an operation; `limited`: the willing may go."),
    ]
    promise: Annotated[
        dict[Id, Level],
        Field(description="By threat: how far words and drills have raised the expectation of help."),
    ]
    capacity: Annotated[Level, Field(description="Forces, kit and training for peacekeeping and relief.")]
    procedure: Annotated[Level, Field(description="Rules and drills by which an appeal is decided.")]
    mandate: Annotated[Level, Field(description="An international mandate held at the start.")] = 0.0
    turmoil: Annotated[Level, Field(description="Violence at the start, before the first stage.")] = 0.0


class ThreatForm(Form):
    """A kind of danger that a member may ask help against."""

    noun = "a threat"
    name: Annotated[Line, Field(description="Its name as shown.")]
    duty: Annotated[
        Level,
        Field(description="How plainly the treaty obliges the allies to act: 0 silent, 1 beyond argument."),
    ]


class ClientForm(Form):
    """A camp within a member that may appeal."""

    noun = "a client"
    name: Annotated[Line, Field(description="Its name as shown.")]
    grudge: Annotated[
        Level, Field(description="How much the patron's quarrel with it explains a refusal.")
    ] = 0.0
    loyalty: Annotated[Level, Field(description="How pro-patron it is seen to be.")] = 0.0
    incumbent: Annotated[
        bool, Field(description="Whether it holds power when it appeals, and so can be overthrown.")
    ] = False


class MemberForm(Form):
    """A state of the alliance other than the patron."""

    noun = "a member"
    name: Annotated[Line, Field(description="Its name as shown.")]
    adjective: Annotated[Line, Field(description="The adjective to its name.")]
    region: Annotated[Id, Field(description="Where it lies; see the alliance's `region`.")]
    exposure: Annotated[
        dict[Id, Level], Field(description="By threat: how real that danger is to this state.")
    ]
    aversion: Annotated[Level, Field(description="To intervention, and to the precedent that it sets.")]
    rescue: Annotated[
        dict[Id, Level], Field(description="By threat: the belief at the start that help comes if asked.")
    ]
    restraint: Annotated[
        Level, Field(description="The belief at the start that allied force stays out unless agreed.")
    ]
    share: Annotated[
        dict[Id, Level],
        Field(description="By partner, `alliance` included: its security cooperation; sums to 1."),
    ]
    affinity: Annotated[
        dict[Id, Level], Field(description="By partner: how far that partner's courtship moves it.")
    ]
    red_line: Annotated[str, Words(30), Field(description="What it will not put up with.")] = ""
    view: Annotated[str, Words(60), Field(description="What it wants and fears.")] = ""
    clients: Annotated[dict[Id, ClientForm], Field(description="Camps in it that may appeal.")] = {}


class PartnerForm(Form):
    """An outside security partner."""

    noun = "a partner"
    name: Annotated[Line, Field(description="Its name as shown.")]
    pull: Annotated[Level, Field(description="How actively it courts the region at the start.")]
    growth: Annotated[Change, Field(description="Change of its pull in a year.")] = 0.0


class WeightsForm(Form):
    """What a role cares about."""

    noun = "the weights of a role"
    credibility: Annotated[float, Field(ge=0, le=10, description="Worth of a point of credibility.")]
    cost: Annotated[float, Field(ge=0, le=10, description="Worth of a point of cost saved.")]
    diversification: Annotated[
        float, Field(ge=0, le=10, description="Worth of a point of diversification prevented.")
    ]


class RoleForm(Form):
    """A seat that decides."""

    noun = "a role"
    name: Annotated[Line, Field(description="Its name as shown.")]
    kind: Annotated[
        Literal["patron", "secretariat"],
        Field(description="A patron acts and pays; a secretariat convenes, drafts, proposes and speaks."),
    ]
    brief: Annotated[Text, Words(180), Field(description="Who the player is, shown before play.")]
    weights: Annotated[WeightsForm, Field(description="What the role cares about.")]


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
    date: Annotated[Date, Field(description="When it plays, as 2010-06-12.")]
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
            description="The request for help, or alternatives: the first whose `when` holds is made.",
            json_schema_extra=or_one,
        ),
    ] = []
    turmoil: Annotated[Change, Field(description="Violence flaring up as the stage opens, added.")] = 0.0
    events: Annotated[list[EventForm], Field(description="What may happen as the stage opens.")] = []
    injects: Annotated[list[InjectForm], Field(description="What a facilitator may let happen in it.")] = []
    decisions: Annotated[
        dict[Id, dict[Id, DecisionForm]],
        Field(min_length=1, description="By role: what it must settle, in order."),
    ]
    discussion: Questions = []


class LineForm(Form):
    """A named line of play."""

    noun = "a line of play"
    name: Annotated[Line, Field(description="Its name as shown.")]
    summary: Annotated[Text, Words(40), Field(description="What it tries.")]
    choices: Annotated[
        dict[str, Id],
        Field(description="STAGE.ROLE.DECISION: option; what is left out takes the default."),
    ]


class ScenarioForm(Form):
    """A whole scenario."""

    noun = "a scenario"
    format: Annotated[Literal[1], Field(description="The version of this language.")]
    title: Annotated[
        str, Field(max_length=80, description="The scenario's title."), AfterValidator(not_blank)
    ]
    summary: Annotated[Text, Words(120), Field(description="What it is about.")]
    minutes: Annotated[int, Field(ge=5, le=600, description="How long a person needs to play it.")]
    difficulty: Annotated[Literal["easy", "medium", "hard"], Field(description="How hard it is.")]
    content_note: Annotated[str, Field(description="What a teacher should know beforehand.")] = ""
    sources: Annotated[dict[Id, SourceForm], Field(description="What `[id]` in the texts refers to.")] = {}
    terms: Annotated[dict[Id, TermForm], Field(description="Words explained one key away.")] = {}
    alliance: Annotated[AllianceForm, Field(description="The alliance at the start.")]
    threats: Annotated[dict[Id, ThreatForm], Field(min_length=1, description="Dangers to ask help against.")]
    members: Annotated[
        dict[Id, MemberForm], Field(min_length=1, description="The states of the alliance but the patron.")
    ]
    partners: Annotated[dict[Id, PartnerForm], Field(min_length=1, description="Outside security partners.")]
    roles: Annotated[dict[Id, RoleForm], Field(min_length=1, description="The seats that decide.")]
    parameters: Annotated[
        dict[str, float], Field(description="Numbers of the model that differ in this scenario.")
    ] = {}
    events: Annotated[list[EventForm], Field(description="Events tried at every stage.")] = []
    injects: Annotated[list[InjectForm], Field(description="What may be let happen at any stage.")] = []
    lines: Annotated[dict[Id, LineForm], Field(description="Named lines of play.")] = {}
    discussion: Questions = []
    stages: Annotated[
        list[StageForm], Field(description="The stages in order, unless each has its file in `stages/`.")
    ] = []
