"""What a seat knows of its game: all that the host has told, and what in a message is news. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.classroom import protocol as p
from game.classroom.client import Told
from game.present.view import OutcomeView, View
from game.table.table import Decided, Gone, News, Settled, TeamChanged, Undone
from game.table.team import Team


@dataclass(frozen=True, slots=True)
class Known:
    """All that the host has told; replaced as a whole, so that any thread may look."""

    welcome: p.Welcome | None = None
    stage: p.StageNow | None = None
    view: View | None = None
    """Of the last stage that was open."""
    team: Team | None = None
    outcomes: tuple[OutcomeView, ...] = ()


After = tuple[Known, tuple[News, ...]]
"""What is known after a message, and what of it is news, in order."""


def told(known: Known, message: Told) -> After:
    """What comes of a message."""
    match message:
        case p.Welcome():
            return replace(known, welcome=message), ()
        case p.Outcome():
            # They come in order, and all of them once more on a new line.
            outcomes = (*known.outcomes[: message.number], message.outcome)
            return replace(known, outcomes=outcomes), ()
        case p.StageNow():
            return _staged(known, message)
        case p.TeamNow():
            return _teamed(known, message.team)
        case p.Bye():
            return known, (Gone(message.message),) if message.final else ()


def _staged(known: Known, stage: p.StageNow) -> After:
    """Another stage is at hand, or the same one looks otherwise."""
    before, outcomes = known.stage, known.outcomes[: stage.over]
    after = replace(known, stage=stage, view=stage.view or known.view, outcomes=outcomes)
    if before is None:
        return after, ()
    undone = (stage.attempt, stage.role) != (before.attempt, before.role) or stage.over < before.over
    if not undone and stage.over == before.over:
        return after, (TeamChanged(),)
    if known.team:  # its votes were of another stage; this one's are told next
        after = replace(after, team=replace(known.team, polls=()))
    if undone:
        return after, (Undone(stage.view.stage if stage.view else ""),)
    # More than one, if they were over while the line was cut.
    over = enumerate(outcomes[before.over :], before.over + 1)
    return after, tuple(Settled(each, stage.view is None and number == stage.over) for number, each in over)


def _teamed(known: Known, team: Team) -> After:
    """The team stands otherwise; what it has settled since is news."""
    settled = {each.decision: each.settled for each in known.team.polls} if known.team else {}
    view = known.stage.view if known.stage else None
    decided = [
        Decided(view.stage, poll.decision, poll.settled)
        for poll in team.polls
        if view and poll.settled and settled.get(poll.decision) == ""
    ]
    return replace(known, team=team), (*decided, TeamChanged())
