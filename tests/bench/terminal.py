"""A program in a pseudo-terminal of its own: keys in, what it paints out, with the times of both."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from typing import Self

CONTROL = re.compile(rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")
"""What moves the cursor or changes colours; between two words it counts as nothing."""


class Terminal:
    """A running program and the screen that it paints on; to be used in a `with`."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(theirs)
        """The terminal's state before the program began."""
        self._theirs = theirs
        self._hung_up = False
        self.painted = b""
        """All that the program has written."""
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, "TERM": "xterm-256color"},
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if not self._hung_up:
            os.close(self.ours)
        os.close(self._theirs)

    @property
    def state(self) -> list[object]:
        """The terminal's state now."""
        return termios.tcgetattr(self._theirs)

    def resize(self, size: tuple[int, int]) -> None:
        """Change the size of the terminal, as its user may at any moment."""
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.killpg(self.process.pid, signal.SIGWINCH)

    def hang_up(self) -> None:
        """Close the window that the program runs in."""
        os.close(self.ours)
        self._hung_up = True
        os.killpg(self.process.pid, signal.SIGHUP)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.ours, keys.encode())

    def read(self, patience: float) -> bytes:
        """What is painted next; nothing if nothing is, for so many seconds."""
        ready, _, _ = select.select([self.ours], [], [], patience)
        try:
            more = os.read(self.ours, 65_536) if ready else b""
        except OSError:  # the other side has gone
            return b""
        self.painted += more
        return more

    def until(self, words: str, patience: float = 30.0) -> float:
        """When these words were painted, after all that has been waited for; on `time.perf_counter`.

        Raise TimeoutError if they are not.
        """
        wanted, said, until = words.encode(), b"", time.perf_counter() + patience
        while time.perf_counter() < until:
            more = self.read(0.5)
            now = time.perf_counter()
            said += more
            if wanted in CONTROL.sub(b"", said):
                return now
            if not more and self.process.poll() is not None:
                break
        shown = CONTROL.sub(b" ", said).decode(errors="replace")
        raise TimeoutError(f"{words!r} was not painted; this was:\n{shown[-2000:]}")

    def quiet(self, gap: float = 0.15) -> None:
        """Wait until nothing has been painted for so many seconds."""
        while self.read(gap):
            pass
