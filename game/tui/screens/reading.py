"""A box with something to read: the brief, the words explained, the sources, the alliance's levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.present.markup import spoken
from game.present.view import Span
from game.present.words import number, sentence, within
from game.tui.figures import range_bar
from game.tui.keys import key
from game.tui.prose import Citations, prose
from game.tui.screens.base import Sheet
from game.tui.widgets.drawn import Text
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.scores import told

if TYPE_CHECKING:
    from game.present.view import LevelView, View
    from game.scenario.model import Source

BAR = 24


class ReadingSheet(Sheet[None]):
    """A title and a text; the key that opened it closes it."""

    ABOUT = "The arrows, Space and Page Down move the text. Esc or the key that opened this closes it."
    BINDINGS: ClassVar = [
        key("enter", "close", "Back", "Close this box.", shown=False),
    ]

    def __init__(self, title: str, text: Content, opener: str = "") -> None:
        super().__init__()
        self._title, self._text, self._opener = title, text, opener

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical(classes="sheet") as box:
            box.border_title = self._title
            with Text(classes="fits"):
                yield Static(self._text, markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the key that opened the box close it."""
        if self._opener:
            self._bindings.bind(self._opener, "close", "Back", show=False)


def brief(view: View) -> Content:
    """Who one is and what one wants."""
    return prose(view.brief)


def terms(view: View, near: str = "") -> Content:
    """The words explained, those of the texts at hand first; `near` is what those texts say."""
    known = sorted(
        view.terms.values(), key=lambda term: (term[0].casefold() not in near.casefold(), term[0].casefold())
    )
    if not known:
        return Content("This scenario explains no words.")
    return Content("\n\n").join(term(name, text) for name, text in known)


def term(name: str, text: str) -> Content:
    """One word explained."""
    return Content.assemble((name, "bold $primary"), "\n", prose(text))


def sources(citations: Citations, known: Mapping[str, Source]) -> Content:
    """What the texts of the stage rest on, by their numbers."""
    entries = []
    for at, id_ in enumerate(citations.order, 1):
        source = known.get(id_)
        if source is None:
            continue
        parts = [Content.assemble((f"{at:>3} ", "bold $accent"), sentence(source.title))]
        if source.note:
            parts.append(Content.assemble("    ", sentence(source.note)))
        if source.url:
            parts.append(Content.styled(f"    {source.url}", "$faint"))
        entries.append(Content("\n").join(parts))
    return Content("\n").join(entries) if entries else Content("This stage's texts cite no source.")


def alliance(view: View) -> Content:
    """The alliance's own levels, and how its council decides."""
    council = Content.assemble(("The council decides. ", "bold"), sentence(view.council))
    return Content("\n\n").join([*(_level(level) for level in view.levels), council])


def scores(view: View) -> Content:
    """The scores with their past and what their thresholds mean."""
    return Content("\n\n").join(told(score) for score in view.scores)


def seat_title(view: View) -> str:
    """A title for the brief."""
    return f"You are {within(spoken(view.role_name))}"


def _level(level: LevelView) -> Content:
    bar = range_bar(Span(0.0, level.value), BAR)
    value = (f" {number(level.value):>3}", "bold")
    return Content.assemble((level.name, "bold"), "\n", *bar, value, "  ", (sentence(level.means), "$faint"))
