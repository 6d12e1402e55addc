"""The screens of a class: one on which to wait, and the game's own for deciding and looking back, shared."""

from __future__ import annotations

from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from game.present.markup import flat, spoken
from game.table.table import Away, TeamChanged
from game.tui.classroom.sheets import Given, TeamSheet, VoteSheet
from game.tui.classroom.strip import Clock, TeamStrip
from game.tui.classroom.words import AWAY, told
from game.tui.keys import key
from game.tui.lobby import Sitting
from game.tui.screens.base import Page
from game.tui.screens.debrief import DebriefScreen
from game.tui.screens.decide import DecideScreen
from game.tui.screens.desk import Answered, Heard
from game.tui.screens.reading import Reading
from game.tui.widgets.drawn import Text
from game.tui.widgets.emblem import Brand
from game.tui.widgets.header import Header
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.options import Options
from game.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.scenario.refusal import Refusal
    from game.table.team import Team
    from game.tui.classroom.seat import SharedTable

TEAM = key("y", "team", "Team", "Who sits here with you, how the votes stand, what your teacher said.")


class WaitScreen(Page[None]):
    """Stands beneath all others: before the game, after it, and while the host is looked for."""

    ABOUT = """
Your seat and the people in it. The game begins when your teacher begins it; there is nothing to press.

Closing this page loses nothing: your personal link brings you back to your seat, on any device.
"""

    def __init__(self, table: SharedTable) -> None:
        super().__init__()
        self._table = table
        self._said = ""
        """The last word of the host, once there is nothing to come back to."""

    def compose(self) -> ComposeResult:
        """The name of the game, and how things stand."""
        yield Brand()
        with Vertical(id="waiting"), Text():
            yield Reading(self._told)
        yield KeyBar()

    def show(self, said: str = "") -> None:
        """Tell how things stand now."""
        self._said = said or self._said
        for each in self.query(Reading):
            each.refresh(layout=True)

    def _told(self, width: int) -> Content:
        team = self._table.team()
        if self._said:
            return Content.styled(flat(self._said), "bold $accent")
        if team is None:
            return Content.styled(_("Looking for the host …"), "$faint")
        blocks = [Content.styled(flat(team.title), "bold $primary")] if team.title else []
        if self._table.away:
            blocks.append(Content.styled(f"✕ {_(AWAY)}", "bold $bad"))
        blocks.append(Content.styled(_stands(team), "bold $accent"))
        blocks.append(told(team, None, None, width))
        return Content("\n\n").join(blocks)


def _stands(team: Team) -> str:
    if team.phase == "waiting":
        return _("The game has not begun. Your teacher begins it.")
    if team.phase == "over":
        return _("Your room has played to the end. The debrief opens for all rooms at once.")
    return _("The next stage is coming …")


class TeamDecideScreen(DecideScreen):
    """A stage that a team decides: a choice is a vote."""

    BINDINGS: ClassVar = [
        TEAM,
        key("u", "undo", "Take back", "Take your vote back, as long as your seat has not settled it."),
    ]

    def __init__(self, table: SharedTable, *, briefs: bool) -> None:
        sitting = Sitting(table, "", 0, "", table.regions)
        super().__init__(sitting, briefs=briefs)
        self.shared = table
        self._clock = Clock()

    def on_mount(self) -> None:
        """Show the team above all else."""
        self.mount(TeamStrip(), before=self.query_one(Header))
        self.call_after_refresh(self._team)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One leaves a class by quitting, and the host keeps the game."""
        return action not in {"leave", "stop_saving"} and super().check_action(action, parameters)

    @on(Heard)
    def _changed(self, event: Heard) -> None:
        if isinstance(event.news, TeamChanged | Away):
            self._team()
        if isinstance(event.news, TeamChanged) and self.shared.open and self._desk:
            view = self.shared.view()
            if self.view is not None and view != self.view and view.number == self.view.number:
                self.show(view)

    def _team(self) -> None:
        team = self.shared.team()
        if team:
            self._clock.set(team)
        for strip in self.query(TeamStrip):
            strip.show(team, away=self.shared.away)
        sheet = self.app.screen
        if isinstance(sheet, TeamSheet) and team:
            sheet.show(team, self.view)

    def action_team(self) -> None:
        """Who sits here, and how the votes stand."""
        team = self.shared.team()
        if team:
            left = partial(self._clock.left, away=self.shared.away)
            self.app.push_screen(TeamSheet(team, self.view, left))

    def lock_in(self, decision: str) -> None:
        """As captain, let the votes so far decide."""
        self._request(partial(self.shared.lock, decision))

    def action_choose(self) -> None:
        """Read the option at hand back, and take a reason for it."""
        options = self.query_one(Options)
        decision, option, team = options.decision, options.at_hand, self.shared.team()
        if decision is None or option is None or team is None or self._busy:
            return
        if not option.on_offer:
            self.notify(
                _("{option} is not on offer. {why}").format(option=spoken(option.label), why=option.why_not),
                severity="warning",
                markup=False,
            )
            return

        def given(answer: Given | None) -> None:
            if answer is not None:
                reason, quotable = answer
                self._request(partial(self.shared.vote, decision.id, option.id, reason, quotable=quotable))

        alone = len(team.mates) < 2
        self.app.push_screen(VoteSheet(option, required=team.reasons, alone=alone), given)

    def action_undo(self) -> None:
        """Take one's own last vote back."""
        self._request(self.shared.undo)

    def go_back(self, stage: int) -> None:  # noqa: ARG002 (the class has one clock)
        """Only the teacher sets a room back."""
        self.notify(_("Only your teacher can set the room back."))

    def _request(self, ask: Callable[[], Refusal | None]) -> None:
        if not self._busy:
            self._busy = True
            self._ask(lambda: self._answer(ask))

    def _answer(self, ask: Callable[[], Refusal | None]) -> None:
        self.post_message(Answered(ask()))


class TeamDebriefScreen(DebriefScreen):
    """A finished game of a class."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A class plays one game together."""
        return action not in {"again", "start", "branch"} and super().check_action(action, parameters)

    def action_branch(self, at: str = "") -> None:  # noqa: ARG002 (there is none)
        """A class plays one game together."""
        self.notify(_("Play it otherwise on your own, afterwards."))

    def action_report(self) -> None:
        """Hand the report to the browser, or ask where to keep it on this machine."""
        if not self.app.is_web or self._debrief is None or self._hindsight is None:
            super().action_report()
            return
        from game.report.markdown import report  # noqa: PLC0415 (start-up time)

        game = self._hindsight.particulars
        text = report(self._debrief, self._hindsight, self._table.sources)
        self.app.deliver_text(StringIO(text), save_filename=f"tashkent-{game.scenario}-{game.role}.md")
