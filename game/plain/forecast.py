"""A forecast as text: a line an option, or one option at length."""

from __future__ import annotations

from collections.abc import Mapping

from game.plain.page import Page
from game.present.markup import spoken
from game.present.prospects import DecisionProspect, ForecastView, OptionProspect, Range
from game.present.words import number
from game.scenario.refusal import unknown
from game.words import _


def tell_forecast(
    page: Page, forecast: ForecastView, decision: DecisionProspect, numbers: Mapping[str, int], wanted: str
) -> None:
    """All options of a decision; or the one that is `wanted`, by its number or its id."""
    if not wanted:
        page.heading(_("Where each option may lead, as this stage ends and in the end:"))
        for option in decision.options:
            _option(page, option, numbers[option.option])
        one = _("For one of them and why: forecast NUMBER.")
        page.heading(f"{forecast.basis} {one}")
        return
    found = next(
        (each for each in decision.options if wanted in {str(numbers[each.option]), each.option}), None
    )
    if found is None:
        known = [str(numbers[each.option]) for each in decision.options]
        page.heading(str(unknown("option", wanted, known)))
        return
    page.heading(f"{numbers[found.option]}. {spoken(found.label)}")
    for score in found.scores:
        course = ", ".join(
            _("{when} {range}").format(when=when, range=_between(range_))
            for when, range_ in zip(forecast.times, score.fan, strict=True)
        )
        page.line(course, lead=f"{score.name}: ", indent=2)
    for sentence in found.advice:
        page.line(sentence, indent=2)
    page.heading(forecast.basis)


def _option(page: Page, option: OptionProspect, at: int) -> None:
    page.gap()
    page.line(spoken(option.label), lead=f"{at}. ")
    for score in option.scores:
        text = _("{name} {here}, in the end {end}").format(
            name=score.name, here=_between(score.here), end=_between(score.end)
        )
        page.line(text, indent=3)


def _between(range_: Range) -> str:
    """As in "43 to 51"."""
    return _("{low} to {high}").format(low=number(range_.low), high=number(range_.high))
