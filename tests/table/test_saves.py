"""Saves on the disk: nothing that was acknowledged is lost, and nobody else's file is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table import locks, saves
from game.table.record import Chosen, Finished, TakenBack, entry_line, header_line
from game.table.saves import LAST, Listed, Opened, Save, create, find, listed, open_save, saves_folder
from tests.table.tables import AID_THEN_GO, header, played, record, saved, table

CHOICE = Chosen("spring", "capital", "answer", "aid")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the test's own."""
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def opened(name: str) -> Opened:
    """A save that opens."""
    found = open_save(name)
    assert isinstance(found, Opened), found
    return found


def refused(name: str) -> Refusal:
    """Why a save does not open."""
    found = open_save(name)
    assert isinstance(found, Refusal)
    return found


def failing(*codes: int) -> object:
    """Something that fails as the system does, once a code."""
    left = list(codes)

    def fail(*_: object) -> int:
        raise OSError(left.pop(0), os.strerror(codes[0]))

    return fail


def test_every_choice_of_every_seat_is_a_line(small: Scenario, tmp_path: Path) -> None:
    seat, _ = saved(small, tmp_path / "game.jsonl")
    played(seat, AID_THEN_GO)
    said = record(tmp_path / "game.jsonl")
    assert [(entry.role, entry.option) for entry in said.entries if isinstance(entry, Chosen)] == [
        ("bureau", "wait"),
        ("capital", "aid"),
        ("bureau", "wait"),
        ("capital", "operation"),
    ]
    end = said.entries[-1]
    assert isinstance(end, Finished)
    assert end.credibility == pytest.approx(seat.debrief().scores[0].end)


def test_a_choice_is_on_the_disk_before_it_is_acknowledged(small: Scenario, tmp_path: Path) -> None:
    seat, _ = saved(small, tmp_path / "game.jsonl")
    found: list[bytes] = []
    seat.listen(lambda _: found.append((tmp_path / "game.jsonl").read_bytes()))
    played(seat, AID_THEN_GO[:1])
    assert all(b'"aid"' in data for data in found)
    assert found


def test_a_choice_is_synced_before_it_is_acknowledged(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: steps.append("synced"))
    seat, _ = saved(small, tmp_path / "game.jsonl")
    assert steps == ["synced", "synced"]  # the file and its folder
    seat.listen(lambda _: steps.append("told"))
    played(seat, AID_THEN_GO[:1])
    assert steps[2:4] == ["synced", "told"]


def test_a_save_restores_the_game_without_asking_the_policy(small: Scenario, tmp_path: Path) -> None:
    class Silent:
        def choose(self, *_: object) -> None:
            raise AssertionError("asked")

    seat, save = saved(small, tmp_path / "game.jsonl")
    played(seat, AID_THEN_GO)
    save.close()
    again = table(small, policy=Silent())  # type: ignore[arg-type]
    assert again.restore(record(save.path).entries) is None
    assert again.outcomes() == seat.outcomes()
    assert again.debrief() == seat.debrief()


def test_going_back_is_part_of_the_record(small: Scenario, tmp_path: Path) -> None:
    seat, save = saved(small, tmp_path / "game.jsonl")
    played(seat, [("answer", "troops")])
    seat.undo()
    played(seat, AID_THEN_GO)
    said = record(save.path).entries
    assert TakenBack() in said
    again = table(small)
    assert again.restore(said) is None
    assert again.debrief() == seat.debrief()
    assert again.debrief().undone == 1


def test_a_game_cut_off_between_the_seats_lines_goes_on_as_it_would_have(
    small: Scenario, tmp_path: Path
) -> None:
    seat, save = saved(small, tmp_path / "game.jsonl")
    played(seat, AID_THEN_GO)
    save.close()
    lines = save.path.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines)):
        save.path.write_bytes(b"".join(lines[:kept]) + lines[kept][:7])
        half = opened(str(save.path))
        assert half.record.torn
        assert half.save
        again = table(small)
        assert again.restore(half.record.entries) is None
        again.save_in(half.save)
        played(again, AID_THEN_GO[len(again.outcomes()) :])
        again.close()
        assert save.path.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Chosen("summer", "capital", "answer", "aid"), "stage `summer` where `spring` waits"),
        (Chosen("spring", "capital", "answer", "shrug"), "option `shrug`"),
        (Chosen("spring", "bureau", "draft", "shrug"), "option `shrug`"),
        (Chosen("spring", "capital", "draft", "wait"), "decision `draft`"),
        (TakenBack(), "nothing was decided"),
        (Finished(1, 2, 3), "a stage still waits"),
    ],
)
def test_a_line_that_does_not_fit_stops_the_replay_there(small: Scenario, line: Chosen, why: str) -> None:
    seat = table(small)
    misfit = seat.restore([line, CHOICE])
    assert misfit is not None
    assert misfit.applied == 0
    assert why in misfit.why
    assert seat.view().made == {}


def test_lines_after_the_end_do_not_fit(small: Scenario, tmp_path: Path) -> None:
    seat, save = saved(small, tmp_path / "game.jsonl")
    played(seat, AID_THEN_GO)
    entries = record(save.path).entries
    misfit = table(small).restore([*entries, CHOICE])
    assert misfit is not None
    assert misfit.applied == len(entries)


def test_what_is_torn_is_cut_off_before_anything_is_added(small: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes(header_line(header(small)) + b'{"kind": "cho')
    half = opened(str(path))
    assert half.save
    assert half.save.add(CHOICE) is None
    assert record(path).entries == (CHOICE,)
    assert not record(path).torn


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_refuses_the_decision_and_loses_nothing(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    seat, save = saved(small, tmp_path / "game.jsonl")
    before, view = save.path.read_bytes(), seat.view()
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(errno.ENOSPC))
        refusal = seat.choose("answer", "aid")
    assert refusal is not None
    assert "o space left on device" in refusal.message
    assert "nothing is lost" in refusal.hint
    assert save.path.read_bytes() == before
    assert seat.view() == view
    assert seat.choose("answer", "aid") is None
    assert CHOICE in record(save.path).entries


def test_a_write_that_stops_halfway_leaves_no_half_line(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, save = saved(small, tmp_path / "game.jsonl")
    before, write, left = save.path.read_bytes(), os.write, [10]

    def halting(file: int, data: bytes) -> int:
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data[: left.pop()])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", halting)
        assert seat.choose("answer", "aid") is not None
    assert save.path.read_bytes() == before


def test_where_nobody_can_answer_the_game_goes_on_unsaved_and_says_so(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, _ = saved(small, tmp_path / "game.jsonl", table(small, insists=False))
    heard: list[object] = []
    seat.listen(heard.append)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(errno.ENOSPC))
        assert seat.choose("answer", "aid") is None
    assert "without being saved" in str(heard[0])
    assert seat.place == ""
    assert len(seat.outcomes()) == 1


def test_saving_can_be_stopped_and_keeps_what_was_saved(small: Scenario, tmp_path: Path) -> None:
    seat, save = saved(small, tmp_path / "game.jsonl")
    played(seat, AID_THEN_GO[:1])
    before = save.path.read_bytes()
    assert seat.stop_saving() is None
    played(seat, AID_THEN_GO[1:])
    assert save.path.read_bytes() == before
    assert seat.stop_saving() == Refusal("This game is not being saved.")


def test_a_folder_that_cannot_be_written_is_said_in_words(small: Scenario, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    refusal = create(header(small))
    assert isinstance(refusal, Refusal)
    assert "cannot be saved" in refusal.message


def test_no_file_is_written_over(small: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "thesis.doc"
    path.write_text("precious")
    refusal = create(header(small), path)
    assert isinstance(refusal, Refusal)
    assert "already" in refusal.message
    assert path.read_text() == "precious"


def test_games_of_one_seed_get_names_of_their_own(small: Scenario) -> None:
    places = []
    for _ in range(3):
        save = create(header(small))
        assert isinstance(save, Save)
        places.append(save.place)
    assert places == ["small-capital-4", "small-capital-4-2", "small-capital-4-3"]


def test_a_save_is_found_by_path_name_beginning_or_as_the_last(small: Scenario, tmp_path: Path) -> None:
    for seed in (4, 5):
        save = create(header(small, seed=seed))
        assert isinstance(save, Save)
        os.utime(save.path, ns=(seed, seed))
    folder = saves_folder()
    assert find("small-capital-4") == folder / "small-capital-4.jsonl"
    assert find(str(folder / "small-capital-5.jsonl")) == folder / "small-capital-5.jsonl"
    assert find("small-capital-5") == find(LAST)
    assert isinstance(find("small"), Refusal)  # two begin so


def test_a_save_that_does_not_exist_is_refused_with_a_suggestion(small: Scenario) -> None:
    assert "No game has been saved yet" in str(find("small-capitl-4"))
    create(header(small))
    assert "small-capital-4" in str(find("small-capitl-4"))


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "/", "/dev/null", "pipe"])
def test_no_name_of_what_is_no_save_raises_or_waits(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    create(header(small))
    assert "There is no save" in refused(name).message


def test_a_file_far_too_large_is_no_save(tmp_path: Path) -> None:
    with (tmp_path / "game.jsonl").open("wb") as file:
        file.truncate(saves.MAX_BYTES + 1)
    assert "too large" in refused(str(tmp_path / "game.jsonl")).message


def test_two_games_never_hold_one_save(small: Scenario) -> None:
    save = create(header(small))
    assert isinstance(save, Save)
    assert "open in another game" in refused("small-capital-4").message
    save.close()
    opened("small-capital-4")


def test_where_there_are_no_locks_a_file_beside_the_save_says_who_holds_it(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lockless(file: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_lock", lockless)
    save = create(header(small))
    assert isinstance(save, Save)
    beside = save.path.with_name("small-capital-4.jsonl.lock")
    assert "open in another game" in refused("small-capital-4").message
    save.close()
    assert not beside.exists()
    half = opened("small-capital-4")
    assert half.save
    beside.write_text(f"999999999 {os.uname().nodename}\n")  # its process is gone
    again = opened("small-capital-4")
    assert again.save
    beside.write_text("1 another-machine\n")  # nobody can say
    assert str(beside) in refused("small-capital-4").hint


def test_a_save_that_cannot_be_written_can_still_be_played_on(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(header(small))
    monkeypatch.setattr(os, "open", failing(errno.EROFS))
    half = opened("small-capital-4")
    assert half.save is None
    assert "without saving" in half.notice


def test_the_saves_are_listed_the_latest_first(small: Scenario) -> None:
    for seed in (4, 5):
        save = create(header(small, seed=seed))
        assert isinstance(save, Save)
        save.add(CHOICE)
        os.utime(save.path, ns=(seed, seed))
    (saves_folder() / "broken.jsonl").write_bytes(b"{}\n")
    os.utime(saves_folder() / "broken.jsonl", ns=(0, 0))
    first, second, broken = listed()
    assert isinstance(first, Listed)
    assert (first.header.seed, first.decided, first.finished) == (5, 1, False)
    assert isinstance(second, Listed)
    assert isinstance(broken, Refusal)


def test_lines_are_readable_text() -> None:
    line = entry_line(Chosen("spring", "capital", "answer", "aid", "ошский июнь"))
    assert "ошский июнь" in line.decode()
