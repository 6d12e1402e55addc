"""Writing a report of a finished game: where to, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from game.present.looking_back import Hindsight
from game.present.markup import flat
from game.present.view import Debrief
from game.scenario.model import Source
from game.scenario.refusal import Refusal
from game.tui.keys import key
from game.tui.screens.base import Sheet
from game.tui.widgets.keybar import KeyBar
from game.words import _


class ReportSheet(Sheet[None]):
    """Asks for a path, and writes there; a file that is there already is replaced only when told so."""

    ABOUT = """
The report tells the whole game in Markdown: scorecard, every stage with reasons, votes and causes, turning
points, members, claims, questions, and what it takes to play it again. Give the name of a file; `~` is your
home. A folder gets a file of the usual name.
"""
    BINDINGS: ClassVar = [
        key("enter", "write", "Write", "Write the report.", shown=False),
        key("ctrl+o", "over", "Write over it", "Replace the file that is there already."),
    ]

    class Kept(Message):
        """The report was written, or why not."""

        def __init__(self, where: Path | Refusal) -> None:
            super().__init__()
            self.where = where

    def __init__(self, debrief: Debrief, hindsight: Hindsight, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self._debrief, self._hindsight, self._sources = debrief, hindsight, sources
        game = hindsight.particulars
        self._usual = f"tashkent-{game.scenario}-{game.role}-{game.seed}.md"
        self._taken = False
        """Whether there is a file already at what was typed, which can be written over."""

    def compose(self) -> ComposeResult:
        """One line to type in, and one that says what is wrong."""
        with Vertical(classes="sheet") as box:
            box.border_title = _("Write a report")
            yield Static(_("Where to?"), markup=False)
            yield Input(self._usual, id="path", compact=True)
            yield Static("", id="said", markup=False)
            yield Static(Content.assemble(("⏎ ", "bold $accent"), _("Write it")), classes="ask", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """Nothing is written over unless it is there."""
        return self._taken if action == "over" else True

    @on(Input.Changed)
    def _changed(self) -> None:
        self._taken = False
        self.query_one("#said", Static).update("")
        self.refresh_bindings()

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write, unless a file is there already."""
        self._write(self.query_one(Input).value, over=False)

    def action_over(self) -> None:
        """Write over the file that is there."""
        self._write(self.query_one(Input).value, over=True)

    @work(thread=True, exclusive=True, group="report")
    def _write(self, where: str, *, over: bool) -> None:
        from game.report.files import keep  # noqa: PLC0415 (start-up time)
        from game.report.markdown import report  # noqa: PLC0415

        text = report(self._debrief, self._hindsight, self._sources)
        self.post_message(self.Kept(keep(text, where, self._usual, over=over)))

    @on(Kept)
    def _kept(self, event: Kept) -> None:
        if isinstance(event.where, Path):
            where = _("The report is in {path}.").format(path=flat(str(event.where)))
            self.app.notify(where, title=_("Written"))
            self.dismiss(None)
            return
        from game.report.files import Taken  # noqa: PLC0415 (start-up time)

        self._taken = isinstance(event.where, Taken)
        said = Content.assemble(("✕ ", "$bad"), flat(str(event.where)))
        self.query_one("#said", Static).update(said)
        self.refresh_bindings()
