"""The guided opening: a box on the real screens that says what to look at next, until one turn is played.

It can be left at any time, and does not come back unless it is asked for in the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList

from game.tui.figures import ends
from game.tui.prose import prose
from game.tui.widgets.drawn import Drawn
from game.words import _, marked

if TYPE_CHECKING:
    from game.present.view import View
    from game.tui.app import Tashkent

Deed = Literal["members", "options", "another option", "decided", "told", "next stage", "looked on"]
"""What a player does that takes the guide on."""

Place = Literal["decide", "outcome"]
"""On which screen a step is told."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at, and what is to be done then."""

    place: Place
    where: str
    """Which part of the screen it speaks of; it and `text` are in English, noted for translators."""
    text: str
    """Markdown, short enough for two lines of 76 cells."""
    until: Deed


STEPS = (
    Step(
        "decide",
        marked("▲ Situation"),
        marked(
            "This is what you know. `↓` reads on; raised numbers are sources (`c`), underlined words are "
            "explained (`t`). When you have read it, press `m`."
        ),
        "members",
    ),
    Step(
        "decide",
        marked("▲ Members"),
        marked(
            "They all watch what is done for one of them. `↑` `↓` goes through them; below stands what each "
            "wants and fears. Then press `o`."
        ),
        "options",
    ),
    Step(
        "decide",
        marked("▲ Options"),
        marked("This is what you can do. `↓` puts another option at hand."),
        "another option",
    ),
    Step(
        "decide",
        marked("▲ Options, the part below"),
        marked(
            "What you can foresee of it: cost, who would consent, whether it can be undone. Compare a few. "
            "`⏎` chooses the one at hand, and asks why."
        ),
        "decided",
    ),
    Step(
        "decide",
        marked("▲ Options"),
        marked(
            "Settled. Some stages ask for more than one decision; as soon as all are settled, the other "
            "seat's choice is shown beside yours."
        ),
        "told",
    ),
    Step(
        "outcome",
        marked("▲ What came of it"),
        marked(
            "You and the others chose at once. `⏎` turns the page; the last adds up why each score changed. "
            "`r` tells it again, `Esc` skips."
        ),
        "next stage",
    ),
    Step(
        "decide",
        marked("▲ The next stage"),
        marked(
            "That was a turn. On top, the scores now show where they are going; `w` says why once more. `?` "
            "explains any screen, `u` takes a choice back."
        ),
        "looked on",
    ),
)


class Lesson:
    """How far a player has come; a step may be passed over by doing what a later one asks for."""

    def __init__(self) -> None:
        self.at = 0

    @property
    def step(self) -> Step | None:
        """What is to be looked at now; None when all is told."""
        return STEPS[self.at] if self.at < len(STEPS) else None

    def hear(self, deed: Deed) -> bool:
        """Go on if that was what a step waits for; whether it was."""
        for at, step in enumerate(STEPS[self.at :], self.at):
            if step.until == deed:
                self.at = at + 1
                return True
        return False


class Guide(Drawn):
    """The box. It watches what the player does on its screen, and is there while it has a step to tell."""

    ALLOW_SELECT = False

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.auto_links = False
        self._place = place
        self._stage = 0
        """The stage that was seen last, by its number."""
        self._option: int | None = None
        self._watches = False
        """Whether it watches the options."""

    def on_mount(self) -> None:
        """Begin to watch."""
        if self._place == "outcome":
            self._hear("told")
        else:
            self.watch(self.screen, "focused", self._focused, init=False)
        self._show()

    def show(self, view: View) -> None:
        """There is something new to decide on."""
        if view.made:
            self._hear("decided")
        if self._stage and view.number != self._stage:
            self._hear("next stage")
        self._stage = view.number
        if not self._watches:
            self._watches = True
            self.watch(self.screen.query_one("#choices", OptionList), "highlighted", self._highlighted)
        self._show()

    def end(self) -> None:
        """Go."""
        self.display = False

    def draw(self, width: int) -> Content:
        """Where to look, what for, and how to be rid of this."""
        lesson = self._lesson
        step = lesson.step if lesson else None
        if step is None or lesson is None:
            return Content("")
        leave = Style.from_meta({"@click": "app.end_guide"})
        at = _("{number} of {of}").format(number=lesson.at + 1, of=len(STEPS))
        count = (f"{at}   ", "$faint")
        end = _("ends the guide")
        right = Content.assemble(count, ("e", "bold $accent"), (f" {end}", "$faint")).stylize(leave)
        head = ends(Content.styled(_(step.where), "bold $accent"), right, width)
        text = prose(_(step.text)).wrap(max(width, 1))
        return Content("\n").join([head, *(line.rstrip() for line in text)])

    @property
    def _app(self) -> Tashkent:
        return cast("Tashkent", self.app)

    @property
    def _lesson(self) -> Lesson | None:
        """How far the player is; None where no guide is wanted."""
        wanted = getattr(self.app, "settings", None)
        return self._app.lesson if wanted and wanted.guide else None

    def _focused(self, focused: Widget | None) -> None:
        """The player went to another pane."""
        panes = {each.id for each in focused.ancestors_with_self} if focused else set()
        lesson = self._lesson
        if lesson and lesson.step is STEPS[-1]:
            if panes & {"members", "options", "why"}:
                self._hear("looked on")
        elif "members" in panes:
            self._hear("members")
        elif "options" in panes:
            self._hear("options")

    def _highlighted(self, option: int | None) -> None:
        """The player put another option at hand."""
        before, self._option = self._option, option
        lesson = self._lesson
        if lesson and lesson.step and lesson.step.until == "another option" and before not in {None, option}:
            self._hear("another option")

    def _hear(self, deed: Deed) -> None:
        lesson = self._lesson
        if lesson and lesson.hear(deed):
            if lesson.step is None:
                self._app.action_end_guide()
            self._show()

    def _show(self) -> None:
        """Show what is to be told here, or nothing."""
        lesson = self._lesson
        step = lesson.step if lesson else None
        self.display = step is not None and step.place == self._place
        self.refresh(layout=True)
