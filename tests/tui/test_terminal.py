"""The real program in a pseudo-terminal, played, interrupted and crashed: the terminal is as before."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from tests.bench.terminal import Terminal
from tests.cli.run import PLAY, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

GAME = [sys.executable, "-m", "game", "play", *PLAY[1:]]
SIZE = (80, 24)

RESTORED = {
    b"\x1b[?1049l": "the screen that was there before",
    b"\x1b[?25h": "the cursor",
    b"\x1b[?1000l": "no clicks are told",
    b"\x1b[?1003l": "no moves of the mouse are told",
    b"\x1b[?2004l": "what is pasted is not marked",
    b"\x1b[<u": "keys are told as they were",
}
"""What has to be among the last things written."""


def told(home: Path) -> dict[str, str]:
    """What the program knows of the world."""
    return environment(home / "data", TASHKENT_CONFIG=str(home / "config"), TASHKENT_MOTION="off")


def left_as_it_was(terminal: Terminal) -> None:
    """The terminal is what it was before the program began."""
    last = terminal.painted[terminal.painted.rindex(b"\x1b[?1049l") - 200 :]
    for sequence, what in RESTORED.items():
        assert sequence in last, what
    assert terminal.state == terminal.before


def to_the_first_choice(terminal: Terminal) -> None:
    """Put the brief aside, and read the first option back."""
    terminal.until("You are the Capital")
    terminal.press("\r")
    terminal.until("1 of 2")
    terminal.press("o2\r")
    terminal.until("You choose")


def test_a_game_is_played_to_its_end_and_leaves_the_terminal_as_it_was(home: Path) -> None:
    with Terminal(GAME, SIZE, told(home)) as terminal:
        to_the_first_choice(terminal)
        terminal.press("it is cheap\r")
        terminal.until("What was decided")
        terminal.resize((140, 45))
        terminal.quiet()
        terminal.resize(SIZE)
        terminal.quiet()
        terminal.press("\x1b")
        terminal.until("2 of 2")
        terminal.press("o1\r")
        terminal.until("You choose")
        terminal.press("\r")
        terminal.until("What was decided")
        terminal.press("\x1b")
        terminal.until("How it ended")
        terminal.press("q")
        terminal.until("tashkent play --resume small-capital-4")
        assert terminal.process.wait(20) == 0
        left_as_it_was(terminal)
    (save,) = (home / "data" / "saves").glob("*.jsonl")
    assert json.loads(save.read_text().splitlines()[-1])["kind"] == "finish"


@pytest.mark.slow
def test_the_bare_command_leads_from_the_first_screen_to_the_debrief_of_osh(home: Path) -> None:
    with Terminal([sys.executable, "-m", "game"], SIZE, told(home)) as terminal:
        terminal.until("20 minutes")  # the first scenario on the list is told of
        terminal.press("\r")
        terminal.until("Begin")
        terminal.press("\r")
        terminal.until("A letter on Saturday")
        for _ in range(60):
            terminal.quiet(0.4)
            before = len(terminal.painted)
            terminal.press("\r")  # on to the options, choose, decide, turn the page
            terminal.quiet(0.4)
            if b"How it ended" in terminal.painted[before:]:
                break
        terminal.press("q")
        terminal.until("tashkent play --resume osh-june-2010-moscow-")
        assert terminal.process.wait(20) == 0
        left_as_it_was(terminal)
    (save,) = (home / "data" / "saves").glob("*.jsonl")
    assert json.loads(save.read_text().splitlines()[-1])["kind"] == "finish"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_end_leaves_a_game_that_goes_on(home: Path, ending: signal.Signals) -> None:
    with Terminal(GAME, SIZE, told(home)) as terminal:
        to_the_first_choice(terminal)
        terminal.process.send_signal(ending)
        terminal.until("tashkent play --resume small-capital-4")
        assert terminal.process.wait(20) == 130
        left_as_it_was(terminal)


def test_the_program_ends_when_its_window_is_closed_while_it_reads_the_scenarios(home: Path) -> None:
    with Terminal([sys.executable, "-m", "game"], SIZE, told(home)) as terminal:
        terminal.until("Reading the scenarios")
        terminal.hang_up()
        assert terminal.process.wait(20) is not None


def test_a_mistake_of_ours_is_told_in_a_sentence_and_the_game_can_be_resumed(home: Path) -> None:
    broken = (
        "import sys, game.tui.screens.outcome as o; o.OutcomeScreen.compose = None;"
        f"sys.argv[1:] = {['play', *PLAY[1:]]!r}; from game.cli import main; main()"
    )
    with Terminal([sys.executable, "-c", broken], SIZE, told(home)) as terminal:
        to_the_first_choice(terminal)
        terminal.press("\r")
        terminal.until("Something went wrong inside the game (TypeError). Your game is saved as")
        assert terminal.process.wait(20) == 70
        left_as_it_was(terminal)
        assert b"Traceback" not in terminal.painted
    assert "Traceback" in (home / "data" / "errors.log").read_text()
    again = [sys.executable, "-m", "game", "play", "--resume", "last"]
    with Terminal(again, SIZE, told(home)) as terminal:
        terminal.until("2 of 2")


def test_the_game_speaks_the_language_that_is_kept_and_tells_a_scenario_without_it_in_its_own(
    home: Path,
) -> None:
    (home / "config" / "settings.json").write_text('{"language": "ru", "guide": false}')
    with Terminal(GAME, SIZE, told(home)) as terminal:
        terminal.until("Ваша роль: the Capital")
        terminal.press("\r")
        terminal.until("Этап 1 из 2")
        terminal.press("q")
        assert terminal.process.wait(20) == 0
    with Terminal([*GAME, "--lang", "xx"], SIZE, told(home)) as terminal:
        terminal.until("xx")
        assert terminal.process.wait(20) == 2


def test_what_cannot_be_asked_for_is_told_to_the_shell(home: Path) -> None:
    wrong = [sys.executable, "-m", "game", "play", PLAY[1], "--role", "palace"]
    with Terminal(wrong, SIZE, told(home)) as terminal:
        terminal.until("There is no role `palace`.")
        assert terminal.process.wait(20) == 2
        left_as_it_was(terminal)


def test_plain_in_a_terminal_takes_no_screen(home: Path) -> None:
    with Terminal([*GAME, "--plain"], SIZE, told(home)) as terminal:
        terminal.until("Enter for the situation")
        assert b"\x1b[?1049h" not in terminal.painted
        terminal.press("\x04")
        assert terminal.process.wait(20) == 0
        assert terminal.state == terminal.before
