"""The language as JSON Schema, read by a validator that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.authoring.manuscript import read_manuscript
from game.authoring.schemas import SCENARIO, STAGE, comment, documents
from game.scenario.levers import LEVERS
from game.scenario.loader import bundled
from game.scenario.nodes import plain_data
from game.scenario.parameters import PARAMETERS
from tests.scenario.spoilt import SMALL, copy_small

DOCUMENTS = documents()


def faults(name: str, data: object) -> list[str]:
    """What the validator has against it."""
    return [error.message for error in Draft202012Validator(DOCUMENTS[name]).iter_errors(data)]


def parts(document: object) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(document, dict):
        yield document
        for part in document.values():
            yield from parts(part)
    elif isinstance(document, list):
        for part in document:
            yield from parts(part)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(DOCUMENTS[name])


@pytest.mark.parametrize("path", [*bundled(), str(SMALL)])
def test_a_sound_scenario_is_sound_by_its_schema(path: str) -> None:
    draft = read_manuscript(path).draft
    assert faults(SCENARIO, plain_data(draft.root)) == []
    assert draft.stages
    for stage in draft.stages:
        assert faults(STAGE, plain_data(stage)) == []


def osh() -> dict[str, Any]:
    """A stage of the flagship, as plain data."""
    stages = read_manuscript("kyrgyzstan-2010").draft.stages
    stage = plain_data(next(stage for stage in stages if stage.word("id") == "osh"))
    assert isinstance(stage, dict)
    return stage


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"briefign": "x"}, "briefign"),
        ({"months": "two"}, "'two' is not of type 'number'"),
        ({"months": 0}, "0 is less than or equal to the minimum of 0"),
        ({"turmoil": 2}, "2 is greater than the maximum of 1"),
        ({"title": "x" * 61}, "is too long"),
        ({"date": "12 June"}, "does not match"),
        ({"decisions": {}}, "should be non-empty"),
        ({"decisions": {"Moscow": {}}}, "Moscow"),
        ({"events": [{"id": "a", "text": "b", "levers": {"forse": 1}}]}, "forse"),
        (
            {"events": [{"id": "a", "text": "b", "levers": {"force": 2}}]},
            "2 is greater than the maximum of 1",
        ),
        ({"events": [{"id": "a", "text": "b", "levers": {"promise": 0.1}}]}, "promise"),
        ({"events": [{"id": "a", "text": "b", "levers": {"rule": "veto"}}]}, "'veto' is not one of"),
        ({"discussion": [None]}, "None is not of type 'string'"),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(change: dict[str, Any], told: str) -> None:
    assert any(told in fault for fault in faults(STAGE, {**osh(), **change}))


def test_lines_and_parameters_are_checked_by_name() -> None:
    root = plain_data(read_manuscript("kyrgyzstan-2010").draft.root)
    assert isinstance(root, dict)
    line = {"name": "A", "summary": "B", "choices": {"osh.moscow": "aid"}}
    assert any("osh.moscow" in fault for fault in faults(SCENARIO, {**root, "lines": {"a": line}}))
    assert any(
        "judge.lerning" in fault for fault in faults(SCENARIO, {**root, "parameters": {"judge.lerning": 1}})
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_key_has_help(name: str) -> None:
    for part in parts(DOCUMENTS[name]):
        if part.get("type") == "object" and isinstance(part.get("properties"), dict):
            for key, value in part["properties"].items():
                meant = DOCUMENTS[name]["$defs"].get(value.get("$ref", "").removeprefix("#/$defs/"), {})
                assert value.get("description") or meant.get("description"), key


def test_limits_in_words_stand_in_the_help() -> None:
    briefing = DOCUMENTS[STAGE]["properties"]["briefing"]
    assert briefing["description"] == "The situation as everyone knows it (at most 120 words)."
    assert "x-words" not in json.dumps(DOCUMENTS)


def test_all_levers_and_parameters_are_there() -> None:
    levers = DOCUMENTS[STAGE]["$defs"]["option"]["properties"]["levers"]
    assert len(levers["properties"]) + len(levers["patternProperties"]) == len(LEVERS)
    assert DOCUMENTS[SCENARIO]["properties"]["parameters"]["properties"].keys() == PARAMETERS.keys()


def test_every_reference_leads_somewhere() -> None:
    for document in DOCUMENTS.values():
        for part in parts(document):
            if isinstance(part.get("$ref"), str):
                assert part["$ref"].removeprefix("#/$defs/") in document["$defs"]


def test_the_comment_is_no_part_of_a_scenario(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    main = folder / "scenario.yaml"
    main.write_text(f"{comment(SCENARIO)}\n{main.read_text('utf-8')}", "utf-8")
    assert read_manuscript(folder).loaded.problems == ()
