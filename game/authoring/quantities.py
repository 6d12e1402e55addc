"""The figures that a test can ask for: a name, and how it is read off plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.engine.arrays import Array, ones
from game.engine.book import SCORES
from game.engine.compile import beginning
from game.engine.conditions import Moment, compiled
from game.engine.rules.consult import vetoes
from game.engine.state import State, long_cost, short_cost
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.planner import worth
from game.scenario.checks.conditions import NAMES
from game.scenario.conditions import Name
from game.scenario.model import ALLIANCE, Scenario

START, FINAL = "start", "final"

OF_A_MOMENT: dict[str, tuple[str, ...]] = {
    **{
        name: parts
        for name, parts in NAMES.items()
        if name not in {"happened", "carried", "tried", "chosen", "flag"}
    },
    "flag": ("flag",),
    "left": ("member",),
    "cost.short": (),
    "cost.long": (),
}
"""Names whose value is asked for at a moment, and what stands after their points."""

OF_A_PLAY: dict[str, tuple[str, ...]] = {
    "carried": ("stage",),
    "tried": ("stage",),
    "vetoes": ("stage", "member"),
    "events": ("event",),
    "chosen": ("stage", "role", "decision", "option"),
    "defaulted": ("stage", "role", "decision"),
    "result": ("role",),
}
"""Names whose value belongs to a whole play."""

HELP: dict[str, str] = {
    "turmoil": "violence in the country that asks",
    "mandate": "the international mandate held",
    "capacity": "forces and kit that could be sent",
    "procedure": "rules by which an appeal is decided",
    "limited": "1 where the council goes by the limited rule",
    "overthrown": "1 where an incumbent was overthrown",
    "collapsed": "1 where the state came apart",
    "deaths": "persons who have died so far",
    "credibility": "do members believe that help comes: 0 to 100",
    "cost": "paid so far, now and for later; 100 is a year of influence",
    "cost.short": "the part that was paid at once",
    "cost.long": "the part that comes later",
    "diversification": "the region's security cooperation elsewhere: 0 to 100",
    "promise": "how far help is expected",
    "belief": "the member's belief that help comes",
    "restraint": "its belief that force stays out unless agreed",
    "share": "a partner's share in its security, `alliance` for the alliance's own",
    "bargain": "safeguards given to it",
    "leverage": "the patron's hold over it, since the start",
    "pull": "how actively the partner courts the region",
    "flag": "1 where the flag is set",
    "left": "1 where the member has left the alliance",
    "carried": "the council carried an operation in that stage",
    "tried": "an operation was put to the council in that stage",
    "vetoes": "the member vetoed an operation in that stage",
    "events": "the event happened",
    "chosen": "the option was taken",
    "defaulted": "what was wanted was not on offer",
    "result": "the role's result by its own weights",
}
"""What each name stands for. Over several plays a figure is the mean, so a mark is the share of plays."""


def forms() -> dict[str, str]:
    """How every figure is written, with the moment that may be left out, and what it stands for."""

    def written(name: str, parts: tuple[str, ...]) -> str:
        return ".".join([name, *(part.upper().replace("HOLDER", "PARTNER") for part in parts)])

    at = {f"{written(name, parts)}[.WHEN]": HELP[name] for name, parts in OF_A_MOMENT.items()}
    return at | {written(name, parts): HELP[name] for name, parts in OF_A_PLAY.items()}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of plays, by its name."""

    path: tuple[str, ...]
    """Without the moment."""
    moment: str = ""
    """`start`, a stage's id or `final`; nothing for a figure of whole plays."""

    @property
    def name(self) -> str:
        """As it is written in full."""
        return ".".join((*self.path, self.moment) if self.moment else self.path)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a name is no quantity: the part at fault, by its number, and what it might have been."""

    part: int
    what: str
    """What stands in that place: a member, say; nothing where the name as a whole is not one."""
    known: tuple[str, ...]


def understood(text: str, scenario: Scenario) -> Quantity | Unknown:
    """The quantity that a name stands for in a scenario."""
    parts = tuple(text.split("."))
    head = 2 if ".".join(parts[:2]) in OF_A_MOMENT else 1
    first = ".".join(parts[:head])
    shape = OF_A_PLAY.get(first, OF_A_MOMENT.get(first))
    if shape is None:
        return Unknown(0, "", (*OF_A_MOMENT, *OF_A_PLAY))
    for number, what in enumerate(shape, head):
        known = ids(what, scenario, parts[head:number])
        if number >= len(parts) or parts[number] not in known:
            return Unknown(number, what, known)
    path, rest = parts[: head + len(shape)], parts[head + len(shape) :]
    if not rest and first in OF_A_PLAY:
        return Quantity(path)
    moments = () if first in OF_A_PLAY else (START, *(stage.id for stage in scenario.stages), FINAL)
    if len(rest) > 1 or (rest and rest[0] not in moments):
        return Unknown(len(path), "moment", moments)
    return Quantity(path, rest[0] if rest else FINAL)


def ids(what: str, scenario: Scenario, before: Sequence[str] = ()) -> tuple[str, ...]:
    """The ids that may stand in a place, given those before it."""
    match what:
        case "threat":
            return tuple(threat.id for threat in scenario.threats)
        case "member":
            return tuple(member.id for member in scenario.members)
        case "partner":
            return tuple(partner.id for partner in scenario.partners)
        case "holder":
            return (ALLIANCE, *(partner.id for partner in scenario.partners))
        case "flag":
            return scenario.flags
        case "stage":
            return tuple(stage.id for stage in scenario.stages)
        case "event":
            return tuple(event.id for event in scenario.every_event)
        case "role" if not before:
            return tuple(role.id for role in scenario.roles)
        case "role":
            return tuple(dict.fromkeys(key[1] for key, _ in scenario.every_decision if key[0] == before[0]))
        case "decision":
            return tuple(key[2] for key, _ in scenario.every_decision if key[:2] == tuple(before))
        case _:
            options = (each.options for key, each in scenario.every_decision if key == tuple(before))
            return tuple(option.id for each in options for option in each)


def measured(quantity: Quantity, world: World, trace: Trace) -> Array:
    """(play,): the quantity's value in each play of an explained trace."""
    plays = trace.plays
    value = _of_a_play(quantity, world, trace) if not quantity.moment else _at(quantity, world, trace)
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (plays,))


def _at(quantity: Quantity, world: World, trace: Trace) -> Array | float:
    path = quantity.path
    if path[0] in SCORES and len(path) == 1:
        score: Array = _scores(quantity.moment, trace)[SCORES.index(path[0])]
        return score
    state = _state(quantity.moment, world, trace)
    if path == ("cost", "short"):
        return short_cost(state)
    if path == ("cost", "long"):
        return long_cost(state)
    if path[0] == "left":
        left: Array = state.left[world.members[path[1]]]
        return left
    return compiled(Name(path), world, 0)(Moment(state, {}, {}, {}, {}))


def _scores(moment: str, trace: Trace) -> Array:
    """(score, play)"""
    if moment in {START, FINAL}:
        return trace.start if moment == START else trace.end
    return next(stage.scores for stage in trace.stages if stage.id == moment)


def _state(moment: str, world: World, trace: Trace) -> State:
    if moment in {START, FINAL}:
        return beginning(world, trace.plays) if moment == START else trace.final
    state = next(stage.state for stage in trace.stages if stage.id == moment)
    if state is None:
        raise ValueError("states within stages are kept only when plays are explained")
    return state


def _of_a_play(quantity: Quantity, world: World, trace: Trace) -> Array:
    kind, *rest = quantity.path
    none = np.zeros(trace.plays)
    if kind == "events":
        happened = [ones(stage.happened[rest[0]]) for stage in trace.stages if rest[0] in stage.happened]
        return np.asarray(np.maximum.reduce([none, *happened]))
    if kind == "result":
        weights = next(role.weights for role in world.scenario.roles if role.id == rest[0])
        return worth(weights, trace.end - trace.start)
    stage = next(each for each in trace.stages if each.id == rest[0])
    key = (rest[0], rest[1], rest[2]) if len(rest) > 2 else None
    match kind:
        case "carried":
            return none if stage.carried is None else ones(stage.carried > 0.0)
        case "tried":
            return none if stage.tried is None else stage.tried
        case "vetoes":
            if stage.votes is None or stage.tried is None:
                return none
            return ones(vetoes(world, stage.votes)[world.members[rest[1]]]) * stage.tried
        case "defaulted" if key:
            return ones(stage.defaulted[key]) if key in stage.defaulted else none
    decision = next(
        each for at in world.stages if at.id == rest[0] for each in at.decisions if each.key == key
    )
    return ones(stage.choices[decision.key] == decision.options.index(rest[3]))
