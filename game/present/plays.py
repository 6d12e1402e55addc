"""Any number of plays in words: what `tashkent run` prints without `--json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from game.engine.settings import RULES, VARIANTS
from game.scenario.model import Scenario

COLUMNS = {"credibility": 12, "cost": 8, "diversification": 17}
"""How wide each score's column is."""
HEAD = "".join(f"{score:>{width}}" for score, width in COLUMNS.items())
SMALLEST = 0.005
"""Points below which a change rounds to nothing."""
ILLUSTRATES = "This illustrates an argument; it does not predict."


def summary(document: Mapping[str, Any], scenario: Scenario) -> Iterator[str]:
    """Lines of text for the document of `analysis.document`."""
    policies = ", ".join(f"{role} {name}" for role, name in document["policies"].items())
    plays = document["plays"]
    yield f"{scenario.title}: {plays:,} {'play' if plays == 1 else 'plays'}, seed {document['seed']}"
    yield f"Seats: {policies}"
    yield from _departures(document)
    yield ""
    yield f"{'':14}{HEAD}"
    yield _row("start", document["start"])
    for stage in document["stages"]:
        yield _row(stage["id"], stage)
    for year in document["years"]:
        yield _row(year["id"], year)
    yield ""
    yield from _final(document["final"], document["start"])
    yield ""
    yield from _members(document["members"], scenario)
    yield from _events(document["stages"])
    yield from _defaulted(document["stages"], plays)
    yield ""
    yield ILLUSTRATES


def explanation(document: Mapping[str, Any]) -> Iterator[str]:
    """Causes by rule and claim, stage by stage, and what the rules are."""
    used: dict[str, str] = {}
    for stage in (*document["stages"], *document["years"]):
        shown = {rule: change for rule, change in stage.get("causes", {}).items() if _shows(change)}
        if not shown:
            continue
        yield f"Why the scores changed in {stage['id']}, in points:"
        yield f"  {'':20}{HEAD}"
        for rule, change in shown.items():
            used[rule] = RULES[rule]
            cells = [
                f"{change[score]:+{width}.2f}" if abs(change[score]) >= SMALLEST else " " * width
                for score, width in COLUMNS.items()
            ]
            yield f"  {rule:20}{''.join(cells)}".rstrip()
        yield ""
    yield "The rules, and the claims of the article that they stand for:"
    for rule, about in used.items():
        yield f"  {rule:20}{about}"


def _shows(change: Mapping[str, float]) -> bool:
    return any(abs(value) >= SMALLEST for value in change.values())


def _departures(document: Mapping[str, Any]) -> Iterator[str]:
    if document["variant"]:
        yield f"Reading `{document['variant']}`: {VARIANTS[document['variant']].claim}"
    if document["without"]:
        yield f"Without: {', '.join(document['without'])}"
    for name, value in document["parameters"].items():
        yield f"Set: {name} = {value:g}"
    for decision, option in document["chosen"].items():
        yield f"Fixed: {decision} = {option}"


def _row(name: str, scores: Mapping[str, float]) -> str:
    return f"{name:14}" + "".join(f"{scores[score]:{width}.1f}" for score, width in COLUMNS.items())


def _final(final: Mapping[str, Any], start: Mapping[str, float]) -> Iterator[str]:
    yield "At the end (mean, and the range of four plays in five):"
    for name in ("credibility", "cost", "diversification"):
        one = final[name]
        since = f", {one['mean'] - start[name]:+.1f} since the start" if name != "cost" else ""
        yield f"  {name:16}{one['mean']:6.1f}  ({one['p10']:.1f} to {one['p90']:.1f}){since}"
    cost = final["cost"]
    now, later = cost["short"]["mean"], cost["long"]["mean"]
    yield f"  of the cost, {now:.1f} was paid at once, {later:.1f} comes later"
    yield (
        f"  {final['deaths']:,.0f} die on average; the incumbent falls in {final['overthrow']:.0%} of plays, "
        f"the state collapses in {final['collapse']:.1%}"
    )


def _members(members: Mapping[str, Any], scenario: Scenario) -> Iterator[str]:
    threats = [threat.id for threat in scenario.threats]
    yield "Members at the end: belief in help by threat, and in restraint; the alliance's share; who left"
    heads = "".join(f"{threat:>12}" for threat in threats)
    yield f"  {'':14}{heads}{'restraint':>12}{'alliance':>12}{'left':>8}"
    for member in scenario.members:
        one = members[member.id]
        beliefs = "".join(f"{one['belief'][threat]:12.2f}" for threat in threats)
        share = one["share"]["alliance"]
        yield f"  {member.name:14}{beliefs}{one['restraint']:12.2f}{share:12.2f}{one['left']:8.0%}"


def _events(stages: list[Mapping[str, Any]]) -> Iterator[str]:
    voted = [stage for stage in stages if stage["proposed"]]
    if voted:
        yield ""
        yield "Operations put to the council:"
        for stage in voted:
            yield f"  {stage['id']:14}in {stage['proposed']:.0%} of plays, carried in {stage['carried']:.0%}"


def _defaulted(stages: list[Mapping[str, Any]], plays: int) -> Iterator[str]:
    for stage in stages:
        for decision, count in stage["defaulted"].items():
            if count:
                name = f"{stage['id']}.{decision}"
                yield f"Not on offer: {name} took its default in {count:,} of {plays:,} plays."
