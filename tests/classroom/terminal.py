"""A program in a terminal of its own, typed at as a person types."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import time
from types import TracebackType


class Terminal:
    """`tashkent` under a pseudo-terminal of this size."""

    def __init__(
        self, *arguments: str, environment: dict[str, str], columns: int = 100, lines: int = 30
    ) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "game", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)
        self._end = ours
        self._seen = bytearray()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                found = os.read(self._end, 65_536)
            except OSError:
                return
            if not found:
                return
            self._seen += found

    @property
    def text(self) -> str:
        """All that was ever written to it, signs that steer it included."""
        return self._seen.decode("utf-8", "replace")

    def press(self, *keys: str, pause: float = 0.3) -> None:
        """Type keys, one after the other: an escape that is followed at once would be another key."""
        for key in keys:
            os.write(self._end, key.encode())
            time.sleep(pause)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(5)
        os.close(self._end)
