"""What a player or an operator gets, in words, when what was asked cannot be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.scenario.suggestions import did_you_mean
from game.words import _, marked

PLURALS = {
    marked("claim"): marked("the claims"), marked("decision"): marked("the decisions"),
    marked("explained word"): marked("the explained words"), marked("inject"): marked("the injects"),
    marked("lever"): marked("the levers"), marked("member"): marked("the members"),
    marked("option"): marked("the options"), marked("parameter"): marked("the parameters"),
    marked("policy"): marked("the policies"), marked("role"): marked("the roles"),
    marked("room"): marked("the rooms"), marked("rule"): marked("the rules"),
    marked("save"): marked("the saves"), marked("session"): marked("the sessions"),
    marked("stage"): marked("the stages"), marked("variant"): marked("the variants"),
}  # fmt: skip
"""The kinds of names that a player gives, noted for translators, and all of a kind."""


EXPLAINED = dict.fromkeys(
    ("parameter", "rule", "variant"), marked("All of them, explained: tashkent explore model")
)
"""Where to read about all of a kind, if none is nearly the one that was named."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was refused, and what to do instead."""

    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def unknown(kind: str, name: str, known: Iterable[str]) -> Refusal:
    """The refusal of a name that is not one of `known`."""
    hint = did_you_mean(name, known, _(PLURALS[kind]) if kind in PLURALS else f"the {kind}s")
    end = "" if hint.endswith("?") else "."
    missing = _("There is no {kind} `{name}`.").format(kind=_(kind), name=name)
    more = f" {_(EXPLAINED[kind])}" if end and kind in EXPLAINED else ""
    return Refusal(missing, f"{hint[0].upper()}{hint[1:]}{end}{more}")
