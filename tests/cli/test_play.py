"""`tashkent play` in real processes: pipes, ends of input, broken pipes, odd terminals."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from game.cli import main
from tests.cli import here
from tests.cli.run import PLAY, SMALL, environment, started, tashkent


def read_until(file: int, text: bytes) -> bytes:
    """What comes, until `text` is in it or nothing more comes for half a minute."""
    seen = b""
    while text not in seen and select.select([file], [], [], 30)[0]:
        try:
            piece = os.read(file, 65536)
        except OSError:  # a terminal's way to say that the other side is gone
            break
        if not piece:
            break
        seen += piece
    return seen


def test_piped_choices_play_a_game_and_give_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = (tashkent(*PLAY, typed="2 because we can\n1\n", data=tmp_path) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert "Your choice, 1 to 3: 2 because we can" in first.stdout  # as it would look on a screen
    assert "The end: your scorecard." in first.stdout
    assert "Confirm?" not in first.stdout


def test_the_end_of_input_saves_and_says_how_to_go_on(tmp_path: Path) -> None:
    half = here.tashkent(*PLAY, typed="2\n", data=tmp_path)
    assert half.returncode == 0
    command = re.search(r"tashkent (play --resume .*)\n", half.stdout)
    assert command
    rest = here.tashkent(*command[1].split(), typed="1\n", data=tmp_path)
    assert rest.returncode == 0
    assert "Welcome back: 1 of 2 stages are over." in rest.stdout
    whole = here.tashkent(*PLAY, "--no-save", typed="2\n1\n", data=tmp_path)
    end = "What followed · 1 July 2001"
    assert rest.stdout.partition(end)[2] == whole.stdout.partition(end)[2]


def test_a_scenario_in_an_archive_is_played_and_resumed(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "small"), "zip", SMALL)
    half = here.tashkent("play", archive, *PLAY[2:], typed="2\n", data=tmp_path)
    assert half.returncode == 0, half.stderr
    rest = here.tashkent("play", "--resume", "last", typed="1\n", data=tmp_path)
    assert rest.returncode == 0, rest.stderr
    assert "The end: your scorecard." in rest.stdout


def test_scenario_and_seat_are_asked_for_when_not_given(tmp_path: Path) -> None:
    asked = here.tashkent(typed="99\n1\nhelp\n1\n", data=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert "There is no number 99 here." in asked.stdout
    assert "Which seat do you take?" in asked.stdout
    assert "Stage 1 of" in asked.stdout


def test_leaving_before_the_game_begins_leaves_nothing_behind(tmp_path: Path) -> None:
    gone = here.tashkent(typed="quit\n", data=tmp_path)
    assert gone.returncode == 0
    assert "No game was begun." in gone.stdout
    assert not list(tmp_path.iterdir())


def test_a_seed_that_is_not_given_is_drawn_shown_and_saved(tmp_path: Path) -> None:
    drawn = here.tashkent("play", str(SMALL), "--role", "capital", data=tmp_path)
    seed = re.search(r"Seed (\d+)\.", drawn.stdout)
    assert seed
    assert [path.stem for path in (tmp_path / "saves").iterdir()] == [f"small-capital-{seed[1]}"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["play", "kyrgystan-2010"], "kyrgyzstan-2010"),
        (["play", str(SMALL), "--role", "capitol"], "Did you mean `capital`?"),
        (["play", str(SMALL), "--role", "capital", "--opponent", "planer"], "Did you mean `planner`?"),
        (["play", str(SMALL), "--role", "capital", "--seed", "-1"], "A seed lies between"),
        (["play", str(SMALL), "--role", "capital", "--seed", "x"], "not a valid integer"),
        (["play", str(SMALL), "--role", "capital", "--variant", "pres"], "Did you mean `press`?"),
        (["play", str(SMALL), "--role", "capital", "--without", "jugde"], "Did you mean `judge`?"),
        (["play", str(SMALL), "--role", "capital", "--set", "judge.learning"], "write PARAM=V"),
        (["play", str(SMALL), "--role", "capital", "--set", "judge.learning=99"], "lies between"),
        (["play", str(SMALL), "--role", "capital", "--set", "judge.learning=nan"], "lies between"),
        (["play", "--resume", "nothing"], "There is no save `nothing`."),
        (["play", "--resume", "nothing", "--role", "capital"], "takes the scenario, the seat"),
        (["play", str(SMALL), "--role", "capital", "--save", "/proc/x/y"], "cannot be saved in"),
        (["play", str(SMALL), "--save", "x", "--no-save"], "exclude each other"),
    ],
)
def test_wrong_usage_is_said_on_stderr_with_exit_code_2(
    tmp_path: Path,
    arguments: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["tashkent", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    said, complaint = capsys.readouterr()
    assert left.value.code == 2
    assert says in complaint
    assert said == ""


def test_a_command_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    wrong = tashkent("plya", data=tmp_path)
    assert wrong.returncode == 2
    assert "No such command" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_settings_are_applied_shown_and_kept_in_the_save(tmp_path: Path) -> None:
    departures = ("--variant", "press", "--without", "contain", "--set", "charge.aid=4")
    half = here.tashkent(*PLAY, *departures, typed="2\n", data=tmp_path)
    plain = here.tashkent(*PLAY, typed="2\n", data=tmp_path)
    why = "Why the scores changed"
    assert half.stdout.partition(why)[2] != plain.stdout.partition(why)[2]
    again = here.tashkent("play", "--resume", "small-capital-4", data=tmp_path)
    for text in (half.stdout, again.stdout):
        assert "Reading press:" in text
        assert "Rules switched off: contain." in text
        assert "Set: charge.aid = 4." in text


def test_a_game_without_forecasts_has_none_when_it_is_resumed(tmp_path: Path) -> None:
    off = here.tashkent(*PLAY, "--no-forecast", typed="forecast\n2\n", data=tmp_path)
    again = here.tashkent("play", "--resume", "small-capital-4", typed="forecast\n", data=tmp_path)
    for text in (off.stdout, again.stdout):
        assert "Forecasts are switched off in this game." in text
    header = json.loads((tmp_path / "saves" / "small-capital-4.jsonl").read_text().splitlines()[0])
    assert header["forecasts"] is False
    here.tashkent(*PLAY, typed="2\n", data=tmp_path)
    told = here.tashkent("play", "--resume", "small-capital-4-2", typed="forecast\n", data=tmp_path)
    assert "Where each option may lead" in told.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    process = started(*PLAY, data=tmp_path)
    assert process.stdout
    assert process.stdin
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    process.stdin.close()
    assert process.wait(30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_closed_streams_are_no_error(tmp_path: Path) -> None:
    line = f"{sys.executable} -m game {' '.join(PLAY)} <&- >&- 2>&-"
    done = subprocess.run(["/bin/sh", "-c", line], env=environment(tmp_path), timeout=30, check=False)
    assert done.returncode == 0


def test_a_full_output_is_said_in_words(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "game", *PLAY],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(tmp_path),
            timeout=30,
            check=False,
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr or "no space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "koi8-r"])
def test_signs_that_a_terminal_lacks_are_written_otherwise(tmp_path: Path, encoding: str) -> None:
    narrow = started(*PLAY, data=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    said, complaint = narrow.communicate(b"2 because \xff\xfe\n1\n", timeout=30)
    assert narrow.returncode == 0, complaint
    text = said.decode(encoding)
    assert re.search(r"\(-\d+\.\d\):", text)  # a real minus on a screen that has one
    assert "The end: your scorecard." in text


def test_input_that_is_not_text_is_refused_in_words(tmp_path: Path) -> None:
    process = started(*PLAY, data=tmp_path)
    said, complaint = process.communicate(b"\xff\xfe\x00\n" + b"9" * 100_000 + b"\n2\n", timeout=30)
    assert process.returncode == 0, complaint
    assert said.count(b"Decided:") == 1
    assert len(said) < 30_000


def test_ctrl_c_at_a_prompt_leaves_with_the_game_saved(tmp_path: Path) -> None:
    process = started(*PLAY, data=tmp_path)
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"2\n")
    process.stdin.flush()
    read_until(process.stdout.fileno(), b"1 to 4: ")
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=30)
    assert process.returncode == 130, complaint
    assert b"tashkent play --resume small-capital-4" in said
    assert complaint == b""


def test_a_person_at_a_terminal_is_asked_to_confirm(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 50, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "game", *PLAY],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(tmp_path, TERM="dumb"),
        start_new_session=True,
    )
    os.close(theirs)
    for expected in (b"situation: ", b"stand: ", b"options: "):
        assert expected in read_until(ours, expected)
        os.write(ours, b"\n")
    read_until(ours, b"1 to 3: ")
    os.write(ours, b"2\n")
    assert b"You choose 2." in read_until(ours, b"[Y/n] ")
    os.write(ours, b"y\n")
    read_until(ours, b"changed: ")
    os.write(ours, b"\x04")  # the end of input
    assert b"Your game is saved." in read_until(ours, b"never")
    assert process.wait(30) == 0
    os.close(ours)


def test_a_mistake_of_ours_is_told_in_a_sentence_and_logged(tmp_path: Path) -> None:
    broken = (
        "import game.plain.ending as e, sys; e.tell_scorecard = None;"
        "import game.plain.game as g; g.tell_scorecard = None;"
        f"sys.argv[1:] = {list(PLAY)!r}; from game.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken],
        input="2\n1\n",
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=30,
        check=False,
    )
    assert done.returncode == 70
    assert "Something went wrong inside the game (TypeError)." in done.stderr
    assert "saved as small-capital-4" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in (tmp_path / "errors.log").read_text()


def test_a_data_folder_that_cannot_be_written_does_not_keep_anyone_from_playing(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder")
    done = here.tashkent(*PLAY, typed="2\n1\n", data=nowhere)
    assert done.returncode == 0
    assert "This game cannot be saved" in done.stdout
    assert "The end: your scorecard." in done.stdout


def test_saves_are_listed(tmp_path: Path) -> None:
    assert "No game has been saved yet" in here.tashkent("saves", data=tmp_path).stdout
    here.tashkent(*PLAY, typed="2\n", data=tmp_path)
    listed = here.tashkent("saves", data=tmp_path)
    assert "small-capital-4: small, capital" in listed.stdout
