"""Markdown as styled text: emphasis, links, citations as raised numbers, words that are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.style import Style

from game.present.markup import HEADING, ITEM, cited, flat

INLINE = re.compile(
    r"(?P<space>\s*)\[(?P<cite>[a-z][a-z0-9_-]*)\](?!\()"
    r"|\[(?P<text>[^\]\[]+)\]\((?P<url>[^()\s]+)\)"
    r"|(?P<mark>\*\*|\*|__|`)(?=\S)(?P<inner>.+?)(?<=\S)(?P=mark)"
)
STYLES = {"**": "bold", "__": "bold", "*": "italic", "`": "bold"}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CITATION, URL, TERM = "$faint", "$faint underline", "underline"

Part = tuple[str, str]


class Citations:
    """Numbers for the sources that some texts cite, in the order in which they come."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._numbers: dict[str, int] = {}
        for text in texts:
            for source in cited(text):
                self.number(source)

    @property
    def order(self) -> tuple[str, ...]:
        """The sources, by their number."""
        return tuple(self._numbers)

    def number(self, source: str) -> int:
        """The number of a source, from 1; a new one if it has none."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def mark(self, source: str, *, again: bool) -> str:
        """What stands for a source in a text; `again` if another one stands right before it."""
        return f"{'·' if again else ''}{self.number(source)}".translate(RAISED)


class Names(Citations):
    """Sources by their ids, in brackets, as the scenario has them."""

    def mark(self, source: str, *, again: bool) -> str:  # noqa: ARG002 (brackets are apart anyway)
        """The id, after a space."""
        return f" [{source}]"


def prose(
    markdown: str, citations: Citations | None = None, terms: Mapping[str, str] | None = None
) -> Content:
    """Paragraphs of Markdown, a blank line between them.

    Citations are left out unless there is something to number them; `terms`, names by id, are underlined
    where they come first, and open their explanation when clicked.
    """
    blocks = []
    for paragraph in re.split(r"\n\s*\n", markdown.strip()):
        lines: list[str] = []
        for line in paragraph.split("\n"):
            if ITEM.match(line.strip()) or not lines:
                lines.append(line.strip())
            else:
                lines[-1] += f" {line.strip()}"
        blocks.append(Content("\n").join([_line(line, citations) for line in lines]))
    return _explained(Content("\n\n").join(blocks), terms or {})


def line(markdown: str, style: str = "") -> Content:
    """A short text of Markdown on one line, without citations."""
    return _line(" ".join(markdown.split()), None, style)


def _line(text: str, citations: Citations | None, style: str = "") -> Content:
    item = ITEM.match(text)
    if item:
        return Content.assemble(("• ", "$accent"), *_parts(text[item.end() :], citations, style))
    heading = HEADING.match(text)
    if heading:
        return Content.assemble(*_parts(text[heading.end() :], citations, "bold"))
    return Content.assemble(*_parts(text, citations, style))


def _parts(text: str, citations: Citations | None, style: str) -> list[Part]:
    parts: list[Part] = []
    at, after_cite = 0, -1
    for found in INLINE.finditer(text):
        parts.append((_shown(text[at : found.start()]), style))
        if found["cite"]:
            if citations:
                again = found.start() == after_cite
                parts.append((citations.mark(found["cite"], again=again), CITATION))
            after_cite = found.end()
        elif found["text"]:
            parts += [(_shown(found["text"]), style), (f" ({_shown(found['url'])})", URL)]
        else:
            parts += _parts(found["inner"], citations, f"{style} {STYLES[found['mark']]}".strip())
        at = found.end()
    return [*parts, (_shown(text[at:]), style)]


def _shown(text: str) -> str:
    """Nothing that a terminal might obey; spaces at the ends are kept."""
    if text.isascii() and text.isprintable():
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{' ' * len(left)}{flat(text)}{' ' * len(right)}" if text.strip() else " " * len(text)


def _explained(content: Content, terms: Mapping[str, str]) -> Content:
    plain = content.plain
    for id_, name in terms.items():
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain, re.IGNORECASE)
        if found:
            link = Style(underline=True) + Style.from_meta({"@click": f"screen.term({id_!r})"})
            content = content.stylize(link, found.start(), found.end())
    return content
