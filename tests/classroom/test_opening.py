"""A session that was kept is taken up again: it pins its scenario and its version, and says what differs."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from game import __version__
from game.classroom import events as e
from game.classroom import opening as openings
from game.classroom.exports import read
from game.classroom.opening import Opening, Order, fresh, restored, resumed
from game.classroom.store import Store, create, looked_into
from game.scenario.refusal import Refusal
from game.words import spoken as language
from game.words import use
from tests.classroom.classes import SMALL, Class, alike, lake
from tests.words.pseudo import CODE, spoken, with_its_file


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


def test_a_session_goes_on_where_it_was_with_its_code_and_its_links(played: Class, tmp_path: Path) -> None:
    name = kept(played, tmp_path)
    first, second = fine(resumed(name, tmp_path)), fine(resumed(name, tmp_path))
    assert alike(first.state, played.state)
    assert (first.code, first.notices) == ("ABC234", ())
    assert first.facilitator != first.projector
    assert (first.facilitator, first.projector) == (second.facilitator, second.projector)
    assert min(len(first.facilitator), len(first.projector)) >= 22  # 128 bits and more


def test_the_teachers_links_are_new_ones_if_they_are_to_be(played: Class, tmp_path: Path) -> None:
    name = kept(played, tmp_path)
    first, second = fine(resumed(name, tmp_path)), fine(resumed(name, tmp_path, relinked=True))
    assert len({first.facilitator, second.facilitator, first.projector, second.projector}) == 4
    assert fine(resumed(name, tmp_path)).facilitator == second.facilitator


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


def test_a_session_goes_on_in_the_language_in_which_it_was_opened(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_its_file(place)
    name = kept(Class(lake(), path=str(place), version="99.0", language=CODE), tmp_path)
    with spoken(monkeypatch):
        use("")
        found = fine(resumed(name, tmp_path))
        assert language() == CODE
        assert all(notice.startswith("⟦") for notice in found.notices)
        assert not re.search("[a-z]", found.state.world.scenario.title)
        use("")
        assert not isinstance(read(name, tmp_path), Refusal)
        assert language() == CODE
        assert not isinstance(read(name, tmp_path, "ru"), Refusal)
        assert language() == "ru"


@pytest.mark.parametrize("error", [sqlite3.OperationalError("full"), MemoryError()])
def test_a_session_that_could_not_be_opened_leaves_no_file(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store, _entries: object) -> None:
        raise error

    monkeypatch.setattr(Store, "append", full)
    order = Order(lake(), str(SMALL), 1, (), 0.0, 4, folder=tmp_path)
    if isinstance(error, sqlite3.Error):
        assert isinstance(fresh(order), Refusal)
    else:
        with pytest.raises(type(error)):
            fresh(order)
    assert [*tmp_path.iterdir()] == []


def test_every_event_reads_back_as_it_was_written(played: Class) -> None:
    played.must(e.Told(("A",), "", 'quotes " and \\ and ünïcode \u2028'))
    assert [e.read(e.written(each)) for each in played.log] == played.log
