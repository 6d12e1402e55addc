"""The screens of a class: one on which to wait, and the game's own for deciding and looking back, shared."""

from __future__ import annotations

from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from game.present.markup import flat
from game.table.table import Away, Decided, Settled, TeamChanged, Undone
from game.tui.classroom.sheets import Given, TeamSheet, VoteSheet
from game.tui.classroom.strip import Clock, TeamStrip
from game.tui.classroom.words import AWAY, noted, told
from game.tui.keys import key
from game.tui.lobby import Sitting
from game.tui.screens.base import Page
from game.tui.screens.debrief import DebriefScreen
from game.tui.screens.decide import DecideScreen
from game.tui.screens.desk import Answered, Heard
from game.tui.screens.reading import Reading, brief, seat_title
from game.tui.widgets.drawn import Text
from game.tui.widgets.emblem import Brand
from game.tui.widgets.header import Header
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.options import Options
from game.tui.widgets.situation import Situation
from game.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.present.view import View
    from game.scenario.refusal import Refusal
    from game.table.team import Moment, Team
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
        if team.note and team.phase == "waiting":
            blocks.append(noted(team.note))
        blocks.append(told(team, None, None, width))
        return Content("\n\n").join(blocks)


def _stands(team: Team) -> str:
    if team.phase == "waiting":
        return _("The game has not begun. Your teacher begins it.")
    if team.phase == "over":
        return _("Your room has played to the end. The debrief opens for all rooms at once.")
    return _("The next stage is coming …")


def _beside(team: Team | None) -> object:
    """What of a team is shown among the options and the news."""
    return team and ([(each.decision, each.settled) for each in team.polls], team.happenings)


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
        self._box: VoteSheet | None = None
        """The vote that is being written."""
        self._drafts: dict[tuple[str, ...], str] = {}
        """By seat, stage and decision: the reason that was written last."""
        self._team_shown: Team | None = None
        """The team as it is shown among what is read."""

    def on_mount(self) -> None:
        """Show the team above all else."""
        self.mount(TeamStrip(), before=self.query_one(Header))
        self.call_after_refresh(self._team)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One leaves a class by quitting, the host keeps the game, the teacher gives forecasts or none."""
        if action == "forecast" and self.view is not None and not self.view.foresees:
            return False
        return action not in {"leave", "stop_saving"} and super().check_action(action, parameters)

    @on(Heard)
    def _changed(self, event: Heard) -> None:
        match event.news:
            case Settled():
                self._shut(_("The stage was over before you voted."))
            case Undone():
                # What was still to be told has not happened now.
                self._shut(_("Your vote was not sent."))
                self._untold.clear()
                self._telling = False
                self._bare()
            case Decided(decision=decision) if self._box and self._box.decision == decision:
                self._shut(_("Your seat has settled this already."))
            case Away():
                self._team()
            case TeamChanged():
                self._team()
                self._look_again()

    def _look_again(self) -> None:
        """The stage at hand may look otherwise: to be shown now, or once all that is over has been told."""
        if not self.shared.open or self._desk is None:
            return
        view = self.shared.view()
        if self._telling:
            self._next = view
        elif self.view is not None and view.number == self.view.number:
            before, now = self._team_shown, self.shared.team()
            if view != self.view or _beside(before) != _beside(now):
                self.show(view)
            if now and now.happenings and (before is None or now.happenings != before.happenings):
                self.action_pane("situation")

    def put(self, view: View) -> None:
        """Show a view everywhere, and what the team has to do with it."""
        team = self._team_shown = self.shared.team()
        self.query_one(Options).team = team
        self.query_one(Situation).happenings = team.happenings if team else ()
        super().put(view)

    def action_brief(self) -> None:
        """Who one is; and what a class should know beforehand."""
        team, view = self.shared.team(), self.view
        if view is None or team is None or not team.note:
            super().action_brief()
            return
        tell = brief(view)
        self._read(seat_title(view), lambda width: Content("\n\n").join([noted(team.note), tell(width)]), "b")

    def _shut(self, why: str) -> None:
        """Take away a vote that was not given in time, and say so."""
        box, self._box = self._box, None
        if box is None:
            return
        if box.written:
            why = _("{why} You had written: “{reason}”").format(why=why, reason=box.written)
        self._bare()
        self.notify(why, severity="warning", timeout=12)

    def _team(self) -> None:
        team = self.shared.team()
        if team:
            self._clock.set(team)
        for strip in self.query(TeamStrip):
            strip.show(team, away=self.shared.away)
        sheet = self.app.screen
        if isinstance(sheet, TeamSheet) and team:
            sheet.show(team, self.view, self.shared.moment)

    def action_team(self) -> None:
        """Who sits here, and how the votes stand."""
        team = self.shared.team()
        if team:
            left = partial(self._clock.left, away=self.shared.away)
            self.app.push_screen(TeamSheet(team, self.view, self.shared.moment, left))

    def lock_in(self, decision: str, at: Moment | None) -> None:
        """As captain, let the votes so far decide."""
        self._request(partial(self.shared.lock, decision, at))

    def action_choose(self) -> None:
        """Read the option at hand back, and take a reason for it."""
        options = self.query_one(Options)
        decision, option, team = options.decision, options.at_hand, self.shared.team()
        # The vote counts in the stage that is read, and in no other that may be open when it is given.
        view, at = self.view, self.shared.moment
        if decision is None or option is None or team is None or self._busy:
            return
        if view is None or at is None or at.stage != view.stage or not self.offered(option):
            return
        draft = (view.role, view.stage, decision.id)
        box = VoteSheet(
            decision.id,
            option,
            required=team.reasons,
            alone=len(team.mates) < 2,
            draft=self._drafts.get(draft, ""),
            keep=partial(self._drafts.__setitem__, draft),
            foresees=view.foresees,
        )

        def given(answer: Given | None) -> None:
            self._box = None
            if answer is not None:
                reason, quotable = answer
                vote = partial(self.shared.vote, decision.id, option.id, reason, quotable=quotable, at=at)
                self._request(vote)

        self._box = box
        self.app.push_screen(box, given)

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
