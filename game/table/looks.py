"""What a seat can see of a course as it stands: reckoned when it is asked for, and then kept.

What takes a while may be asked for in any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.play import finish
from game.present.looking_back import Hindsight
from game.present.seat import view
from game.present.view import Debrief, View
from game.table.course import Course, apart
from game.table.record import Branch

if TYPE_CHECKING:
    from game.present.prospects import ForecastView
    from game.present.standing import Standing


@dataclass(slots=True)
class _Kept:
    """What was reckoned of the course as it stood."""

    view: View | None = None
    forecast: ForecastView | None = None
    debrief: Debrief | None = None
    hindsight: Hindsight | None = None
    standing: Standing | None = None


class Looks:
    """Of `course`, in which `opponent` is the name of the policy in the other seats.

    `branch` is the game that it parts from, if any. Whatever changes the course is to `forget` all of it.
    """

    def __init__(self, course: Course, opponent: str, branch: Branch | None) -> None:
        self._course = course
        self._opponent = opponent
        self._branch = branch
        self.forget()

    def forget(self) -> None:
        """The course stands otherwise now."""
        # Anew, not emptied: whoever is still reckoning keeps what is out of date where nobody looks.
        self._kept = _Kept()

    def view(self) -> View:
        """The stage at hand. Raise ValueError if all are over."""
        kept = self._kept
        if kept.view is None:
            course = self._course
            last = course.outcomes[-1] if course.outcomes else None
            kept.view = view(course.position, course.role, course.taken, last)
        return kept.view

    def forecast(self) -> ForecastView:
        """Where the options of the stage at hand may lead. Raise ValueError if all stages are over."""
        kept = self._kept
        if kept.forecast is None:
            from game.present.prospects import forecast_view  # noqa: PLC0415 (where asked for: start-up time)

            course = self._course
            kept.forecast = forecast_view(apart(course.position), course.role, course.taken)
        return kept.forecast

    def debrief(self) -> Debrief:
        """The end of the game. Raise ValueError if a stage still waits."""
        kept = self._kept
        if kept.debrief is None:
            from game.present.debrief import debrief  # noqa: PLC0415 (only at the end: start-up time)

            course, end = self._course, finish(apart(self._course.position))
            kept.debrief = debrief(course.position.world, end, course.role, course.reasons, course.undone)
        return kept.debrief

    def hindsight(self) -> Hindsight:
        """What only the end can show. Raise ValueError if a stage still waits."""
        kept = self._kept
        if kept.hindsight is None:
            from game.present.hindsight import hindsight  # noqa: PLC0415 (only at the end: start-up time)
            from game.table.branch import parent  # noqa: PLC0415

            course = self._course
            kept.hindsight = hindsight(
                course.position.world,
                finish(apart(course.position)),
                course.role,
                self._opponent,
                parent(self._branch, course.role) if self._branch else None,
            )
        return kept.hindsight

    def standing(self) -> Standing:
        """Where the finished game stands among many others. Raise ValueError if a stage still waits."""
        kept = self._kept
        if kept.standing is None:
            from game.present.standing import standing  # noqa: PLC0415 (only at the end: start-up time)

            course = self._course
            end = finish(apart(course.position))
            kept.standing = standing(course.position.world, end, course.role)
        return kept.standing
