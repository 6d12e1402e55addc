"""What all screens share: they fit the terminal, explain themselves, and show their keys."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.types import NoActiveAppError

from game.tui.keys import key
from game.tui.widgets.backdrop import Backdrop
from game.words import _

if TYPE_CHECKING:
    from textual import events
    from textual.app import RenderResult
    from textual.geometry import Size
    from textual.widget import Widget

T = TypeVar("T")

WIDE, TALL = 120, 36
"""From which size on panels stand side by side, in columns and lines."""

LEAST = (80, 24)
"""What the game needs."""


def _wide(size: Size) -> bool:
    return size.width >= WIDE and size.height >= TALL


class Brisk(MessagePump):
    """Makes a screen lay itself out once for each size, and let keys in between layout, painting, events.

    Opening a large screen is made of several such tasks, each as long as a key's; in one turn of the loop
    they would be felt. Textual has no public way to part them.
    """

    _unpainted = False
    """Whether it was laid out and waits for a turn in which to paint."""

    async def on_event(self, event: events.Event) -> None:
        """Give way after each event."""
        await super().on_event(event)
        await asyncio.sleep(0)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # noqa: FBT001, FBT002
        if not self._unpainted:
            self._unpainted = True
            self.call_later(self._paint)
        super()._refresh_layout(size, scroll)  # type: ignore[misc]  # the screen's, as below

    def _compositor_refresh(self) -> None:
        if not self._unpainted:
            super()._compositor_refresh()  # type: ignore[misc]

    async def _invoke_and_clear_callbacks(self) -> None:
        """What waits for the painting."""
        if not self._unpainted:
            await super()._invoke_and_clear_callbacks()  # type: ignore[misc]

    def _paint(self) -> None:
        self._unpainted = False
        self._compositor_refresh()

    async def _on_resize(self, event: events.Resize) -> None:
        """Textual's screens tell themselves that they were laid out, and then lay themselves out again."""
        if event._sender is self:
            event.prevent_default()


class Page(Brisk, Screen[T]):
    """A whole screen; it has the class `-wide` where panels stand side by side."""

    ABOUT: ClassVar[str] = ""
    """What there is to see and do, in Markdown, for the help."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but that only the widgets which gain or lose the focus are painted anew."""

    def __init__(self) -> None:
        super().__init__()
        with contextlib.suppress(NoActiveAppError):
            self.set_class(_wide(self.app.size), "-wide", update=False)  # or all would be styled twice

    def on_resize(self, event: events.Resize) -> None:
        """Fit the new size."""
        self.fit(event.size)

    def on_screen_resume(self) -> None:
        """Fit a size that may have changed while another screen was on top."""
        self.fit(self.app.size)

    def fit(self, size: Size) -> None:
        """Put panels side by side, or not."""
        self.set_class(_wide(size), "-wide")

    @property
    def wide(self) -> bool:
        """Whether panels stand side by side."""
        return self.has_class("-wide")

    @property
    def loses(self) -> str:
        """What would be lost if the program ended now, in words; nothing if nothing would."""
        return ""

    def leave(self, answer: T) -> None:
        """End in this answer; ask only if something would be lost."""
        from game.tui.screens.notice import AskSheet  # noqa: PLC0415 (start-up time, and it is a sheet)

        def agreed(yes: bool | None) -> None:  # noqa: FBT001 (an answer)
            if yes:
                self.dismiss(answer)

        if self.loses:
            self.app.push_screen(AskSheet(_("Leave all the same?"), self.loses), agreed)
        else:
            self.dismiss(answer)


class Sheet(Brisk, ModalScreen[T]):
    """A box on top of another screen."""

    ABOUT: ClassVar[str] = ""
    BINDINGS: ClassVar = [
        key("escape", "close", "Back", "Close this box."),
        key("question_mark,f1", "app.help", "Help", "Explain this box and its keys.", shown=False),
    ]

    @property
    def loses(self) -> str:
        """What would be lost if the program ended now, in words; nothing if nothing would."""
        return ""

    def render(self) -> RenderResult:  # type: ignore[override]  # Screen names less than Widget
        """The screen beneath, dimmed."""
        behind = super().render()
        return Backdrop(behind) if isinstance(behind, BackgroundScreen) else behind

    def action_close(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
