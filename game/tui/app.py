"""The program: settings, themes, and the way from one screen to the next.

Screens that come later are read when they are needed: how soon the first one stands is a feature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from game.tui.habits import Habits
from game.tui.lobby import Broken, Changed, Kept, Lobby, Offer, Order, Sitting
from game.tui.screens.start import StartScreen
from game.words import _

if TYPE_CHECKING:
    from game.scenario.refusal import Refusal
    from game.table.table import Table


@dataclass(frozen=True)
class Start:
    """What was asked for before there was a screen; the player picks what it leaves open."""

    scenario: str = ""
    role: str = ""
    rival: str = ""
    seed: int | None = None
    resume: str = ""
    confirms: bool = True
    """Whether a choice is read back and has to be confirmed."""


class Opened(Message):
    """The lobby is open; `wrong` is what cannot be met in what was asked for."""

    def __init__(self, lobby: Lobby, wrong: Refusal | None) -> None:
        super().__init__()
        self.lobby = lobby
        self.wrong = wrong


class Seated(Message):
    """The lobby's answer to an order or to a save's name."""

    def __init__(self, answer: Sitting | Changed | Broken | Refusal) -> None:
        super().__init__()
        self.answer = answer


class Tashkent(Habits):
    """The full-screen game. When it has ended, `refused`, `fault` and `interrupted` tell how."""

    TITLE = "Tashkent"
    CSS_PATH = "game.tcss"

    def __init__(self, open_lobby: Callable[[], Lobby], start: Start = Start()) -> None:
        super().__init__()
        self._open_lobby = open_lobby
        self._start = start
        self._asked = bool(start.resume or (start.scenario and start.role))
        """Whether a game was asked for that can begin at once."""
        self._lobby: Lobby | None = None
        self._sitting: Sitting | None = None
        self.refused: Refusal | None = None
        self.begun = False
        """Whether there was a game."""
        self._place = ""

    @property
    def place(self) -> str:
        """Where the game at hand, or the last one, is kept; empty if it is not."""
        return self._sitting.table.place if self._sitting else self._place

    @property
    def table(self) -> Table | None:
        """The table of the game at hand or, when it is over, of the last one."""
        return self._sitting.table if self._sitting else None

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        return StartScreen()

    def on_mount(self) -> None:
        """Open the lobby once the first screen stands."""
        if self.broken_settings:
            self.notify(self.broken_settings, severity="warning", timeout=10)
        self.have_the_process()
        self.call_after_refresh(self._open)

    # The way through the screens

    @work(thread=True)
    def _open(self) -> None:
        lobby = self._open_lobby()
        self.post_message(Opened(lobby, lobby.wrong()))

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._lobby = event.lobby
        if event.wrong:
            self._asked = True
            self._refuse(event.wrong)
        elif self._start.resume:
            self._resume(self._start.resume)
        elif self._asked:
            start = self._start
            self._begin(Order(start.scenario, start.role, start.rival or "planner", start.seed))
        else:
            self._list(self._start.scenario)

    def _list(self, asked: str = "") -> None:
        """Show what there is to play."""
        first = self.screen_stack[0]
        if self._lobby and isinstance(first, StartScreen):
            first.open(self._lobby, asked)

    @on(StartScreen.Picked)
    def _picked(self, event: StartScreen.Picked) -> None:
        if isinstance(event.what, Kept):
            self._resume(event.what.name)
        else:
            self._seat(event.what)

    def _seat(self, offer: Offer) -> None:
        from game.tui.screens.seat import SeatScreen  # noqa: PLC0415 (start-up time)

        def ordered(order: Order | None) -> None:
            if order:
                self._begin(order)

        self.push_screen(SeatScreen(offer, self._start.role, self._start.rival, self._start.seed), ordered)

    @work(thread=True, exclusive=True, group="seat")
    def _begin(self, order: Order) -> None:
        if self._lobby:
            self.post_message(Seated(self._lobby.begin(order)))

    @work(thread=True, exclusive=True, group="seat")
    def _resume(self, save: str, *, agreed: bool = False) -> None:
        if self._lobby:
            self.post_message(Seated(self._lobby.resume(save, agreed=agreed)))

    @on(Seated)
    def _seated(self, event: Seated) -> None:
        match event.answer:
            case Sitting() as sitting:
                briefs, self._asked = self._asked and not sitting.resumed, False
                self._sit(sitting, briefs=briefs)
            case Changed() as changed:
                self._agree(changed)
            case Broken():
                self._asked = False
                self._list()
                self.notify(_("This scenario has errors. Choose another."), severity="warning")
            case refusal:
                self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        """Say what cannot be: to the shell, if that is where it was asked for, else here."""
        if self._asked:
            self.refused = refusal
            self.exit()
            return
        from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

        self.push_screen(NoticeSheet(_("That cannot be"), str(refusal)))

    def _agree(self, changed: Changed) -> None:
        from game.tui.screens.notice import AskSheet  # noqa: PLC0415 (start-up time)

        def agreed(yes: bool | None) -> None:  # noqa: FBT001 (an answer)
            if yes:
                self._resume(changed.save, agreed=True)
            elif self._asked:
                self.exit()

        question = _("Play it again as far as it fits?")
        text = "\n\n".join([*changed.changes, changed.fits, question])
        self.push_screen(AskSheet(_("This save has aged"), text), agreed)

    def _sit(self, sitting: Sitting, *, briefs: bool = False) -> None:
        self._rise()
        self._sitting, self.begun = sitting, True
        if sitting.table.finished:
            self._debrief()
            return
        from game.tui.screens.decide import DecideScreen  # noqa: PLC0415 (start-up time)

        screen = DecideScreen(sitting, confirms=self._start.confirms, briefs=briefs)
        self.push_screen(screen, self._over)

    def _over(self, what: str | None) -> None:
        """A game was left, or is over."""
        if what == "over":
            self._debrief()
        else:
            self._rise()
            self._list()

    def _debrief(self) -> None:
        from game.tui.screens.debrief import DebriefScreen  # noqa: PLC0415 (start-up time)

        if self._sitting:
            self.push_screen(DebriefScreen(self._sitting.table), self._ended)

    def _ended(self, end: str | Table | None) -> None:
        """What the player wants after a game: the same once more, to play it otherwise, or something else."""
        sitting = self._sitting
        if sitting is None:
            return
        if end == "again":
            self._begin(Order(sitting.scenario, sitting.table.role, sitting.rival, None))
        elif end is None or isinstance(end, str):
            self._rise()
            self._list()
        else:
            self._part(sitting, end)

    def _part(self, sitting: Sitting, other: Table) -> None:
        """Tell what the other choice has come to, if that is known already, and play on from there."""
        notice = _("This is a new game, and it is not saved.")
        if other.place:
            notice = _("This is a new game, kept as {place}.").format(place=other.place)

        def told(_nothing: None = None) -> None:
            self._sit(replace(sitting, table=other, notices=(notice,), resumed=True))

        outcomes, before = other.outcomes(), sitting.table.outcomes()
        if outcomes and outcomes[-1] != before[len(outcomes) - 1]:
            from game.tui.screens.outcome import OutcomeScreen  # noqa: PLC0415 (start-up time)

            self.push_screen(OutcomeScreen(outcomes[-1], None, other.role), told)
        else:
            told()

    def _rise(self) -> None:
        """Let go of the table."""
        if self._sitting:
            self._place = self._sitting.table.place
            self._sitting.table.close()
        self._sitting = None
