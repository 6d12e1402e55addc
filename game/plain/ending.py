"""The end of a game: the scorecard beside other lines, what followed, the article's claims, questions."""

from __future__ import annotations

from collections.abc import Sequence

from game.plain.outcome import tell_causes
from game.plain.page import Page
from game.present.aloud import span
from game.present.markup import spoken
from game.present.view import ClaimView, Debrief, MemberView, ScoreLine
from game.present.words import listed, number, sentence, within

VERDICTS = ("borne out", "not borne out", "not tested")


def tell_scorecard(page: Page, debrief: Debrief) -> None:
    """How it came out, beside what was done in fact and other lines of play."""
    page.heading("The end: your scorecard.")
    for score in debrief.scores:
        _score(page, score)
    short, long = number(debrief.short_cost), number(debrief.long_cost)
    page.line(f"Of the cost, {short} was paid at once and {long} comes later.", indent=2)
    page.gap()
    own, history = number(debrief.result, 1), number(debrief.result_historical, 1)
    page.line(
        f"By {within(debrief.role_name)}'s weights your result is {own}; "
        f"what was done in fact gives {history}."
    )
    page.prose_line(debrief.weights)
    page.gap()
    page.prose_line(f"Patience (δ*): {debrief.patience_text}")
    if debrief.undone:
        times = "once" if debrief.undone == 1 else f"{debrief.undone} times"
        page.line(f"You took a decision back {times}.")


def _score(page: Page, score: ScoreLine) -> None:
    page.line(
        f"{score.name}: {number(score.start)} at the start, {number(score.end)} at the end. "
        f"The historical line ends at {number(score.historical)}.",
        indent=2,
    )
    if score.others:
        others = [f"{name}: {number(value)}" for name, value in score.others.items()]
        page.line(f"Other lines: {'; '.join(others)}.", indent=4)


def tell_truth(page: Page, debrief: Debrief) -> None:
    """The years that followed, and the members as they were."""
    if debrief.years:
        page.heading("The years that followed.")
        tell_causes(page, debrief.years)
    page.heading("The members as they were in the end:")
    for member in debrief.truth:
        _member(page, member)
    if debrief.left:
        page.line(f"{listed(debrief.left)} left the alliance.", indent=2)


def _member(page: Page, member: MemberView) -> None:
    belief = ", ".join(f"{threat} {span(value)}%" for threat, value in member.belief.items())
    page.line(
        f"{member.name}: {belief}; {member.lean}; {span(member.outside)}% of its security outside.", indent=2
    )


def tell_claims(page: Page, claims: Sequence[ClaimView], *, fully: bool) -> None:
    """What the article claims, and whether this game bore it out; fully: with the figures."""
    page.heading("The article's claims, in this game.")
    for verdict in VERDICTS:
        of_it = [claim for claim in claims if claim.verdict == verdict]
        if of_it:
            page.heading(f"{verdict.capitalize()}:")
        for claim in of_it:
            where = f"{claim.id}, {claim.paragraph}" if claim.paragraph else claim.id
            because = f" {sentence(spoken(claim.because))}" if fully else ""
            page.line(f"{where}: {sentence(spoken(claim.claim))}{because}", indent=2)
    if not fully:
        page.heading("For the figures of this game type claims, or one of them: claims C7.")


def tell_questions(page: Page, debrief: Debrief) -> None:
    """What your choices teach, what to talk about, and what this is not."""
    for heading, texts in (
        ("What your choices teach:", debrief.lessons),
        ("To discuss:", debrief.discussion),
    ):
        if texts:
            page.heading(heading)
            for text in texts:
                page.line(spoken(" ".join(text.split())), lead="- ", indent=2)
    page.gap()
    page.prose_line(debrief.disclaimer)
