"""What the model must do at the ends of its world: conditions, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.engine.arrays import Array, Mask
from game.engine.book import SCORES
from game.engine.compile import beginning, compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.rules.consult import vetoes
from game.engine.settings import Settings
from game.engine.state import long_cost, rescue, restraint
from game.engine.trace import StageTrace, Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.scenario.model import ALLIANCE, Scenario

PLAYS, SEED = 1_000, 2010
JUNE = ("osh", "moscow", "answer")
CREDIBILITY, COST, DIVERSIFICATION = (SCORES.index(name) for name in SCORES)
Edit = Callable[[Scenario], Scenario]


def played(
    scenario: Scenario,
    choices: Mapping[tuple[str, str, str], str] | None = None,
    model: Settings | None = None,
) -> tuple[World, Trace]:
    """What was done in fact but for these choices."""
    world = compile_world(scenario, model or Settings())
    policy: Policy = Script(choices or {}, otherwise=Historical())
    seats = {role.id: policy for role in scenario.roles}
    return world, run(world, seats, Luck(SEED, 0, PLAYS), explained=True)


def line(scenario: Scenario, name: str, model: Settings | None = None) -> Trace:
    """A named line of the scenario."""
    choices = next(each.choices for each in scenario.lines if each.id == name)
    world = compile_world(scenario, model or Settings())
    return run(
        world, {role.id: Script(choices) for role in scenario.roles}, Luck(SEED, 0, PLAYS), explained=True
    )


def june(trace: Trace) -> StageTrace:
    """The stage in which Osh burns."""
    return next(each for each in trace.stages if each.id == JUNE[0])


def members(scenario: Scenario, **changes: object) -> Scenario:
    """The scenario with something changed in every member."""
    changed = tuple(replace(each, **changes) for each in scenario.members)  # type: ignore[arg-type]
    return replace(scenario, members=changed)


def alliance(scenario: Scenario, **changes: object) -> Scenario:
    """The scenario with something changed in the alliance as it begins."""
    return replace(scenario, alliance=replace(scenario.alliance, **changes))  # type: ignore[arg-type]


def violence(scenario: Scenario, start: float, flare: float) -> Scenario:
    """The scenario with this violence at the start, and so much more as each stage opens."""
    stages = tuple(replace(stage, turmoil=flare, events=()) for stage in scenario.stages)
    return alliance(replace(scenario, stages=stages, events=()), turmoil=start)


@dataclass(frozen=True, slots=True)
class Extreme:
    """A condition at the end of the world, and what must follow."""

    id: str
    where: str
    follows: str
    holds: Callable[[Scenario], Mask]
    """(play,) or one truth."""
    miss: str = ""
    """Where the model does not do it: why."""


def _unexposed(scenario: Scenario) -> Mask:
    exposure = {threat.id: 0.0 for threat in scenario.threats}
    _, trace = played(members(scenario, exposure=exposure))
    lines = [stage.lines.get("judge") for stage in trace.stages]
    return np.asarray(np.all([each is None or (each[CREDIBILITY] == 0.0) for each in lines]))


def _no_capacity(scenario: Scenario) -> Mask:
    go = {JUNE: "peacekeepers"}
    bare, ready = (alliance(scenario, capacity=level, procedure=level) for level in (0.0, 1.0))
    willing = [members(each, aversion=0.0) for each in (bare, ready)]
    less, more = (june(played(each, go)[1]).state for each in willing)
    assert less is not None
    assert more is not None
    return np.asarray((less.support < more.support) & (more.adequacy > 0.95))


def _calm(scenario: Scenario) -> Mask:
    _, trace = played(violence(scenario, 0.0, -1.0))
    return np.asarray(trace.final.deaths < 20.0)


def _outbreak(scenario: Scenario) -> Mask:
    stages = tuple(replace(each, turmoil=1.0) if each.id == JUNE[0] else each for each in scenario.stages)
    burning = replace(scenario, stages=stages)
    helped, alone = (june(line(burning, name)).state for name in ("force", "refuse"))
    before = [_before_june(line(burning, name)) for name in ("force", "refuse")]
    assert helped is not None
    assert alone is not None
    return np.asarray((helped.deaths - before[0] < alone.deaths - before[1]) & (alone.collapsed > 0.0))


def _before_june(trace: Trace) -> Array:
    stages = [each.id for each in trace.stages]
    state = trace.stages[stages.index(JUNE[0]) - 1].state
    assert state is not None
    return state.deaths


def _siege(scenario: Scenario) -> Mask:
    siege = violence(scenario, 1.0, 1.0)
    return np.asarray(line(siege, "force").final.deaths < line(siege, "refuse").final.deaths)


def _fearless(scenario: Scenario) -> Mask:
    calm = members(scenario, aversion=0.0)
    world, trace = played(calm, {JUNE: "peacekeepers"})
    state = june(trace).state
    assert state is not None
    return np.asarray(~vetoes(world, state.votes).any(axis=0))


def _fearful(scenario: Scenario) -> Mask:
    _, trace = played(members(scenario, aversion=1.0), {JUNE: "peacekeepers"})
    carried = june(trace).carried
    assert carried is not None
    return np.asarray(carried == 0.0)


def _unlearning(scenario: Scenario) -> Mask:
    deaf = Settings({"judge.learning": 0.0}, frozenset({"prepare"}))
    refused, helped = (rescue(line(scenario, name, deaf).final) for name in ("refuse", "aid"))
    return np.asarray(np.abs(refused - helped).max(axis=(0, 1)) < 1e-9)


def _myopic(scenario: Scenario) -> Mask:
    _, trace = played(scenario, model=Settings({"charge.patience": 0.0}))
    return np.asarray(long_cost(trace.final) == 0.0)


def _no_years(scenario: Scenario) -> Mask:
    _, trace = played(scenario, model=Settings({"shadow.years": 0.0}))
    return np.asarray((trace.end == trace.stages[-1].scores).all(axis=0))


def _uncourted(scenario: Scenario) -> Mask:
    partners = tuple(replace(each, pull=0.0, growth=0.0) for each in scenario.partners)
    stages = tuple(
        replace(
            stage,
            decisions=tuple(
                replace(d, options=tuple(replace(o, levers=_without(o.levers, "pull.")) for o in d.options))
                for d in stage.decisions
            ),
            events=tuple(replace(e, levers=_without(e.levers, "pull.")) for e in stage.events),
        )
        for stage in scenario.stages
    )
    events = tuple(replace(e, levers=_without(e.levers, "pull.")) for e in scenario.events)
    _, alone = played(replace(scenario, partners=partners, stages=stages, events=events))
    _, courted = played(scenario)
    return np.asarray(alone.end[DIVERSIFICATION] < courted.end[DIVERSIFICATION])


def _without(levers: Mapping[str, float], start: str) -> dict[str, float]:
    return {name: value for name, value in levers.items() if not name.startswith(start)}


def _no_force(scenario: Scenario) -> Mask:
    trace = line(scenario, "refuse")
    start = restraint(beginning(compile_world(scenario, Settings()), PLAYS))
    return np.asarray((restraint(trace.final) >= start - 1e-9).all(axis=0))


def _loyal(scenario: Scenario) -> Mask:
    others = {each.id: 0.0 for each in scenario.partners}
    whole = members(scenario, share={ALLIANCE: 1.0, **others})
    _, trace = played(whole)
    return np.asarray((trace.start[DIVERSIFICATION] == 0.0) & (trace.end[DIVERSIFICATION] > 0.0))


EXTREMES = (
    Extreme("unexposed", "no member is exposed to anything", "no answer teaches anything", _unexposed),
    Extreme("capacity", "capacity and procedure at 0 instead of 1, all willing",
            "an operation does less; at 1 it meets the case whole", _no_capacity),
    Extreme("calm", "no violence at all", "hardly anybody dies", _calm),
    Extreme("outbreak", "violence at 1 in June",
            "the state comes apart if nobody helps, and fewer die where troops come", _outbreak),
    Extreme("siege", "violence at 1 in every stage, come what may", "fewer die where troops come", _siege,
            "Deaths go with how far violence flares up, not with how long it lasts. Where troops have "
            "quelled it, it has farther to rise again; where nobody came it stays up, and counts for "
            "little."),
    Extreme("fearless", "no member is averse", "nobody vetoes troops in June", _fearless),
    Extreme("fearful", "every member is wholly averse", "no troops pass in June", _fearful),
    Extreme("unlearning", "the record teaches nothing, and words neither",
            "refusing and helping leave the same beliefs", _unlearning),
    Extreme("myopic", "patience 0", "what comes later costs nothing", _myopic),
    Extreme("no-years", "no years follow", "it ends as the last stage did", _no_years),
    Extreme("uncourted", "nobody courts the members", "they diversify less", _uncourted),
    Extreme("no-force", "nobody ever uses force", "nobody trusts less that force stays out", _no_force),
    Extreme("loyal", "all security comes from the alliance at the start", "the region drifts from there",
            _loyal,
            "The mix that a member wants is reckoned from the mix at the start, by its logarithm: a partner "
            "with no part never gets one. A scenario has to give it a small one."),
)  # fmt: skip


def share(extreme: Extreme, scenario: Scenario) -> float:
    """0–1: the share of plays in which what must follow does."""
    return float(np.mean(extreme.holds(scenario)))
