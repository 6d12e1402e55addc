"""The program: settings, themes, and the way from one screen to the next.

Screens that come later are read when they are needed: how soon the first one stands is a feature.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerFailed

from game.tui import settings as store
from game.tui.guide import Guide, Lesson
from game.tui.keys import key
from game.tui.lobby import Broken, Changed, Kept, Lobby, Offer, Order, Sitting
from game.tui.screens.base import LEAST
from game.tui.screens.start import StartScreen
from game.tui.themes import THEMES
from game.tui.threads import InheritingExecutor

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size

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


class Tashkent(App[None]):
    """The full-screen game. When it has ended, `refused`, `fault` and `interrupted` tell how."""

    TITLE = "Tashkent"
    CSS_PATH = "game.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = [
        key("question_mark,f1", "help", "Help", "Explain this screen and its keys."),
        key("comma", "settings", "Settings", "Colours, motion, reasons."),
        key("e", "end_guide", "End the guide", "The settings bring it back.", shown=False),
        key("q", "quit", "Quit", "Leave the game; what was decided is saved."),
    ]

    def __init__(self, open_lobby: Callable[[], Lobby], start: Start = Start()) -> None:
        super().__init__()
        self._open_lobby = open_lobby
        self._start = start
        self._asked = bool(start.resume or (start.scenario and start.role))
        """Whether a game was asked for that can begin at once."""
        self._lobby: Lobby | None = None
        self._sitting: Sitting | None = None
        self.refused: Refusal | None = None
        self.fault: BaseException | None = None
        self.interrupted = False
        self.begun = False
        """Whether there was a game."""
        self._place = ""
        for _, theme in THEMES.values():
            self.register_theme(theme)
        self.settings, self._broken_settings = store.load()
        self.lesson = Lesson()
        self.use(self.settings)

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
        if self._broken_settings:
            self.notify(self._broken_settings, severity="warning", timeout=10)
        self._listen_to_signals()
        asyncio.get_running_loop().set_default_executor(InheritingExecutor())
        self.call_after_refresh(self._open)

    def use(self, settings: store.Settings) -> None:
        """Look and behave like this from now on."""
        self.settings = settings
        self.theme = settings.theme
        still = not settings.motion or os.environ.get("TASHKENT_MOTION", "").casefold() == "off"
        if still:
            self.animation_level = "none"

    def keep(self, settings: store.Settings) -> None:
        """Use settings, and keep them for good."""
        if settings.guide and not self.settings.guide:
            self.lesson = Lesson()
        self.use(settings)
        if wrong := store.save(settings):
            self.notify(wrong, severity="warning")

    # The way through the screens

    @work(thread=True)
    def _open(self) -> None:
        lobby = self._open_lobby()
        self.post_message(Opened(lobby, lobby.wrong()))

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._lobby = event.lobby
        if event.wrong:
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
                self._asked = False
                self._sit(sitting)
            case Changed() as changed:
                self._agree(changed)
            case Broken():
                self._asked = False
                self._list()
                self.notify("This scenario has errors. Choose another.", severity="warning")
            case refusal:
                self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        """Say what cannot be: to the shell, if that is where it was asked for, else here."""
        if self._asked:
            self.refused = refusal
            self.exit()
            return
        from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

        self.push_screen(NoticeSheet("That cannot be", str(refusal)))

    def _agree(self, changed: Changed) -> None:
        from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

        def agreed(yes: bool | None) -> None:  # noqa: FBT001 (an answer)
            if yes:
                self._resume(changed.save, agreed=True)
            elif self._asked:
                self.exit()

        text = "\n\n".join([*changed.changes, changed.fits])
        self.push_screen(NoticeSheet("This save has aged", text, "Play it again as far as it fits"), agreed)

    def _sit(self, sitting: Sitting) -> None:
        self._rise()
        self._sitting, self.begun = sitting, True
        if sitting.table.finished:
            self._debrief()
            return
        from game.tui.screens.decide import DecideScreen  # noqa: PLC0415 (start-up time)

        self.push_screen(DecideScreen(sitting, confirms=self._start.confirms), self._over)

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
            kept = f"kept as {end.place}" if end.place else "and it is not saved"
            self._sit(replace(sitting, table=end, notices=(f"This is a new game, {kept}.",), resumed=True))

    def _rise(self) -> None:
        """Let go of the table."""
        if self._sitting:
            self._place = self._sitting.table.place
            self._sitting.table.close()
        self._sitting = None

    # Habits

    def action_help(self) -> None:
        """Explain the screen at hand."""
        from game.tui.screens.help import HelpSheet  # noqa: PLC0415 (start-up time)

        if not isinstance(self.screen, HelpSheet):
            self.push_screen(HelpSheet(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """A guide can be ended only while there is one."""
        return action != "end_guide" or self.settings.guide

    def action_end_guide(self) -> None:
        """Leave the guided opening for good; the settings bring it back."""
        if self.settings.guide:
            self.keep(replace(self.settings, guide=False))
            for screen in self.screen_stack:
                for guide in screen.query(Guide):
                    guide.end()

    def action_settings(self) -> None:
        """Open the settings."""
        from game.tui.screens.settings import SettingsSheet  # noqa: PLC0415 (start-up time)

        if not isinstance(self.screen, SettingsSheet):
            self.push_screen(SettingsSheet())

    async def action_quit(self) -> None:
        """Leave; ask only if something would be lost."""
        from game.tui.screens.notice import NoticeSheet  # noqa: PLC0415 (start-up time)

        losses = [loss for screen in self.screen_stack if (loss := getattr(screen, "loses", ""))]
        if not losses:
            self.exit()
        elif not isinstance(self.screen, NoticeSheet):
            self.push_screen(NoticeSheet("Quit all the same?", "\n\n".join(losses), "Quit"), self._quit)

    def _quit(self, yes: bool | None) -> None:  # noqa: FBT001 (an answer)
        if yes:
            self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that a key does on the screen at hand, and the themes."""
        from game.tui.palette import commands  # noqa: PLC0415 (start-up time)

        return commands(self, screen)

    def on_resize(self, event: events.Resize) -> None:
        """Say what the game needs where it does not fit; go on as soon as it does."""
        self.call_later(self._fit, event.size)

    def _fit(self, size: Size) -> None:
        from game.tui.screens.small import SmallScreen  # noqa: PLC0415 (start-up time)

        small = size.width < LEAST[0] or size.height < LEAST[1]
        if small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())
        elif not small and isinstance(self.screen, SmallScreen):
            self.pop_screen()

    # Ends

    def _listen_to_signals(self) -> None:
        """Leave in good order when the system asks for it, where it can ask."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._interrupt)

    def _interrupt(self) -> None:
        self.interrupted = True
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """Keep a mistake of ours for whoever started the program, and restore the terminal."""
        if self.fault is None:
            self.fault = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    def _fatal_error(self) -> None:
        """Leave without a word: the command line says what has to be said."""
        self._close_messages_no_wait()
