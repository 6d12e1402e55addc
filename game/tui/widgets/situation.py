"""What is going on: the briefing, the news, what only this seat knows, and who asks for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.present.aloud import date
from game.present.markup import flat, spoken
from game.tui.keys import key
from game.tui.prose import Citations, prose
from game.tui.widgets.drawn import Text
from game.words import _

if TYPE_CHECKING:
    from game.present.view import View
    from game.table.team import Happening


class Situation(Text):
    """The texts of a stage, in the order in which they are read."""

    BINDINGS: ClassVar = [key("enter", "screen.go_on", "Options", "Go on to what you can do.")]

    def __init__(self, *, id: str, classes: str = "") -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.happenings: tuple[Happening, ...] = ()
        """What was let happen in a class: it stands above all else."""

    def compose(self) -> ComposeResult:
        """A place for each."""
        for name in ("happened", "briefing", "news", "private", "appeal"):
            yield Static(classes=name, markup=False)

    def show(self, view: View, citations: Citations) -> None:
        """Tell of this stage."""
        terms = {id_: name for id_, (name, _text) in view.terms.items()}
        title = Content.assemble(
            (spoken(view.stage_title), "bold $primary"), (f"  {date(view.date)}", "$faint")
        )
        label = _("News")
        happened = {each.text: each.title for each in self.happenings}
        news = [
            Content.assemble((f"{label}  ", "bold $accent"), prose(event, citations))
            for event in view.events
            if event not in happened
        ]
        latest = [
            Content.assemble((f"▲ {flat(each.title)}", "bold $accent"), "\n", prose(each.text, citations))
            for each in reversed(self.happenings)
        ]
        self._put("happened", Content("\n\n").join(latest))
        self._put("briefing", Content.assemble(title, "\n\n", prose(view.briefing, citations, terms)))
        self._put("news", Content("\n\n").join(news))
        self._put("private", _labelled(_("For your eyes only"), view.private, citations))
        self._put("appeal", _labelled(_("! The appeal"), view.appeal, citations))
        self.scroll_home(animate=False)

    def _put(self, name: str, content: Content) -> None:
        place = self.query_one(f".{name}", Static)
        place.update(content)
        place.display = bool(content.plain)


def _labelled(label: str, text: str, citations: Citations) -> Content:
    if not text:
        return Content("")
    return Content.assemble((label, "bold $accent"), "\n", prose(text, citations))
