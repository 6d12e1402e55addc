"""What `tashkent run --json` prints: one document, means over the plays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game import __version__
from game.analysis.ensemble import StageTally, Tally
from game.engine.book import SCORES
from game.engine.settings import Settings

Document = dict[str, Any]


def document(
    tally: Tally,
    settings: Settings,
    policies: Mapping[str, str],
    seed: int,
    chosen: Mapping[str, str],
) -> Document:
    """The whole document; `policies` by role, `chosen` options by STAGE.ROLE.DECISION, as they were given."""
    scenario = tally.scenario
    final: dict[str, Document] = {name: dict(tally.final[name].summary()) for name in SCORES}
    final["cost"] |= {part: tally.final[part].summary() for part in ("short", "long")}
    return {
        "scenario": scenario.id,
        "digest": scenario.digest,
        "version": __version__,
        "seed": seed,
        "plays": tally.plays,
        "policies": dict(policies),
        "variant": settings.variant,
        "without": sorted(settings.without),
        "parameters": dict(settings.parameters),
        "chosen": dict(chosen),
        "start": _scores(tally.start.value),
        "stages": [_stage(stage, tally) for stage in tally.stages],
        "years": [_year(year, tally) for year in tally.years],
        "final": {
            **final,
            "deaths": tally.final["deaths"].mean,
            "collapse": tally.collapsed / tally.plays,
            "overthrow": tally.overthrown / tally.plays,
        },
        "members": _members(tally),
    }


def _scores(values: Any) -> dict[str, float]:
    return {name: float(value) for name, value in zip(SCORES, values, strict=True)}


def _stage(stage: StageTally, tally: Tally) -> Document:
    written = next(each for each in tally.scenario.stages if each.id == stage.id)
    options = {f"{each.role}.{each.id}": [option.id for option in each.options] for each in written.decisions}
    return {
        "id": stage.id,
        "choices": {
            name: {
                option: float(count) / tally.plays
                for option, count in zip(options[name], counts, strict=True)
                if count
            }
            for name, counts in stage.chosen.items()
        },
        "defaulted": stage.defaulted,
        "events": {event: count / tally.plays for event, count in stage.events.items()},
        "proposed": stage.proposed / tally.plays,
        "carried": stage.carried / tally.plays,
        **_scores(stage.scores.value),
        **_causes(stage, tally),
    }


def _year(year: StageTally, tally: Tally) -> Document:
    return {"id": year.id, **_scores(year.scores.value), **_causes(year, tally)}


def _causes(stage: StageTally, tally: Tally) -> Document:
    """By rule, the mean change of each score; only where the plays were explained."""
    if not stage.causes:
        return {}
    return {"causes": {rule: _scores(change / tally.plays) for rule, change in stage.causes.items()}}


def _members(tally: Tally) -> Document:
    scenario = tally.scenario
    partners = ["alliance", *(partner.id for partner in scenario.partners)]
    belief, restraint = tally.belief.value, tally.restraint.value
    share, left = tally.share.value, tally.left.value
    return {
        member.id: {
            "belief": {threat.id: float(belief[i, k]) for k, threat in enumerate(scenario.threats)},
            "restraint": float(restraint[i]),
            "share": {partner: float(share[i, p]) for p, partner in enumerate(partners)},
            "left": float(left[i]),
        }
        for i, member in enumerate(scenario.members)
    }
