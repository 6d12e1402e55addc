"""A seat at a table that is elsewhere: what the host told last, and requests that wait for its word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from dataclasses import replace

from game.classroom import protocol as p
from game.classroom.client import Answer, Client, Dial, Question, Told, fresh_id
from game.classroom.known import Known, told
from game.present.looking_back import Hindsight
from game.present.prospects import ForecastView
from game.present.view import Debrief, OutcomeView, View
from game.scenario.model import Source
from game.scenario.refusal import Refusal
from game.table.table import Away, News, Table
from game.table.team import Moment, Team
from game.table.tidy import LONGEST_REASON
from game.words import _

PATIENCE = 15.0
"""Seconds that a request waits for the host's word."""

LONG_PATIENCE = 60.0
"""The same of what the host has to reckon first."""


class RemoteTable:
    """Satisfies `table.Table` for a student's seat.

    `run` is to be awaited on the loop on which the line lives; requests come from other threads, and wait.
    """

    def __init__(self, dial: Dial, token: str) -> None:
        self._client = Client(dial, token, self._told, self._away)
        self._known = Known()
        self._hear: list[Callable[[News], None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: tuple[p.StageNow | None, p.End] | None = None
        """The end as it was told, after the stage at hand when it was asked for."""

    async def run(self) -> None:
        """Keep the line open until the host says that this is over."""
        self._loop = asyncio.get_running_loop()
        await self._client.run()

    # What the host tells

    def _told(self, message: Told) -> None:
        self._known, news = told(self._known, message)
        for each in news:
            self._tell(each)

    def _away(self, away: bool) -> None:  # noqa: FBT001 (a state)
        self._tell(Away(away))

    def _tell(self, news: News) -> None:
        for hear in tuple(self._hear):
            hear(news)

    # What there is to see

    @property
    def role(self) -> str:
        """The id of the role that this seat plays; empty before the host has told."""
        known = self._known
        return known.stage.role if known.stage else known.welcome.role if known.welcome else ""

    @property
    def finished(self) -> bool:
        """Whether all stages are over."""
        stage = self._known.stage
        return stage is not None and stage.view is None and stage.over > 0

    @property
    def open(self) -> bool:
        """Whether there is a stage to look at."""
        return self._known.stage is not None and self._known.stage.view is not None

    @property
    def end_of_line(self) -> str:
        """Why there is nothing to come back to: `elsewhere` or `out`."""
        bye = self._client.bye
        return "elsewhere" if bye and bye.reason == "elsewhere" else "out"

    @property
    def away(self) -> bool:
        """Whether the host cannot be reached just now."""
        return self._client.away

    @property
    def place(self) -> str:
        """Empty: the host keeps everything."""
        return ""

    @property
    def sources(self) -> Mapping[str, Source]:
        """By id: what the prose cites."""
        return self._known.welcome.sources if self._known.welcome else {}

    @property
    def regions(self) -> Mapping[str, str]:
        """By member: the region in which the map shows it."""
        return self._known.welcome.regions if self._known.welcome else {}

    def view(self) -> View:
        """All that this seat may see now; what one has voted for counts as made, as long as one wants it.

        Raise ValueError if no stage ever was open.
        """
        known = self._known
        view = known.view  # the last one, should it have gone just now
        if view is None:
            raise ValueError("no stage is open")
        polls = known.team.polls if known.team else ()
        wanted = {each.decision: each.settled or each.yours for each in polls}
        own = {decision.id for decision in view.decisions}
        made = {name: option for name, option in wanted.items() if option and name in own}
        return replace(view, made={**view.made, **made})

    def outcomes(self) -> tuple[OutcomeView, ...]:
        """The stages that are over, in order."""
        return self._known.outcomes

    def team(self) -> Team | None:
        """The seat among others; None before the host has told."""
        return self._known.team

    # Requests

    def choose(self, decision: str, option: str, rationale: str = "") -> Refusal | None:
        """Vote. The vote is kept safe at the host before this returns None."""
        return self.vote(decision, option, rationale)

    @property
    def moment(self) -> Moment | None:
        """The stage at hand; None while there is none to look at."""
        stage = self._known.stage
        return None if stage is None or stage.view is None else Moment(stage.view.stage, stage.attempt)

    def vote(
        self,
        decision: str,
        option: str,
        reason: str = "",
        *,
        quotable: bool = False,
        at: Moment | None = None,
    ) -> Refusal | None:
        """Vote in the stage of `at`, or else in the one at hand; a refusal if that is over.

        With `quotable`, the class may see the reason, without a name.
        """
        at = at or self.moment
        if at is None:
            return Refusal(_("No stage is open."))
        vote = p.Vote(
            id=fresh_id(),
            stage=at.stage,
            attempt=at.attempt,
            decision=decision,
            option=option,
            reason=reason[:LONGEST_REASON],
            quotable=quotable,
        )
        return _met(self._ask(vote, PATIENCE))

    def move_on(self) -> Refusal | None:
        """Say that one has nothing to add to a stage in which the seat has nothing to decide."""
        return self.vote("", "")

    def undo(self) -> Refusal | None:
        """Take back one's own last vote that is not settled yet."""
        at, team = self.moment, self._known.team
        polls = team.polls if team else ()
        own = [each.decision for each in polls if each.yours and not each.settled]
        if not own or at is None:
            return Refusal(_("You have no vote to take back."), _("What your seat has settled stays."))
        asked = p.Withdraw(id=fresh_id(), stage=at.stage, attempt=at.attempt, decision=own[-1])
        return _met(self._ask(asked, PATIENCE))

    def lock(self, decision: str, at: Moment | None = None) -> Refusal | None:
        """As captain, let the votes so far decide, in the stage of `at` or else in the one at hand."""
        at = at or self.moment
        if at is None:
            return Refusal(_("No stage is open."))
        asked = p.Lock(id=fresh_id(), stage=at.stage, attempt=at.attempt, decision=decision)
        return _met(self._ask(asked, PATIENCE))

    def end(self) -> Refusal | None:
        """Have the end told, so that `debrief` and `hindsight` are at hand; or why it may not be seen."""
        stage = self._known.stage
        if self._end is None or self._end[0] is not stage:
            answer = self._ask(p.AskEnd(id=fresh_id()), LONG_PATIENCE)
            if not isinstance(answer, p.End):
                return _met(answer)
            self._end = stage, answer
        return None

    def forecast(self) -> ForecastView | Refusal:
        """Where each option of the stage at hand may lead, as the host reckons it."""
        at = self.moment
        if at is None:
            return Refusal(_("No stage is open."))
        asked = p.AskForecast(id=fresh_id(), stage=at.stage, attempt=at.attempt)
        answer = self._ask(asked, LONG_PATIENCE)
        if isinstance(answer, p.Foreseen):
            return answer.forecast
        return _met(answer) or Refusal(_("There is no forecast."))

    def debrief(self) -> Debrief:
        """The end of the game. Raise ValueError if it may not be seen yet."""
        return self._ended().debrief

    def hindsight(self) -> Hindsight:
        """What only the end can show. Raise ValueError if it may not be seen yet."""
        return self._ended().hindsight

    def _ended(self) -> p.End:
        if refusal := self.end():
            raise ValueError(refusal.message)
        assert self._end is not None
        return self._end[1]

    def standing(self) -> Refusal:
        """A class sets its rooms beside each other instead."""
        return Refusal(_("In a class the rooms stand beside each other."), _("Your teacher can show them."))

    def branch(self, stage: str, decision: str, option: str, rationale: str = "") -> Table | Refusal:  # noqa: ARG002
        """A class plays one game together."""
        return Refusal(_("A class plays one game together."), _("Play it otherwise on your own, afterwards."))

    def stop_saving(self) -> Refusal | None:
        """The host keeps everything."""
        return Refusal(_("The host keeps this game."))

    def close(self) -> None:
        """Nothing is held here."""

    def listen(self, hear: Callable[[News], None]) -> None:
        """Have `hear` called with everything that changes, in order, from here on."""
        self._hear.append(hear)

    def _ask(self, question: Question, patience: float) -> Answer | None:
        """The host's answer; None if there was none in time."""
        if self._loop is None:
            return None
        asked = asyncio.run_coroutine_threadsafe(self._client.ask(question), self._loop)
        try:
            return asked.result(patience)
        except (TimeoutError, CancelledError):
            asked.cancel()
            return None


def _met(answer: Answer | None) -> Refusal | None:
    match answer:
        case None:
            return Refusal(
                _("The host does not answer."),
                _("When it is back, this screen shows whether that was counted."),
            )
        case p.Refused():
            return Refusal(answer.message, answer.hint)
        case _:
            return None
