"""What a player or an operator gets, in words, when what was asked cannot be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.scenario.suggestions import did_you_mean


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was refused, and what to do instead."""

    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def unknown(kind: str, name: str, known: Iterable[str]) -> Refusal:
    """The refusal of a name that is not one of `known`."""
    hint = did_you_mean(name, known, f"the {kind}s")
    end = "" if hint.endswith("?") else "."
    return Refusal(f"There is no {kind} `{name}`.", f"{hint[0].upper()}{hint[1:]}{end}")
