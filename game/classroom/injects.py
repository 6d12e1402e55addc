"""What a facilitator may let happen in a room: written in the scenario, or composed now. Pure.

A preview plays the room on, some hundreds of times, with and without it under the same luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.forecast import habit
from game.authoring.lever_words import lever_name, lever_words
from game.classroom.room import Play, apart, injected
from game.engine.book import SCORES, scores
from game.engine.draws import Luck
from game.engine.play import Position, continued, offered, picked
from game.scenario.kinds import Words
from game.scenario.levers import LEVERS, Lever
from game.scenario.model import Event, Inject, Scenario
from game.scenario.refusal import Refusal, unknown
from game.scenario.stage_forms import InjectForm
from game.words import _, marked

FUTURES = 512
"""How many are imagined on either side."""
STREAM = 5
"""Of luck, from which they draw; 0 is the game's, 1 to 4 the planner's and the forecasts'."""

NAMES = {
    "credibility": marked("credibility"), "cost": marked("cost"),
    "diversification": marked("diversification"), "violence": marked("violence"), "deaths": marked("deaths"),
}  # fmt: skip
"""What a preview calls what an inject moves."""

GROUPS = {
    marked("What happens"): ("turmoil", "cost", "mandate"),
    marked("What is done"): ("aid", "force", "deploy", "back"),
    marked("The alliance"): ("promise", "capacity", "procedure", "rule"),
    marked("Members and partners"): ("bargain", "leverage", "pull"),
    marked("Marks that conditions read"): ("flag",),
}
"""All levers, as a facilitator looks for them."""

COMPOSED = "composed"
"""The id of an inject that is in no scenario."""
LONGEST_TITLE = 60
"""Characters."""
_TEXT = InjectForm.model_fields["text"].metadata
LONGEST_TEXT = next(each.limit for each in _TEXT if isinstance(each, Words))
"""Words, as for those in scenarios."""
MOST_LEVERS = 8
"""Of one inject that is composed: more than that nobody can foresee."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A lever that an inject may pull."""

    name: str
    """As in `promise.internal`."""
    label: str
    """That in words, as the rest of the game says it."""
    group: str
    """Under which it is listed, in words."""
    help: str
    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """One score, without and with an inject, in points."""

    score: str
    name: str
    """What to call it."""
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What an inject would do to a room."""

    does: tuple[str, ...]
    """Its levers in words."""
    now: tuple[Change, ...]
    """At once: the scores, and `violence`."""
    end: tuple[Change, ...]
    """After the last stage and the years that follow, in the mean of many futures; `deaths` too."""
    opens: tuple[str, ...]
    """Labels of options that it puts on the table."""
    closes: tuple[str, ...]
    """Labels of options that it takes off the table."""
    futures: int


def written(scenario: Scenario, stage: str) -> tuple[Inject, ...]:
    """Those that the scenario has for a stage: its own first, then those for any."""
    own = next((each.injects for each in scenario.stages if each.id == stage), ())
    return (*own, *scenario.injects)


def found(scenario: Scenario, stage: str, name: str) -> Inject | Refusal:
    """One of those that the scenario has for a stage."""
    known = {each.id: each for each in written(scenario, stage)}
    return known[name] if name in known else unknown("inject", name, known)


def handles(scenario: Scenario) -> tuple[Handle, ...]:
    """The levers that an inject composed now may pull: all but flags that no condition could ask for."""
    indices: Mapping[str | None, tuple[str, ...]] = {
        "threat": tuple(each.id for each in scenario.threats),
        "member": tuple(each.id for each in scenario.members),
        "partner": tuple(each.id for each in scenario.partners),
        "flag": _flags(scenario),
    }
    return tuple(
        Handle(name, lever_name(name, scenario), _(group), _(each.help), _(each.unit), each.low, each.high)
        for group, levers in GROUPS.items()
        for each in map(LEVERS.__getitem__, levers)
        for index in (indices[each.index] if each.index else ("",))
        for name in (f"{each.name}.{index}" if index else each.name,)
    )


def composed(scenario: Scenario, title: str, text: str, levers: Mapping[str, float]) -> Inject | Refusal:
    """An inject made up now, by the rules for those in scenarios."""
    title, text = " ".join(title.split()), text.strip()
    if not title or len(title) > LONGEST_TITLE:
        return Refusal(_("An inject has a title of up to {count} characters.").format(count=LONGEST_TITLE))
    if not text or len(text.split()) > LONGEST_TEXT:
        return Refusal(
            _("An inject has a text of up to {count} words: the room reads it.").format(count=LONGEST_TEXT)
        )
    if len(levers) > MOST_LEVERS:
        return Refusal(_("An inject pulls up to {count} levers.").format(count=MOST_LEVERS))
    known = {each.name: each for each in handles(scenario)}
    for name, value in levers.items():
        if name not in known:
            return unknown("lever", name, known)
        if not known[name].low <= value <= known[name].high:
            lever: Lever = LEVERS[name.partition(".")[0]]
            text = _("`{name}` lies between {low} and {high}, got {value}.")
            return Refusal(
                text.format(name=name, low=f"{lever.low:g}", high=f"{lever.high:g}", value=f"{value:g}")
            )
        if name == "rule" and value not in {-1.0, 1.0}:
            return Refusal(_("`rule` is 1 (the willing may go) or -1 (consensus)."))
    pulled = {name: value for name, value in sorted(levers.items()) if value}
    return Inject(COMPOSED, title, text, pulled)


def previewed(play: Play, inject: Inject, futures: int = FUTURES) -> Preview:
    """What an inject would do in the stage that is open. Takes a moment, in any thread.

    Raise ValueError if all stages are over.
    """
    stage = play.stage
    if stage is None:
        raise ValueError("all stages are over")
    play = apart(play)
    before = play.position
    after = injected(play, stage.id, Event(inject.id, inject.text, dict(inject.levers))).position
    return Preview(
        does=tuple(lever_words(inject.levers, before.world.scenario)),
        now=_changes(_now(before), _now(after)),
        end=_changes(_end(before, futures), _end(after, futures)),
        opens=_labels(after, before),
        closes=_labels(before, after),
        futures=futures,
    )


def _flags(scenario: Scenario) -> tuple[str, ...]:
    """Those that some lever of the scenario sets."""
    pulled: list[Mapping[str, float]] = []
    events, injects = list(scenario.events), list(scenario.injects)
    for stage in scenario.stages:
        events += stage.events
        injects += stage.injects
        pulled += [option.levers for each in stage.decisions for option in each.options]
    pulled += [each.levers for each in events] + [each.levers for each in injects]
    names = {name for levers in pulled for name in levers if name.startswith("flag.")}
    return tuple(sorted(name.removeprefix("flag.") for name in names))


def _now(position: Position) -> dict[str, float]:
    values = scores(position.world, position.state)
    found = {name: float(values[row, 0]) for row, name in enumerate(SCORES)}
    return {**found, "violence": 100.0 * float(position.state.turmoil[0])}


def _end(position: Position, futures: int) -> dict[str, float]:
    """Means over the futures of a play: each seat does what was done in fact half of the time."""
    luck = Luck(position.luck.seed, 0, futures, stream=STREAM)
    many = picked(position, np.zeros(futures, dtype=np.intp), luck)
    trace = continued(many, {role.id: habit() for role in position.world.scenario.roles})
    found = {name: float(trace.end[row].mean()) for row, name in enumerate(SCORES)}
    return {**found, "deaths": float(trace.final.deaths.mean())}


def _changes(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[Change, ...]:
    return tuple(Change(name, _(NAMES[name]), before[name], after[name]) for name in before)


def _labels(there: Position, not_there: Position) -> tuple[str, ...]:
    """Options that are on offer at one position and not at another of the same stage."""
    assert there.stage is not None
    scenario = there.world.scenario
    labels = {
        (stage.id, each.role, each.id): [option.label for option in each.options]
        for stage in scenario.stages
        for each in stage.decisions
    }
    return tuple(
        labels[decision.key][option]
        for decision in there.stage.decisions
        for option in np.flatnonzero(offered(there, decision)[:, 0] & ~offered(not_there, decision)[:, 0])
    )
