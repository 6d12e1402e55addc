"""What a seat sees of a game at this machine: the end, forecasts, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from game.analysis.cloud import PLAYS
from game.engine.draws import Luck
from game.engine.play import Position, finish
from game.engine.trace import Trace
from game.policies.fixed import Historical
from game.present.prospects import ForecastView, forecast_view
from game.present.standing import Standing
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table import looks
from game.table.local import LocalTable
from tests.table.tables import AID_THEN_GO, played, table


def test_a_whole_game_ends_in_a_debrief(small: Scenario) -> None:
    seat = played(table(small), AID_THEN_GO)
    assert seat.finished
    assert [outcome.stage for outcome in seat.outcomes()] == ["spring", "summer"]
    assert seat.debrief().role_name == "The Capital"


def test_no_debrief_before_the_end_and_no_view_after_it(small: Scenario) -> None:
    seat = table(small)
    with pytest.raises(ValueError, match="still waits"):
        seat.debrief()
    played(seat, AID_THEN_GO)
    with pytest.raises(ValueError, match="over"):
        seat.view()


def test_where_options_may_lead_is_asked_for_and_reckoned_once(small: Scenario) -> None:
    seat = table(small)
    found = seat.forecast()
    assert isinstance(found, ForecastView)
    assert [each.decision for each in found.decisions] == ["answer"]
    assert seat.forecast() is found
    played(seat, AID_THEN_GO[:1])
    later = seat.forecast()
    assert isinstance(later, ForecastView)
    assert later.stage == "summer"
    played(seat, AID_THEN_GO[1:])
    assert isinstance(seat.forecast(), Refusal)


def test_a_forecast_that_comes_when_the_stage_is_over_is_not_taken_for_the_next_ones(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = table(small)

    def slowly(*asked: Any) -> ForecastView:
        monkeypatch.undo()
        found = forecast_view(*asked)
        played(seat, AID_THEN_GO[:1])
        return found

    monkeypatch.setattr("game.present.prospects.forecast_view", slowly)
    late, next_one = seat.forecast(), seat.forecast()
    assert isinstance(late, ForecastView)
    assert isinstance(next_one, ForecastView)
    assert (late.stage, next_one.stage) == ("spring", "summer")


def test_forecasts_can_be_forbidden_and_stay_so_on_a_branch(small: Scenario) -> None:
    seat = LocalTable(small, "capital", Historical(), seed=4, forecasts=False)
    refused = seat.forecast()
    assert isinstance(refused, Refusal)
    assert "switched off" in refused.message
    played(seat, AID_THEN_GO)
    other = seat.branch("summer", "answer", "refuse")
    assert isinstance(other, LocalTable)
    assert not other.finished or isinstance(other.forecast(), Refusal)
    earlier = seat.branch("spring", "answer", "troops")
    assert isinstance(earlier, LocalTable)
    assert isinstance(earlier.forecast(), Refusal)


def test_where_a_game_stands_is_known_when_it_is_over(small: Scenario) -> None:
    seat = table(small)
    assert isinstance(seat.standing(), Refusal)
    played(seat, AID_THEN_GO)
    found = seat.standing()
    assert isinstance(found, Standing)
    assert found.role == "capital"
    assert found.plays == PLAYS
    assert found.own.values["credibility"] == pytest.approx(seat.debrief().scores[0].end)
    assert seat.standing() is found


def test_what_takes_a_while_is_reckoned_by_a_luck_of_its_own_so_that_threads_may_ask_for_it(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    lucks: list[Luck] = []

    def finished(position: Position) -> Trace:
        lucks.append(position.luck)
        return finish(position)

    monkeypatch.setattr(looks, "finish", finished)
    at = played(table(small), AID_THEN_GO)
    for ask in (at.debrief, at.hindsight, at.standing):
        ask()
    assert len({id(luck) for luck in (*lucks, at._course.position.luck)}) == 4
