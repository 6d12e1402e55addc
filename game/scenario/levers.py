"""The closed vocabulary in which an option or an event acts on the model.

The asymmetry of the seats is here: `patron_only` levers are refused to a secretariat.
**Moscow acts and pays; the secretariat convenes, drafts, proposes and speaks.**
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Index = Literal["threat", "member", "partner", "flag"]


@dataclass(frozen=True, slots=True)
class Lever:
    """One name of the vocabulary."""

    name: str
    help: str
    unit: str
    low: float
    high: float
    index: Index | None = None
    """What stands after the dot, as in `promise.internal`; None for a plain name."""
    patron_only: bool = False
    combine: Literal["sum", "max", "either"] = "sum"
    """How two seats' values in one stage join: added, the larger, or 1 − (1−x)(1−y)."""


LEVERS: dict[str, Lever] = {
    lever.name: lever
    for lever in (
        Lever("aid", "help delivered without force: money, fuel, kit, doctors, police equipment",
              "share of what the case needs", 0, 1, combine="either"),
        Lever("force", "the patron's own troops, on its own decision",
              "share of what the case needs", 0, 1, patron_only=True, combine="max"),
        Lever("deploy", "an alliance operation put to the council: how large it is",
              "share of the full force", 0, 1, combine="max"),
        Lever("back", "the patron's weight and money behind an operation put to the council",
              "share of its full weight", 0, 1, patron_only=True, combine="max"),
        Lever("mandate", "an international mandate sought or gained", "change of level", -1, 1),
        Lever("promise", "words, drills and texts that raise the expectation of help against a threat",
              "change of level", -1, 1, index="threat"),
        Lever("capacity", "forces, kit and training for peacekeeping and humanitarian work",
              "change of level", -1, 1),
        Lever("procedure", "rules and drills by which an appeal is decided and an operation run",
              "change of level", -1, 1),
        Lever("bargain", "a safeguard or a side payment that eases a member's consent",
              "change of level", -1, 1, index="member"),
        Lever("leverage", "the patron's hold over a member: bases, credit, gas",
              "change of level", -1, 1, index="member", patron_only=True),
        Lever("pull", "how actively an outside partner courts the region",
              "change of level", -1, 1, index="partner"),
        Lever("turmoil", "violence in the country that asks for help", "change of level", -1, 1),
        Lever("cost", "a direct charge, or a saving",
              "points; 100 is one ordinary year of influence in the region", -50, 50),
        Lever("rule", "changes the council's rule: `limited` (the willing may go) or `consensus`",
              "1 to limited, -1 to consensus", -1, 1),
        Lever("flag", "sets a named mark that conditions can read", "1 sets it", 1, 1,
              index="flag", combine="max"),
    )
}  # fmt: skip
