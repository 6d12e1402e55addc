"""`tashkent sessions`: what classes have played, written out or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from game.classroom import events as e
from game.classroom.places import found, sessions_folder
from game.classroom.store import Kept, delete, kept, summary
from game.present.aloud import date
from game.scenario.refusal import Refusal
from game.words import _, counted


def sessions_listed() -> Iterator[str]:
    """The sessions that are kept, a line each, the latest first; then what can be done with them."""
    none = True
    for session in kept():
        none = False
        yield _line(session)
    if none:
        yield _("No session has been kept yet. Sessions lie in {folder}.").format(folder=sessions_folder())
        return
    yield ""
    for does, command in (
        (_("To go on with one:"), "tashkent sessions resume NAME"),
        (_("To write one out:"), "tashkent sessions export NAME"),
        (_("To delete one:"), "tashkent sessions delete NAME"),
    ):
        yield f"{does:20} {command}"


def exported(name: str, output: Path | None, *, names: bool, language: str = "") -> Iterator[str] | Refusal:
    """Write a session out, and say where to; students are called by pseudonyms unless `names`."""
    from game.classroom.exports import written  # noqa: PLC0415 (a list needs no reports)

    paths = written(name, output, names=names, language=language)
    return paths if isinstance(paths, Refusal) else iter([str(path) for path in paths])


def described(name: str) -> tuple[str, str] | Refusal:
    """The name of a session that is kept, readable or not, and its line in the list."""
    path = found(name)
    return path if isinstance(path, Refusal) else (path.stem, _line(summary(path)))


def deleted(name: str) -> Iterator[str] | Refusal:
    """Really delete a session, and say so."""
    return delete(name) or iter([_("The session {name} is deleted.").format(name=name)])


def _line(session: Kept | Refusal) -> str:
    if isinstance(session, Refusal):
        return session.message
    opened = session.first.event
    if not isinstance(opened, e.Opened):
        return _("{name}: damaged").format(name=session.name)
    rooms, students = len(opened.rooms), session.students
    played = counted("{begun} of {count} room played", "{begun} of {count} rooms played", rooms)
    return ", ".join(
        (
            f"{session.name}: {opened.scenario}",
            _("begun {date}").format(date=_moment(datetime.fromisoformat(session.first.wall))),
            _("last used {date}").format(date=_moment(session.used)),
            played.format(begun=session.begun, count=rooms),
            counted("{count} student", "{count} students", students).format(count=students),
        )
    )


def _moment(when: datetime) -> str:
    """To the minute, as the clock on the wall had it."""
    here = when.astimezone()
    return f"{date(f'{here:%Y-%m-%d}')} {here:%H:%M}"
