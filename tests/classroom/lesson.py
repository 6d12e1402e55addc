"""`tashkent host` in a process of its own, as a teacher starts it, and what is kept of the lesson."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from game.classroom import events as e
from game.classroom.store import looked_into
from game.scenario.refusal import Refusal
from tests.cli.run import started

PATIENCE = 45.0
"""Seconds after which something that should come to pass is taken not to."""

LINKS = {
    "code": r"and type\s+(\w+)", "address": r"Students open\s+(\S+)", "console": r"Your console\s+(\S+)",
    "projector": r"The projector\s+(\S+)", "name": r"session (\S+)",
}  # fmt: skip


class Host:
    """`tashkent host`, and what its teacher reads."""

    def __init__(self, data: Path, *arguments: str, port: str = "0") -> None:
        self.data = data
        self.process = started("host", *arguments, "--port", port, "--workers", "1", data=data)
        assert self.process.stdout
        said = ""
        while "Ctrl+C" not in said:
            line = self.process.stdout.readline().decode()
            assert line, said
            said += line
        found = {name: re.search(pattern, said) for name, pattern in LINKS.items()}
        self.link = {name: match[1] for name, match in found.items() if match}

    def log(self) -> list[e.Event]:
        """What is kept."""
        store = looked_into(str(self.data / "sessions" / f"{self.link['name']}.session"))
        assert not isinstance(store, Refusal), store
        try:
            return [entry.event for entry in store.entries()]
        finally:
            store.close()

    def of(self, kind: type[e.Event]) -> list[e.Event]:
        """The events of a kind."""
        return [event for event in self.log() if isinstance(event, kind)]

    def until(self, come: Callable[[], object], what: str) -> None:
        """Wait until something has come to pass."""
        end = time.monotonic() + PATIENCE
        while not come():
            assert time.monotonic() < end, f"{what} did not come to pass"
            time.sleep(0.1)

    def votes(self, student: str) -> int:
        """How often somebody has voted."""
        return sum(isinstance(event, e.Voted) and event.student == student for event in self.log())

    def kill(self) -> None:
        """Without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """As by Ctrl+C."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
