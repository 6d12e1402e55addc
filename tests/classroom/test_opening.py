"""A session that was kept is taken up again: it pins its scenario and its version, and says what differs."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from game import __version__
from game.classroom import events as e
from game.classroom import opening as openings
from game.classroom.opening import Opening, restored, resumed
from game.classroom.store import Store, create, looked_into
from game.scenario.refusal import Refusal
from tests.classroom.classes import SMALL, Class, alike, lake


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the small scenario that may be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def played(place: Path) -> Class:
    """A class that is half way through it."""
    found = Class(lake(), path=str(place), version=__version__)
    found.seat("ann", "A", "capital")
    found.begin("A")
    found.vote("ann", "aid")
    return found


def kept(played: Class, folder: Path) -> str:
    """The name under which it is kept."""
    store = create("small", folder)
    assert isinstance(store, Store)
    store.note({"code": "ABC234"})
    store.append(played.log)
    store.close()
    return store.name


def fine(found: Opening | Refusal) -> Opening:
    """A session that is taken up again."""
    assert isinstance(found, Opening), found
    found.store.close()
    return found


def test_a_session_goes_on_where_it_was_with_its_code_and_new_links(played: Class, tmp_path: Path) -> None:
    name = kept(played, tmp_path)
    first, second = fine(resumed(name, tmp_path)), fine(resumed(name, tmp_path))
    assert alike(first.state, played.state)
    assert (first.code, first.notices) == ("ABC234", ())
    assert len({first.facilitator, second.facilitator, first.projector, second.projector}) == 4
    assert min(len(first.facilitator), len(first.projector)) >= 22  # 128 bits and more


def test_a_changed_text_is_said_and_the_session_still_goes_on(
    played: Class, place: Path, tmp_path: Path
) -> None:
    name = kept(played, tmp_path)
    stage = place / "stages" / "02-summer.yaml"
    stage.write_text(stage.read_text(encoding="utf-8").replace("burn", "blaze"), encoding="utf-8")
    (notice,) = fine(resumed(name, tmp_path)).notices
    assert "text has changed" in notice


def test_another_version_of_the_engine_is_said(
    played: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = kept(played, tmp_path)
    monkeypatch.setattr(openings, "__version__", "99.0")
    (notice,) = fine(resumed(name, tmp_path)).notices
    assert "99.0" in notice
    assert __version__ in notice


def test_a_scenario_that_the_session_no_longer_fits_is_refused_and_why_is_said(
    played: Class, place: Path, tmp_path: Path
) -> None:
    name = kept(played, tmp_path)
    main = place / "scenario.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace("capital", "palace"), encoding="utf-8")
    for stage in (place / "stages").iterdir():
        stage.write_text(stage.read_text(encoding="utf-8").replace("capital", "palace"), encoding="utf-8")
    found = resumed(name, tmp_path)
    assert isinstance(found, Refusal)
    assert "does not fit" in found.message
    assert "text has changed" in found.hint


def test_a_scenario_that_is_gone_is_asked_for(played: Class, place: Path, tmp_path: Path) -> None:
    name = kept(played, tmp_path)
    shutil.rmtree(place)
    found = resumed(name, tmp_path)
    assert isinstance(found, Refusal)
    assert "Put it back" in found.hint


def test_a_log_with_a_line_of_a_later_version_is_refused(played: Class, tmp_path: Path) -> None:
    name = kept(played, tmp_path)
    store = looked_into(name, tmp_path)
    assert isinstance(store, Store)
    store.close()
    with sqlite3.connect(store.path) as database:
        database.execute("INSERT INTO log VALUES (?, ?)", (len(played.log), b'{"event":{"kind":"dreamt"}}'))
    database.close()
    again = looked_into(name, tmp_path)
    assert isinstance(again, Store)
    found = restored(again)
    again.close()
    assert isinstance(found, Refusal)
    assert "cannot read" in found.message


def test_every_event_reads_back_as_it_was_written(played: Class) -> None:
    played.must(e.Told(("A",), "", 'quotes " and \\ and ünïcode \u2028'))
    assert [e.read(e.written(each)) for each in played.log] == played.log
