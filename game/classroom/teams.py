"""Votes within a seat, and what they come to. Pure.

A decision is settled as soon as everybody who is there has voted and all agree; or when the captain
locks it, with at least one vote cast; or at the deadline. The option with most votes is taken. A tie goes to
the option, of those tied, whose oldest standing vote is the oldest. Where nobody has voted by the
deadline, the decision's stated default is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

How = Literal["agreed", "locked", "deadline", "default", "advanced", "policy"]
"""How a decision came to be settled: all agreed, the captain locked it, time was up, nobody had voted,
the facilitator moved the room on, or a policy holds the seat."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one student wants, and why."""

    option: str
    reason: str
    quotable: bool
    """Whether the reason may be shown to the class, without a name."""
    order: int
    """The number of the event that cast it: a vote that is changed counts as new."""


Ballot = Mapping[str, Vote]
"""By student: the vote that stands."""


def tally(ballot: Ballot) -> dict[str, int]:
    """Votes by option: most votes first, and of those tied, the oldest first."""
    oldest: dict[str, int] = {}
    count: dict[str, int] = {}
    for vote in ballot.values():
        count[vote.option] = count.get(vote.option, 0) + 1
        oldest[vote.option] = min(vote.order, oldest.get(vote.option, vote.order))
    return {option: count[option] for option in sorted(count, key=lambda each: (-count[each], oldest[each]))}


def leading(ballot: Ballot) -> str | None:
    """The option that would be taken now; None while nobody has voted."""
    return next(iter(tally(ballot)), None)


def agreed(ballot: Ballot, there: Collection[str]) -> str | None:
    """The option on which all who are there have agreed; None while one of them has not, or nobody is."""
    wanted = {ballot[student].option if student in ballot else None for student in there}
    return wanted.pop() if len(wanted) == 1 else None


def reason_for(option: str, ballot: Ballot) -> str:
    """The reason that goes on record with an option: the oldest one given by who voted for it."""
    said = [vote for vote in ballot.values() if vote.option == option and vote.reason]
    return min(said, key=lambda vote: vote.order).reason if said else ""
