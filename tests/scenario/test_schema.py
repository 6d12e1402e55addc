"""The language as it is declared."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from game.scenario import model, schema, stage_forms
from game.scenario.citations import CITATION
from game.scenario.forms import Form
from game.scenario.kinds import count_words, is_id
from game.scenario.levers import LEVERS
from game.scenario.schema import ScenarioForm
from game.scenario.stage_forms import StageForm

FORMS = sorted(
    (form for form in Form.__subclasses__() if form.__module__ in {schema.__name__, stage_forms.__name__}),
    key=lambda form: form.__name__,
)

ELSEWHERE = {"id", "digest", "role", "default"}
"""What a noun has beside its form's keys: its key in the file, what is worked out, what may be left out."""

RENAMED = {"appeals": "appeal", "member": "from"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_key_has_a_help_text(form: type[Form]) -> None:
    for name, field in form.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_forms_and_nouns_have_the_same_words(form: type[Form]) -> None:
    noun = getattr(model, form.__name__.removesuffix("Form"))
    said = {field.alias or name for name, field in form.model_fields.items()}
    meant = {RENAMED.get(field.name, field.name) for field in dataclasses.fields(noun)}
    assert said - meant == set()
    assert meant - said <= ELSEWHERE


def properties(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The keys of a form in a JSON Schema."""
    found: dict[str, Any] = document["$defs"][name]["properties"]
    return found


def test_json_schema_comes_from_the_forms() -> None:
    document = ScenarioForm.model_json_schema()
    assert document["additionalProperties"] is False
    assert set(document["$defs"]) == {form.__name__ for form in FORMS} - {"ScenarioForm"}
    assert properties(document, "AppealForm")["from"]["pattern"]
    assert properties(document, "OptionForm")["summary"]["x-words"] == 40
    levers = properties(document, "OptionForm")["levers"]
    assert len(levers["patternProperties"]) == len(LEVERS)
    assert StageForm.model_json_schema()["required"] == [
        "id",
        "date",
        "months",
        "title",
        "briefing",
        "decisions",
    ]


def test_json_schema_knows_the_short_forms() -> None:
    document = ScenarioForm.model_json_schema()
    appeal, outcome = (
        properties(document, "StageForm")["appeal"],
        properties(document, "OptionForm")["outcome"],
    )
    assert [kind.get("type", "mapping") for kind in appeal["anyOf"]] == ["mapping", "array"]
    assert [kind.get("type", "mapping") for kind in outcome["anyOf"]] == ["mapping", "string"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("one", 1), ("one two\n  three", 3), ("one — two", 2), ("**one** *two*", 2),
        ("one [kic]", 1),
        ("one[kic] two [un-2010].", 2), ("well-known", 1), ("it's 5%", 2), ("a [link](https://x.org) b", 3),
    ],
)  # fmt: skip
def test_words_are_counted_as_a_reader_counts_them(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("so it is [kic].", ["kic"]), ("[kic][un-2010]", ["kic", "un-2010"]), ("[kic](url)", []),
        (r"\[sic\]", []), ("[Not] [2010]", []), ("[kic]: said", ["kic"]), ("![image](x)", []),
        ("- [ ] do", []),
    ],
)  # fmt: skip
def test_citations_are_told_from_links(text: str, cited: list[str]) -> None:
    assert CITATION.findall(text) == cited


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("a", True), ("osh-2010", True), ("a_b", True), ("a-", False), ("a--b", False), ("2a", False),
        ("A", False), ("", False), ("a b", False), ("a" * 40, True), ("a" * 41, False), ("a\n", False),
        ("é", False),
    ],
)  # fmt: skip
def test_ids_are_stable_plain_words(text: str, sound: bool) -> None:
    assert is_id(text) is sound


def test_the_schema_names_every_noun_that_authors_write() -> None:
    assert {form.noun for form in FORMS} >= {"a stage", "an option", "a member", "the alliance"}
    assert schema.ScenarioForm.noun == "a scenario"
