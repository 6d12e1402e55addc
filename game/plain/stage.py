"""A stage as it is told before the choice: what is going on, how things stand, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from game.plain.page import Page
from game.present.aloud import added, date, idle, span, trend
from game.present.markup import cited, spoken
from game.present.view import DecisionView, MemberView, OptionView, ScoreView, View
from game.present.words import listed, number, sentence
from game.scenario.model import Source
from game.words import _, marked

WOULD = {
    "assents": marked("would assent"), "abstains": marked("would abstain"), "vetoes": marked("would veto"),
}  # fmt: skip
LEANS = (marked("toward us"), marked("steady"), marked("drifting"), marked("leaving"))
"""Words that views bring along and that are said here, noted for translators."""
BETTER = {"higher": marked("higher is better"), "lower": marked("lower is better")}
REVERSED = {
    "easily": marked("easily reversed"), "partly": marked("partly reversed"),
    "hardly": marked("hardly reversed"),
}  # fmt: skip


def tell_situation(page: Page, view: View) -> None:
    """Where and when, what happened, what only this seat knows, who asks for what."""
    stage = _("Stage {number} of {of}").format(number=view.number, of=view.of)
    page.heading(f"{stage} · {date(view.date)} · {spoken(view.stage_title)}")
    page.prose(view.briefing)
    for event in view.events:
        page.prose(event, label=_("News"))
    if view.private:
        page.prose(view.private, label=_("For your eyes only"))
    if view.appeal:
        page.prose(view.appeal, label=_("The appeal"))


def tell_standing(page: Page, view: View) -> None:
    """Scores and members, a line each."""
    tell_scores(page, view.scores)
    tell_members(page, view)


def tell_scores(page: Page, scores: tuple[ScoreView, ...], *, fully: bool = False) -> None:
    """The scores as this seat reads them; fully: with what they were and what their threshold means."""
    page.heading(_("Scores, as far as you can tell:"))
    for score in scores:
        line = f"{score.name}: {span(score.now)}, {trend(score.trend)}; {_(BETTER[score.better])}."
        page.line(line, indent=2)
        if fully:
            past = "; ".join(span(each) for each in score.past)
            page.line(_("So far: {ranges}.").format(ranges=past), indent=4)
            if score.threshold_means:
                at = _("At {level}: {meaning}")
                meaning = sentence(score.threshold_means)
                page.line(at.format(level=f"{score.threshold:.0f}", meaning=meaning), indent=4)


def tell_alliance(page: Page, view: View) -> None:
    """The levels of the alliance itself, of which options speak, and how its council decides."""
    page.heading(_("The alliance, each from 0 to 100:"))
    for level in view.levels:
        page.line(f"{level.name} {number(level.value)}: {sentence(level.means)}", indent=2)
    page.line(_("The council decides: {rule}").format(rule=sentence(view.council)), indent=2)


def tell_members(page: Page, view: View) -> None:
    """One line a member: belief that help would come, by threat, where it leans, how it would vote."""
    threats = list(dict.fromkeys(threat for member in view.members for threat in member.belief))
    asked = view.waiting.asked() if view.waiting else None
    said = _("Members: how likely they think that help would come ({threats}), and where they lean:")
    voting = _(
        "Members: how likely they think that help would come ({threats}), where they lean, and their "
        "likely vote on option {number}:"
    )
    head = voting.format(threats=" / ".join(threats), number=asked[0]) if asked else ""
    page.heading(head or said.format(threats=" / ".join(threats)))
    votes = {each.member: each.vote for each in asked[1].votes} if asked else {}
    for member in view.members:
        belief = " / ".join(f"{span(member.belief[threat])}%" for threat in threats)
        parts = [belief, _(member.lean)]
        if member.id in votes:
            parts.append(_(WOULD[votes[member.id]]))
        asks = _(" (asks)") if member.asks else ""
        page.line(f"{member.name}{asks}: {', '.join(parts)}.", indent=2)


def tell_member(page: Page, member: MemberView, decision: DecisionView | None) -> None:
    """All that this seat knows of one member, and how it would vote on what waits to be decided."""
    head = _("{member}, {lean}, asks for help.") if member.asks else _("{member}, {lean}.")
    page.heading(head.format(member=member.name, lean=_(member.lean)))
    if member.view:
        page.prose_line(member.view, indent=2)
    for threat, belief in member.belief.items():
        help_ = _("That help would come in {threat}: {span}%.")
        page.line(help_.format(threat=threat, span=span(belief)), indent=2)
    restraint = _("That force stays out unless agreed: {span}%.")
    page.line(restraint.format(span=span(member.restraint)), indent=2)
    outside = _("Security cooperation outside the alliance: {span}%.")
    page.line(outside.format(span=span(member.outside)), indent=2)
    shares = [f"{partner} {span(share)}%" for partner, share in member.shares.items()]
    page.line(_("With whom it cooperates: {partners}.").format(partners=listed(shares)), indent=2)
    for at, option in enumerate(decision.options if decision else (), 1):
        for vote in option.votes:
            if vote.member == member.id:
                said = _("On option {number} it {vote}: {reason}")
                reason = sentence(spoken(vote.reason))
                line = said.format(number=at, vote=_(WOULD[vote.vote]), reason=reason)
                page.line(line, indent=2)
    if member.red_line:
        red_line = _("Red line: {line}")
        page.line(red_line.format(line=sentence(spoken(member.red_line))), indent=2)


def tell_decision(page: Page, decision: DecisionView, made: int, of: int) -> None:
    """The question and the options, numbered."""
    one_of_many = _("Decision {number} of {of}").format(number=made + 1, of=of)
    page.prose(decision.prompt, label=one_of_many if of > 1 else _("Your decision"))
    page.heading(idle(span(decision.idle)))
    for at, option in enumerate(decision.options, 1):
        page.gap()
        _option(page, at, option)


def _option(page: Page, at: int, option: OptionView) -> None:
    lead = f"{at}. " if at > 9 else f" {at}. "
    if not option.on_offer:
        why = _("not on offer: {condition}").format(condition=condition(option))
        page.line(f"{option.label} ({why})", lead=lead)
        return
    page.line(option.label, lead=lead)
    page.prose_line(option.summary, indent=len(lead))
    page.line(foreseen(option), indent=len(lead))


def condition(option: OptionView) -> str:
    """On what it hangs that an option is on offer, within a sentence."""
    return option.why_not[:1].lower() + option.why_not[1:].rstrip(".")


def foreseen(option: OptionView) -> str:
    """What can be foreseen of an option, in a line."""
    does, cost = added(option.adds)
    parts = [f"{does}: {span(cost)}"]
    if option.consent:
        parts.append(option.consent)
    if option.pass_chance:
        parts.append(_("chance to pass {span}%").format(span=span(option.pass_chance)))
    if option.reversible:
        parts.append(_(REVERSED[option.reversible]))
    return " ".join(sentence(part) for part in parts)


def tell_sources(page: Page, view: View, sources: Mapping[str, Source]) -> None:
    """What the texts of this stage rest on."""
    texts = [view.briefing, view.private, view.appeal, *view.events, view.brief]
    texts += [text for each in view.decisions for option in each.options for text in (option.summary,)]
    known = [sources[id_] for id_ in cited("\n".join(texts)) if id_ in sources]
    page.heading(_("This stage's texts rest on:") if known else _("This stage's texts cite no source."))
    for source in known:
        parts = [*(sentence(part) for part in (source.title, source.note) if part), source.url]
        page.line(" ".join(parts), lead="- ", indent=2)
