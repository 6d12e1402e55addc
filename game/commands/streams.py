"""The terminal, or what stands in its place: how wide, who is there, and what it can show."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from typing import TextIO

from game.plain.page import PIPED
from game.plain.talk import Manner

PLAIN_SIGNS = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "·": "-", "•": "*", "…": "...", "×": "x", "→": "->", "≤": "<=",
    "≥": ">=", "≠": "!=", "≈": "about ", "±": "+/-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
    "«": '"', "»": '"', "δ": "delta", "Δ": "Delta", "¶": "para. ", "§": "section ", "√": "root ", "²": "^2",
    "°": " degrees", "\u00a0": " ", "\u202f": " ", "½": "1/2",
}  # fmt: skip
"""What is written for a sign where the terminal's encoding lacks it."""

LONGEST_LINE = 4_096
"""Characters of a typed line that are read; the rest of it is passed over."""


def prepare() -> None:
    """Make the standard streams fit for any text, in any locale, closed ones included."""
    codecs.register_error("tashkent", _in_plain_signs)
    # A stream that was closed before we began is None.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 (for good)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="tashkent")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def full_screen() -> bool:
    """Whether there is a whole screen to play on.

    The screen is drawn on stderr, so that has to be a terminal too.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(stream.isatty() for stream in streams)


def manner(*, yes: bool) -> Manner:
    """How to talk with whoever is there; with `yes` nothing is confirmed and nothing waits."""
    person = sys.stdin.isatty() and not yes
    width, height = _size()
    waits = person and height > 0
    return Manner(width or PIPED, height if waits else 0, confirms=person, pauses=waits)


def _size() -> tuple[int, int]:
    """Of the terminal, in columns and lines; a pipe has neither."""
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return 0, 0


def read_line(stream: TextIO) -> str | None:
    """The next line without its end; None when there are no more."""
    line = rest = stream.readline(LONGEST_LINE)
    while rest and not rest.endswith("\n") and len(rest) == LONGEST_LINE:
        rest = stream.readline(LONGEST_LINE)
    return line.rstrip("\r\n") if line else None


def drop_output() -> None:
    """Write no more: whoever read us has gone."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(PLAIN_SIGNS.get(char) or _bare(char) for char in missing), error.end


def _bare(char: str) -> str:
    """A letter without its accents, if that is in every encoding."""
    letters = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return letters or "?"
