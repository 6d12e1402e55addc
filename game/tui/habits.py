"""What holds on every screen of the program: settings, help, the palette, ways out, and mishaps."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.constants import TEXTUAL_ANIMATIONS
from textual.events import Key
from textual.screen import Screen
from textual.worker import WorkerFailed

from game.tui import settings as store
from game.tui.guide import Guide, Lesson
from game.tui.hangup import enduring
from game.tui.keys import key
from game.tui.screens.base import LEAST
from game.tui.themes import THEMES
from game.tui.threads import InheritingExecutor
from game.words import _

if TYPE_CHECKING:
    from textual import events
    from textual.driver import Driver
    from textual.geometry import Size
    from textual.notifications import SeverityLevel

READ = 1.5
"""Seconds after which what is said in passing counts as read once a key is pressed."""


class Habits(App[None]):
    """A program with the user's settings. When it has ended, `fault` and `interrupted` tell how."""

    has_plain: ClassVar[bool] = True
    """Whether the same can be played as linear text."""
    BINDINGS: ClassVar = [
        key("question_mark,f1", "help", "Help", "Explain this screen and its keys."),
        key("comma", "settings", "Settings", "Colours, motion, reasons."),
        key("ctrl+p", "command_palette", "All", "Find anything that can be done here by its name."),
        key("e", "end_guide", "End the guide", "The settings bring it back.", shown=False),
        key("q", "quit", "Quit", "Leave the game; what was decided is saved."),
        key("ctrl+q", "quit", "Quit", "Leave the game; what was decided is saved.", shown=False, first=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.fault: BaseException | None = None
        self.interrupted = False
        for _title, theme in THEMES.values():
            self.register_theme(theme)
        self.settings, self.broken_settings = store.load()
        self.lesson = Lesson()
        self.use(self.settings)

    def use(self, settings: store.Settings) -> None:
        """Look and behave like this from now on."""
        self.settings = settings
        self.theme = settings.theme
        still = not settings.motion or os.environ.get("TASHKENT_MOTION", "").casefold() == "off"
        self.animation_level = "none" if still else TEXTUAL_ANIMATIONS

    def keep(self, settings: store.Settings) -> None:
        """Use settings, and keep them for good."""
        if settings.guide and not self.settings.guide:
            self.lesson = Lesson()
        self.use(settings)
        if wrong := store.save(settings):
            self.notify(wrong, severity="warning")

    def action_command_palette(self) -> None:
        """Find anything by its name, in the player's language."""
        from textual.command import CommandPalette  # noqa: PLC0415 (start-up time)

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=_("What is to be done?")))

    def action_help_quit(self) -> None:
        """Say how to leave to somebody who presses Ctrl+C."""
        self.notify(_("Press q to leave; what was decided is saved."))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,  # noqa: ARG002 (Textual's)
    ) -> None:
        """Say something in passing, to the letter: names and paths may hold what Textual takes for markup."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def on_delivery_complete(self, event: events.DeliveryComplete) -> None:
        """Say where a picture of the screen is; Textual would say it in English."""
        if event.name == "screenshot":
            event.prevent_default()
            said = _("The picture is in {path}.") if event.path else _("Your browser has the picture.")
            self.notify(said.format(path=event.path), title=_("Picture"))

    def on_delivery_failed(self, event: events.DeliveryFailed) -> None:
        """Say that there is no picture, and why."""
        if event.name == "screenshot":
            event.prevent_default()
            said = _("The picture cannot be kept: {why}.").format(why=event.exception)
            self.notify(said, title=_("Picture"), severity="error")

    async def on_event(self, event: events.Event) -> None:
        """What was said in passing has been read when the player goes on."""
        if isinstance(event, Key):
            for said in list(self._notifications):
                if said.severity != "error" and time.time() - said.raised_at > READ:
                    self._unnotify(said)
        await super().on_event(event)

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
        from game.tui.screens.notice import AskSheet  # noqa: PLC0415 (start-up time)

        losses = [loss for screen in self.screen_stack if (loss := getattr(screen, "loses", ""))]
        if not losses:
            self.exit()
        elif not isinstance(self.screen, AskSheet):
            sheet = AskSheet(_("Quit all the same?"), "\n\n".join(losses))
            self.push_screen(sheet, self._quit)

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

    def bare(self, screen: Screen[Any]) -> None:
        """Take away, unanswered, what stands on a screen; what the window needs is said anew."""
        while screen in self.screen_stack and self.screen is not screen:
            self.pop_screen()
        self.call_later(self._fit, self.size)

    # Ends

    def get_driver_class(self) -> type[Driver]:
        """The platform's, and it outlives its terminal."""
        return enduring(super().get_driver_class())

    def have_the_process(self) -> None:
        """Leave in good order when the system asks for it; let workers speak the player's language."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(InheritingExecutor())
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
