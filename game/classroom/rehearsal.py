"""A class that is not there: scripted students over the real protocol, so that a teacher can try a lesson.

They join one by one, think, vote with reasons, disagree, change their minds, lock as captains, drop out and
come back, and look at the debrief. They know no more than any student's screen is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from random import Random

from game.classroom import protocol as p
from game.classroom.client import Client, Told, fresh_id
from game.classroom.dialling import dial, joined
from game.present.view import DecisionView
from game.scenario.refusal import Refusal
from game.table.team import Polling, Team
from game.words import _, marked

log = logging.getLogger(__name__)

MOST = 200
"""Students that one host rehearses with."""
ARRIVAL = 0.25
"""Seconds between two that join, in the mean."""
THOUGHT = 9.0
"""Seconds that one of them thinks before a vote, in the mean."""
DROPS = 0.06
"""The chance that one of them drops out in a stage."""
ABSENCE = 25.0
"""Seconds for which they are gone, in the mean."""
FOLLOWS = 0.35
"""The chance that a vote goes with whatever leads in the seat."""
YIELDS = 0.6
"""The chance, at each further look, that one who is alone with a vote gives in."""
PATIENCE = 4
"""Further looks after which a captain locks what leads."""
QUOTABLE = 0.6
"""The share of reasons that may be shown to the class."""

NAMES = marked(
    "Aida, Bakyt, Clara, Daniyar, Elena, Farid, Gulnara, Henry, Inès, Jamila, Kofi, Leyla, Marek, Nargiza, "
    "Otto, Pari, Ruslan, Sofia, Timur, Uma, Vera, Yusuf, Zarina"
)

REASONS = (
    marked("It costs least now, and leaves the next step open."),
    marked("The others are watching what we do with a neighbour."),
    marked("Anything larger would be stopped by one veto."),
    marked("If we only talk, the next promise is worth less."),
    marked("Better a small thing that arrives than a large one that is voted on."),
    marked("Those who would have to live with it should agree first."),
    marked("We said last time that we would; now we must."),
    marked("Nobody here can say how we would get out again."),
    marked("It is the only one of these that helps anybody this week."),
    marked("Waiting is a decision too, and the cheapest to regret."),
)


class Pupil:
    """One scripted student."""

    def __init__(self, base: str, token: str, chance: Random, pace: float) -> None:
        """`pace` stretches all their pauses; 1 for about a person's."""
        self._base = base
        self._token = token
        self._chance = chance
        self._pace = pace
        self._temper = chance.random()
        """Where between an option list's two ends their taste lies."""
        self._stage: p.StageNow | None = None
        self._team: Team | None = None
        self._seen: tuple[int, str] | None = None
        self._looks = 0
        """At the stage at hand, without an end to it."""
        self._news = asyncio.Event()
        self._client = self._fresh()

    def _fresh(self) -> Client:
        return Client(partial(dial, self._base), self._token, self._hear, lambda _away: None)

    def _hear(self, news: Told) -> None:
        match news:
            case p.StageNow():
                self._stage = news
            case p.TeamNow():
                self._team = news.team
        self._news.set()

    async def run(self) -> None:
        """Take part until the room is over, the host lets them go, or cancelled."""
        line = asyncio.create_task(self._client.run())
        try:
            while not line.done():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), self._pause(THOUGHT))
                self._news.clear()
                if self._team and self._team.phase == "over":
                    await self._client.ask(p.AskEnd(id=fresh_id()))
                    return
                if self._opens() and self._chance.random() < DROPS:
                    line.cancel()
                    await asyncio.gather(line, return_exceptions=True)
                    await asyncio.sleep(self._pause(ABSENCE))
                    self._client = self._fresh()
                    line = asyncio.create_task(self._client.run())
                await self._play()
        finally:
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)

    def _pause(self, seconds: float) -> float:
        return self._pace * seconds * self._chance.uniform(0.3, 1.7)

    def _opens(self) -> bool:
        """Whether a stage has opened since they looked last."""
        stage = self._stage
        now = (stage.attempt, stage.view.stage) if stage and stage.view else None
        opens = now is not None and now != self._seen
        if opens:
            self._looks = 0
        self._seen = now or self._seen
        return opens

    async def _play(self) -> None:
        """Settle what is open, decision by decision, as a person does."""
        stage, team = self._stage, self._team
        if stage is None or stage.view is None or team is None or team.phase != "open" or team.paused:
            return
        self._looks += 1
        decisions = {each.id: each for each in stage.view.decisions}
        for poll in team.polls:
            if poll.settled:
                continue
            if poll.yours or (team.moves_on and not poll.decision):
                await self._settle(stage, team, poll)
            elif poll.decision in decisions:
                await asyncio.sleep(self._pause(THOUGHT))
                await self._vote(stage, poll.decision, self._wants(decisions[poll.decision], poll))

    async def _settle(self, stage: p.StageNow, team: Team, poll: Polling) -> None:
        """What one does whose vote stands, or who has only to go on."""
        leads = poll.wanted[0].option if poll.wanted else ""
        captain = any(mate.you and mate.captain for mate in team.mates)
        if not poll.yours and not poll.wanted:
            await self._vote(stage, poll.decision, "")
        elif captain and self._looks > PATIENCE and stage.view:
            lock = p.Lock(
                id=fresh_id(), stage=stage.view.stage, attempt=stage.attempt, decision=poll.decision
            )
            await self._client.ask(lock)
        elif leads != poll.yours and self._chance.random() < YIELDS:
            await self._vote(stage, poll.decision, leads)

    def _wants(self, decision: DecisionView, poll: Polling) -> str:
        offered = [option.id for option in decision.options if option.on_offer]
        if poll.wanted and self._chance.random() < FOLLOWS:
            return poll.wanted[0].option
        middle = self._temper * (len(offered) - 1)
        near = [1.0 / (1.0 + abs(place - middle)) for place in range(len(offered))]
        return self._chance.choices(offered, near)[0]

    async def _vote(self, stage: p.StageNow, decision: str, option: str) -> None:
        if stage.view is None:
            return
        vote = p.Vote(
            id=fresh_id(),
            stage=stage.view.stage,
            attempt=stage.attempt,
            decision=decision,
            option=option,
            reason=_(self._chance.choice(REASONS)),
            quotable=self._chance.random() < QUOTABLE,
        )
        await self._client.ask(vote)


@asynccontextmanager
async def rehearsing(
    base: str, code: str, count: int, *, pace: float = 1.0, seed: int = 0
) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Have so many scripted students come to the host at `base` while the body runs; their tasks."""
    chance = Random(seed)  # noqa: S311 (no secret)
    tasks = [
        asyncio.create_task(_student(base, code, number, Random(chance.random()), pace))  # noqa: S311
        for number in range(min(count, MOST))
    ]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _student(base: str, code: str, number: int, chance: Random, pace: float) -> None:
    await asyncio.sleep(pace * ARRIVAL * number * chance.uniform(0.7, 1.3))
    names = _(NAMES).split(", ")
    turn = number // len(names) + 1
    name = names[number % len(names)] + (f" {turn}" if turn > 1 else "")
    name = _("{name} (test)").format(name=name)
    token = await joined(base, code, name)
    if isinstance(token, Refusal):
        log.warning("a rehearsed student could not join: %s", token)
        return
    try:
        await Pupil(base, token, chance, pace).run()
    except Exception:  # of ours: the others go on
        log.exception("a rehearsed student failed")
