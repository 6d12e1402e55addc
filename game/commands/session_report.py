"""`tashkent report` of a class's session: over all its rooms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.classroom.places import SUFFIX, sessions_folder
from game.scenario.refusal import Refusal
from game.words import _


def is_session(name: str) -> bool:
    """Whether a name or path is a kept session's."""
    return name.endswith(SUFFIX) or (sessions_folder() / f"{name}{SUFFIX}").is_file()


def session_reported(
    name: str, output: Path | None, *, names: bool = False, language: str = ""
) -> Iterator[str] | Refusal:
    """Write the report of a session, and say where; students are called by pseudonyms unless `names`."""
    from game.classroom.exports import written  # noqa: PLC0415 (whoever reports on a game waits for none of it)

    usual = Path(f"tashkent-{Path(name).stem}.html")
    found = written(name, output or usual, names=names, language=language)
    if isinstance(found, Refusal):
        return found
    return iter([_("The report is in {path}.").format(path=path) for path in found])
