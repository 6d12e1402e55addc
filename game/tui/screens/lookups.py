"""What can be looked up while deciding: each has a key, opens a box, and leaves everything as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.widgets import OptionList

from game.present.markup import spoken
from game.scenario.refusal import Refusal
from game.tui.keys import key
from game.tui.prose import Citations
from game.tui.screens.base import Page
from game.tui.screens.desk import Foreseen
from game.words import _

if TYPE_CHECKING:
    from game.present.view import View
    from game.table.table import Table
    from game.tui.app import Tashkent
    from game.tui.screens.reading import Tell

LOOKUPS = (
    key("l", "log", "Log", "What was decided so far; tell a stage again, or go back to it."),
    key("t", "terms", "Terms", "Words explained, those of this stage first."),
    key("c", "sources", "Sources", "What this stage's texts rest on."),
    key("b", "brief", "Brief", "Who you are and what you want."),
    key("a", "alliance", "Alliance", "Its forces, rules, mandate and promises."),
    key("f", "forecast", "Forecast", "Where the options may lead, and which rule makes the difference."),
    key("x", "scores", "Scores", "The scores with their past, and what their levels mean."),
)


class Lookups(Page[str]):
    """A screen at a table, with a view on it."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.view: View | None = None
        self.citations = Citations()

    def go_back(self, stage: int) -> None:
        """Go back to the start of the stage of this number, from 0."""
        raise NotImplementedError

    def action_terms(self) -> None:
        """The words explained."""
        from game.tui.screens.reading import terms  # noqa: PLC0415 (start-up time)

        if self.view:
            view = self.view
            near = " ".join(
                [view.briefing, view.private, view.appeal, *view.events]
                + [option.summary for each in view.decisions for option in each.options]
            )
            self._read(_("Words explained"), terms(view, near), "t")

    def action_term(self, id_: str) -> None:
        """One word, as it was clicked."""
        from game.tui.screens.reading import term  # noqa: PLC0415 (start-up time)

        if self.view and id_ in self.view.terms:
            name, text = self.view.terms[id_]
            self._read(_("Explained"), term(name, text), "t")

    def action_sources(self) -> None:
        """What the texts rest on."""
        from game.tui.screens.reading import sources  # noqa: PLC0415 (start-up time)

        self._read(_("Sources of this stage"), sources(self.citations, self.table.sources), "c")

    def action_brief(self) -> None:
        """Who one is."""
        from game.tui.screens.reading import brief, seat_title  # noqa: PLC0415 (start-up time)

        if self.view:
            self._read(seat_title(self.view), brief(self.view), "b")

    def action_alliance(self) -> None:
        """The alliance's own levels."""
        from game.tui.screens.reading import alliance  # noqa: PLC0415 (start-up time)

        if self.view:
            self._read(_("The alliance, each from 0 to 100"), alliance(self.view), "a")

    def action_scores(self) -> None:
        """The scores in full."""
        from game.tui.screens.reading import scores  # noqa: PLC0415 (start-up time)

        if self.view:
            self._read(_("Scores, as far as you can tell"), scores(self.view), "x")

    def action_forecast(self) -> None:
        """Where the options may lead; it is reckoned aside."""
        if not cast("Tashkent", self.app).settings.forecasts:
            self.notify(_("Forecasts are switched off in the settings."))
        elif self.view and self.view.decisions:
            self.foresee()
        else:
            self.notify(_("There is nothing to decide in this stage."))

    def foresee(self) -> None:
        """Ask the table for a forecast."""
        raise NotImplementedError

    @on(Foreseen)
    def _foreseen(self, event: Foreseen) -> None:
        forecast = event.forecast
        if isinstance(forecast, Refusal):
            self.notify(str(forecast), severity="warning")
        elif not forecast.decisions:
            self.notify(_("There is nothing left to decide in this stage."))
        elif self.view and self.view.stage == forecast.stage and self.is_current:
            from game.tui.screens.forecast import ForecastSheet  # noqa: PLC0415 (start-up time)

            self.app.push_screen(ForecastSheet(forecast, *self.at_hand()))

    def at_hand(self) -> tuple[str, str]:
        """The decision and the option that the player looks at."""
        return "", ""

    def action_log(self) -> None:
        """What was decided so far."""
        from game.tui.screens.log import LogSheet  # noqa: PLC0415 (start-up time)

        def back(stage: int | None) -> None:
            if stage is not None:
                self.go_back(stage)

        self.app.push_screen(LogSheet(self.table.outcomes(), self.table.role), back)

    def action_open_member(self, member: str) -> None:
        """All about a member."""
        from game.tui.screens.member import MemberSheet  # noqa: PLC0415 (start-up time)
        from game.tui.widgets.members import Asked  # noqa: PLC0415

        members = self.view.members if self.view else ()
        at = next((at for at, each in enumerate(members) if each.id == member), None)
        if at is not None:
            asked = Asked.of(self.view.waiting if self.view else None, self.at_hand()[1])
            self.app.push_screen(MemberSheet(members, at, self.table.outcomes(), asked))

    @on(OptionList.OptionSelected, "#member-list")
    def _member(self, event: OptionList.OptionSelected) -> None:
        self.action_open_member(event.option_id or "")

    def _read(self, title: str, tell: Tell, opener: str) -> None:
        from game.tui.screens.reading import ReadingSheet  # noqa: PLC0415 (start-up time)

        self.app.push_screen(ReadingSheet(spoken(title), tell, opener))
