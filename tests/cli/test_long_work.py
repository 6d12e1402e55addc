"""What takes long: how far it is can be seen on a terminal, and what is done when it is stopped is kept."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.run import SMALL, environment, started, tashkent

ENDLESS = ("--plays", "100000000")


def interrupted(*arguments: str, data: Path) -> tuple[int, str]:
    """Begun, let work until the bar knows how long it takes, and told to stop as a terminal does it: every
    process of the group is."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "game", *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment(data, TERM="xterm"),
        text=True,
        start_new_session=True,
    ) as work:
        os.close(theirs)
        told = b""
        while not re.search(rb"[0-9]{2}:[0-9]{2}:[0-9]{2}", told):
            told += os.read(ours, 4096)
        os.killpg(work.pid, signal.SIGINT)
        out, _ = work.communicate(timeout=60)
    told += b"".join(_all(ours))
    os.close(ours)
    assert b"Traceback" not in told
    return work.returncode, out


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_ctrl_c_keeps_what_is_done_and_says_that_it_is_partial(workers: str, tmp_path: Path) -> None:
    code, out = interrupted("explore", "balance", str(SMALL), *ENDLESS, "--workers", workers, data=tmp_path)
    assert code == 130
    first, second, *_ = out.splitlines()
    assert first.startswith("The Lake Pact · balance, ")
    assert second == "PARTIAL: it was stopped; this is what was done by then."
    assert "This illustrates an argument; it does not predict." in out


@pytest.mark.slow
def test_a_run_keeps_what_is_done_too(tmp_path: Path) -> None:
    code, out = interrupted("run", str(SMALL), *ENDLESS, "--json", "--workers", "2", data=tmp_path)
    document = json.loads(out)
    assert code == 130
    assert document["partial"] is True
    again = tashkent("run", str(SMALL), "--plays", str(document["plays"]), "--json", data=tmp_path)
    whole = json.loads(again.stdout)
    assert "partial" not in whole
    assert whole == {key: value for key, value in document.items() if key != "partial"}


@pytest.mark.slow
def test_ctrl_c_before_anything_is_done_leaves_nothing_behind(tmp_path: Path) -> None:
    work = started("explore", "strategies", "kyrgyzstan-2010", *ENDLESS, "--workers", "1", data=tmp_path)
    time.sleep(0.1)
    work.send_signal(signal.SIGINT)
    out, err = work.communicate(timeout=60)
    assert work.returncode in {2, 130, -signal.SIGINT}
    assert out == b""
    assert b"explore" not in err


def on_a_terminal(*arguments: str, data: Path) -> str:
    """What is written to a terminal on stderr."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "game", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=environment(data, TERM="xterm"),
    ) as work:
        os.close(theirs)
        told = b"".join(_all(ours))
        work.wait(timeout=60)
    os.close(ours)
    return told.decode()


def _all(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return
        if not part:
            return
        yield part


@pytest.mark.slow
def test_on_a_terminal_a_bar_shows_how_far_it_is_and_how_long_it_takes(tmp_path: Path) -> None:
    told = on_a_terminal(
        "explore", "balance", str(SMALL), "--plays", "600000", "--workers", "1", data=tmp_path
    )
    assert "Exploring" in told
    assert "100%" in told
    assert "00:00:" in told
