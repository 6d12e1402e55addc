"""How a screen speaks with a table: one request at a time, in a thread, answered by messages."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from game.present.prospects import ForecastView
    from game.present.view import View
    from game.scenario.refusal import Refusal
    from game.table.table import News, Table


class Heard(Message):
    """The table told something."""

    def __init__(self, news: News) -> None:
        super().__init__()
        self.news = news


class Seen(Message):
    """What this seat sees now; None when all stages are over."""

    def __init__(self, view: View | None) -> None:
        super().__init__()
        self.view = view


class Answered(Message):
    """A request was met, or refused."""

    def __init__(self, refusal: Refusal | None) -> None:
        super().__init__()
        self.refusal = refusal


class Foreseen(Message):
    """The forecast is there, or is refused."""

    def __init__(self, forecast: ForecastView | Refusal) -> None:
        super().__init__()
        self.forecast = forecast


class Desk:
    """A table behind a lock; `post` takes messages from any thread."""

    def __init__(self, table: Table, post: Callable[[Message], object]) -> None:
        self.table = table
        self._post = post
        self._lock = Lock()
        table.listen(self._hear)

    def _hear(self, news: News) -> None:
        self._post(Heard(news))

    def look(self) -> None:
        """Ask for the view."""
        with self._lock:
            view = None if self.table.finished else self.table.view()
        self._post(Seen(view))

    def foresee(self) -> None:
        """Ask where the options may lead."""
        with self._lock:
            forecast = self.table.forecast()
        self._post(Foreseen(forecast))

    def choose(self, decision: str, option: str, rationale: str) -> None:
        """Settle a decision."""
        with self._lock:
            refusal = self.table.choose(decision, option, rationale)
        self._post(Answered(refusal))

    def move_on(self) -> None:
        """Leave a stage that has nothing to decide."""
        with self._lock:
            refusal = self.table.move_on()
        self._post(Answered(refusal))

    def undo(self, until: int | None = None) -> None:
        """Take a decision back; with `until`, go back to the start of the stage of that number, from 0."""
        with self._lock:
            refusal = self.table.undo()
            while refusal is None and until is not None and len(self.table.outcomes()) > until:
                refusal = self.table.undo()
        self._post(Answered(refusal))

    def stop_saving(self) -> None:
        """Go on without keeping what is decided from here on."""
        with self._lock:
            refusal = self.table.stop_saving()
        self._post(Answered(refusal))
