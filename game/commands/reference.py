"""`tashkent scenario reference`: the tables of the authoring guide, printed or put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.authoring.reference import TABLES, renewed
from game.authoring.rewriting import write
from game.scenario.refusal import Refusal


def tables() -> Iterator[str]:
    """Every table, under its name."""
    for name, table in TABLES.items():
        yield f"## {name}"
        yield ""
        yield table()


def put_into(guide: Path) -> Iterator[str] | Refusal:
    """Renew the tables of a guide."""
    try:
        text = guide.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return Refusal(f"`{guide}` cannot be read: {error}.")
    refusal = write(guide, renewed(text))
    return refusal or iter([f"{guide} is up to date."])
