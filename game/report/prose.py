"""Markdown as scenarios have it, as HTML: whatever it holds, it can neither run nor fetch anything."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from game.present.markup import cited

SOURCE = "source-"
"""What the ids of sources in a page begin with."""


def blocks(markdown: str, sources: Iterable[str] = ()) -> Markup:
    """Paragraphs, lists and the like; citations of these sources become links to their ids in the page."""
    return Markup(_reader().render(markdown, {"references": _links(markdown, sources)}))  # noqa: S704 (it escapes)


def inline(markdown: str, sources: Iterable[str] = ()) -> Markup:
    """The same without paragraphs, for a place within one."""
    references = {"references": _links(markdown, sources)}
    return Markup(_reader().renderInline(" ".join(markdown.split()), references))  # noqa: S704 (it escapes)


def weblink(address: str) -> bool:
    """Whether an address leads to the web, and not to something that would run."""
    return address.lower().startswith(("https://", "http://"))


@cache
def _reader() -> MarkdownIt:
    """CommonMark and tables; HTML is shown as it was typed, and no picture is fetched."""
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable("image")


def _links(markdown: str, sources: Iterable[str]) -> dict[str, dict[str, str]]:
    known = set(sources)
    return {
        name.upper(): {"title": "", "href": f"#{SOURCE}{name}"} for name in cited(markdown) if name in known
    }
