"""The form of a file in `tests/`: its keys, their types and the help on every key."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from game.scenario.forms import Form
from game.scenario.kinds import Id, Text

MAX_PLAYS = 100_000
"""Of one test: a few seconds."""

MAX_PLANNED = 100
"""Of one test, in all its lines of play together, where a seat looks ahead: up to a second each."""

COMPARED = ("a", "b", "c", "d")
"""What the lines of play of a comparison may be called."""

FIGURE: dict[str, Any] = {
    "anyOf": [{"type": "string"}, {"type": "number"}],
    "description": 'What is expected: "< 45", "> 0.3", "<= 20%" (in quotes), `below 45`, `above 0.3`, '
    "`at most 20%`, `48..54`; of an event `happens`, `never` or `always`.",
}
RECORDED: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"const": "new"}],
    "description": "The figure when it was last written by `--update`; `new` to have it filled in.",
}


class PlayForm(Form):
    """How the seats play, and by which model."""

    noun = "a line of play"
    rest: Annotated[
        str,
        Field(
            description="Who settles what `choices` and `seats` leave open: historical (the default), "
            "random, planner, or the id of one of the scenario's lines."
        ),
    ] = "historical"
    seats: Annotated[
        dict[Id, str],
        Field(default_factory=dict, description="By role: a policy of its own, such as random or planner."),
    ]
    choices: Annotated[
        dict[str, Id],
        Field(
            default_factory=dict,
            description="STAGE.ROLE.DECISION: option; what is taken whatever the rest does.",
        ),
    ]
    variant: Annotated[str, Field(description="A rival reading: press, henry, flat or plot.")] = ""
    without: Annotated[list[str], Field(default_factory=list, description="Rules that are switched off.")]
    parameters: Annotated[
        dict[str, float], Field(default_factory=dict, description="Numbers of the model, as in a scenario.")
    ]


class CompareForm(Form):
    """Two to four lines of play under the same luck, and what is expected between them."""

    noun = "a comparison"
    a: Annotated[PlayForm, Field(description="One line of play.")]
    b: Annotated[PlayForm, Field(description="Another.")]
    c: Annotated[PlayForm | None, Field(description="A third.")] = None
    d: Annotated[PlayForm | None, Field(description="A fourth.")] = None
    expect: Annotated[
        object,
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        Field(description="Comparisons such as `a.credibility.final > b.credibility.final + 5`."),
    ]


class TranscriptForm(PlayForm):
    """A test of a scenario: a line of play, and what must come of it."""

    noun = "a test"
    about: Annotated[Text, Field(description="What this test promises, in a sentence.")]
    seed: Annotated[int, Field(ge=0, le=2**53, description="The luck; given alone, one play is played.")] = 1
    plays: Annotated[
        int,
        Field(
            ge=1,
            le=MAX_PLAYS,
            description="How many plays; figures are means. 1000, unless a seed is given. "
            "Where a planner plays, 100 at most.",
        ),
    ] = 1000
    expect: Annotated[
        dict[str, object],
        WithJsonSchema({"type": "object", "additionalProperties": FIGURE}),
        Field(
            default_factory=dict,
            description="By figure, such as `credibility.final` or `carried.osh`: what it must be.",
        ),
    ]
    recorded: Annotated[
        dict[str, object],
        WithJsonSchema({"type": "object", "additionalProperties": RECORDED}),
        Field(
            default_factory=dict,
            description="By figure: its value when last recorded, to the digits written.",
        ),
    ]
    compare: Annotated[
        CompareForm | None, Field(description="Lines of play beside one another, under the same luck.")
    ] = None
