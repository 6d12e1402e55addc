"""A scenario as written, faults and all: the tree of its files, and what the checks ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from game.scenario.model import ALLIANCE
from game.scenario.nodes import Entry, MapNode, ScalarNode, Spot

ANY_STAGE = -1
"""The index that stands for every stage: where the scenario's own events are tried."""

Step = Literal["appeal", "event", "option"]
"""The part of a stage in which a condition is asked, in this order."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is read or set: a stage's index, the part of the stage, the place among its events."""

    stage: int
    step: Step
    order: int = 0

    def sees_events_at(self, other: Moment) -> bool:
        """Whether what an event did at `other` is known here."""
        if ANY_STAGE in {self.stage, other.stage}:
            return True
        if self.stage != other.stage:
            return other.stage < self.stage
        return self.step == "option" or (self.step == "event" and other.order < self.order)

    def sees(self, other: Moment) -> bool:
        """Whether what was set at `other` is known here; choices are known from the next stage on."""
        if other.step == "event":
            return self.sees_events_at(other)
        return self.stage == ANY_STAGE or other.stage < self.stage


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A decision as written."""

    stage: int
    role: str
    id: str
    key: ScalarNode
    node: MapNode

    @property
    def options(self) -> dict[str, Entry]:
        """By id, well formed or not."""
        return self.node.map("options").entries


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """An option, an event or an inject as written: what may carry levers, the first two a condition."""

    node: MapNode
    moment: Moment
    role: str | None
    """Whose option it is; None for an event or an inject."""


@dataclass(frozen=True)
class Draft:
    """The well-formed parts of a scenario; gaps are passed over, for the schema has told of them."""

    root: MapNode
    stages: tuple[MapNode, ...]
    """In the order of play, inline or from files."""
    unread: frozenset[str] = frozenset()
    """Ids of stages whose file could not be read: nothing is known about what they hold."""
    sound: bool = True
    """Whether the schema found no fault: else a thing that is missing may only be malformed."""

    @property
    def complete(self) -> bool:
        """Whether what is not in the draft is not in the scenario."""
        return self.sound and not self.unread

    @cached_property
    def members(self) -> dict[str, MapNode]:
        """The well-formed ones, by id."""
        return self.root.maps("members")

    @cached_property
    def member_ids(self) -> tuple[str, ...]:
        """Well formed or not."""
        return tuple(self.root.map("members").entries)

    @cached_property
    def threats(self) -> tuple[str, ...]:
        """Ids."""
        return tuple(self.root.map("threats").entries)

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """Ids, the alliance itself left out."""
        return tuple(key for key in self.root.map("partners").entries if key != ALLIANCE)

    @cached_property
    def roles(self) -> dict[str, str]:
        """Kind by id."""
        entries = self.root.map("roles").entries
        maps = self.root.maps("roles")
        return {key: maps[key].word("kind") if key in maps else "" for key in entries}

    @cached_property
    def stage_ids(self) -> tuple[str, ...]:
        """In the order of play; a stage without an id has an empty one."""
        return tuple(stage.word("id") for stage in self.stages)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Every decision, in the order of play."""
        return tuple(
            Seat(index, role, key, entry.key, entry.value)
            for index, stage in enumerate(self.stages)
            for role, decisions in stage.maps("decisions").items()
            for key, entry in decisions.entries.items()
            if isinstance(entry.value, MapNode)
        )

    @cached_property
    def seats_by_name(self) -> dict[tuple[str, str], list[Seat]]:
        """By role and decision: the stages in which it comes up, in the order of play."""
        found: dict[tuple[str, str], list[Seat]] = {}
        for seat in self.seats:
            found.setdefault((seat.role, seat.id), []).append(seat)
        return found

    @cached_property
    def proposing(self) -> frozenset[int]:
        """Indices of the stages in which an operation may be put to the council."""
        return frozenset(actor.moment.stage for actor in self.actors if "deploy" in actor.node.map("levers"))

    @cached_property
    def events(self) -> tuple[Actor, ...]:
        """The scenario's own events, then the stages'."""
        places = [(ANY_STAGE, self.root), *enumerate(self.stages)]
        return tuple(
            Actor(event, Moment(index, "event", order), None)
            for index, node in places
            for order, event in enumerate(node.map_list("events"))
        )

    @cached_property
    def injects(self) -> tuple[Actor, ...]:
        """The scenario's own, then the stages'. They come after their stage's events."""
        places = [(ANY_STAGE, self.root), *enumerate(self.stages)]
        return tuple(
            Actor(inject, Moment(index, "event", len(node.map_list("events"))), None)
            for index, node in places
            for inject in node.map_list("injects")
        )

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Whatever may carry levers."""
        return (*self.events, *self.injects, *self.options)

    @cached_property
    def options(self) -> tuple[Actor, ...]:
        """Every option of every decision."""
        return tuple(
            Actor(entry.value, Moment(seat.stage, "option"), seat.role)
            for seat in self.seats
            for entry in seat.options.values()
            if isinstance(entry.value, MapNode)
        )

    @cached_property
    def appeals(self) -> tuple[tuple[int, tuple[MapNode, ...]], ...]:
        """By stage's index: the alternatives."""
        return tuple((index, stage.map_list("appeal")) for index, stage in enumerate(self.stages))

    @cached_property
    def event_moments(self) -> dict[str, Moment]:
        """When each event may happen, by id."""
        return {actor.node.word("id"): actor.moment for actor in self.events if actor.node.word("id")}

    @cached_property
    def flags(self) -> dict[str, list[tuple[Moment, Spot]]]:
        """Where each flag is set."""
        found: dict[str, list[tuple[Moment, Spot]]] = {}
        for actor in self.actors:
            for name, entry in actor.node.map("levers").entries.items():
                if name.startswith("flag."):
                    flag = name.removeprefix("flag.")
                    found.setdefault(flag, []).append((actor.moment, entry.key.spot))
        return found

    def conditions(self) -> Iterator[tuple[ScalarNode, Moment]]:
        """Every `when` that is text, with the moment at which it is asked."""
        actors = [(actor.node, actor.moment) for actor in (*self.events, *self.options)]
        appeals = [
            (appeal, Moment(index, "appeal"))
            for index, alternatives in self.appeals
            for appeal in alternatives
        ]
        for node, moment in (*actors, *appeals):
            scalar = node.text("when")
            if scalar is not None:
                yield scalar, moment
