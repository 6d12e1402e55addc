"""Values of options that are given as NAME=VALUE."""

from __future__ import annotations

import click

Given = tuple[str, ...]

STATE = {"turmoil", "mandate", "capacity", "procedure", "belief", "restraint", "share", "promise", "flag"}
"""How state of a play is called, as no parameter of the model is."""


def numbers(settings: Given) -> dict[str, float]:
    """PARAM=V, each."""
    found = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise click.BadParameter(
                f"write PARAM=V with a number, got {setting!r}", param_hint="--set"
            ) from None
    return found


def parted(numbers: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Parameters of the model, and state of a play: what is no parameter is taken for state."""
    from game.scenario.parameters import PARAMETERS  # noqa: PLC0415

    parameters = {name: value for name, value in numbers.items() if name in PARAMETERS}
    return parameters, {name: value for name, value in numbers.items() if name not in PARAMETERS}


def pairs(given: Given, option: str, form: str) -> dict[str, str]:
    """NAME=VALUE, each."""
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise click.BadParameter(f"write {form}, got {pair!r}", param_hint=option)
        found[name.strip()] = value.strip()
    return found
