"""The team in a line on top of the screen, with a clock that runs."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.content import Content

from game.tui.classroom.words import line
from game.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from game.table.team import Team

LAST = 60.0
"""So many seconds before the end the clock is shown second by second."""

COARSE = 5
"""Before that, in steps of so many seconds: a whole class of clocks costs something."""


class Clock:
    """The seconds that are left, since the host last said how many."""

    def __init__(self) -> None:
        self._left: float | None = None
        self._since = 0.0
        self._paused = False

    def set(self, team: Team) -> None:
        """What the host says."""
        self._left, self._since, self._paused = team.seconds_left, monotonic(), team.paused

    def left(self, *, away: bool) -> float | None:
        """Now; it stands while the game is paused or the host is away."""
        if self._left is None:
            return None
        gone = 0.0 if self._paused or away else monotonic() - self._since
        return max(self._left - gone, 0.0)


class TeamStrip(Drawn):
    """One line."""

    DEFAULT_CSS = "TeamStrip { height: 1; background: $surface; }"

    def __init__(self) -> None:
        super().__init__()
        self._team: Team | None = None
        self._clock = Clock()
        self._away = False
        self._shown: Content | None = None

    def on_mount(self) -> None:
        """Let the clock run."""
        self.set_interval(1.0, self._tick)

    def show(self, team: Team | None, *, away: bool) -> None:
        """Tell of the team as it is now."""
        if team is not None and team is not self._team:
            self._clock.set(team)
        self._team, self._away = team, away
        self._redraw()

    def _tick(self) -> None:
        left = self._clock.left(away=self._away)
        if left is not None and not self._away and (left <= LAST or round(left) % COARSE == 0):
            self._redraw()

    def _redraw(self) -> None:
        before, self._shown = self._shown, self.draw(self.size.width)
        if before is None or not before.is_same(self._shown):
            self.refresh()

    def draw(self, width: int) -> Content:
        """The line, cut to the width."""
        if self._team is None:
            return Content("")
        told = line(self._team, self._clock.left(away=self._away), away=self._away)
        return told.truncate(max(width, 1), ellipsis=True)
