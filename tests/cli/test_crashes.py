"""Whatever stops the program, what it acknowledged is there afterwards."""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.scenario.refusal import Refusal
from game.table.record import Chosen, Record, TakenBack, parse
from tests.cli import here
from tests.cli.run import PLAY, environment, started, tashkent

RESTLESS = ("2", "undo", "3", "undo", "1", "undo") * 10
"""A player who cannot decide, so that there is much to lose."""


def record(data: Path) -> Record:
    """What the only save in a data folder says."""
    (path,) = (data / "saves").glob("*.jsonl")
    read = parse(path.read_bytes())
    assert not isinstance(read, Refusal), read
    return read


def acknowledged(transcript: str) -> list[str]:
    """What the program said that it had done, in order."""
    return re.findall(r"^(Decided: .*|Taken back)", transcript, re.MULTILINE)


def saved(said: Record) -> list[str]:
    """What the save says of the player's own doings, in the program's words."""
    labels = {
        "refuse": "Call it an internal matter",
        "aid": "Send money and doctors",
        "troops": "Send your own troops",
    }
    done = []
    for entry in said.entries:
        if isinstance(entry, TakenBack):
            done.append("Taken back")
        elif isinstance(entry, Chosen) and entry.role == "capital":
            done.append(f"Decided: {labels[entry.option]}.")
    return done


@pytest.mark.parametrize("trial", [0, 1, *(pytest.param(trial, marks=pytest.mark.slow) for trial in (2, 3))])
def test_a_killed_game_loses_no_acknowledged_decision(tmp_path: Path, trial: int) -> None:
    luck = random.Random(trial)
    process = started(*PLAY, data=tmp_path)
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n".join((*RESTLESS, "")).encode())
    process.stdin.flush()
    patience, seen = luck.randrange(1, 50), b""
    while seen.count(b"Decided: ") + seen.count(b"Taken back") < patience:
        seen += process.stdout.read1(4096)  # type: ignore[attr-defined]
    time.sleep(luck.random() * 0.01)
    process.kill()
    rest, _ = process.communicate()
    told, kept = acknowledged((seen + rest).decode()), saved(record(tmp_path))
    assert len(told) >= patience
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1  # one may have been on the disk and not yet told
    again = here.tashkent(
        "play",
        "--resume",
        "last",
        typed="undo\n2\n1\n" if kept[-1] != "Taken back" else "2\n1\n",
        data=tmp_path,
    )
    assert again.returncode == 0, again.stderr
    assert "The end: your scorecard." in again.stdout
    assert saved(record(tmp_path))[: len(kept)] == kept


def test_a_disk_that_fills_up_is_told_and_the_game_goes_on(tmp_path: Path) -> None:
    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    done = subprocess.run(
        [sys.executable, "-m", "game", *PLAY],
        input="2 because of all this\n1\n",
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        preexec_fn=small_disk,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    notice = "The save could not be written: file too large. The game goes on without being saved."
    assert notice in " ".join(done.stdout.split())
    assert "The end: your scorecard." in done.stdout
    assert not record(tmp_path).torn


def test_a_torn_save_is_resumed_and_said_so(tmp_path: Path) -> None:
    here.tashkent(*PLAY, typed="2\n", data=tmp_path)
    (path,) = (tmp_path / "saves").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"kind": "choice", "stage": "su')
    again = here.tashkent("play", "--resume", str(path), typed="1\n", data=tmp_path)
    assert again.returncode == 0
    assert "The last line of the save was not fully written" in again.stdout
    assert path.read_bytes().startswith(whole + b'{"kind": "choice", "stage": "summer"')


def test_a_corrupt_save_is_refused_with_the_line_and_left_alone(tmp_path: Path) -> None:
    here.tashkent(*PLAY, typed="2\n1\n", data=tmp_path)
    (path,) = (tmp_path / "saves").iterdir()
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = b"#" * 30 + b"\n"
    path.write_bytes(b"".join(lines))
    again = here.tashkent("play", "--resume", "last", data=tmp_path)
    assert again.returncode == 2
    assert "line 3 is not JSON" in again.stderr
    assert again.stdout == ""
    assert path.read_bytes() == b"".join(lines)


def test_a_save_that_somebody_changed_is_refused_with_the_line(tmp_path: Path) -> None:
    here.tashkent(*PLAY, typed="2\n1\n", data=tmp_path)
    (path,) = (tmp_path / "saves").iterdir()
    path.write_bytes(path.read_bytes().replace(b'"aid"', b'"shrug"'))
    again = here.tashkent("play", "--resume", "last", data=tmp_path)
    assert again.returncode == 2
    assert "at line 3, there is no option `shrug`" in again.stderr


def test_two_processes_never_play_one_save(tmp_path: Path) -> None:
    first = started(*PLAY, data=tmp_path)
    assert first.stdout
    seen = b""
    while b"Your choice" not in seen:
        seen += first.stdout.read1(4096)  # type: ignore[attr-defined]
    second = tashkent("play", "--resume", "last", data=tmp_path)
    assert second.returncode == 2
    assert "is open in another game" in second.stderr
    first.communicate(b"2\n")
    assert tashkent("play", "--resume", "last", data=tmp_path).returncode == 0


class TestAChangedScenario:
    """A save of a scenario, or of a version, that is no longer as it was."""

    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        """A data folder with a finished game in it, of a scenario that has changed since."""
        here.tashkent(*PLAY, typed="2\n2\n", data=tmp_path)
        (path,) = (tmp_path / "saves").iterdir()
        text = re.sub(rb'"digest": "[0-9a-f]+"', b'"digest": "0"', path.read_bytes(), count=1)
        path.write_bytes(text.replace(b'"version": "', b'"version": "0.0.'))
        return tmp_path

    def test_nobody_is_there_to_agree(self, data: Path) -> None:
        refused = here.tashkent("play", "--resume", "last", data=data)
        assert refused.returncode == 2
        assert "has been changed since the game was saved" in refused.stderr
        assert "The save is of version 0.0." in refused.stderr
        assert "add --yes" in refused.stderr

    def test_what_still_fits_is_played_again_beside_the_old_save(self, data: Path) -> None:
        (old,) = (data / "saves").iterdir()
        before = old.read_bytes()
        again = here.tashkent("play", "--resume", "last", "--yes", data=data)
        assert again.returncode == 0, again.stderr
        assert "All of it still fits." in again.stdout
        new = data / "saves" / "small-capital-4-2.jsonl"
        assert new.read_bytes().splitlines()[1:] == before.splitlines()[1:]
        assert old.read_bytes() == before

    def test_the_replay_stops_at_the_first_choice_that_does_not_fit(self, data: Path) -> None:
        (old,) = (data / "saves").iterdir()
        lines = old.read_bytes().splitlines(keepends=True)
        lines[4] = lines[4].replace(b'"aid"', b'"gone"')
        old.write_bytes(b"".join(lines))
        again = here.tashkent("play", "--resume", "last", "--yes", typed="1\n", data=data)
        assert "Played again up to line 5 of the save, where there is no option `gone`" in again.stdout
        assert "Welcome back: 1 of 2 stages are over." in again.stdout
        assert "The end: your scorecard." in again.stdout
