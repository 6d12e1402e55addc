"""What only the end of a game can show: its course beside others, its turning points, its misreadings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from game.analysis.retrace import relived
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, finish, run
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.present.causes import BETTER, NAMES
from game.present.departures import departures, model
from game.present.estimates import THRESHOLDS
from game.present.looking_back import Axis, Hindsight, LineView, Milestone, Particulars, Parting
from game.present.readings import END, members_in_hindsight, readings_held
from game.present.turning import CAVEAT, turning_points
from game.present.words import quoted
from game.scenario.model import Scenario, Weights
from game.words import _, counted, marked

PLAYS = 256
"""How many plays each other course is averaged over."""

OWN = marked("This game")
HISTORY = marked("What was done in fact")
PARENT = marked("The game it parted from")
"""How courses of play are called, in English."""

LATER = (
    marked("One year later"), marked("Two years later"), marked("Three years later"),
    marked("Four years later"), marked("Five years later"), marked("Six years later"),
    marked("Seven years later"), marked("Eight years later"), marked("Nine years later"),
    marked("Ten years later"),
)  # fmt: skip
"""How the years that follow are called, in English; beyond the last they are counted in figures."""

Kind = Literal["own", "historical", "parent", "named"]


@dataclass(frozen=True, slots=True)
class Parent:
    """The finished game from which a play parts."""

    place: str
    """Its save; empty if it has none."""
    at: DecisionKey
    choices: Mapping[DecisionKey, str]
    """All of that game's, every seat's."""


def hindsight(
    world: World, trace: Trace, role: str, opponent: str = "", parent: Parent | None = None
) -> Hindsight:
    """All that can be seen of one play only afterwards, for the seat that played it.

    Only the choices of `trace` matter. Raise ValueError if there are several plays, KeyError if the
    scenario has no such role.
    """
    if trace.plays != 1:
        raise ValueError(f"hindsight is of one play, got {trace.plays}")
    scenario = world.scenario
    seat = {each.id: each for each in scenario.roles}[role]
    positions = relived(world, trace)
    whole = finish(positions[-1])
    known = parent if parent and _fits(scenario, parent) else None
    members = members_in_hindsight(positions, whole, role)
    return Hindsight(
        particulars=Particulars(
            scenario=scenario.id,
            title=scenario.title,
            role=role,
            role_name=seat.name,
            opponent=opponent,
            seed=trace.seed,
            version=trace.version,
            digest=scenario.digest,
            departures=departures(world.settings),
            model=model(scenario, world.settings),
        ),
        milestones=tuple(_milestones(scenario, whole)),
        axes=tuple(
            Axis(score, _(NAMES[score]), BETTER[score], each.level, _(each.means))
            for score, each in THRESHOLDS.items()
        ),
        lines=tuple(_lines(world, whole, seat.weights, known)),
        turning=turning_points(world, whole, role),
        caveat=_(CAVEAT),
        moments=(*(stage.title for stage in scenario.stages), _(END)),
        members=members,
        readings=readings_held(members),
        parting=_parting(scenario, known, whole) if known else None,
    )


def _milestones(scenario: Scenario, trace: Trace) -> Iterator[Milestone]:
    yield Milestone("start", "start", _("Start"), "0", "")
    for at, stage in enumerate(scenario.stages, 1):
        yield Milestone(stage.id, "stage", stage.title, str(at), stage.date)
    for at, year in enumerate(trace.years, 1):
        yield Milestone(year.id, "year", _later(at), f"+{at}", "")


def _later(years: int) -> str:
    if years <= len(LATER):
        return _(LATER[years - 1])
    return counted("{count} year later", "{count} years later", years).format(count=years)


def _lines(world: World, trace: Trace, weights: Weights, parent: Parent | None) -> Iterator[LineView]:
    """This play; under its luck what was done in fact, and the game it parts from; means of named lines."""
    scenario = world.scenario
    luck, one = Luck(trace.seed, 0, PLAYS), Luck(trace.seed, trace.first, 1)

    def course(policy: Policy, under: Luck) -> Trace:
        return run(world, {role.id: policy for role in scenario.roles}, under)

    yield _line("own", _(OWN), "", trace, weights)
    yield _line("historical", _(HISTORY), "", course(Historical(), one), weights)
    if parent:
        yield _line("parent", _(PARENT), "", course(Script(parent.choices), one), weights)
    for line in scenario.lines:
        yield _line("named", line.name, line.summary, course(Script(line.choices), luck), weights)


def _line(kind: Kind, name: str, summary: str, trace: Trace, weights: Weights) -> LineView:
    means = [each.mean(axis=1) for each in (trace.start, *(s.scores for s in (*trace.stages, *trace.years)))]
    return LineView(
        kind=kind,
        name=name,
        summary=summary,
        result=float(worth(weights, trace.end - trace.start).mean()),
        scores={score: tuple(float(mean[s]) for mean in means) for s, score in enumerate(SCORES)},
    )


def _fits(scenario: Scenario, parent: Parent) -> bool:
    """Whether the other game can be played again: the scenario may have changed since."""
    known = {key: {option.id for option in each.options} for key, each in scenario.every_decision}
    return parent.at in known and all(parent.choices.get(key) in options for key, options in known.items())


def _parting(scenario: Scenario, parent: Parent, trace: Trace) -> Parting:
    stage = next(each for each in scenario.stages if each.id == parent.at[0])
    decision = dict(scenario.every_decision)[parent.at]
    taken = next(each for each in trace.stages if each.id == stage.id).choices[parent.at]
    was = next(option.label for option in decision.options if option.id == parent.choices[parent.at])
    instead = decision.options[int(taken[0])].label
    text = _("This game parts from another game in {stage}: {instead} instead of {was}, under the same luck.")
    if parent.place:
        text = _(
            "This game parts from the game kept as {place} in {stage}: {instead} instead of {was}, "
            "under the same luck."
        )
    return Parting(
        place=parent.place,
        stage=stage.id,
        title=stage.title,
        prompt=decision.prompt,
        was=was,
        instead=instead,
        text=text.format(
            place=parent.place, stage=quoted(stage.title), instead=quoted(instead), was=quoted(was)
        ),
    )
