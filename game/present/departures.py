"""How a game departs from the model as it stands, in words."""

from __future__ import annotations

from game.engine.settings import RULES, VARIANTS, Settings, resolved
from game.present.causes import bare
from game.present.looking_back import ModelView, ParameterView
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from game.words import _


def departures(settings: Settings) -> tuple[str, ...]:
    """A sentence each for a rival reading, rules switched off and parameters set; none for none."""
    parts = []
    if settings.variant:
        reading = _("Reading {name}: {claim}")
        parts.append(reading.format(name=settings.variant, claim=_(VARIANTS[settings.variant].claim)))
    if settings.without:
        parts.append(_("Rules switched off: {rules}.").format(rules=", ".join(sorted(settings.without))))
    if settings.parameters:
        values = ", ".join(f"{name} = {value:g}" for name, value in settings.parameters.items())
        parts.append(_("Set: {values}.").format(values=values))
    return tuple(parts)


def model(scenario: Scenario, settings: Settings) -> ModelView:
    """The model as a game had it: what is off, and every number. Raise TypeError for numbers by the play."""
    values = resolved(scenario.parameters, settings)
    variant = VARIANTS.get(settings.variant or "")

    def since(name: str) -> str:
        if name in settings.parameters:
            return "run"
        if variant and name in variant.parameters:
            return "variant"
        return "scenario" if name in scenario.parameters else ""

    return ModelView(
        variant=variant.name if variant else "",
        reading=_(variant.claim) if variant else "",
        without=tuple((rule, _(bare(RULES[rule]))) for rule in sorted(settings.without)),
        parameters=tuple(
            ParameterView(
                name=name,
                value=float(values[name]),
                default=each.default,
                low=each.low,
                high=each.high,
                meaning=each.meaning,
                basis=each.basis,
                since=since(name),
            )
            for name, each in PARAMETERS.items()
        ),
    )
