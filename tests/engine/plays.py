"""Ways of playing that the engine's tests share: controlled answers, staged cases, tables of parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from game.engine.arrays import Array, Choice, Value
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, Position, run
from game.engine.settings import Settings
from game.engine.state import State, rescue
from game.engine.trace import StageTrace, Trace
from game.engine.world import CompiledDecision
from game.policies.fixed import Script
from game.scenario.model import Appeal, Client, Decision, Member, Option, Scenario, Stage
from game.scenario.parameters import PARAMETERS

CREDIBILITY, COST, DIVERSIFICATION = (SCORES.index(name) for name in SCORES)

RIVALS = frozenset({"judge.flat", "judge.welcome", "judge.plot"})
"""Parameters that turn the model into a rival reading; claims are about the model without them."""

PHASES = (Phase.explicit, Phase.generate)  # a seed is as good as a smaller one: nothing to shrink
LAWS = settings(max_examples=6, deadline=None, derandomize=True, phases=PHASES)
"""How many parameter tables a promise is tried on; each play of a table has parameters of its own."""
SWEEP = settings(max_examples=50, deadline=None, derandomize=True, phases=PHASES)
"""The same for the slow sweeps."""

PLAYS = 40
"""In a table, unless told otherwise."""
MANY = 400
"""In a table where an outcome is a yes or a no."""

Levers = Mapping[str, float]


# Parameters ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class Table(Settings):
    """Parameters that a failing test shows by the seed that they were drawn with."""

    name: str = ""

    def __repr__(self) -> str:
        return self.name

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        printer.text(repr(self))


def table(seed: int, plays: int = PLAYS, *, rivals: bool = False) -> Settings:
    """Every parameter anywhere in its range, another value in each play."""
    dice = np.random.default_rng(seed)
    values: dict[str, Value] = {
        name: dice.uniform(known.low, known.high, plays)
        for name, known in PARAMETERS.items()
        if name != "shadow.years" and (rivals or name not in RIVALS)
    }
    values["shadow.years"] = int(dice.integers(0, 11))
    return Table(values, name=f"table({seed}, {plays}, rivals={rivals})")


def tables(plays: int = PLAYS, *, rivals: bool = False) -> st.SearchStrategy[Settings]:
    """Tables of parameters."""
    return st.integers(0, 2**32 - 1).map(lambda seed: table(seed, plays, rivals=rivals))


def within(given: Settings, without: Iterable[str] = (), **parameters: Value) -> Settings:
    """The settings with some rules off, or some parameters fixed (`judge_spill` for `judge.spill`)."""
    fixed = {name.replace("_", ".", 1): value for name, value in parameters.items()}
    return replace(given, parameters={**given.parameters, **fixed}, without=given.without | set(without))


# Playing ------------------------------------------------------------------------------------------


def played(
    scenario: Scenario,
    given: Settings | None = None,
    policies: Policy | Mapping[str, Policy] | None = None,
    *,
    seed: int = 2010,
    plays: int | None = None,
    first: int = 0,
) -> Trace:
    """Explained plays, as many as the table of parameters has unless told otherwise; without policies
    every decision takes its default."""
    values = given.parameters.values() if given else ()
    tabled = next((value.size for value in values if isinstance(value, np.ndarray)), PLAYS)
    luck = Luck(seed, first, plays or tabled)
    if policies is None:
        policies = Script({})
    if not isinstance(policies, Mapping):
        policies = {role.id: policies for role in scenario.roles}
    return run(compile_world(scenario, given or Settings()), policies, luck, explained=True)


class Anything:
    """Any option of any decision, on offer or not, and now and then none."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """(play,): from −1 to the last option."""
        dice = np.random.default_rng([self.seed, decision.number])
        return dice.integers(-1, len(decision.options), position.luck.count)


def after(trace: Trace, stage: str) -> State:
    """The state as a stage, or a year, ended."""
    state = of(trace, stage).state
    assert state is not None
    return state


def believed(trace: Trace, stage: str, threat: str, scenario: Scenario) -> Array:
    """(member, play): the belief that help comes, as a stage ended."""
    k = [each.id for each in scenario.threats].index(threat)
    belief: Array = rescue(after(trace, stage))[:, k]
    return belief


def hoped(scenario: Scenario, threat: str) -> Array:
    """(member, 1): the same belief at the start."""
    return np.array([[member.rescue[threat]] for member in scenario.members])


def credible(trace: Trace, stage: str) -> Array:
    """(play,): credibility as a stage ended."""
    score: Array = of(trace, stage).scores[CREDIBILITY]
    return score


def drifted(trace: Trace, stage: str) -> Array:
    """(play,): how far diversification has risen since the start, as a stage ended."""
    return np.array(of(trace, stage).scores[DIVERSIFICATION] - trace.start[DIVERSIFICATION])


def of(trace: Trace, stage: str) -> StageTrace:
    """The record of a stage or a year."""
    return next(each for each in (*trace.stages, *trace.years) if each.id == stage)


def change(trace: Trace, stage: str, rule: str, score: int = CREDIBILITY) -> Array:
    """(play,): what a rule changed in a stage; 0 where it has no line."""
    lines = of(trace, stage).lines
    return lines[rule][score] if rule in lines else np.zeros(trace.plays)


# Controlled answers in the scenario's own stages --------------------------------------------------


def appealed(scenario: Scenario) -> list[str]:
    """The stages in which somebody asks for help."""
    return [stage.id for stage in scenario.stages if stage.appeals]


# Cases staged with the scenario's cast ------------------------------------------------------------


def turn(
    name: str, levers: Levers | None = None, appeal: Appeal | None = None, *, turmoil: float = 0.0,
    months: float = 3.0, role: str = "",
) -> Stage:  # fmt: skip
    """A stage in which one thing is done."""
    only = Option("only", "Only", "", dict(levers or {}), historical=True)
    decision = Decision("answer", role, "", (only,), "only")
    return Stage(
        name,
        "2010-01-01",
        months,
        name,
        "",
        {},
        turmoil,
        (appeal,) if appeal else (),
        (decision,),
        (),
        (),
        (),
    )


def staged(scenario: Scenario, *turns: Stage) -> Scenario:
    """The scenario's cast and nothing else of it, in these stages."""
    seat = next(role.id for role in scenario.roles if role.kind == "patron")
    stages = tuple(
        replace(each, decisions=tuple(replace(one, role=one.role or seat) for one in each.decisions))
        for each in turns
    )
    return replace(scenario, stages=stages, events=(), lines=())


def asker(scenario: Scenario) -> Member:
    """A member with two camps that may ask."""
    return next(member for member in scenario.members if len(member.clients) > 1)


def plea(
    scenario: Scenario, camp: int = 0, *, threat: str = "internal", severity: float = 1.0,
    ties: Levers | None = None,
) -> Appeal:  # fmt: skip
    """An appeal of one of the asker's camps."""
    member = asker(scenario)
    return Appeal(member.id, member.clients[camp].id, threat, severity, dict(ties or {}))


def refused(scenario: Scenario) -> Scenario:
    """One appeal amid violence, and nothing done."""
    return staged(scenario, turn("t", None, plea(scenario), turmoil=0.5))


def refused_twice(scenario: Scenario, grudge: float = 0.6) -> Scenario:
    """A client with whom there is a quarrel is refused, then the other one."""
    first = asker(scenario).clients[0].id
    quarrel = with_camps(scenario, lambda camp: replace(camp, grudge=grudge if camp.id == first else 0.0))
    turns = [turn(name, None, plea(scenario, i), turmoil=0.5) for i, name in enumerate(("first", "second"))]
    return staged(quarrel, *turns)


def with_members(scenario: Scenario, changed: Callable[[Member], Member]) -> Scenario:
    """The scenario with other members."""
    return replace(scenario, members=tuple(changed(member) for member in scenario.members))


def with_camps(scenario: Scenario, changed: Callable[[Client], Client]) -> Scenario:
    """The scenario with other clients."""
    return with_members(
        scenario, lambda member: replace(member, clients=tuple(changed(each) for each in member.clients))
    )


def with_duty(scenario: Scenario, duty: float, threat: str = "internal") -> Scenario:
    """The scenario with a plainer or a vaguer treaty."""
    return replace(
        scenario,
        threats=tuple(replace(each, duty=duty) if each.id == threat else each for each in scenario.threats),
    )


def with_suitors(scenario: Scenario, pull: float, growth: float = 0.0) -> Scenario:
    """The scenario with partners that court this hard."""
    return replace(
        scenario, partners=tuple(replace(each, pull=pull, growth=growth) for each in scenario.partners)
    )
