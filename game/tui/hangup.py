"""A terminal that may go away while the program runs: what is written to it then is dropped."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import IO, Any

from textual.driver import Driver


class Outlet:
    """The terminal as a file that never fails.

    Textual writes to it in a thread of its own. If a write failed there, the thread would end, its queue
    would fill, and the program could neither paint nor leave.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is still somebody to read."""
        with contextlib.suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Write out what is kept back, if there is still somebody to read."""
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """As the system knows it."""
        return self._file.fileno()


@cache
def enduring(driver: type[Driver]) -> type[Driver]:
    """The driver, but that it outlives its terminal."""

    class Enduring(driver):  # type: ignore[misc, valid-type]  # a class that is known only when it runs
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            if file := vars(self).get("_file"):  # none where there is no terminal at all
                self._file = Outlet(file)

    return Enduring
