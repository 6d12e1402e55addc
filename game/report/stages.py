"""The stages of a report: what was decided and why, how the council voted, what followed and why."""

from __future__ import annotations

from collections.abc import Iterator

from game.present.aloud import VOTED, date
from game.present.looking_back import Hindsight
from game.present.view import Causes, ChoiceView, Debrief, OutcomeView
from game.present.words import number, still
from game.report.text import bullets, escaped, paragraphs, prose
from game.words import _


def told(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    """Each stage, then the years that follow."""
    yield f"## {_('Stage by stage')}"
    for at, outcome in enumerate(debrief.outcomes, 1):
        yield from _stage(at, outcome, hindsight.particulars.role)
    if debrief.years:
        yield f"### {_('The years that followed')}"
        for score in debrief.years:
            yield from _score(score)


def _stage(at: int, outcome: OutcomeView, role: str) -> Iterator[str]:
    yield f"### {at}. {escaped(outcome.title)}"
    yield f"*{date(outcome.date)}*"
    for choice in outcome.choices:
        yield from _choice(choice, own=choice.role == role)
    if outcome.proposed:
        voted = _("The operation was carried.") if outcome.carried else _("The operation was blocked.")
        yield f"**{_('The council.')}** {voted}"
        if outcome.votes:
            yield bullets(
                f"{escaped(vote.name)} {_(VOTED[vote.vote])}. {prose(vote.reason)}" for vote in outcome.votes
            )
    if outcome.happened:
        yield " ".join(prose(each) for each in outcome.happened)
    for score in outcome.causes:
        yield from _score(score)


def _choice(choice: ChoiceView, *, own: bool) -> Iterator[str]:
    who = escaped(choice.role_name)
    if own:
        who = f"{who} {_('(you)')}"
    fact = f" {_('(as was done in fact)')}" if choice.historical else ""
    yield f"**{who}.** {prose(choice.prompt)} *{escaped(choice.label)}*{fact}."
    if choice.outcome:
        yield paragraphs(choice.outcome)
    if choice.rationale:
        lead = _("Your reason:") if own else _("Its reason:")
        yield f"> {lead} {escaped(choice.rationale)}"


def _score(causes: Causes) -> Iterator[str]:
    """The change and its causes; those that show as nothing are left out."""
    moved = [cause for cause in causes.causes if not still(cause.shown)]
    if not moved:
        yield _("{score} stayed at {after}.").format(score=causes.name, after=number(causes.after, 1))
        return
    yield _("{score} went from {before} to {after} ({change}):").format(
        score=causes.name, before=number(causes.before, 1), after=number(causes.after, 1), change=causes.shown
    )
    yield bullets(
        f"{cause.shown}: {prose(cause.text)}" + (f" ({', '.join(cause.claims)})" if cause.claims else "")
        for cause in moved
    )
