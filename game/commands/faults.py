"""A mistake of ours: the player is told in a sentence, and the rest goes to a log."""

from __future__ import annotations

import contextlib
import platform
import sys
import time
import traceback

from game import __version__
from game.table.saves import data_folder
from game.words import _

LOG = "errors.log"


def report(error: BaseException, place: str = "") -> str:
    """What is said about an exception that should not be; its traceback is appended to a log."""
    written = ""
    with contextlib.suppress(OSError):
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOG).open("a", encoding="utf-8", errors="backslashreplace") as log:
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            log.write(f"{now} tashkent {__version__}, Python {platform.python_version()}, {_arguments()}\n")
            log.write("".join(traceback.format_exception(error)) + "\n")
        details = _("The details are in {file}: please send that file with your report.")
        written = details.format(file=folder / LOG)
    told = [_("Something went wrong inside the game ({error}).").format(error=type(error).__name__)]
    if place:
        saved = _("Your game is saved as {place}; every choice that was confirmed is in it.")
        told.append(saved.format(place=place))
    return " ".join([*told, written]).rstrip()


def _arguments() -> list[str]:
    """What was typed, without what opens a seat in a class: the log is to be sent to others."""
    typed = sys.argv[1:]
    return [*typed[:1], "…"] if typed[:1] == ["join"] else typed
