"""What can be looked at at any prompt: each of these writes on the page, and changes nothing of the game."""

from __future__ import annotations

from game.plain.desk import Desk
from game.plain.ending import tell_claims, tell_scorecard, tell_truth
from game.plain.forecast import tell_forecast
from game.plain.outcome import tell_causes, tell_log
from game.plain.stage import (
    tell_alliance,
    tell_decision,
    tell_member,
    tell_members,
    tell_scores,
    tell_situation,
    tell_sources,
)
from game.plain.standing import tell_place_among
from game.plain.turning import tell_turning
from game.present.words import within
from game.scenario.refusal import Refusal, unknown
from game.words import _


def situation(desk: Desk, _words: str) -> None:
    """What is going on, once more."""
    tell_situation(desk.page, desk.view())


def options(desk: Desk, _words: str) -> None:
    """What can be chosen, once more."""
    decision = desk.waiting()
    if decision is None:
        desk.notice(_("There is nothing to decide now."))
    else:
        view = desk.view()
        tell_decision(desk.page, decision, len(view.made), len(view.decisions))


def forecast(desk: Desk, words: str) -> None:
    """Where the options may lead; of one option, if a number or an id is said."""
    found = desk.table.forecast()
    if isinstance(found, Refusal):
        desk.notice(str(found))
        return
    waiting = desk.waiting()
    decision = next((each for each in found.decisions if waiting and each.decision == waiting.id), None)
    if waiting is None or decision is None:
        desk.notice(_("There is nothing to decide now."))
        return
    tell_forecast(desk.page, found, decision, words)


def why(desk: Desk, _words: str) -> None:
    """Why the scores changed in the last stage."""
    outcomes = desk.table.outcomes()
    if outcomes:
        tell_causes(desk.page, outcomes[-1].causes)
    else:
        desk.notice(_("No stage is over yet, so nothing has changed."))


def members(desk: Desk, words: str) -> None:
    """The members, or those whom the words name."""
    if desk.table.finished:
        tell_truth(desk.page, desk.table.debrief())
        return
    members = desk.view().members
    if not words:
        tell_members(desk.page, desk.view())
    named = [each for each in members if words and words.casefold() in {each.id, each.name.casefold()}] or [
        each for each in members if words and each.name.casefold().startswith(words.casefold())
    ]
    for member in named:
        tell_member(desk.page, member, desk.waiting())
    if words and not named:
        desk.notice(str(unknown("member", words, [each.name for each in members])))


def scores(desk: Desk, _words: str) -> None:
    """The scores, with their history; at the end the scorecard."""
    if desk.table.finished:
        tell_scorecard(desk.page, desk.table.debrief())
    else:
        tell_scores(desk.page, desk.view().scores, fully=True)


def alliance(desk: Desk, _words: str) -> None:
    """Its forces, rules, mandate and promises."""
    tell_alliance(desk.page, desk.view())


def log(desk: Desk, _words: str) -> None:
    """What was decided so far."""
    tell_log(desk.page, desk.table.outcomes(), desk.table.role)


def terms(desk: Desk, words: str) -> None:
    """The words that are explained, or those that are named."""
    terms, wanted = desk.view().terms, words.casefold()
    chosen = {
        id_: term for id_, term in terms.items() if not wanted or wanted in {id_, term[0].casefold()}
    } or {id_: term for id_, term in terms.items() if term[0].casefold().startswith(wanted)}
    if not terms:
        desk.notice(_("This scenario explains no words."))
    elif not words:
        names = ", ".join(name for name, _text in terms.values())
        desk.notice(_("Words explained: {names}.").format(names=names))
        example = _("Type terms and one of them, for instance terms {term}.")
        desk.page.line(example.format(term=next(iter(terms))))
    elif chosen:
        for name, text in chosen.values():
            desk.page.gap()
            desk.page.prose(f"{name}: {text}")
    else:
        desk.notice(str(unknown("explained word", words, terms)))


def brief(desk: Desk, _words: str) -> None:
    """Who the player is, and what they want."""
    view = desk.view()
    desk.page.prose(view.brief, label=_("You are {role}").format(role=within(view.role_name)))


def sources(desk: Desk, words: str) -> None:
    """What this stage's texts rest on; `on` and `off` say whether texts name it."""
    if words in {"on", "off"}:
        desk.page.cites = words == "on"
        named, bare = (
            _("From here on texts name their sources."), _("From here on texts leave out their sources."),
        )  # fmt: skip
        desk.notice(named if desk.page.cites else bare)
    else:
        tell_sources(desk.page, desk.view(), desk.table.sources)
        desk.page.line(_("To have them named in the text: sources on."))


def claims(desk: Desk, words: str) -> None:
    """The article's claims in full, at the end; all, or one by its id."""
    if not desk.table.finished:
        desk.notice(_("The article's claims are put to the test at the end of the game."))
        return
    claims = desk.table.debrief().claims
    named = [claim for claim in claims if not words or claim.id.casefold() == words.casefold()]
    if named:
        tell_claims(desk.page, named, fully=True)
    else:
        desk.notice(str(unknown("claim", words, [claim.id for claim in claims])))


def turning(desk: Desk, _words: str) -> None:
    """What each decision was worth, at the end."""
    if not desk.table.finished:
        desk.notice(_("What each decision was worth is told at the end of the game."))
    else:
        tell_turning(desk.page, desk.table.hindsight())


def stand(desk: Desk, _words: str) -> None:
    """Where the game stands among many others, at the end."""
    found = desk.table.standing()
    if isinstance(found, Refusal):
        desk.notice(str(found))
    else:
        tell_place_among(desk.page, found)
