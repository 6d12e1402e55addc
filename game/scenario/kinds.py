"""The kinds of value in the scenario language: ids, texts with limits, levels, dates, levers."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from game.scenario.citations import CITATION
from game.scenario.levers import LEVERS

ID_PATTERN = r"^[a-z][a-z0-9_]*(-[a-z0-9][a-z0-9_]*)*$"
ID_LENGTH = 40
LOOKALIKES = str.maketrans("аеорсухіјѕ", "aeopcyxijs")
"""Cyrillic letters that cannot be told from Latin ones."""


def is_id(text: str) -> bool:
    """Whether `text` can be an id."""
    return len(text) <= ID_LENGTH and re.search(ID_PATTERN, text) is not None and not text.endswith("\n")


def id_like(text: str) -> str:
    """The id that is nearest to a text: Tajikistan as `tajikistan`, send aid as `send-aid`; or nothing."""
    near = hyphened(text[: 2 * ID_LENGTH].casefold().translate(LOOKALIKES))
    return near if is_id(near) and sum(map(str.isalnum, text)) <= sum(map(str.isalnum, near)) else ""


def hyphened(text: str) -> str:
    """What an id can have of a text, without accents: Côte d’Or as `cote-d-or`; it may be no id yet."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")


def count_words(text: str) -> int:
    """What stands between spaces and has a letter or digit in it; citations do not count."""
    return sum(any(map(str.isalnum, piece)) for piece in CITATION.sub("", text).split())


CHARACTERS = 12
"""How many characters a text may have for each word that it may have: twice what prose takes."""


@dataclass(frozen=True, slots=True)
class Words:
    """The most words that a text may have; what is no prose is stopped by its characters."""

    limit: int

    @property
    def characters(self) -> int:
        """The most characters that so many words may have."""
        return CHARACTERS * self.limit

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Count after everything else has been checked."""
        return no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The limit under a key of our own: JSON Schema has no word for it."""
        return {**handler(schema), "x-words": self.limit, "maxLength": self.characters}

    def check(self, text: str) -> str:
        """`text` itself, if it is short enough."""
        count = len(text.split())  # never less than the words, and quicker to know
        if count > self.limit and (count := count_words(text)) > self.limit:
            raise PydanticCustomError("words", "too many words", {"count": count, "limit": self.limit})
        if len(text) > self.characters:
            raise PydanticCustomError("string_too_long", "too long", {"max_length": self.characters})
        return text


def not_blank(text: str) -> str:
    """`text` itself, if there is something in it that can be seen."""
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise PydanticCustomError("blank", "nothing in it")
    return text


def one_line(text: str) -> str:
    """`text` itself, if it is all on one line."""
    if "\n" in text:
        raise PydanticCustomError("one_line", "several lines")
    return text


def web_address(text: str) -> str:
    """`text` itself, if it leads into the web and nowhere else."""
    if not re.fullmatch(r"https?://[^\s<>\"\\^`{|}/?#]+([/?#][^\s<>\"\\^`{|}]*)?", text):
        raise PydanticCustomError("web_address", "no address in the web")
    return text


def _date(text: str) -> str:
    """`text` itself, if it is a date, or a month or year, of the calendar."""
    form = re.fullmatch(r"(\d{4})(-\d{2})?(-\d{2})?", text, re.ASCII)
    try:
        datetime.date.fromisoformat(text + ("-01-01", "-01", "")[text.count("-")] if form else "")
    except ValueError:
        raise PydanticCustomError("date", "no such date") from None
    return text


def as_list(value: object) -> object:
    """A lone mapping as a list of one."""
    if not isinstance(value, dict | list):
        raise PydanticCustomError("appeal", "neither a mapping nor a list")
    return [value] if isinstance(value, dict) else value


def or_one(schema: dict[str, Any]) -> None:
    """Say in JSON Schema what `as_list` allows."""
    schema.pop("type")
    item = schema.pop("items")
    schema["anyOf"] = [item, {"type": "array", "items": item}]


def as_outcome(value: object) -> object:
    """A lone text as the outcome in any case."""
    if not isinstance(value, dict | str):
        raise PydanticCustomError("outcome", "neither a mapping nor text")
    return {"text": value} if isinstance(value, str) else value


def or_text(schema: dict[str, Any]) -> None:
    """Say in JSON Schema what `as_outcome` allows."""
    schema["anyOf"] = [{"$ref": schema.pop("$ref")}, {"type": "string"}]


MOST_LEVERS = 24
"""Of one option, event or inject."""


def lever_schema() -> dict[str, Any]:
    """JSON Schema of a mapping of levers; `checks` looks at the indices, which differ by scenario."""
    patterns: dict[str, Any] = {}
    for lever in LEVERS.values():
        name = f"^{lever.name}{'[.]' + ID_PATTERN[1:-1] if lever.index else ''}$"
        values: dict[str, Any] = {"type": "number", "minimum": lever.low, "maximum": lever.high}
        if lever.name == "rule":
            values = {"enum": ["limited", "consensus"]}
        patterns[name] = {**values, "description": f"{lever.help} ({lever.unit})"}
    return {
        "type": "object",
        "patternProperties": patterns,
        "additionalProperties": False,
        "maxProperties": MOST_LEVERS,
    }


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=ID_LENGTH)]
Text = Annotated[str, AfterValidator(not_blank)]
Note = Annotated[str, Field(max_length=1500)]
"""A text beside the play, which no limit of words bounds."""
SAME_LINE = Field(json_schema_extra={"pattern": r"^[^\n]*$"})
"""What `one_line` demands, for JSON Schema. (Limits come first, so that it is they that are told.)"""
Line = Annotated[str, Field(max_length=60), AfterValidator(not_blank), AfterValidator(one_line), SAME_LINE]
Title = Annotated[str, Field(max_length=80), AfterValidator(not_blank), AfterValidator(one_line), SAME_LINE]
Reference = Annotated[
    str, Field(max_length=300), AfterValidator(not_blank), AfterValidator(one_line), SAME_LINE
]
Question = Annotated[str, Field(max_length=600), AfterValidator(not_blank)]
Url = Annotated[
    str,
    Field(max_length=500, json_schema_extra={"pattern": "^https?://"}),
    AfterValidator(web_address),
]
Level = Annotated[float, Field(ge=0, le=1)]
Change = Annotated[float, Field(ge=-1, le=1)]
Date = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"pattern": r"^\d{4}(-\d{2}){0,2}$"})]
Levers = Annotated[
    dict[str, object],
    WithJsonSchema(lever_schema()),
    Field(
        max_length=MOST_LEVERS,
        description="How it acts on the model: lever names with values, such as `promise.internal: 0.2`.",
    ),
]
When = Annotated[Text, Field(description="A condition on the state of play; left out, it always holds.")]
Questions = Annotated[
    list[Question],
    Field(max_length=20, description="Questions for the discussion afterwards."),
]
