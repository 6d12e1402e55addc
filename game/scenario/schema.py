"""The scenario language, declared once: keys, types, ranges, limits and the help on every key.

`validate.py` checks nodes against these forms, `build.py` turns filled-in forms into the nouns of
`model.py`, and JSON Schema can be produced from them (`ScenarioForm.model_json_schema()`). Here are the
scenario and its cast; a stage and what it holds are in `stage_forms.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from game.scenario.forms import Form
from game.scenario.kinds import (
    Change,
    Id,
    Level,
    Line,
    Note,
    Questions,
    Reference,
    Text,
    Title,
    Url,
    Words,
)
from game.scenario.stage_forms import MOST_EVENTS, EventForm, InjectForm, StageForm


class SourceForm(Form):
    """Where a fact comes from."""

    noun = "a source"
    title: Annotated[Reference, Field(description="Author, title, year: what a reader needs to find it.")]
    url: Annotated[Url, Field(description="Where it can be read, from `https://` on.")] = ""
    note: Annotated[Note, Field(description="How far to trust it, or where in it to look.")] = ""


class TermForm(Form):
    """A word that a newcomer may not know."""

    noun = "a term"
    name: Annotated[Line, Field(description="The word as shown.")]
    text: Annotated[Text, Words(60), Field(description="What it means, in a sentence or two.")]


class AllianceForm(Form):
    """The alliance at the start."""

    noun = "the alliance"
    name: Annotated[Title, Field(description="Its full name.")]
    patron: Annotated[Line, Field(description="The leading state's name, for display.")]
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
    clients: Annotated[
        dict[Id, ClientForm], Field(max_length=8, description="Camps in it that may appeal.")
    ] = {}


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
    title: Annotated[Title, Field(description="The scenario's title.")]
    summary: Annotated[Text, Words(120), Field(description="What it is about.")]
    minutes: Annotated[int, Field(ge=5, le=600, description="How long a person needs to play it.")]
    difficulty: Annotated[Literal["easy", "medium", "hard"], Field(description="How hard it is.")]
    content_note: Annotated[Note, Field(description="What a teacher should know beforehand.")] = ""
    sources: Annotated[
        dict[Id, SourceForm], Field(max_length=300, description="What `[id]` in the texts refers to.")
    ] = {}
    terms: Annotated[
        dict[Id, TermForm], Field(max_length=100, description="Words explained one key away.")
    ] = {}
    alliance: Annotated[AllianceForm, Field(description="The alliance at the start.")]
    threats: Annotated[
        dict[Id, ThreatForm], Field(min_length=1, max_length=8, description="Dangers to ask help against.")
    ]
    members: Annotated[
        dict[Id, MemberForm],
        Field(min_length=1, max_length=24, description="The states of the alliance but the patron."),
    ]
    partners: Annotated[
        dict[Id, PartnerForm], Field(min_length=1, max_length=8, description="Outside security partners.")
    ]
    roles: Annotated[
        dict[Id, RoleForm], Field(min_length=1, max_length=8, description="The seats that decide.")
    ]
    parameters: Annotated[
        dict[str, float], Field(description="Numbers of the model that differ in this scenario.")
    ] = {}
    events: Annotated[
        list[EventForm], Field(max_length=MOST_EVENTS, description="Events tried at every stage.")
    ] = []
    injects: Annotated[
        list[InjectForm], Field(max_length=MOST_EVENTS, description="What may be let happen at any stage.")
    ] = []
    lines: Annotated[dict[Id, LineForm], Field(max_length=24, description="Named lines of play.")] = {}
    discussion: Questions = []
    stages: Annotated[
        list[StageForm],
        Field(max_length=30, description="The stages in order, unless each has its file in `stages/`."),
    ] = []
