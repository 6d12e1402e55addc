"""Any number of plays in words: what `tashkent run` prints without `--json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten, wrap
from typing import Any

from game.engine.settings import RULES, VARIANTS
from game.present.causes import bare
from game.scenario.model import Scenario
from game.words import _, counted, in_context, marked

COLUMNS = {"credibility": 12, "cost": 8, "diversification": 17}
"""How wide each score's column is."""
HEAD = "".join(f"{score:>{width}}" for score, width in COLUMNS.items())
WIDTH = 80
NAME = 36
"""How wide the names of stages and years are."""
SMALLEST = 0.005
"""Points below which a change rounds to nothing."""
ILLUSTRATES = marked("This illustrates an argument; it does not predict.")


def summary(document: Mapping[str, Any], scenario: Scenario) -> Iterator[str]:
    """Lines of text for the document of `analysis.document`."""
    policies = ", ".join(f"{role} {name}" for role, name in document["policies"].items())
    plays = document["plays"]
    head = counted("{title}: {count} play, seed {seed}", "{title}: {count} plays, seed {seed}", plays)
    yield head.format(title=scenario.title, count=f"{plays:,}", seed=document["seed"])
    yield _("Seats: {policies}").format(policies=policies)
    yield from _departures(document)
    yield ""
    yield f"{'':{NAME}}{HEAD}"
    yield _row(_("start"), document["start"])
    for moment in (*document["stages"], *document["years"]):
        yield _row(_moment(moment["id"], scenario), moment)
    yield ""
    yield from _final(document["final"], document["start"])
    yield ""
    yield from _members(document["members"], scenario)
    yield from _events(document["stages"], scenario)
    yield from _defaulted(document["stages"], plays)
    yield ""
    yield _(ILLUSTRATES)


def explanation(document: Mapping[str, Any], scenario: Scenario) -> Iterator[str]:
    """Causes by rule and claim, stage by stage, and what the rules are."""
    used: dict[str, str] = {}
    for stage in (*document["stages"], *document["years"]):
        shown = {rule: change for rule, change in stage.get("causes", {}).items() if _shows(change)}
        if not shown:
            continue
        yield _("Why the scores changed in {stage}, in points:").format(stage=_moment(stage["id"], scenario))
        yield f"  {'':20}{HEAD}"
        for rule, change in shown.items():
            said = bare(RULES[rule])
            used[rule] = f"{_(said)}{RULES[rule].removeprefix(said)}"
            cells = [
                f"{change[score]:+{width}.2f}" if abs(change[score]) >= SMALLEST else " " * width
                for score, width in COLUMNS.items()
            ]
            yield f"  {rule:20}{''.join(cells)}".rstrip()
        yield ""
    yield _("The rules, and the claims of the article that they stand for:")
    for rule, about in used.items():
        yield from wrap(f"  {rule:20}{about}", WIDTH, subsequent_indent=" " * 22, break_on_hyphens=False)


def _shows(change: Mapping[str, float]) -> bool:
    return any(abs(value) >= SMALLEST for value in change.values())


def _departures(document: Mapping[str, Any]) -> Iterator[str]:
    if document["variant"]:
        reading = _("Reading `{name}`: {claim}")
        yield reading.format(name=document["variant"], claim=_(VARIANTS[document["variant"]].claim))
    if document["without"]:
        yield _("Without: {rules}").format(rules=", ".join(document["without"]))
    for name, value in document["parameters"].items():
        yield _("Set: {name} = {value}").format(name=name, value=f"{value:g}")
    for decision, option in document["chosen"].items():
        yield _("Fixed: {decision} = {option}").format(decision=decision, option=option)


def _row(name: str, scores: Mapping[str, float]) -> str:
    shown = shorten(name, NAME - 1, placeholder=" …")
    return f"{shown:{NAME}}" + "".join(f"{scores[score]:{width}.1f}" for score, width in COLUMNS.items())


def _moment(name: str, scenario: Scenario) -> str:
    """A stage by its title, a year that follows by its number."""
    titles = {stage.id: stage.title for stage in scenario.stages}
    return titles.get(name) or _("year {number}").format(number=name.removeprefix("year-"))


def _final(final: Mapping[str, Any], start: Mapping[str, float]) -> Iterator[str]:
    yield _("At the end (mean, and the range of four plays in five):")
    for name in ("credibility", "cost", "diversification"):
        one = final[name]
        range_ = _("{low} to {high}").format(low=f"{one['p10']:.1f}", high=f"{one['p90']:.1f}")
        change = _("{change} since the start").format(change=f"{one['mean'] - start[name]:+.1f}")
        since = f", {change}" if name != "cost" else ""
        yield f"  {name:16}{one['mean']:6.1f}  ({range_}){since}"
    cost = final["cost"]
    now, later = cost["short"]["mean"], cost["long"]["mean"]
    paid = _("of the cost, {now} was paid at once, {later} comes later")
    yield f"  {paid.format(now=f'{now:.1f}', later=f'{later:.1f}')}"
    yield "  " + _("{deaths} die on average").format(deaths=f"{final['deaths']:,.0f}")
    fell = _("the incumbent falls in {overthrow} of plays, the state collapses in {collapse}")
    shares = {name: f"{final[name]:.1%}" for name in ("overthrow", "collapse")}
    yield f"  {fell.format(**shares)}"


def _members(members: Mapping[str, Any], scenario: Scenario) -> Iterator[str]:
    threats = [threat.id for threat in scenario.threats]
    yield _("Members at the end, in points: belief in help by threat, and in restraint;")
    yield _("the alliance's share of their security; in how many plays they left")
    heads = "".join(f"{threat:>13}" for threat in threats)
    restraint, share, left = _("restraint"), in_context("a share", "alliance"), _("left")
    yield f"  {'':14}{heads}{restraint:>13}{share:>13}{left:>8}"
    for member in scenario.members:
        one = members[member.id]
        shares = (*(one["belief"][threat] for threat in threats), one["restraint"], one["share"]["alliance"])
        points = "".join(f"{100.0 * each:13.1f}" for each in shares)
        yield f"  {member.name:14}{points}{one['left']:8.1%}"


def _events(stages: list[Mapping[str, Any]], scenario: Scenario) -> Iterator[str]:
    voted = [stage for stage in stages if stage["proposed"]]
    if voted:
        yield ""
        yield _("Operations put to the council:")
        for stage in voted:
            name = shorten(_moment(stage["id"], scenario), NAME - 1, placeholder=" …")
            told = _("in {proposed} of plays, carried in {carried}").format(
                proposed=f"{stage['proposed']:.0%}", carried=f"{stage['carried']:.0%}"
            )
            yield f"  {name:{NAME}}{told}"


def _defaulted(stages: list[Mapping[str, Any]], plays: int) -> Iterator[str]:
    for stage in stages:
        for decision, count in stage["defaulted"].items():
            if count:
                name = f"{stage['id']}.{decision}"
                told = _("Not on offer: {decision} took its default in {count} of {plays} plays.")
                yield told.format(decision=name, count=f"{count:,}", plays=f"{plays:,}")
