"""A box with something to read: the brief, the words explained, the sources, the alliance's levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from game.present.markup import spoken
from game.present.view import Span
from game.present.words import number, sentence, within
from game.tui.figures import fitted, hung, range_bar
from game.tui.keys import key
from game.tui.prose import Citations, prose
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Drawn, Text
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.scores import told
from game.words import _

if TYPE_CHECKING:
    from game.present.view import LevelView, View
    from game.scenario.model import Source

Tell = Callable[[int], Content]
"""A text for a width."""

BAR = 24
"""The cells of a level's bar."""


class ReadingSheet(Sheet[None]):
    """A title and a text; the key that opened it closes it."""

    ABOUT = "The arrows, Space and Page Down move the text. Esc or the key that opened this closes it."
    BINDINGS: ClassVar = [
        key("enter", "close", "Back", "Close this box.", shown=False),
    ]

    def __init__(self, title: str, tell: Tell, opener: str = "") -> None:
        super().__init__()
        self._title, self._text, self._opener = title, tell, opener

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical(classes="sheet") as box:
            box.border_title = Content(self._title)
            with Text(classes="fits"):
                yield Reading(self._text)
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the key that opened the box close it."""
        if self._opener:
            self._bindings.bind(self._opener, "close", "Back", show=False)


class Reading(Drawn):
    """A text that is laid out for the width that it has."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def draw(self, width: int) -> Content:
        """The text."""
        return self._tell(width)


def brief(view: View) -> Tell:
    """Who one is and what one wants."""
    return lambda _width: prose(view.brief)


def terms(view: View, near: str = "") -> Tell:
    """The words explained, those of the texts at hand first; `near` is what those texts say."""
    known = sorted(
        view.terms.values(), key=lambda term: (term[0].casefold() not in near.casefold(), term[0].casefold())
    )
    explained = [_explained(name, text) for name, text in known]
    return lambda _width: Content("\n\n").join(explained or [Content(_("This scenario explains no words."))])


def term(name: str, text: str) -> Tell:
    """One word explained."""
    return lambda _width: _explained(name, text)


def sources(citations: Citations, known: Mapping[str, Source]) -> Tell:
    """What the texts of the stage rest on, by their numbers."""
    cited = [(at, known[id_]) for at, id_ in enumerate(citations.order, 1) if id_ in known]

    def tell(width: int) -> Content:
        entries = [_source(at, source, width) for at, source in cited]
        return Content("\n").join(entries or [Content(_("This stage's texts cite no source."))])

    return tell


def alliance(view: View) -> Tell:
    """The alliance's own levels, and how its council decides."""
    council = Content.assemble((_("The council decides. "), "bold"), sentence(view.council))
    return lambda width: Content("\n\n").join([*(_level(level, width) for level in view.levels), council])


def scores(view: View) -> Tell:
    """The scores with their past and what their thresholds mean."""
    return lambda _width: Content("\n\n").join(told(score) for score in view.scores)


def seat_title(view: View) -> str:
    """A title for the brief."""
    return _("You are {role}").format(role=within(spoken(view.role_name)))


def _explained(name: str, text: str) -> Content:
    return Content.assemble((name, "bold $primary"), "\n", prose(text))


def _source(at: int, source: Source, width: int) -> Content:
    lead = Content.styled(f"{at:>3} ", "bold $accent")
    parts = [Content(sentence(source.title))]
    if source.note:
        parts.append(Content.styled(sentence(source.note), "$mild"))
    if source.url:
        parts.append(Content.styled(source.url, "$faint"))
    return hung(lead, Content("\n").join(parts), width)


def _level(level: LevelView, width: int) -> Content:
    bar = range_bar(Span(0.0, level.value), min(BAR, width // 3))
    name = fitted(level.name, max(width - min(BAR, width // 3) - 5, 8))
    lead = Content("  ")
    means = hung(lead, Content.styled(sentence(level.means), "$faint"), width)
    return Content.assemble((name, "bold"), f"{number(level.value):>4} ", *bar, "\n", means)
