"""The language as JSON Schema, for editors that complete and check YAML while an author types.

It comes from the forms of `game.scenario.schema`, made fit for reading: help on every key with its limit
in words, plain names, levers and parameters that can be completed, and no id that the loader would refuse.
What one part says of another (is there such a member?) stays with `scenario check`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from game.authoring.transcript_form import TranscriptForm
from game.scenario.forms import Form
from game.scenario.kinds import ID_PATTERN
from game.scenario.levers import LEVERS
from game.scenario.parameters import PARAMETERS
from game.scenario.schema import ScenarioForm
from game.scenario.stage_forms import StageForm

Document = dict[str, Any]

SCENARIO, STAGE, TEST = "scenario.schema.json", "stage.schema.json", "test.schema.json"
"""The files' names, to which the comment at the head of a scenario's files refers."""
FORMS: dict[str, type[Form]] = {SCENARIO: ScenarioForm, STAGE: StageForm, TEST: TranscriptForm}
"""Of `scenario.yaml`, of a file of `stages/`, and of a file of `tests/`."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PATH_PATTERN = "^" + "[.]".join([ID_PATTERN[1:-1]] * 3) + "$"
"""STAGE.ROLE.DECISION."""


def documents() -> dict[str, Document]:
    """Every schema by the name of its file."""
    return {name: schema(form) for name, form in FORMS.items()}


def schemas() -> dict[str, str]:
    """The same as text."""
    return {
        name: f"{json.dumps(document, ensure_ascii=False, indent=1)}\n"
        for name, document in documents().items()
    }


def comment(path: str) -> str:
    """The line at a file's head by which the YAML language server finds its schema at `path`."""
    return f"# yaml-language-server: $schema={path}"


def schema(form: type[Form]) -> Document:
    """One form and all that it uses."""
    document: Document = _walked(form.model_json_schema(by_alias=True), _mended)
    parts = {_name(key): {"title": _name(key), **part} for key, part in document.pop("$defs").items()}
    whole = {"$schema": DIALECT, "title": _name(form.__name__), **document, "$defs": parts}
    pointed: Document = _walked(whole, _pointed)
    order = _met(pointed | {"$defs": {}}, pointed["$defs"])
    return {**pointed, "$defs": {name: pointed["$defs"][name] for name in order}}


def _met(part: Any, definitions: Mapping[str, Document]) -> list[str]:
    """The definitions in the order in which a reader meets them, the ones within each right after it."""
    found: dict[str, None] = {}

    def meet(part: Any) -> None:
        if isinstance(part, list):
            for each in part:
                meet(each)
        elif isinstance(part, dict):
            name = str(part.get("$ref", "")).removeprefix("#/$defs/")
            if name in definitions and name not in found:
                found[name] = None
                meet(definitions[name])
            for each in part.values():
                meet(each)

    meet(part)
    return list(found)


def _name(form: str) -> str:
    """Of `AppealForm`: appeal."""
    return form.removesuffix("Form").lower()


def _walked(part: Any, change: Callable[[Document], Document]) -> Any:
    """Every mapping of a schema changed, from the inside out."""
    if isinstance(part, dict):
        return change({key: _walked(value, change) for key, value in part.items()})
    if isinstance(part, list):
        return [_walked(value, change) for value in part]
    return part


def _pointed(part: Document) -> Document:
    """With pointers to the definitions' new names."""
    start, _, name = str(part.get("$ref", "")).rpartition("/")
    return {**part, "$ref": f"{start}/{_name(name)}"} if start == "#/$defs" else part


def _mended(part: Document) -> Document:
    """A part of pydantic's schema as an editor wants it."""
    if isinstance(part.get("title"), str):
        part.pop("title")  # pydantic's: a key once more, in capitals
    if part.get("default") in ("", [], {}):
        part.pop("default")  # nothing that an editor should write
    if limit := part.pop("x-words", None):
        part["description"] = f"{part.get('description', '').rstrip('.')} (at most {limit} words).".lstrip()
    if "anyOf" in part:
        part = _without_null(part)
    if "patternProperties" in part and "additionalProperties" not in part:
        part["additionalProperties"] = False
    properties = part.get("properties")
    if isinstance(properties, dict):
        if "levers" in properties:
            properties["levers"] = _levers(properties["levers"])
        if "parameters" in properties:
            properties["parameters"] = _parameters(properties["parameters"])
        if "choices" in properties:
            properties["choices"] = _choices(properties["choices"])
    return part


def _without_null(part: Document) -> Document:
    """`… or null` without the null: the language has no empty values."""
    kinds = [kind for kind in part["anyOf"] if kind != {"type": "null"}]
    if len(kinds) > 1:
        return {**part, "anyOf": kinds}
    rest = {key: value for key, value in part.items() if key not in {"anyOf", "default"}}
    return {**rest, **kinds[0]}


def _levers(part: Document) -> Document:
    """Levers without an index as properties: only those can an editor complete."""
    patterns = dict(part["patternProperties"])
    plain = {lever.name: patterns.pop(f"^{lever.name}$") for lever in LEVERS.values() if not lever.index}
    return {**part, "properties": plain, "patternProperties": patterns}


def _parameters(part: Document) -> Document:
    """By name, with range and meaning."""
    known = {
        parameter.name: {
            "type": "integer" if parameter.whole else "number",
            "minimum": parameter.low,
            "maximum": parameter.high,
            "default": parameter.default,
            "description": f"{parameter.meaning} ({parameter.basis}).",
        }
        for parameter in PARAMETERS.values()
    }
    return {
        "type": "object",
        "description": part["description"],
        "properties": known,
        "additionalProperties": False,
    }


def _choices(part: Document) -> Document:
    """Option ids by STAGE.ROLE.DECISION."""
    return {
        "type": "object",
        "description": part["description"],
        "patternProperties": {PATH_PATTERN: {"type": "string", "pattern": ID_PATTERN}},
        "additionalProperties": False,
    }
