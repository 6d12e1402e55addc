"""The program of a student's seat: it follows the host from waiting to playing to looking back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from game.present.markup import flat, spoken
from game.scenario.refusal import Refusal
from game.table.table import Away, Gone, Undone
from game.tui.classroom.screens import TeamDebriefScreen, TeamDecideScreen, WaitScreen
from game.tui.classroom.sheets import TeamSheet
from game.tui.classroom.words import AWAY
from game.tui.habits import Habits
from game.words import _

if TYPE_CHECKING:
    from game.table.table import News
    from game.table.team import Happening, Team
    from game.tui.classroom.seat import SharedTable

PATIENCE = 2.0
"""Seconds for which a host may be away before it is said on every screen."""


class ClassApp(Habits):
    """A seat's screens. `said` is the host's last word, once there is nothing to come back to."""

    TITLE = "Tashkent"
    CSS_PATH = Path(__file__).parents[1] / "game.tcss"
    """Whole: a class that builds on this one may lie elsewhere."""

    has_plain = False

    class Said(Message):
        """The host told something."""

        def __init__(self, news: News) -> None:
            super().__init__()
            self.news = news

    class Ended(Message):
        """The end may be looked at, or why not."""

        def __init__(self, refusal: Refusal | None) -> None:
            super().__init__()
            self.refusal = refusal

    def __init__(self, table: SharedTable) -> None:
        super().__init__()
        self.shared = table
        self.said = ""
        self._messages: tuple[str, ...] | None = None
        """What the teacher has said so far; None before the host has told."""
        self._happened: tuple[Happening, ...] | None = None
        """What the teacher had let happen when the host last told; None before."""
        self._called: bool | None = None
        """Whether the debrief was open when the host last told; None before."""
        self._ending = False
        """Whether the end is being asked for."""
        self._notice = False
        """Whether it is said that the host is away."""

    def get_default_screen(self) -> Screen[None]:
        """The one to wait on."""
        return WaitScreen(self.shared)

    def on_mount(self) -> None:
        """Begin to listen."""
        self.shared.listen(self._listen)
        self.call_after_refresh(self._arrange)

    def _listen(self, news: News) -> None:
        self.post_message(self.Said(news))

    @on(Said)
    def _heard(self, event: Said) -> None:
        match event.news:
            case Gone(text=text):
                self.said = text
                self.leave()
            case Away(away=away):
                if away:
                    self.set_timer(PATIENCE, self._miss)
                elif self._notice:
                    self._notice = False
                    self.clear_notifications()
                self._arrange()
            case Undone():
                self.notify(_("Your teacher has set the room back, or moved you."), timeout=8)
                self._arrange()
            case _:
                self._arrange()

    def leave(self) -> None:
        """There is nothing to come back to: say so, and go."""
        self.exit()

    def _miss(self) -> None:
        """Say that the host is away, if it still is."""
        if self.shared.away and not self._notice:
            self._notice = True
            self.notify(_(AWAY), title=_("The host is away"), severity="error", timeout=86_400)

    def _tell(self, team: Team) -> None:
        """Say what the teacher has said since, and what has happened."""
        happened, self._happened = self._happened, team.happenings
        for each in team.happenings:
            if happened is not None and each not in happened:
                self.notify(spoken(each.text), title=f"▲ {flat(each.title)}", timeout=20)
        known, self._messages = self._messages, team.messages
        if known is None:
            return
        fresh = team.messages[len(known) :] if team.messages[: len(known)] == known else team.messages[-1:]
        for text in fresh:
            self.notify(text, title=_("Your teacher"), timeout=20)

    def _arrange(self) -> None:
        """Have the screens stand that belong to how the game stands."""
        team = self.shared.team()
        if team:
            self._tell(team)
        wait = self.screen_stack[0]
        if isinstance(wait, WaitScreen):
            wait.show(self.said)
        if team is None or self.said:
            return
        called, self._called = self._called, team.called
        if team.phase == "waiting":
            self._down(TeamDecideScreen, TeamDebriefScreen)
        elif team.phase == "open" and self.shared.open:
            self._down(TeamDebriefScreen)
            if not self._stands(TeamDecideScreen):
                self._play()
        elif team.phase == "over" and team.debriefed:
            if called is False and team.called and self._stands(TeamDecideScreen):
                # Who is still reading what came of a stage goes along with the class.
                self._down(TeamDecideScreen)
                self.notify(_("Your teacher has opened the debrief."), timeout=8)
            if not self._stands(TeamDecideScreen, TeamDebriefScreen):
                self._end()

    def _play(self) -> None:
        team = self.shared.team()
        first = not self.shared.outcomes() and not (team and any(poll.yours for poll in team.polls))
        self.use(replace(self.settings, guide=self.settings.guide and first))
        self.push_screen(TeamDecideScreen(self.shared, briefs=first), lambda _: self._arrange())

    def _stands(self, *kinds: type[Screen[Any]]) -> bool:
        return any(isinstance(each, kinds) for each in self.screen_stack)

    def _down(self, *kinds: type[Screen[Any]]) -> None:
        """Take screens of these kinds away, and whatever stands on them."""
        first = next((at for at, each in enumerate(self.screen_stack) if isinstance(each, kinds)), 0)
        if first:
            self.bare(self.screen_stack[first - 1])

    def _end(self) -> None:
        if not self._ending:
            self._ending = True
            self._fetch()

    @work(thread=True, exclusive=True, group="end")
    def _fetch(self) -> None:
        self.post_message(self.Ended(self.shared.end()))

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self._ending = False
        if event.refusal:
            self.notify(str(event.refusal), severity="warning")
        elif self.shared.finished and not self._stands(TeamDecideScreen, TeamDebriefScreen):
            self.bare(self.screen_stack[0])
            self.push_screen(TeamDebriefScreen(self.shared), lambda _: self._arrange())

    @on(TeamSheet.Locked)
    def _locked(self, event: TeamSheet.Locked) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, TeamDecideScreen):
                screen.lock_in(event.decision, event.at)

    async def action_quit(self) -> None:
        """Ask first: a class goes on without whoever leaves."""
        from game.tui.screens.notice import AskSheet  # noqa: PLC0415 (start-up time)

        if not isinstance(self.screen, AskSheet):
            losses = [loss for screen in self.screen_stack if (loss := getattr(screen, "loses", ""))]
            text = "\n\n".join([*losses, _("Your seat stays yours: your personal link brings you back.")])
            self.push_screen(AskSheet(_("Leave the class?"), text), self._quit)
