"""The pages that students see before and around the game: plain HTML from the package, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

WEB = Path(__file__).parent / "web"
"""Pages, and in `static` what they load."""


@cache
def _template(name: str) -> Template:
    return Template((WEB / f"{name}.html").read_text(encoding="utf-8"))


def page(name: str, values: Mapping[str, str] = {}) -> str:
    """A page of the package, with values escaped and put in. Raise KeyError if one is missing."""
    return _template(name).substitute({key: escape(value) for key, value in values.items()})
