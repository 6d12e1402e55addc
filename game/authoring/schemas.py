"""JSON Schema of the files that authors write, for editors that help while typing."""

from __future__ import annotations

import json

from game.authoring.transcript_form import TranscriptForm
from game.scenario.schema import Form, ScenarioForm, StageForm

FORMS: dict[str, type[Form]] = {
    "scenario.schema.json": ScenarioForm,
    "stage.schema.json": StageForm,
    "test.schema.json": TranscriptForm,
}
"""By the name of the schema's file."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Every schema as text, by the name of its file."""
    return {
        name: json.dumps({"$schema": DIALECT, **form.model_json_schema()}, ensure_ascii=False, indent=1)
        + "\n"
        for name, form in FORMS.items()
    }
