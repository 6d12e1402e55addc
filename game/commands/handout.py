"""`tashkent handout`: what a class is handed out for a scenario, written into a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.commands.seating import RefusedError, loaded
from game.report.files import keep
from game.report.handout import handout
from game.scenario.refusal import Refusal, unknown
from game.words import _

ENDINGS = (".html", ".htm")


def handed_out(name: str, output: Path | None, role: str = "", language: str = "") -> Iterator[str] | Refusal:
    """Write the sheets, all or one role's, and say where; or why they cannot be written."""
    if output and output.suffix.lower() not in ENDINGS:
        return Refusal(
            _("A handout is a page, and `{file}` does not end as one.").format(file=output),
            _("Name a file that ends in {endings}.").format(endings=", ".join(ENDINGS)),
        )
    try:
        scenario, _folder = loaded(name, language)
    except RefusedError as refused:
        return refused.refusal
    roles = [each.id for each in scenario.roles]
    if role and role not in roles:
        return unknown("role", role, roles)
    usual = f"tashkent-{scenario.id}-{f'{role}-' if role else ''}handout.html"
    where = keep(handout(scenario, role, language), str(output or usual), usual, over=output is not None)
    if isinstance(where, Refusal):
        return where
    return iter([_("The handout is in {path}. Open it in a browser and print it.").format(path=where)])
