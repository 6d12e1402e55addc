"""The pages that a host serves: HTML from the package in the language in use, everything escaped.

Scripts have no catalogue of their own: what one says stands in it as `_("…")`, and the page that loads it
hands those phrases over, translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from game.words import _, spoken

WEB = Path(__file__).parent / "web"
"""Pages, and in `static` what they load."""

SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "console": ("words.js", "parts.js", "console_forms.js", "console.js"),
    "projector": ("words.js", "parts.js", "projector.js"),
    "student": ("words.js", "terminal.js", "touch.js"),
}
"""What pages load, in this order."""

WRAPPED = re.compile(r'(?<![\w.])_\(\s*("(?:[^"\\]|\\.)*")')
"""A phrase for translators in a script."""


@cache
def phrases(script: str) -> tuple[str, ...]:
    """What a script of the package gives to translators."""
    text = (WEB / "static" / script).read_text(encoding="utf-8")
    return tuple(dict.fromkeys(json.loads(each) for each in WRAPPED.findall(text)))


def page(name: str, values: Mapping[str, object] = {}) -> str:
    """A page of the package with values put in. Raise UndefinedError if one is missing."""
    scripts = SCRIPTS.get(name, ())
    words = {phrase: _(phrase) for script in scripts for phrase in phrases(script)}
    return (
        _environment()
        .get_template(f"{name}.html")
        .render(values, language=spoken() or "en", scripts=scripts, words=words)
    )


@cache
def _environment() -> Environment:
    """Autoescaping in every template, and no silence about what is missing."""
    environment = Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment
