"""What is kept of a game: nothing that was acknowledged is lost, and it is played again as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.record import Chosen, Finished, TakenBack, entry_line, header_line
from game.table.saves import create
from tests.table.tables import AID_THEN_GO, failing, header, opened, played, record, saved, table

CHOICE = Chosen("spring", "capital", "answer", "aid")


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


def test_lines_are_readable_text() -> None:
    line = entry_line(Chosen("spring", "capital", "answer", "aid", "ошский июнь"))
    assert "ошский июнь" in line.decode()
