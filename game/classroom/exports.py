"""A kept session written out: the report over all rooms, tables, or one document; even while it is up."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from game.classroom import events as e
from game.classroom.comparison import Comparison, compared
from game.classroom.opening import language_of, restored
from game.classroom.places import reason
from game.classroom.record import Record, recorded
from game.classroom.report import Session, html, markdown
from game.classroom.store import looked_into
from game.classroom.tables import KINDS, csv_text, document, tables
from game.report.files import keep
from game.scenario.refusal import Refusal
from game.words import _, use


@dataclass(frozen=True, slots=True)
class Read:
    """A session, read and compared."""

    session: Session
    record: Record
    comparison: Comparison
    entries: tuple[e.Entry, ...]


def read(name: str, folder: Path | None = None, language: str = "") -> Read | Refusal:
    """A session that is kept, by its name, its path, or `last`.

    From here on this context speaks the language asked for, or else the session's.
    """
    store = looked_into(name, folder)
    if isinstance(store, Refusal):
        return store
    try:
        use(language or language_of(store))
        found = restored(store)
        if isinstance(found, Refusal):
            return found
        state, notices = found
        entries = tuple(entry for entry in store.entries() if entry.number < state.entries)
    except sqlite3.Error as error:
        return Refusal(
            _("The session {name} cannot be read: {reason}.").format(name=store.name, reason=error)
        )
    finally:
        store.close()
    record = recorded(entries, state.world)
    return Read(Session(store.name, entries[0].wall, notices), record, compared(record), entries)


def texts(found: Read, *, names: bool = False) -> Mapping[str, Callable[[], str]]:
    """By the file's name: what makes its text, in the language in use."""

    def table(kind: str) -> str:
        made = tables(found.record, found.comparison, found.entries, names=names)
        return csv_text(made[kind])

    made: dict[str, Callable[[], str]] = {
        "report.html": partial(html, found.session, found.record, found.comparison, names=names),
        "report.md": partial(markdown, found.session, found.record, found.comparison, names=names),
        "session.json": partial(document, found.record, found.comparison, found.entries, names=names),
    }
    return made | {f"{kind}.csv": partial(table, kind) for kind in KINDS}


def written(
    name: str,
    target: Path | None = None,
    *,
    names: bool = False,
    folder: Path | None = None,
    language: str = "",
) -> tuple[Path, ...] | Refusal:
    """Write a session out, and say where to.

    A target that ends in .html, .md or .json is that one file. One that ends in .csv is the table after
    which it is called, as in `class-votes.csv`, or else the votes. Any other ending is refused; what has none
    is a folder for all of them; without a target, one called after the session. It is told in `language`, or
    else in the session's.
    """
    found = read(name, folder, language)
    if isinstance(found, Refusal):
        return found
    made = texts(found, names=names)
    if target is not None and (kind := _kind(target)):
        where = keep(made[kind](), str(target), kind, over=True)
        return where if isinstance(where, Refusal) else (where,)
    if target is not None and re.search("[a-z]", target.suffix, re.IGNORECASE) and not target.is_dir():
        text = _("A session is not written as `{ending}`.")
        return Refusal(
            text.format(ending=target.suffix),
            _("Name a file that ends in .html, .md, .json or .csv, or a folder for all of them."),
        )
    into = (target or Path(f"tashkent-{found.session.name}")).expanduser()
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Refusal(
            _("Nothing can be written to {folder}: {reason}.").format(folder=into, reason=reason(error)),
            _("Choose another place."),
        )
    paths = []
    for kind, make in made.items():
        where = keep(make(), str(into / kind), kind, over=True)
        if isinstance(where, Refusal):
            return where
        paths.append(where)
    return tuple(paths)


def _kind(target: Path) -> str:
    """Which of the files a path asks for; empty for a folder."""
    match target.suffix.lower():
        case ".html" | ".htm":
            return "report.html"
        case ".md" | ".markdown":
            return "report.md"
        case ".json":
            return "session.json"
        case ".csv":
            called = next((kind for kind in KINDS if kind in target.stem.lower()), "votes")
            return f"{called}.csv"
    return ""
