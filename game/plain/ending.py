"""The end of a game: the scorecard beside other lines, what followed, the article's claims, questions."""

from __future__ import annotations

from collections.abc import Sequence

from game.plain.outcome import tell_causes
from game.plain.page import Page
from game.present.aloud import span
from game.present.claims import BUILT_IN, IN_FACT, said_outright
from game.present.markup import spoken
from game.present.view import ClaimView, Debrief, MemberView, ScoreLine
from game.present.words import listed, number, sentence, within
from game.words import _, counted, marked

VERDICTS = {
    "borne out": marked("Borne out:"), "not borne out": marked("Not borne out:"),
    "not tested": marked("Not tested:"),
}  # fmt: skip


def tell_scorecard(page: Page, debrief: Debrief) -> None:
    """How it came out, beside what was done in fact and other lines of play."""
    page.heading(_("The end: your scorecard."))
    for score in debrief.scores:
        _score(page, score)
    short, long = number(debrief.short_cost), number(debrief.long_cost)
    paid = _("Of the cost, {short} was paid at once and {long} comes later.")
    page.line(paid.format(short=short, long=long), indent=2)
    page.line(debrief.misread, indent=2)
    page.gap()
    own, history = number(debrief.result, 1), number(debrief.result_historical, 1)
    result = _("By {role}'s weights your result is {own}; what was done in fact gives {history}.")
    page.line(result.format(role=within(debrief.role_name), own=own, history=history))
    page.prose_line(debrief.result_text)
    page.gap()
    page.prose_line(_("Patience (δ*): {text}").format(text=debrief.patience_text))
    if debrief.undone == 1:
        page.line(_("You took a decision back once."))
    elif debrief.undone:
        times = counted(
            "You took a decision back {count} time.",
            "You took a decision back {count} times.",
            debrief.undone,
        )
        page.line(times.format(count=debrief.undone))


def _score(page: Page, score: ScoreLine) -> None:
    told = _("{score}: {start} at the start, {end} at the end. The historical line ends at {historical}.")
    told = told.format(
        score=score.name,
        start=number(score.start),
        end=number(score.end),
        historical=number(score.historical),
    )
    page.line(told, indent=2)
    if score.others:
        others = [f"{name}: {number(value)}" for name, value in score.others.items()]
        page.line(_("Other lines: {lines}.").format(lines="; ".join(others)), indent=4)


def tell_truth(page: Page, debrief: Debrief) -> None:
    """The years that followed, and the members as they were."""
    if debrief.years:
        page.heading(_("The years that followed."))
        tell_causes(page, debrief.years)
    page.heading(_("The members as they were in the end:"))
    for member in debrief.truth:
        _member(page, member)
    if debrief.left:
        page.line(_("{members} left the alliance.").format(members=listed(debrief.left)), indent=2)


def _member(page: Page, member: MemberView) -> None:
    belief = ", ".join(f"{threat} {span(value)}%" for threat, value in member.belief.items())
    told = _("{member}: {belief}; {lean}; {span}% of its security outside.")
    told = told.format(member=member.name, belief=belief, lean=_(member.lean), span=span(member.outside))
    page.line(told, indent=2)


def tell_claims(page: Page, claims: Sequence[ClaimView], *, fully: bool) -> None:
    """What the article claims, and whether this game bore it out; fully: with the figures."""
    page.heading(_("The article's claims, in this game."))
    for verdict, heading in VERDICTS.items():
        of_it = [claim for claim in claims if claim.verdict == verdict]
        if of_it:
            page.heading(_(heading))
        for claim in of_it:
            where = f"{claim.id}, {claim.paragraph}" if claim.paragraph else claim.id
            because = f" {sentence(spoken(claim.because))} {said_outright(claim.rules)}" if fully else ""
            page.line(f"{where}: {sentence(spoken(claim.claim))}{because.rstrip()}", indent=2)
    page.gap()
    page.prose_line(_(BUILT_IN))
    if not fully:
        page.heading(_("For the figures of this game type claims, or one of them: claims C7."))


def tell_questions(page: Page, debrief: Debrief) -> None:
    """What your choices teach, what to talk about, and what this is not."""
    for heading, texts in (
        (_("What your choices teach:"), debrief.lessons),
        (_("To discuss:"), debrief.discussion),
    ):
        if texts:
            page.heading(heading)
            if texts is debrief.discussion:
                page.prose_line(_(IN_FACT))
            for text in texts:
                page.line(spoken(" ".join(text.split())), lead="- ", indent=2)
    page.gap()
    page.prose_line(debrief.disclaimer)
