"""`tashkent scenario schema`: the language as JSON Schema, printed or written where editors find it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.authoring.rewriting import write
from game.authoring.schemas import SCENARIO, STAGE, TEST, comment, schemas
from game.scenario.refusal import Refusal

FILES = {"scenario": SCENARIO, "stage": STAGE, "test": TEST}
"""By the name that the command takes: the schema's file."""


def text(kind: str) -> str:
    """One schema, without a last line break."""
    return schemas()[FILES[kind]].rstrip()


def written(folder: Path) -> Iterator[str] | Refusal:
    """Write every schema into a folder, over those of an earlier version, and say how to refer to them."""
    for name, document in schemas().items():
        if refusal := write(folder / name, document):
            return refusal
    return iter(
        (
            f"{folder / SCENARIO}, {STAGE} and {TEST} are written.",
            "Put this line at the head of `scenario.yaml`, with the path as it is seen from there:",
            f"  {comment(f'PATH/{SCENARIO}')}",
            f"In files of `stages/` and `tests/` it is `{STAGE}` and `{TEST}`.",
        )
    )
