"""Finished games, as reports take them."""

from __future__ import annotations

from game.policies.random import Random
from game.report.game import Game
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable
from tests.table.tables import table

LOUD = "<script>alert(1)</script> =1+1 \"quoted\" & 'so'"
"""What nobody should type as a reason."""


def finished(scenario: Scenario, role: str, reason: str = "", seed: int = 4, at: int = 0) -> LocalTable:
    """A game in which the seat takes, in every decision, the so-maniest option on offer, or the last."""
    seat = table(scenario, role, Random(), seed)
    while not seat.finished:
        view = seat.view()
        waiting = [each for each in view.decisions if each.id not in view.made]
        if not waiting:
            assert seat.move_on() is None
            continue
        options = [each.id for each in waiting[0].options if each.on_offer]
        assert seat.choose(waiting[0].id, options[min(at, len(options) - 1)], reason) is None
    return seat


def game(seat: LocalTable, name: str = "one") -> Game:
    """What a report is made from."""
    standing = seat.standing()
    assert not isinstance(standing, Refusal)
    return Game(name, seat.debrief(), seat.hindsight(), seat.sources, standing)
