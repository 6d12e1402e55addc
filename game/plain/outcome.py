"""A stage that is over: who decided what, how the council voted, what followed, why scores changed."""

from __future__ import annotations

from game.plain.page import Page
from game.present.aloud import VOTED, date, span
from game.present.markup import spoken
from game.present.view import Causes, ChoiceView, OutcomeView
from game.present.words import number, sentence, still
from game.words import _


def tell_outcome(page: Page, outcome: OutcomeView, role: str) -> None:
    """What was decided and what came of it; the causes are told by `tell_causes`."""
    heading = _("What followed")
    page.heading(f"{heading} · {date(outcome.date)} · {spoken(outcome.title)}")
    for choice in outcome.choices:
        _choice(page, choice, own=choice.role == role)
    if outcome.proposed:
        carried, blocked = (
            _("The council: the operation was carried."),
            _("The council: the operation was blocked."),
        )
        page.heading(carried if outcome.carried else blocked)
        for vote in outcome.votes:
            page.line(f"{vote.name} {_(VOTED[vote.vote])}: {sentence(spoken(vote.reason))}", indent=2)
    if outcome.happened:
        page.gap()
        for text in outcome.happened:
            page.prose_line(text)


def _choice(page: Page, choice: ChoiceView, *, own: bool) -> None:
    page.gap()
    who = _("You") if own else choice.role_name
    page.line(f"{who}: {sentence(choice.label)}")
    if choice.outcome:
        page.prose_line(choice.outcome, indent=2)
    if choice.rationale:
        whose = _("Your reason") if own else _("Its reason")
        page.line(f"{whose}: {sentence(choice.rationale)}", indent=2)


def tell_causes(page: Page, causes: tuple[Causes, ...]) -> None:
    """Why each score changed; what is shown adds up, to a tenth of a point."""
    page.heading(_("Why the scores changed, in points:"))
    for score in causes:
        _score(page, score)


def _score(page: Page, score: Causes) -> None:
    moved = [cause for cause in score.causes if not still(cause.shown)]
    if not moved:
        said = _("{score} stays at {level}.").format(score=score.name, level=_after(score))
        page.line(said, indent=2)
        return
    said = _("{score} from {before} to {after} ({change}):")
    if score.ranges:
        said = _("{score} {change}, and ends the stage at {after}:")
    before = number(score.before, 1)
    said = said.format(score=score.name, before=before, after=_after(score), change=score.shown)
    page.line(said, indent=2)
    for cause in moved:
        claims = f" ({', '.join(cause.claims)})" if cause.claims else ""
        page.line(f"{spoken(cause.text).rstrip('.')}{claims}.", lead=f"{cause.shown}  ", indent=4)


def _after(score: Causes) -> str:
    """Its level after: the range in which the seat reads it to lie, or what it was."""
    return span(score.ranges[1]) if score.ranges else number(score.after, 1)


def tell_log(page: Page, outcomes: tuple[OutcomeView, ...], role: str) -> None:
    """The whole play so far, a few lines a stage."""
    page.heading(_("So far:") if outcomes else _("Nothing has been decided yet."))
    for at, outcome in enumerate(outcomes, 1):
        page.line(f"{at}. {date(outcome.date)}, {spoken(outcome.title)}.", indent=2)
        for choice in outcome.choices:
            who = _("You") if choice.role == role else choice.role_name
            page.line(f"{who}: {sentence(choice.label)}", indent=5)
        if outcome.proposed:
            carried, blocked = (
                _("The council carried an operation."), _("The council blocked an operation."),
            )  # fmt: skip
            page.line(carried if outcome.carried else blocked, indent=5)
        moved = [
            _("{score} {change}, to {after}").format(score=each.name, change=each.shown, after=_after(each))
            for each in outcome.causes
        ]
        if moved:
            page.line(f"{'; '.join(moved)}.", indent=5)
