"""Values that several commands take: scenarios, rival readings, NAME=VALUE."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import click

from game.cli.output import complain

Given = tuple[str, ...]
C = TypeVar("C")


def named(scenario: str) -> str:
    """A scenario's id or path as typed; where an id of the game's own hides a folder, that is said."""
    from game.scenario.loader import hides  # noqa: PLC0415

    if Path(scenario).exists() and hides(scenario):  # `exists` first: it is quick, and mostly false
        here = f"For the folder here, write `./{scenario}`."
        complain(f"`{scenario}` is the scenario that comes with the game. {here}")
    return scenario


STATE = {"turmoil", "mandate", "capacity", "procedure", "belief", "restraint", "share", "promise", "flag"}
"""How state of a play is called, as no parameter of the model is."""


def single(_context: click.Context, _option: click.Parameter, given: Given) -> str | None:
    """What an option was given; a refusal of several, of which the last would silently win."""
    if len(given) > 1:
        raise click.BadParameter(f"give one, got {' and '.join(given)}")
    return given[0] if given else None


rival = click.option(
    "--variant",
    multiple=True,
    callback=single,
    metavar="NAME",
    help="A rival reading: press, henry, flat or plot.",
)
"""The option that names a rival reading of the model."""


def _put(found: dict[str, C], name: str, value: C, option: str) -> None:
    if name in found:
        raise click.BadParameter(f"{name} is given twice: say which is meant", param_hint=option)
    found[name] = value


def numbers(settings: Given) -> dict[str, float]:
    """PARAM=V, each of another parameter."""
    found: dict[str, float] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            number = float(value)
        except ValueError:
            raise click.BadParameter(
                f"write PARAM=V with a number, got {setting!r}", param_hint="--set"
            ) from None
        _put(found, name.strip(), number, "--set")
    return found


def parted(numbers: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Parameters of the model, and state of a play: what is no parameter is taken for state."""
    from game.scenario.parameters import PARAMETERS  # noqa: PLC0415

    parameters = {name: value for name, value in numbers.items() if name in PARAMETERS}
    return parameters, {name: value for name, value in numbers.items() if name not in PARAMETERS}


def pairs(given: Given, option: str, form: str) -> dict[str, str]:
    """NAME=VALUE, each of another name."""
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise click.BadParameter(f"write {form}, got {pair!r}", param_hint=option)
        _put(found, name.strip(), value.strip(), option)
    return found
