"""A game opened at any stage, in a state that its author sets: what may be set, and what came before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.authoring.quantities import ids
from game.engine.given import SETTABLE
from game.policies.named import choices
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown
from game.table.record import Chosen, Entry, MovedOn

FOLLOWS = {
    "credibility": "It follows from members' beliefs: set belief.MEMBER.THREAT.",
    "diversification": "It follows from members' shares: set share.MEMBER.PARTNER.",
    "cost": "It is what has been paid: choose otherwise in the stages before, by --choose.",
    "chosen": "Say what was chosen in the stages before by --choose STAGE.ROLE.DECISION=OPTION.",
    "carried": "It comes of the council's votes in the stages before: see --choose.",
    "tried": "It comes of what was proposed in the stages before: see --choose.",
    "happened": "It comes of the luck and the choices of the stages before: try another --seed.",
}
"""What conditions know and nobody can set, and what to do instead."""


def unfit(values: Mapping[str, float], scenario: Scenario) -> Refusal | None:
    """Why this state cannot be set: the first name or value that is not allowed."""
    for name, value in values.items():
        first, *rest = name.split(".")
        if first in FOLLOWS:
            return Refusal(f"`{name}` cannot be set.", FOLLOWS[first])
        if first not in SETTABLE:
            return unknown("state", first, SETTABLE)
        kind = SETTABLE[first]
        form = ".".join([first, *(part.upper().replace("HOLDER", "PARTNER") for part in kind.form)])
        if len(rest) != len(kind.form):
            return Refusal(f"`{name}` is not a whole name.", f"Write {form}.")
        for what, part in zip(kind.form, rest, strict=True):
            known = ids(what, scenario)
            if part not in known:
                return unknown(what.replace("holder", "partner"), part, known)
        if not kind.low <= value <= kind.high:
            return Refusal(f"{name} lies between {kind.low:g} and {kind.high:g}, got {value:g}: {kind.help}.")
    return None


def before(
    scenario: Scenario, stage: str, role: str, written: Mapping[str, str]
) -> tuple[Entry, ...] | Refusal:
    """What was decided before a stage, as a save would say it: history, but for the choices given."""
    stages = [each.id for each in scenario.stages]
    if stage not in stages:
        return unknown("stage", stage, stages)
    fixed = choices(written, scenario)
    if isinstance(fixed, Refusal):
        return fixed
    late = [key for key in fixed if stages.index(key[0]) >= stages.index(stage)]
    if late:
        return Refusal(
            f"`{'.'.join(late[0])}` is not settled before `{stage}`.", "You decide it in the game."
        )
    return tuple(_entries(scenario, stages.index(stage), role, fixed))


def _entries(
    scenario: Scenario, stage: int, role: str, fixed: Mapping[tuple[str, str, str], str]
) -> Iterator[Entry]:
    """The other seats' choices first: the player's last one ends the stage."""
    for each in scenario.stages[:stage]:
        own = [decision for decision in each.decisions if decision.role == role]
        for decision in (*(other for other in each.decisions if other.role != role), *own):
            key = (each.id, decision.role, decision.id)
            yield Chosen(*key, fixed.get(key, decision.historical))
        if not own:
            yield MovedOn(each.id)
