"""A session as tables and as one document: every event, vote, reason and score, and who took part how. Pure.

Students are called by pseudonyms, in every column and within events; by their names only where that is asked
for. What people typed stays as it is: a reason may say a name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.classroom import events as e
from game.classroom.comparison import Comparison, own_keys
from game.classroom.overrides import told
from game.classroom.record import Record
from game.engine.book import SCORES
from game.report.document import tame

FORMAT, VERSION = "tashkent-session", 1

KINDS = ("events", "votes", "decisions", "scores", "students", "overrides")
"""What there is a table of."""

Cell = str | int | float
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]
"""A head and rows."""


@dataclass(frozen=True, slots=True)
class Names:
    """What students are called: by id."""

    called: Mapping[str, str]

    def __call__(self, student: str) -> str:
        """The name or pseudonym of a student; whatever is no student's id stays."""
        return self.called.get(student, student)


def names_of(record: Record, *, names: bool) -> Names:
    """Pseudonyms, or the names that students gave."""
    students = record.state.students.values()
    return Names({each.id: each.name if names else each.label for each in students})


def csv_text(table: Table) -> str:
    """The table as CSV; what a spreadsheet would take for a formula gets an apostrophe before it."""
    buffer = io.StringIO(newline="")
    out = csv.writer(buffer, lineterminator="\n")
    head, rows = table
    out.writerow(head)
    out.writerows([tame(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return buffer.getvalue()


def tables(
    record: Record, found: Comparison, entries: Iterable[e.Entry], *, names: bool = False
) -> dict[str, Table]:
    """By what each is of."""
    called = names_of(record, names=names)
    return {
        "events": _events(entries, called, names=names),
        "votes": _votes(record, called),
        "decisions": _decisions(record),
        "scores": _scores(found),
        "students": students(record, names=names),
        "overrides": (
            ("number", "seconds", "utc", "stage", "what"),
            [
                (each.number, _seconds(each.at), each.wall, each.stage, text)
                for each, text in told(record, called)
            ],
        ),
    }


def students(record: Record, *, names: bool = False) -> Table:
    """How each student took part, for assessment: a figure says that something was done, not how well."""
    called = names_of(record, names=names)
    open_to = _open_to(record)
    rows: list[tuple[Cell, ...]] = []
    for each in record.state.students.values():
        votes = [vote for vote in record.votes if vote.student == each.id]
        counted = [vote for vote in votes if vote.counts]
        won = {(d.room, d.role, d.stage, d.decision): d.option for d in record.decided if d.counts}
        with_seat = sum(
            won.get((vote.room, vote.role, vote.stage, vote.decision)) == vote.option for vote in counted
        )
        words = sum(len(vote.reason.split()) for vote in counted)
        rows.append(
            (
                called(each.id),
                each.room,
                each.role,
                "yes" if each.removed else "",
                round(record.attended.get(each.id, 0.0) / 60.0, 1),
                record.drops.get(each.id, 0),
                open_to.get((each.room, each.role), 0),
                len(counted),
                sum(bool(vote.reason) for vote in counted),
                words,
                len(votes) - len(counted),
                with_seat,
            )
        )
    head = (
        "student", "room", "role", "removed", "minutes_there", "drops", "decisions_of_seat", "votes",
        "reasons", "words", "other_votes", "votes_with_seat",
    )  # fmt: skip
    return head, rows


def document(record: Record, found: Comparison, entries: Sequence[e.Entry], *, names: bool = False) -> str:
    """All of it as one JSON document."""
    opened = record.state.opened
    of = {
        "scenario": opened.scenario, "title": found.title, "digest": opened.digest, "engine": opened.version,
        "seed": opened.seed, "same_luck": opened.same_luck, "seconds_a_stage": opened.seconds,
        "rooms": list(opened.rooms), "roles": list(opened.roles), "opponent": opened.opponent,
        "names": names, "opened": entries[0].wall,
    }  # fmt: skip
    parts = {
        name: [dict(zip(head, row, strict=True)) for row in rows]
        for name, (head, rows) in tables(record, found, (), names=names).items()
        if name != "events"
    }
    called = names_of(record, names=names)
    events = [
        {"number": each.number, "seconds": _seconds(each.at), "utc": each.wall, "by": called(each.by),
         "kind": each.event.kind, **_plain(each, called, names=names)}
        for each in entries
    ]  # fmt: skip
    whole = {"format": FORMAT, "version": VERSION, "session": of, **parts, "events": events}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n"


def _events(entries: Iterable[e.Entry], called: Names, *, names: bool) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.number,
            _seconds(each.at),
            each.wall,
            called(each.by),
            each.event.kind,
            json.dumps(_plain(each, called, names=names), ensure_ascii=False),
        )
        for each in entries
    ]
    return ("number", "seconds", "utc", "by", "kind", "detail"), rows


def _plain(entry: e.Entry, called: Names, *, names: bool) -> dict[str, Any]:
    """What an event says, without secrets' hashes, and with students called as they are to be called."""
    said: dict[str, Any] = json.loads(e.written(entry))["event"]
    for secret in ("kind", "link", "request", "path"):
        said.pop(secret, None)
    if isinstance(entry.event, e.Joined) and not names:
        said["name"] = called(entry.event.student)
    return {key: called(value) if key == "student" else value for key, value in said.items()}


def _votes(record: Record, called: Names) -> Table:
    head = (
        "number", "seconds", "utc", "student", "room", "role", "stage", "attempt", "practice", "decision",
        "option", "reason", "quotable", "stood", "counts",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            v.number, _seconds(v.at), v.wall, called(v.student), v.room, v.role, v.stage, v.attempt,
            _mark(v.practice), v.decision, v.option, v.reason, _mark(v.quotable), _mark(v.stood),
            _mark(v.counts),
        )
        for v in record.votes
    ]  # fmt: skip
    return head, rows


def _decisions(record: Record) -> Table:
    known = own_keys(record.state.world.scenario.stages)
    head = (
        "number", "seconds", "utc", "room", "role", "stage", "attempt", "practice", "decision", "option",
        "label", "historical", "how", "reason", "votes", "counts",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for d in record.decided:
        options = {option.id: option for option in known[d.stage, d.role, d.decision][1].options}
        option = options[d.option]
        votes = "; ".join(f"{name} {count}" for name, count in d.votes.items())
        rows.append(
            (
                d.number, _seconds(d.at), d.wall, d.room, d.role, d.stage, d.attempt, _mark(d.practice),
                d.decision, d.option, option.label, _mark(option.historical), d.how, d.reason, votes,
                _mark(d.counts),
            )
        )  # fmt: skip
    return head, rows


def _scores(found: Comparison) -> Table:
    courses = [*((course.name, course) for course in found.rooms), ("history", found.history)]
    rows: list[tuple[Cell, ...]] = [
        (name, mark, score, round(value, 4))
        for name, course in courses
        for row, score in enumerate(SCORES)
        for mark, value in zip(found.marks, course.values[row], strict=False)
    ]
    rows += [(name, "", "deaths", round(course.deaths, 1)) for name, course in courses]
    return ("room", "mark", "score", "points"), rows


def _open_to(record: Record) -> dict[tuple[str, str], int]:
    """By seat: the decisions that it settled and that count."""
    counts: dict[tuple[str, str], int] = {}
    for each in record.decided:
        if each.counts:
            counts[each.room, each.role] = counts.get((each.room, each.role), 0) + 1
    return counts


def _seconds(at: float) -> float:
    return round(at, 3)


def _mark(value: bool) -> str:  # noqa: FBT001 (one value)
    return "yes" if value else ""
