"""What a seat may see of its room, and nothing else: the only place that decides who sees what. Pure.

A seat sees its own readings, its own reasons and its own votes. It never sees another seat's brief, votes or
reasons, the members' true beliefs before the end, or another room.
"""

from __future__ import annotations

from dataclasses import replace

from game.classroom.room import Play, apart
from game.classroom.state import MOVE_ON, Message, Room, Seat, State
from game.classroom.teams import How, tally
from game.engine.conditions import DecisionKey
from game.engine.play import finish
from game.present.debrief import debrief
from game.present.hindsight import hindsight
from game.present.looking_back import Hindsight
from game.present.outcome import outcome
from game.present.prospects import ForecastView, forecast_view
from game.present.seat import view
from game.present.view import Debrief, OptionView, OutcomeView, Span, View
from game.table.team import Happening, Mate, Polling, Team, Wanted
from game.words import _, marked

HOW: dict[How, str] = {
    "agreed": marked("all agreed"),
    "locked": marked("the captain locked it"),
    "deadline": marked("time was up"),
    "default": marked("nobody had voted when time was up"),
    "advanced": marked("the facilitator moved on"),
    "policy": marked("a policy held the seat"),
}
RULES = marked(
    "A decision stands as soon as all who are here agree on it. The captain can lock it by the votes so far. "
    "When time is up, the option with most votes is taken; of a tie, the one whose oldest vote is the oldest;"
    " without any vote, the one that is marked as the default."
)
NUDGE = marked("Your room is waiting for you.")


def team(state: State, student: str, now: float) -> Team:
    """The seat of a student among others, at session time `now`. Raise KeyError if nobody is called so."""
    you = state.students[student]
    room = state.rooms[you.room]
    seat = room.seats[you.role]
    sitting = state.sitting(you.room, you.role)
    names = {each.id: each.name for each in sitting}
    left = room.left if room.paused else None if room.deadline is None else max(0.0, room.deadline - now)
    due = state.due(you.room, you.role) if room.phase == "open" else ()
    return Team(
        room=room.name,
        phase=room.phase,
        practice=room.practice,
        mates=tuple(
            Mate(each.name, each.there, each.id == seat.captain, each.id == student) for each in sitting
        ),
        polls=tuple(_polling(seat, decision, student, names) for decision in due),
        seconds_left=left,
        paused=room.paused,
        waits_for=_waits_for(state, room),
        rules=_(RULES),
        messages=tuple(_said(each) for each in room.messages if each.role in ("", you.role)),
        reasons=state.opened.reasons,
        forecasts=state.forecasts,
        moves_on=due == (MOVE_ON,),
        seat=next(role.name for role in state.world.scenario.roles if role.id == you.role),
        title=state.world.scenario.title,
        debriefed=room.phase == "over" and state.revealed,
        called=state.debriefed,
        note=state.world.scenario.content_note,
        happenings=_happenings(room),
    )


def stage_view(play: Play, role: str, made: dict[str, str]) -> View | None:
    """The stage at hand, as a seat sees it that has settled `made`; None when all are over. Takes a while."""
    if play.stage is None:
        return None
    play = apart(play)
    last = outcome_view(play, len(play.taken) - 1, role) if play.taken else None
    return view(play.position, role, made, last)


def unforeseen(view: View) -> View:
    """A stage without what may come of its options: what they cost, how members would vote, what passes."""
    nothing = Span(0.0, 0.0)

    def bare(option: OptionView) -> OptionView:
        return replace(option, adds=nothing, consent="", pass_chance=None, votes=())

    decisions = tuple(
        replace(each, options=tuple(map(bare, each.options)), idle=nothing, furthest="")
        for each in view.decisions
    )
    return replace(view, decisions=decisions, foresees=False)


def outcome_view(play: Play, number: int, role: str) -> OutcomeView:
    """A stage that is over, by its number from 0, as a seat sees it: why others chose stays with them."""
    play = apart(play)
    return outcome(play.positions[number], play.positions[number + 1], own_reasons(play, role), role)


def foreseen(play: Play, role: str, made: dict[str, str]) -> ForecastView:
    """Where the options of the stage at hand may lead, as a seat sees the world. Takes a while."""
    return forecast_view(apart(play).position, role, made)


def end(play: Play, role: str, opponent: str) -> tuple[Debrief, Hindsight]:
    """The whole truth about a play that is over, for a seat. Takes a second or more.

    Raise ValueError if a stage still waits.
    """
    play = apart(play)
    world, trace = play.position.world, finish(play.position)
    return debrief(world, trace, role, own_reasons(play, role)), hindsight(world, trace, role, opponent)


def own_reasons(play: Play, role: str) -> dict[DecisionKey, str]:
    """Why a seat chose as it did, in the stages that are over."""
    return {key: reason for key, reason in play.reasons.items() if key[1] == role}


def settled(seat: Seat) -> dict[str, str]:
    """What a seat has settled in the stage at hand: option by decision."""
    return {decision: each.option for decision, each in seat.settled.items() if decision != MOVE_ON}


def _polling(seat: Seat, decision: str, student: str, names: dict[str, str]) -> Polling:
    ballot = seat.ballots.get(decision, {})
    votes = sorted(ballot.items(), key=lambda each: each[1].order)
    done = seat.settled.get(decision)
    return Polling(
        decision=decision,
        yours=ballot[student].option if student in ballot else "",
        wanted=tuple(
            Wanted(
                option,
                tuple(names.get(who, "") for who, vote in votes if vote.option == option),
                tuple(vote.reason for _who, vote in votes if vote.option == option and vote.reason),
            )
            for option in tally(ballot)
        ),
        settled=done.option if done else "",
        how=_(HOW[done.how]) if done else "",
    )


def _waits_for(state: State, room: Room) -> tuple[str, ...]:
    """The names of the seats that have not settled everything."""
    if room.phase != "open":
        return ()
    names = {role.id: role.name for role in state.world.scenario.roles}
    return tuple(
        names[role]
        for role in state.people(room.name)
        if any(decision not in room.seats[role].settled for decision in state.due(room.name, role))
    )


def _happenings(room: Room) -> tuple[Happening, ...]:
    """What was let happen in the stage at hand."""
    now = room.play.stage
    return tuple(
        Happening(each.title, each.event.text) for each in room.injects if now and each.stage == now.id
    )


def _said(message: Message) -> str:
    return _(NUDGE) if message.nudge else message.text
