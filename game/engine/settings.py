"""How a run departs from the model as it stands: parameters, rules switched off, a rival reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from game.engine.arrays import Choice, Value
from game.scenario.parameters import PARAMETERS
from game.scenario.refusal import Refusal, unknown

RULES: dict[str, str] = {
    "prepare": "levers on promise, capacity, procedure, mandate and bargains (C1, C16)",
    "prepare.hope": "promises raise belief before any test (C1)",
    "prepare.building": "capacity with procedure raises belief (C16)",
    "consult": "the council votes on an operation (C8, C11, C17)",
    "consult.noise": "nobody knows a vote for certain",
    "respond": "aid, force and operations add up to a response (C16)",
    "contain": "violence is quelled or goes on (C5, C15)",
    "contain.overthrow": "an incumbent whom nobody helps is overthrown (C5)",
    "contain.collapse": "a state comes apart past a threshold (C15)",
    "judge": "every member watches an appeal and learns (C2–C4, C7–C9, C13–C15)",
    "judge.excuse": "a vague treaty excuses part of a refusal (C8, C9)",
    "judge.negativity": "a refusal weighs more than a rescue (Mercer 1996)",
    "judge.loyalty": "refusing a loyal client teaches more (C14)",
    "judge.spill": "a little of it reaches the other threats (C2)",
    "judge.reserve": "a grudge excuses for a while, until another client is refused (C6, C7)",
    "intrude": "force without mandate or consent costs restraint (C17; Henry 2020)",
    "realign": "members move toward the partners they want (C19–C21)",
    "realign.restraint": "the averse mind what lost restraint threatens (FACTS 4.2)",
    "realign.suitors": "courtship multiplies what lost belief does (C21)",
    "charge": "costs are paid, now and later (C10–C12)",
    "charge.operation": "force on the ground, dearer where it is violent, cheaper for a capable one (C10)",
    "charge.friction": "force without a mandate, and members who were unwilling (C11, C17)",
    "charge.aid": "help delivered without force",
    "charge.building": "capacity and procedure (C16)",
    "charge.bargain": "safeguards, side payments and leverage",
    "charge.direct": "what an option or an event costs by itself",
    "charge.upkeep": "influence costs more the more diversified the region (C12)",
    "shadow": "the years that follow (C12, C18)",
    "shadow.fade": "promises with nothing behind them fade (C18)",
    "shadow.courtship": "outside partners go on courting (C21)",
    "shadow.exit": "a member may leave (C0)",
}
"""Every rule, and the parts of rules, that can be switched off by name."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A rival reading of the same events, one switch away."""

    name: str
    claim: str
    parameters: Mapping[str, float]


VARIANTS: dict[str, Variant] = {
    variant.name: variant
    for variant in (
        Variant("press", "The record does not matter; power and interests do (Press 2005).",
                {"judge.learning": 0.0}),
        Variant("henry", "Allies want reliability, not blind loyalty: the averse welcome a refusal "
                "(Henry 2020).", {"judge.welcome": 1.0}),
        Variant("flat", "Exposure is equal: no member has more cause to watch than another.",
                {"judge.flat": 1.0}),
        Variant("plot", "The Manas reading: the quarrel with Bakiyev excuses all (C6).",
                {"judge.plot": 1.0}),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run departs in; empty for the model as it stands."""

    parameters: Mapping[str, Value] = field(default_factory=dict)
    """By name; a number, or an array (play,) with a value for each play. Years are one number for all."""
    without: frozenset[str] = frozenset()
    variant: str | None = None
    given: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By stage: state by name that it opens in, whatever came before; see `engine.given`."""


def checked(
    parameters: Mapping[str, float], without: Iterable[str], variant: str | None
) -> Settings | Refusal:
    """The settings, or the first refusal: an unknown name, or a value that is not within its range."""
    for name, value in parameters.items():
        if name not in PARAMETERS:
            return unknown("parameter", name, PARAMETERS)
        known = PARAMETERS[name]
        if not known.low <= value <= known.high:
            return Refusal(
                f"{name} lies between {known.low:g} and {known.high:g}, got {value:g}.",
                f"Its meaning: {known.meaning}.",
            )
        if not known.allows(value):
            return Refusal(f"{name} is a whole number, got {value:g}.")
    off = frozenset(without)
    for rule in sorted(off):
        if rule not in RULES:
            return unknown("rule", rule, RULES)
    if variant is not None and variant not in VARIANTS:
        return unknown("variant", variant, VARIANTS)
    return Settings(dict(parameters), off, variant)


def resolved(scenario: Mapping[str, float], settings: Settings) -> dict[str, Value]:
    """Every parameter's value: defaults, then the scenario's, then the variant's, then the run's.

    Raise ValueError if `shadow.years` is an array.
    """
    values: dict[str, Value] = {name: parameter.default for name, parameter in PARAMETERS.items()}
    values.update(scenario)
    if settings.variant is not None:
        values.update(VARIANTS[settings.variant].parameters)
    values.update(settings.parameters)
    if isinstance(values["shadow.years"], np.ndarray):
        raise ValueError("shadow.years is one number for all plays")
    return values


def portion(settings: Settings, plays: slice | Choice) -> Settings:
    """The settings of some of the plays; the same object unless a parameter has a value for each play."""
    if not any(isinstance(value, np.ndarray) for value in settings.parameters.values()):
        return settings
    cut = {
        name: value[plays] if isinstance(value, np.ndarray) else value
        for name, value in settings.parameters.items()
    }
    return Settings(cut, settings.without, settings.variant, settings.given)
