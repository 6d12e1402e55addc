"""`tashkent` in a terminal of its own that is read all the while, typed at as a person types."""

from __future__ import annotations

import sys
import threading
import time

from tests.bench.terminal import Terminal


class Attended(Terminal):
    """A terminal whose program never waits for being read."""

    def __init__(self, *arguments: str, environment: dict[str, str]) -> None:
        super().__init__([sys.executable, "-m", "game", *arguments], (100, 30), environment)
        self._left = False
        self._reader = threading.Thread(target=self._read_on, daemon=True)
        self._reader.start()

    def _read_on(self) -> None:
        while not self._left and (self.read(0.2) or self.process.poll() is None):
            pass

    @property
    def text(self) -> str:
        """All that was ever written to it, signs that steer it included."""
        return self.painted.decode("utf-8", "replace")

    def __exit__(self, *error: object) -> None:
        self._left = True
        self._reader.join(5)
        super().__exit__(*error)

    def type(self, key: str) -> None:
        """Press a key, and rest: an escape that is followed at once would be another key."""
        self.press(key)
        time.sleep(0.3)
