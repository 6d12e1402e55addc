"""A stage as it is told before the choice: what is going on, how things stand, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from game.plain.page import Page, cited, spoken
from game.plain.words import date, span, trend
from game.present.view import DecisionView, MemberView, OptionView, ScoreView, View
from game.present.words import listed, number, sentence
from game.scenario.model import Source

WOULD = {"assents": "would assent", "abstains": "would abstain", "vetoes": "would veto"}


def tell_situation(page: Page, view: View) -> None:
    """Where and when, what happened, what only this seat knows, who asks for what."""
    page.heading(f"Stage {view.number} of {view.of} · {date(view.date)} · {spoken(view.stage_title)}")
    page.prose(view.briefing)
    for event in view.events:
        page.prose(event, label="News")
    if view.private:
        page.prose(view.private, label="For your eyes only")
    if view.appeal:
        page.prose(view.appeal, label="The appeal")


def tell_standing(page: Page, view: View) -> None:
    """Scores and members, a line each."""
    tell_scores(page, view.scores)
    tell_members(page, view.members)


def tell_scores(page: Page, scores: tuple[ScoreView, ...], *, fully: bool = False) -> None:
    """The scores as this seat reads them; fully: with what they were and what their threshold means."""
    page.heading("Scores, as far as you can tell:")
    for score in scores:
        line = f"{score.name}: {span(score.now)}, {trend(score.trend)}; {score.better} is better."
        page.line(line, indent=2)
        if fully:
            page.line(f"So far: {'; '.join(span(past) for past in score.past)}.", indent=4)
            if score.threshold_means:
                page.line(f"At {score.threshold:.0f}: {sentence(score.threshold_means)}", indent=4)


def tell_alliance(page: Page, view: View) -> None:
    """The levels of the alliance itself, of which options speak, and how its council decides."""
    page.heading("The alliance, each from 0 to 100:")
    for level in view.levels:
        page.line(f"{level.name} {number(level.value)}: {sentence(level.means)}", indent=2)
    page.line(f"The council decides: {sentence(view.council)}", indent=2)


def tell_members(page: Page, members: tuple[MemberView, ...]) -> None:
    """One line a member: belief that help would come, by threat, where it leans, how it would vote."""
    threats = list(dict.fromkeys(threat for member in members for threat in member.belief))
    page.heading(
        f"Members: how likely they think that help would come ({' / '.join(threats)}), where they lean, "
        "their vote on troops as things stand:"
    )
    for member in members:
        belief = " / ".join(f"{span(member.belief[threat])}%" for threat in threats)
        parts = [belief, member.lean]
        if member.likely_vote:
            parts.append(WOULD[member.likely_vote])
        asks = " (asks)" if member.asks else ""
        page.line(f"{member.name}{asks}: {', '.join(parts)}.", indent=2)


def tell_member(page: Page, member: MemberView) -> None:
    """All that this seat knows of one member."""
    page.heading(f"{member.name}, {member.lean}{', asks for help' if member.asks else ''}.")
    if member.view:
        page.prose_line(member.view, indent=2)
    for threat, belief in member.belief.items():
        page.line(f"That help would come in {threat}: {span(belief)}%.", indent=2)
    page.line(f"That force stays out unless agreed: {span(member.restraint)}%.", indent=2)
    page.line(f"Security cooperation outside the alliance: {span(member.outside)}%.", indent=2)
    shares = [f"{partner} {span(share)}%" for partner, share in member.shares.items()]
    page.line(f"With whom it cooperates: {listed(shares)}.", indent=2)
    if member.likely_vote:
        page.line(
            f"On troops now it {WOULD[member.likely_vote]}: {sentence(spoken(member.reason))}", indent=2
        )
    if member.red_line:
        page.line(f"Red line: {sentence(spoken(member.red_line))}", indent=2)


def tell_decision(page: Page, decision: DecisionView, made: int, of: int) -> None:
    """The question and the options, numbered."""
    page.prose(decision.prompt, label=f"Decision {made + 1} of {of}" if of > 1 else "Your decision")
    for at, option in enumerate(decision.options, 1):
        page.gap()
        _option(page, at, option)


def _option(page: Page, at: int, option: OptionView) -> None:
    lead = f"{at}. " if at > 9 else f" {at}. "
    if not option.on_offer:
        page.line(f"{option.label} (not on offer: {condition(option)})", lead=lead)
        return
    page.line(option.label, lead=lead)
    page.prose_line(option.summary, indent=len(lead))
    page.line(foreseen(option), indent=len(lead))


def condition(option: OptionView) -> str:
    """On what it hangs that an option is on offer, within a sentence."""
    return option.why_not[:1].lower() + option.why_not[1:].rstrip(".")


def foreseen(option: OptionView) -> str:
    """What can be foreseen of an option, in a line."""
    parts = [f"Cost {span(option.cost)}"]
    if option.consent:
        parts.append(option.consent)
    if option.pass_chance:
        parts.append(f"chance to pass {span(option.pass_chance)}%")
    if option.reversible:
        parts.append(f"{option.reversible} reversed")
    return " ".join(sentence(part) for part in parts)


def tell_sources(page: Page, view: View, sources: Mapping[str, Source]) -> None:
    """What the texts of this stage rest on."""
    texts = [view.briefing, view.private, view.appeal, *view.events, view.brief]
    texts += [text for each in view.decisions for option in each.options for text in (option.summary,)]
    known = [sources[id_] for id_ in cited("\n".join(texts)) if id_ in sources]
    page.heading("This stage's texts rest on:" if known else "This stage's texts cite no source.")
    for source in known:
        parts = [*(sentence(part) for part in (source.title, source.note) if part), source.url]
        page.line(" ".join(parts), lead="- ", indent=2)
