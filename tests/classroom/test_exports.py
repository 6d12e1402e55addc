"""A session written out: pseudonyms unless names are asked for, nothing that runs, and every figure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.comparison import compared
from game.classroom.exports import Read, texts, written
from game.classroom.record import recorded
from game.classroom.report import Session
from game.classroom.store import Store, create
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class
from tests.cli.run import SMALL, tashkent

WILD = '=HYPERLINK("http://evil.example") <script>alert(1)</script> | `x`'


@pytest.fixture
def lesson(small: Scenario) -> Class:
    """Two rooms to the end; a reason that would like to be a formula, a script and a table."""
    of = Class(small, path=str(SMALL))
    for student, room in (("zoraida", "A"), ("yvonne", "A"), ("xavier", "B")):
        of.seat(student, room, "capital")
    of.begin()
    of.now = 61.0
    cast = of.ballot("zoraida", "aid")
    of.must(
        w.Cast(cast.stage, cast.attempt, e.Voted("zoraida", "r1", "answer", "aid", WILD, True)), "zoraida"
    )
    of.vote("yvonne", "aid")
    of.vote("xavier", "troops")
    of.must(e.Moved("yvonne", "B", "bureau"))
    of.must(e.Removed("yvonne"))
    of.must(w.Advance(("A", "B")))
    of.plan()
    of.must(e.Debriefed())
    return of


def made(of: Class, *, names: bool) -> Mapping[str, str]:
    """All files."""
    record = recorded(of.log, of.world)
    read = Read(Session("small-1", of.log[0].wall, ("A notice.",)), record, compared(record), tuple(of.log))
    return {name: make() for name, make in texts(read, names=names).items()}


def kept(of: Class, folder: Path) -> Store:
    """The session on a disk."""
    store = create("small", folder)
    assert not isinstance(store, Refusal)
    store.append(of.log)
    return store


def rows(text: str) -> list[dict[str, str]]:
    """Of CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_no_file_says_a_name_unless_names_are_asked_for(lesson: Class) -> None:
    for name, text in made(lesson, names=False).items():
        assert not [who for who in ("zoraida", "yvonne", "xavier") if who in text.lower()], name
        if name not in {"scores.csv", "decisions.csv", "overrides.csv"}:
            assert "Student 1" in text, name
    named = made(lesson, names=True)
    for name in ("report.html", "report.md", "session.json", "students.csv", "votes.csv", "events.csv"):
        assert "Zoraida" in named[name], name


def test_no_file_holds_the_hash_of_a_link(lesson: Class) -> None:
    for names in (True, False):
        assert not [name for name, text in made(lesson, names=names).items() if "hash of" in text]


def test_what_a_spreadsheet_would_run_is_tamed(lesson: Class) -> None:
    for name, text in made(lesson, names=True).items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            risky = [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell[:1]]
            assert not [cell for cell in risky if not cell.lstrip("-").replace(".", "").isdigit()], name
    assert rows(made(lesson, names=False)["votes.csv"])[0]["reason"] == f"'{WILD}"


def test_a_reason_is_text_in_the_page_and_in_markdown(lesson: Class) -> None:
    files = made(lesson, names=False)
    assert "<script>alert" not in files["report.html"]
    assert "&lt;script&gt;alert" in files["report.html"]
    assert "<script" not in files["report.md"].replace("\\<script", "")
    assert "default-src 'none'" in files["report.html"]


def test_every_vote_decision_event_and_score_is_there(lesson: Class) -> None:
    files = made(lesson, names=False)
    document = json.loads(files["session.json"])
    assert len(document["events"]) == len(rows(files["events.csv"])) == len(lesson.log)
    assert len(document["votes"]) == len(rows(files["votes.csv"])) == 3
    decided = [entry.event for entry in lesson.log if isinstance(entry.event, e.Closed)]
    assert len(document["decisions"]) == sum(len(each.taken) for each in decided)
    assert {row["room"] for row in rows(files["scores.csv"])} == {"A", "B", "history"}
    assert document["votes"][0]["reason"] == WILD
    assert [row["what"] for row in document["overrides"]][-1] == "The debrief was opened."


def test_participation_counts_what_stood_and_what_was_open_to_the_seat(lesson: Class) -> None:
    found = {row["student"]: row for row in rows(made(lesson, names=False)["students.csv"])}
    one = found["Student 1"]
    assert (one["decisions_of_seat"], one["votes"], one["reasons"], one["votes_with_seat"]) == (
        "2",
        "1",
        "1",
        "1",
    )
    assert found["Student 2"]["removed"] == "yes"


def test_the_report_says_what_is_not_as_it_was(lesson: Class) -> None:
    files = made(lesson, names=False)
    assert "A notice." in files["report.html"]
    assert "A notice." in files["report.md"]


@pytest.mark.parametrize(
    ("target", "begins"),
    [("r.html", "<!DOCTYPE html>"), ("r.md", "# A session"), ("r.json", "{"),
     ("my-students.csv", "student,room"), ("r.csv", "number,seconds,utc,student")],
)  # fmt: skip
def test_the_ending_of_a_path_says_what_is_written(
    lesson: Class, tmp_path: Path, target: str, begins: str
) -> None:
    store = kept(lesson, tmp_path)
    paths = written(store.name, tmp_path / target, folder=tmp_path)
    assert paths == (tmp_path / target,)
    assert paths[0].read_text("utf-8").startswith(begins)
    store.close()


def test_a_folder_gets_all_of_them_even_while_a_host_has_the_session(lesson: Class, tmp_path: Path) -> None:
    store = kept(lesson, tmp_path)
    paths = written(store.name, tmp_path / "out", folder=tmp_path)
    assert not isinstance(paths, Refusal)
    assert {path.name for path in paths} == {
        "report.html", "report.md", "session.json", "events.csv", "votes.csv", "decisions.csv", "scores.csv",
        "students.csv", "overrides.csv",
    }  # fmt: skip
    store.close()


def test_an_ending_that_nothing_is_written_as_is_refused_and_makes_no_folder(
    lesson: Class, tmp_path: Path
) -> None:
    store = kept(lesson, tmp_path)
    store.close()
    refused = written(store.name, tmp_path / "x.pdf", folder=tmp_path)
    assert isinstance(refused, Refusal)
    assert "`.pdf`" in refused.message
    assert not (tmp_path / "x.pdf").exists()
    (tmp_path / "class.two").mkdir()
    for place in ("class.two", "2010.06"):
        assert not isinstance(written(store.name, tmp_path / place, folder=tmp_path), Refusal)


def test_what_cannot_be_read_or_written_is_said(lesson: Class, tmp_path: Path) -> None:
    assert isinstance(written("nothing", folder=tmp_path), Refusal)
    store = kept(lesson, tmp_path)
    store.close()
    (tmp_path / "file").write_text("")
    assert isinstance(written(store.name, tmp_path / "file" / "r.html", folder=tmp_path), Refusal)
    assert isinstance(written(store.name, tmp_path / "file", folder=tmp_path), Refusal)


@pytest.mark.slow
def test_the_command_reports_a_session_by_its_name(lesson: Class, tmp_path: Path) -> None:
    store = kept(lesson, tmp_path / "sessions")
    store.close()
    page = tmp_path / "page.html"
    done = tashkent("report", store.name, "-o", str(page), data=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert page.name in done.stdout
    assert "Zoraida" not in page.read_text("utf-8")
    done = tashkent("report", store.name, "--names", "-o", str(tmp_path / "named.md"), data=tmp_path)
    assert done.returncode == 0
    assert "Zoraida" in (tmp_path / "named.md").read_text("utf-8")
