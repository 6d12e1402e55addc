"""The only place that prints, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.scenario.refusal import Refusal

FINE, PROBLEMS, USAGE, FAULT, INTERRUPTED, UNREAD = 0, 1, 2, 70, 130, 141


class UnwrittenError(Exception):
    """What is printed reaches nobody: stdout is a broken pipe, or its disk is full."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def say(lines: Iterable[str]) -> int:
    """Print lines; all is fine."""
    for line in lines:
        write(f"{line}\n")
    return FINE


def write(text: str) -> None:
    """To stdout, at once. Raise UnwrittenError if it does not get there."""
    try:
        print(text, end="", flush=True)
    except OSError as error:
        raise UnwrittenError(error) from None


def say_json(document: dict[str, Any]) -> None:
    """Print one document and nothing else."""
    write(f"{json.dumps(document, ensure_ascii=False, indent=2)}\n")


def refuse(refusal: Refusal) -> int:
    """Tell what cannot be met."""
    print(refusal, file=sys.stderr)
    return USAGE


def fault(error: BaseException, place: str = "") -> int:
    """Tell of a mistake of ours, and where the game is kept."""
    from game.commands.faults import report  # noqa: PLC0415

    print(report(error, place), file=sys.stderr)
    return FAULT


def complain(text: str) -> None:
    """To stderr."""
    print(text, file=sys.stderr)
