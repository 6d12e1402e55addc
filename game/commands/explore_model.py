"""`tashkent explore model`: every parameter and rule of the model, and the rival readings of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap
from typing import Any

from game.engine.settings import RULES, VARIANTS
from game.present.causes import bare
from game.scenario.parameters import PARAMETERS, Parameter
from game.words import _

WIDTH = 80


def told() -> Iterator[str]:
    """For a reader, within 80 columns."""
    yield _("Parameters: default, plausible range, meaning and basis (--set NAME=VALUE)")
    for each in PARAMETERS.values():
        yield f"  {each.name} = {each.default:g}, {_reach(each)}"
        yield from _indented(f"{_(each.meaning)} [{each.basis}]")
    yield ""
    yield _("Rules, and the article's claims that they stand for (--without NAME)")
    for rule, about in RULES.items():
        yield f"  {rule}"
        yield from _indented(f"{_(bare(about))}{about.removeprefix(bare(about))}")
    yield ""
    yield _("Rival readings (--variant NAME)")
    for variant in VARIANTS.values():
        sets = ", ".join(f"{name} = {value:g}" for name, value in variant.parameters.items())
        yield f"  {variant.name}: {sets}"
        yield from _indented(_(variant.claim))
    yield ""
    yield _("C0 to C21 are the article's claims. By `judgement`: nobody has measured it.")


def document() -> dict[str, Any]:
    """The same for a program."""
    return {
        "parameters": [asdict(each) for each in PARAMETERS.values()],
        "rules": [{"name": name, "about": about} for name, about in RULES.items()],
        "variants": [asdict(each) for each in VARIANTS.values()],
    }


def _reach(each: Parameter) -> str:
    reach = _("{low} to {high}").format(low=f"{each.low:g}", high=f"{each.high:g}")
    return _("{range}, whole numbers").format(range=reach) if each.whole else reach


def _indented(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False)
