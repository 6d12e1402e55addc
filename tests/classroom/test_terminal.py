"""`tashkent join` in a real terminal: a vote is kept, the host may be killed, and the seat stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from game.classroom import events as e
from tests.bench.terminal import Terminal
from tests.classroom.hosts import Hosted
from tests.cli.run import environment


@pytest.mark.slow
def test_a_seat_in_a_terminal_votes_sees_the_host_go_and_come_back_and_can_be_left(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"guide": false}', encoding="utf-8")
    own = environment(tmp_path, TASHKENT_CONFIG=str(settings.parent), TASHKENT_MOTION="off")
    with Hosted(tmp_path, scenario="osh-june-2010", students=1) as host:
        command = [sys.executable, "-m", "game", "join", host.address, host.code, "--name", "Ann"]
        with Terminal(command, (100, 30), own) as terminal:
            terminal.until("You are Moscow")
            terminal.press("\r")
            terminal.quiet(0.5)
            terminal.press("o")
            terminal.quiet(0.5)
            terminal.press("\r")
            terminal.until("Why?")
            terminal.press("for the treaty\r")
            terminal.until("2 of 2")
            assert "for the treaty" in [
                each.event.reason for each in host.log() if isinstance(each.event, e.Voted)
            ]
            host.kill()
            terminal.until("The host is away")
            host.restart()
            terminal.painted = b""
            terminal.until("Stage 1 of 3")
            terminal.press("q")
            terminal.until("Leave the class?")
            terminal.press("\r")
            terminal.until("/s/")
            assert terminal.process.wait(10) == 0
            assert terminal.state == terminal.before
