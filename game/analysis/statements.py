"""The article's main statements (C9–C18, C20, C21), each as a figure that must be positive in the model.

A statement is tried table by table: a table is one draw of all parameters, and the figure is a mean over some
plays of it, under the same luck for all lines. Each says what it takes the article's words to mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.analysis.ends import Ends
from game.engine.arrays import Array
from game.scenario.model import Scenario

Edit = Callable[[Scenario], Scenario]

STEEP = 10.0
"""Points of credibility: what is called a steep fall. A judgement."""
SHORT_SIGHT, LONG_SIGHT = 0.5, 0.95
"""Two patiences: of one who sees little beyond today, and of one who sees nearly all."""
CALM, EAGER = 0.5, 1.5
"""How actively suitors court, as a part of what the scenario says."""


class Bench:
    """A scenario's lines under one reading, each played when it is asked for; figures are means by table."""

    def __init__(
        self, scenario: Scenario, play: Callable[[str, Scenario, Mapping[str, float]], Ends]
    ) -> None:
        """`play` plays a line of a scenario, under parameters that are fixed for all tables."""
        self.scenario = scenario
        self._play = play
        self._known: dict[tuple[object, ...], Ends] = {}

    def line(self, name: str, edit: Edit | None = None, **fixed: float) -> Ends:
        """How a line ends; `fixed` are parameters by their names (`charge_patience`)."""
        key = (name, edit, *sorted(fixed.items()))
        if key not in self._known:
            values = {each.replace("_", ".", 1): value for each, value in fixed.items()}
            self._known[key] = self._play(name, edit(self.scenario) if edit else self.scenario, values)
        return self._known[key]

    @property
    def threats(self) -> list[int]:
        """The threats that somebody appeals against, by number."""
        ids = [threat.id for threat in self.scenario.threats]
        asked = {appeal.threat for stage in self.scenario.stages for appeal in stage.appeals}
        return [ids.index(threat) for threat in ids if threat in asked]

    @property
    def watchers(self) -> list[int]:
        """The members that never ask, by number."""
        askers = {appeal.member for stage in self.scenario.stages for appeal in stage.appeals}
        return [i for i, member in enumerate(self.scenario.members) if member.id not in askers]

    def fall(self, name: str, edit: Edit | None = None) -> Array:
        """(member, play): how far belief in the threats at hand falls from the start."""
        start = np.array(
            [
                [member.rescue[self.scenario.threats[k].id] for k in self.threats]
                for member in self.scenario.members
            ]
        )
        end = self.line(name, edit).belief[:, self.threats]
        return np.asarray((start[:, :, None] - end).mean(axis=1))


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the article's statements."""

    claim: str
    says: str
    tried: str
    """How it is read off the model."""
    lines: tuple[str, ...]
    """The scenario's lines that it takes."""
    rule: str
    """The rule that stands for it: without it the statement ought to fail."""
    margin: Callable[[Bench], Array]
    """(play,): what must be positive, in the mean over the plays of a table."""
    needs: Callable[[Scenario], str] = lambda _scenario: ""
    """Why a scenario cannot try it; empty if it can."""


def _credibility(bench: Bench, name: str, edit: Edit | None = None, **fixed: float) -> Array:
    return bench.line(name, edit, **fixed).of("credibility")


def _untied(scenario: Scenario) -> Scenario:
    """The scenario in which no member is itself entangled."""
    return _with_appeals(scenario, ties={})


def _halved(scenario: Scenario) -> Scenario:
    """The scenario in which every appeal is half as severe."""
    stages = tuple(
        replace(stage, appeals=tuple(replace(each, severity=each.severity / 2.0) for each in stage.appeals))
        for stage in scenario.stages
    )
    return replace(scenario, stages=stages)


def _with_appeals(scenario: Scenario, **changes: object) -> Scenario:
    stages = tuple(
        replace(stage, appeals=tuple(replace(each, **changes) for each in stage.appeals))  # type: ignore[arg-type]
        for stage in scenario.stages
    )
    return replace(scenario, stages=stages)


def _without(*levers: str) -> Edit:
    """The scenario in which no option has these levers; the same function for the same levers."""
    if levers not in _WITHOUT:

        def edit(scenario: Scenario) -> Scenario:
            stages = tuple(
                replace(
                    stage,
                    decisions=tuple(
                        replace(
                            decision,
                            options=tuple(
                                replace(option, levers=_left(option.levers, levers))
                                for option in decision.options
                            ),
                        )
                        for decision in stage.decisions
                    ),
                )
                for stage in scenario.stages
            )
            return replace(scenario, stages=stages)

        _WITHOUT[levers] = edit
    return _WITHOUT[levers]


_WITHOUT: dict[tuple[str, ...], Edit] = {}


def _left(levers: Mapping[str, float], gone: Iterable[str]) -> dict[str, float]:
    return {name: value for name, value in levers.items() if name not in gone}


def _courted(by: float) -> Edit:
    if by not in _COURTED:
        _COURTED[by] = lambda scenario: replace(
            scenario,
            partners=tuple(replace(each, pull=min(1.0, each.pull * by)) for each in scenario.partners),
        )
    return _COURTED[by]


_COURTED: dict[float, Edit] = {}


def _patience(bench: Bench) -> Array:
    """Refusal is the cheaper for the impatient, and the dearer for the patient: both must hold."""
    gaps = [
        bench.line("remedy", None, charge_patience=sight).of("cost")
        - bench.line("refuse", None, charge_patience=sight).of("cost")
        for sight in (SHORT_SIGHT, LONG_SIGHT)
    ]
    return np.minimum(gaps[0], -gaps[1])


def _operation(bench: Bench, edit: Edit | None) -> Array:
    """(play,): how much of an operation the remedy's councils carry."""
    return np.asarray(bench.line("remedy", edit).carried.sum(axis=0))


def _friction(bench: Bench) -> Array:
    """What the want of a mandate costs, in plays in which the council carries as much without it."""
    bare = _without("mandate")
    dearer = bench.line("remedy", bare).short - bench.line("remedy").short
    return np.asarray(np.where(_operation(bench, bare) == _operation(bench, None), dearer, 0.0))


def _exposed(bench: Bench) -> Array:
    """Among those that only watch: how belief falls with exposure, as a slope."""
    rows = bench.watchers
    ids = [bench.scenario.threats[k].id for k in bench.threats]
    exposure = np.array([[bench.scenario.members[i].exposure[each] for each in ids] for i in rows]).mean(
        axis=1
    )
    away = exposure - exposure.mean()
    return np.asarray((away[:, None] * bench.fall("refuse")[rows]).sum(axis=0) / (away**2).sum())


def _complements(bench: Bench) -> Array:
    """Together they do more than each alone, and more than nothing."""
    both = _credibility(bench, "remedy")
    none = _credibility(bench, "remedy", _without("capacity", "procedure"))
    capacity = _credibility(bench, "remedy", _without("procedure"))
    procedure = _credibility(bench, "remedy", _without("capacity"))
    return np.minimum(both - none, both - capacity - procedure + none)


def _drift(bench: Bench) -> Array:
    """Over the lines: how diversification falls with credibility, as a slope."""
    lines = [line.id for line in bench.scenario.lines]
    believed = np.stack([bench.line(name).of("credibility") for name in lines])
    spread = np.stack([bench.line(name).of("diversification") for name in lines])
    away = believed - believed.mean(axis=0)
    return np.asarray(-(away * spread).sum(axis=0))


def _suitors(bench: Bench) -> Array:
    """What refusing does beside the remedy, among eager suitors against calm ones."""
    gaps = [
        bench.line("refuse", _courted(by)).of("diversification")
        - bench.line("remedy", _courted(by)).of("diversification")
        for by in (EAGER, CALM)
    ]
    return np.asarray(gaps[0] - gaps[1])


def _tied(scenario: Scenario) -> str:
    tied = any(appeal.ties for stage in scenario.stages for appeal in stage.appeals)
    return "" if tied else "no member is entangled in the conflict"


def _several(scenario: Scenario) -> str:
    bench = Bench(scenario, lambda *_: NotImplemented)
    ids = [scenario.threats[k].id for k in bench.threats]
    exposed = {tuple(scenario.members[i].exposure[each] for each in ids) for i in bench.watchers}
    return "" if len(exposed) > 1 else "those who only watch are all exposed alike"


def _levered(*levers: str) -> Callable[[Scenario], str]:
    def needs(scenario: Scenario) -> str:
        used = {
            lever
            for stage in scenario.stages
            for decision in stage.decisions
            for option in decision.options
            for lever in option.levers
        }
        missing = [lever for lever in levers if lever not in used]
        return f"no option has the lever {missing[0]}" if missing else ""

    return needs


STATEMENTS: tuple[Statement, ...] = (
    Statement(
        "C9", "Having drilled for it makes a refusal cost more belief",
        "promises and drills, then refusal, end below silent refusal",
        ("talk", "refuse"), "judge.excuse",
        lambda b: np.asarray(_credibility(b, "refuse") - _credibility(b, "talk")),
    ),
    Statement(
        "C10", "Intervention costs more in the short run than refusal",
        "what force costs in the stages, less what refusal costs",
        ("force", "refuse"), "charge.operation",
        lambda b: np.asarray(b.line("force").short - b.line("refuse").short),
    ),
    Statement(
        "C11", "A neighbour entangled in the conflict makes joint action less likely",
        "what is carried in the remedy's councils without ties, less with them",
        ("remedy",), "consult",
        lambda b: np.asarray(_operation(b, _untied) - _operation(b, None)),
        _tied,
    ),
    Statement(
        "C12", "Refusal is cheap now and dear later",
        f"refusal costs less than the remedy at δ = {SHORT_SIGHT}, and more at δ = {LONG_SIGHT}",
        ("refuse", "remedy"), "charge.upkeep", _patience,
    ),
    Statement(
        "C13", "Refusal lowers belief most among the most exposed",
        "the fall of belief rises with exposure, among members that only watch",
        ("refuse",), "judge", _exposed, _several,
    ),
    Statement(
        "C14", "Loyalty does not buy rescue: belief falls for all",
        "the least fall of any member's belief",
        ("refuse",), "judge", lambda b: np.asarray(b.fall("refuse").min(axis=0)),
    ),
    Statement(
        "C15", "Refusing in a graver case costs more",
        "credibility after refusing appeals half as grave, less after the real ones",
        ("refuse",), "judge",
        lambda b: np.asarray(_credibility(b, "refuse", _halved) - _credibility(b, "refuse")),
    ),
    Statement(
        "C16", "Capacity and rules together arrest the decline",
        "the remedy with both, beside one alone and neither: they complement each other",
        ("remedy",), "prepare.building", _complements, _levered("capacity", "procedure"),
    ),
    Statement(
        "C17", "Without a mandate an operation gains less and costs more",
        "what the remedy costs in the stages without its mandate, less with it, where as much is carried",
        ("remedy",), "charge.friction",
        _friction, _levered("mandate"),
    ),
    Statement(
        "C18", "Without building, credibility falls steeply",
        f"refusal ends more than {STEEP:g} points below the start",
        ("refuse",), "judge", lambda b: np.asarray(-b.line("refuse").change("credibility") - STEEP),
    ),
    Statement(
        "C20", "Lower credibility, more diversification",
        "over the named lines, diversification falls as credibility rises",
        ("refuse",), "realign", _drift,
    ),
    Statement(
        "C21", "The more actively suitors court, the more lost belief matters",
        f"refusal against remedy in diversification, at {EAGER:g} times the suitors' pull less at {CALM:g}",
        ("refuse", "remedy"), "realign.suitors", _suitors,
    ),
)  # fmt: skip
