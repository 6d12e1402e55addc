"""Where the things of a scenario stand in its files, by their ids."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine.conditions import DecisionKey
from game.scenario.draft import Draft, Seat
from game.scenario.nodes import MapNode, Spot


class Places:
    """Spots in a scenario that loads."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._seats: dict[DecisionKey, Seat] = {
            (draft.stage_ids[seat.stage], seat.role, seat.id): seat for seat in draft.seats
        }

    def top(self, *keys: str) -> Spot:
        """A key of `scenario.yaml`, by the keys that lead to it."""
        node = self._draft.root
        for key in keys[:-1]:
            node = node.map(key)
        return node.key_spot(keys[-1])

    def stage(self, stage: str) -> Spot:
        """A stage's list of decisions."""
        return self._draft.stages[self._draft.stage_ids.index(stage)].key_spot("decisions")

    def decision(self, key: DecisionKey) -> Spot:
        """A decision's id."""
        return self._seats[key].key.spot

    def option(self, key: DecisionKey, option: str) -> Spot:
        """An option's id."""
        return self._seats[key].options[option].key.spot

    def condition(self, key: DecisionKey, option: str) -> Spot:
        """An option's `when`; its id where it has none."""
        node = self._seats[key].options[option].value
        return (
            _when(node, self.option(key, option)) if isinstance(node, MapNode) else self.option(key, option)
        )

    def event(self, event: str) -> Spot:
        """An event's `when`, else its id."""
        node = next(actor.node for actor in self._draft.events if actor.node.word("id") == event)
        return _when(node, node.key_spot("id"))

    def appeal(self, stage: int, place: int) -> Spot:
        """The `when` of one of a stage's alternatives, else where it begins."""
        node = dict(self._draft.appeals)[stage][place]
        return _when(node, node.spot)

    def lever(self, lever: str, stage: str = "") -> Spot:
        """Where a lever is first pulled, in the whole scenario or in one stage."""
        return next(self._levers(lever, stage))

    def _levers(self, lever: str, stage: str) -> Iterator[Spot]:
        wanted = self._draft.stage_ids.index(stage) if stage else None
        for actor in (*self._draft.options, *self._draft.events):
            if lever in actor.node.map("levers") and wanted in {None, actor.moment.stage}:
                yield actor.node.map("levers").key_spot(lever)


def _when(node: MapNode, otherwise: Spot) -> Spot:
    return node.key_spot("when") if "when" in node else otherwise
