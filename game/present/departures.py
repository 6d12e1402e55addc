"""How a game departs from the model as it stands, in words."""

from __future__ import annotations

from game.engine.settings import VARIANTS, Settings


def departures(settings: Settings) -> tuple[str, ...]:
    """A sentence each for a rival reading, rules switched off and parameters set; none for none."""
    parts = []
    if settings.variant:
        parts.append(f"Reading {settings.variant}: {VARIANTS[settings.variant].claim}")
    if settings.without:
        parts.append(f"Rules switched off: {', '.join(sorted(settings.without))}.")
    if settings.parameters:
        parts.append(
            f"Set: {', '.join(f'{name} = {value:g}' for name, value in settings.parameters.items())}."
        )
    return tuple(parts)
