"""Templates to pages: everything that comes from people or scenarios is escaped; no page holds a script."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from game import __version__
from game.present.aloud import date
from game.present.claims import BUILT_IN, IN_FACT, said_outright
from game.present.words import number, signed, still
from game.report import prose
from game.words import _, counted

TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, language: str = "", **matter: object) -> str:
    """A whole page, with its style within it."""
    style = Markup((TEMPLATES / "page.css").read_text("utf-8"))  # noqa: S704 (ours)
    return (
        _environment()
        .get_template(template)
        .render(language=language or "en", style=style, version=__version__, **matter)
    )


@cache
def _environment() -> Environment:
    """Autoescaping in every template, and no silence about what is missing."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": _, "counted": counted, "built_in": BUILT_IN, "in_fact": IN_FACT}
    environment.tests |= {"still": still, "weblink": prose.weblink}
    environment.filters |= {
        "plain": lambda value: f"{value:g}",
        "date": date,
        "number": number,
        "signed": signed,
        "said_outright": said_outright,
        "blocks": prose.blocks,
        "inline": prose.inline,
    }
    return environment
