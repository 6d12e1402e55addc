"""What one line to a student is told: always the newest, never a backlog, whatever the line's pace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from game.classroom import events as e
from game.classroom import protocol as p
from game.classroom import views
from game.classroom import wishes as w
from game.classroom.host import Host
from game.classroom.room import Play
from game.classroom.state import Room
from game.classroom.students import STALE, Stale
from game.scenario.refusal import Refusal
from game.words import _, marked

NOT_OVER = marked("Your game is not over yet.")
NOT_OPEN = marked("The debrief opens for all rooms at once.")
NO_FORECASTS = marked("No forecasts are given in this session.")


class Feed:
    """One line. `push` sends a message, and returns when it has been taken."""

    def __init__(self, host: Host, student: str, push: Callable[[p.Message], Awaitable[None]]) -> None:
        self._host = host
        self._student = student
        self._push = push
        self._changed = asyncio.Event()
        self._seat: tuple[str, str, int] | None = None
        """Room, role and attempt of what was told."""
        self._over = 0
        """How many outcomes of those were told."""
        self._stage: tuple[object, ...] | None = None
        """What the last stage told was of."""
        self._play: Play | None = None
        """Its play: held, so that no other takes its identity."""
        self._team: object = None

    async def run(self) -> None:
        """Tell everything, and then whatever changes, until cancelled."""
        forget = self._host.watch(lambda _state: self._changed.set())
        try:
            await self._push(self._welcome())
            while True:
                self._changed.clear()
                await self._tell()
                await self._changed.wait()
        finally:
            forget()

    async def answer(self, request: p.Request) -> list[p.Message]:
        """What a request comes to: kept safe where it was met."""
        match request:
            case p.Hello():
                return []
            case p.Look():
                self._forget()
                return [p.Done(id=request.id)]
            case p.Vote():
                voted = e.Voted(
                    self._student,
                    request.id,
                    request.decision,
                    request.option,
                    request.reason,
                    request.quotable,
                )
                return [await self._do(w.Cast(request.stage, request.attempt, voted), request.id)]
            case p.Withdraw():
                withdrawal = e.Withdrew(self._student, request.decision)
                return [await self._do(w.Retract(request.stage, request.attempt, withdrawal), request.id)]
            case p.Lock():
                lock = w.Lock(self._student, request.stage, request.attempt, request.decision)
                return [await self._do(lock, request.id)]
            case p.AskForecast():
                return [await self._foreseen(request)]
            case p.AskEnd():
                return [await self._end(request)]

    async def _do(self, wish: w.Wish, request: str) -> p.Message:
        refusal = await self._host.do(wish, self._student)
        if refusal is None:
            return p.Done(id=request)
        if isinstance(refusal, Stale):
            self._forget()
        return _refused(request, refusal)

    def _forget(self) -> None:
        """Tell everything anew."""
        self._seat = self._stage = self._team = None
        self._changed.set()

    async def _foreseen(self, request: p.AskForecast) -> p.Message:
        state, (room, role) = self._host.state, self._at()
        if not state.forecasts:
            return _refused(request.id, Refusal(_(NO_FORECASTS)))
        stage = room.play.stage
        if (
            room.phase != "open"
            or stage is None
            or (stage.id, room.attempt) != (request.stage, request.attempt)
        ):
            self._forget()
            return _refused(request.id, Stale(_(STALE)))
        made = views.settled(room.seats[role])
        reckon = partial(views.foreseen, room.play, role, made)
        forecast = await self._host.reckoner.of(room.play, ("forecast", role, tuple(made.items())), reckon)
        return p.Foreseen(id=request.id, forecast=forecast)

    async def _end(self, request: p.AskEnd) -> p.Message:
        room, role = self._at()
        if room.phase != "over":
            return _refused(request.id, Refusal(_(NOT_OVER)))
        if not self._host.state.revealed:
            return _refused(request.id, Refusal(_(NOT_OPEN)))
        others = sorted({self._host.state.policy(room.name, each) for each in room.seats if each != role})
        opponent = others[0] if len(others) == 1 else ""
        reckon = partial(views.end, room.play, role, opponent)
        debrief, hindsight = await self._host.reckoner.of(room.play, ("end", role, opponent), reckon)
        return p.End(id=request.id, debrief=debrief, hindsight=hindsight)

    async def _tell(self) -> None:
        """Whatever is new: outcomes first, then the stage, then the team."""
        student = self._host.state.students.get(self._student)
        if student is None or student.removed:
            return
        room, role = self._at()
        if self._seat != (room.name, role, room.attempt):
            self._seat, self._over, self._stage = (room.name, role, room.attempt), 0, None
        while self._over < len(room.play.taken):
            number = self._over
            reckon = partial(views.outcome_view, room.play, number, role)
            outcome = await self._host.reckoner.of(room.play, ("outcome", number, role), reckon)
            if not self._still(room, role):
                return
            await self._push(p.Outcome(attempt=room.attempt, number=number, outcome=outcome))
            self._over += 1
        await self._tell_stage(room, role)
        if self._still(room, role):
            await self._tell_team()

    async def _tell_stage(self, room: Room, role: str) -> None:
        made = views.settled(room.seats[role])
        forecasts = self._host.state.forecasts
        what = (id(room.play.position), room.phase, room.attempt, role, tuple(made.items()), forecasts)
        if what == self._stage:
            return
        shown = None
        if room.phase == "open":
            reckon = partial(views.stage_view, room.play, role, made)
            shown = await self._host.reckoner.of(room.play, ("stage", role, tuple(made.items())), reckon)
            shown = shown if shown is None or forecasts else views.unforeseen(shown)
        if not self._still(room, role):
            return
        await self._push(p.StageNow(role=role, attempt=room.attempt, over=self._over, view=shown))
        self._stage, self._play = what, room.play

    async def _tell_team(self) -> None:
        state = self._host.state
        team = views.team(state, self._student, self._host.now)
        room = state.rooms[team.room]
        # A clock that goes on is no news: what is told is when it ends.
        what = (replace(team, seconds_left=None), room.deadline, room.left)
        if what != self._team:
            await self._push(p.TeamNow(team=team))
            self._team = what

    def _still(self, room: Room, role: str) -> bool:
        """Whether that is where the student sits, and how the room stands: if not, there is news to tell."""
        student = self._host.state.students[self._student]
        at = not student.removed and (student.room, student.role) == (room.name, role)
        return at and self._host.state.rooms[room.name].play is room.play

    def _at(self) -> tuple[Room, str]:
        student = self._host.state.students[self._student]
        return self._host.state.rooms[student.room], student.role

    def _welcome(self) -> p.Welcome:
        scenario = self._host.state.world.scenario
        return p.Welcome(
            version=p.VERSION,
            scenario=scenario.id,
            role=self._at()[1],
            regions={member.id: member.region for member in scenario.members},
            sources={source.id: source for source in scenario.sources},
        )


def _refused(request: str, refusal: Refusal) -> p.Refused:
    return p.Refused(id=request, message=refusal.message, hint=refusal.hint, stale=isinstance(refusal, Stale))
