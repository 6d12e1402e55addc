"""The stages of a report: what was decided and why, how the council voted, what followed and why."""

from __future__ import annotations

from collections.abc import Iterator

from game.present.aloud import VOTED, date
from game.present.looking_back import Hindsight
from game.present.view import Causes, ChoiceView, Debrief, OutcomeView
from game.present.words import number, still
from game.report.text import bullets, escaped, prose


def told(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    """Each stage, then the years that follow."""
    yield "## Stage by stage"
    for at, outcome in enumerate(debrief.outcomes, 1):
        yield from _stage(at, outcome, hindsight.particulars.role)
    if debrief.years:
        yield "### The years that followed"
        for score in debrief.years:
            yield from _score(score)


def _stage(at: int, outcome: OutcomeView, role: str) -> Iterator[str]:
    yield f"### {at}. {escaped(outcome.title)}"
    yield f"*{date(outcome.date)}*"
    for choice in outcome.choices:
        yield from _choice(choice, own=choice.role == role)
    if outcome.proposed:
        yield f"**The council.** The operation was {'carried' if outcome.carried else 'blocked'}."
        if outcome.votes:
            yield bullets(
                f"{escaped(vote.name)} {VOTED[vote.vote]}. {prose(vote.reason)}" for vote in outcome.votes
            )
    if outcome.happened:
        yield " ".join(prose(each) for each in outcome.happened)
    for score in outcome.causes:
        yield from _score(score)


def _choice(choice: ChoiceView, *, own: bool) -> Iterator[str]:
    fact = " (as was done in fact)" if choice.historical else ""
    who = f"{escaped(choice.role_name)}, you" if own else escaped(choice.role_name)
    yield f"**{who}.** {prose(choice.prompt)} *{escaped(choice.label)}*{fact}."
    if choice.outcome:
        yield choice.outcome.strip()
    if choice.rationale:
        yield f"> {'Your' if own else 'Its'} reason: {escaped(choice.rationale)}"


def _score(causes: Causes) -> Iterator[str]:
    """The change and its causes; those that show as nothing are left out."""
    moved = [cause for cause in causes.causes if not still(cause.shown)]
    if not moved:
        yield f"{causes.name} stayed at {number(causes.after, 1)}."
        return
    yield (
        f"{causes.name} went from {number(causes.before, 1)} to {number(causes.after, 1)} ({causes.shown}):"
    )
    yield bullets(
        f"{cause.shown}: {prose(cause.text)}" + (f" ({', '.join(cause.claims)})" if cause.claims else "")
        for cause in moved
    )
