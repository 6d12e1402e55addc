"""A forecast as text: a line an option, or one option at length."""

from __future__ import annotations

from game.plain.page import Page
from game.present.markup import spoken
from game.present.prospects import DecisionProspect, ForecastView, OptionProspect, Range
from game.present.words import number, points
from game.scenario.refusal import unknown
from game.words import _


def tell_forecast(page: Page, forecast: ForecastView, decision: DecisionProspect, wanted: str) -> None:
    """All options of a decision; or the one that is `wanted`, by its number or its id."""
    if not wanted:
        if decision.alike:
            page.heading(decision.alike)
        page.heading(_("Where each option may lead: the middle, and in brackets the range."))
        for option in decision.options:
            _option(page, option)
        one = _("For one of them and why: forecast NUMBER.")
        page.heading(f"{forecast.basis} {one}")
        return
    found = next((each for each in decision.options if wanted in {str(each.number), each.option}), None)
    if found is None:
        known = [str(each.number) for each in decision.options]
        page.heading(str(unknown("option", wanted, known)))
        return
    page.heading(f"{found.number}. {spoken(found.label)}")
    for sentence in found.advice:
        page.line(sentence, indent=3)
    page.heading(_("The way there: the middle, and in brackets the range."))
    for at, when in enumerate(forecast.times):
        scores = "; ".join(f"{score.name} {_about(score.fan[at])}" for score in found.scores)
        page.line(f"{spoken(when)}: {scores}.", indent=3)
    page.heading(forecast.basis)


def _option(page: Page, option: OptionProspect) -> None:
    page.gap()
    lead = f"{option.number}. "
    page.line(spoken(option.label), lead=lead)
    for score in option.scores:
        text = _("{name}: {here} as this stage ends; {end} in the end, {width} wide.")
        page.line(
            text.format(
                name=score.name,
                here=_about(score.here),
                end=_about(score.end),
                width=points(score.end.width),
            ),
            indent=len(lead),
        )


def _about(range_: Range) -> str:
    """As in "47 (43 to 51)"."""
    ends = _("{low} to {high}").format(low=number(range_.low), high=number(range_.high))
    return f"{number(range_.middle)} ({ends})"
