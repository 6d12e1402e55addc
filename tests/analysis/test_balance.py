"""Is a scenario a fair game? Options that are dead, dominated or idle, and what a role can win."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.analysis import balance as balance_
from game.analysis.balance import balance
from game.analysis.blocks import Crew
from game.analysis.findings import Finding
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.engine.settings import Settings
from game.policies.random import Random
from game.scenario.model import Decision, Option, Scenario
from game.scenario.parsing import read

PLAYS, SEED = 4_000, 5
ANSWER = "spring.capital.answer"


def rows(finding: Finding, table: str) -> dict[str, Mapping[str, Any]]:
    grid = next(grid for grid in finding.grids if grid.id == table)
    return {str(row[0]): dict(zip(grid.columns, row, strict=True)) for row in grid.rows}


def asked(scenario: Scenario, plays: int = PLAYS, crew: Crew | None = None) -> Finding:
    return balance(scenario, plays, SEED, Settings(), crew or Crew())


def with_options(scenario: Scenario, *more: Option) -> Scenario:
    """The small scenario with further answers in spring."""

    def widened(decision: Decision) -> Decision:
        return (
            replace(decision, options=(*decision.options, *more)) if decision.role == "capital" else decision
        )

    spring, *rest = scenario.stages
    spring = replace(spring, decisions=tuple(widened(each) for each in spring.decisions))
    return replace(scenario, stages=(spring, *rest))


@pytest.fixture(scope="module")
def found(small: Scenario) -> Finding:
    """The small scenario's."""
    return asked(small)


def test_an_options_effect_is_the_mean_over_plays_that_took_it_less_the_mean_over_all_of_them(
    small: Scenario, found: Finding
) -> None:
    seats = {role.id: Random() for role in small.roles}
    trace = run(compile_world(small), seats, Luck(SEED, 0, PLAYS))
    change = trace.end - trace.start
    taken = trace.stages[0].choices["spring", "capital", "answer"]
    ids = [option.id for option in small.stages[0].decisions[0].options]
    table = rows(found, "options")
    for number, option in enumerate(ids):
        row = table[f"{ANSWER}={option}"]
        assert row["taken"] == (taken == number).mean()
        effect = change[:, taken == number].mean(axis=1) - change.mean(axis=1)
        assert [row[score] for score in SCORES] == pytest.approx(effect.tolist())


def test_an_option_that_only_costs_is_dominated_by_one_that_does_not(small: Scenario) -> None:
    waste = Option("waste", "Waste", "", {"cost": 20.0, "promise.internal": -0.3, "turmoil": 0.4})
    row = rows(asked(with_options(small, waste)), "options")[f"{ANSWER}=waste"]
    assert row["verdict"] == "dominated"
    assert row["by"] in {option.id for option in small.stages[0].decisions[0].options}


def test_an_option_that_gives_all_is_dominant(small: Scenario) -> None:
    gift = Option(
        "gift", "Gift", "", {"cost": -20.0, "capacity": 0.8, "procedure": 0.8, "aid": 1.0, "force": 0.0}
    )
    assert rows(asked(with_options(small, gift)), "options")[f"{ANSWER}=gift"]["verdict"] == "dominant"


def test_an_option_that_is_never_on_offer_is_dead(small: Scenario) -> None:
    shut = Option("shut", "Shut", "", {}, when=read("deaths < 0").condition)
    table = rows(asked(with_options(small, shut), 200), "options")
    assert table[f"{ANSWER}=shut"]["verdict"] == "dead"
    assert table[f"{ANSWER}=shut"]["credibility"] is None


def test_options_that_do_the_same_are_idle(small: Scenario) -> None:
    *rest, summer = small.stages
    twins = tuple(
        replace(each, options=tuple(replace(option, levers={}) for option in each.options))
        if each.role == "bureau"
        else each
        for each in summer.decisions
    )
    idle = replace(small, stages=(*rest, replace(summer, decisions=twins)))
    verdicts = {
        row["verdict"]
        for name, row in rows(asked(idle), "options").items()
        if name.startswith("summer.bureau")
    }
    assert verdicts == {"idle"}


def test_an_option_is_compared_only_where_it_is_on_offer(small: Scenario) -> None:
    """One that is there in bad times alone is not worse for it."""
    *rest, summer = small.stages
    decision = next(each for each in summer.decisions if each.role == "bureau")
    twins = (
        Option("always", "", "", {}, historical=True),
        Option("later", "", "", {}, when=read("overthrown").condition),
    )
    only = replace(summer, decisions=(*(each for each in summer.decisions if each is not decision),
                                      replace(decision, options=twins, default="always")))  # fmt: skip
    table = rows(asked(replace(small, stages=(*rest, only), lines=())), "options")
    name = f"summer.bureau.{decision.id}"
    assert {table[f"{name}={each.id}"]["verdict"] for each in twins} == {"idle"}
    assert 0.05 < table[f"{name}=later"]["taken"] < 0.45


def test_a_roles_own_part_is_what_its_choices_explain(small: Scenario, found: Finding) -> None:
    """Beside a fit over all plays at once."""
    seats = {role.id: Random() for role in small.roles}
    trace = run(compile_world(small), seats, Luck(SEED, 0, PLAYS))
    change = trace.end - trace.start
    for role in small.roles:
        weights = (role.weights.credibility, -role.weights.cost, -role.weights.diversification)
        result = sum(weight * part for weight, part in zip(weights, change, strict=True))
        columns = [np.ones(PLAYS)]
        for stage in trace.stages:
            for (_, seat, _), choice in stage.choices.items():
                if seat == role.id:
                    columns += [(choice == option).astype(float) for option in range(1, choice.max() + 1)]
        table = np.stack(columns, axis=1)
        rest = result - table @ np.linalg.lstsq(table, result, rcond=None)[0]
        expected = 1.0 - rest.var() / np.var(result)
        assert rows(found, "roles")[role.id]["own part"] == pytest.approx(expected, abs=1e-6)


def test_a_role_whose_choices_do_nothing_moves_nothing(small: Scenario) -> None:
    def idle(decision: Decision) -> Decision:
        options = tuple(replace(option, levers={}) for option in decision.options)
        return replace(decision, options=options) if decision.role == "bureau" else decision

    mute = replace(
        small,
        stages=tuple(
            replace(stage, decisions=tuple(idle(each) for each in stage.decisions)) for stage in small.stages
        ),
    )
    row = rows(asked(mute), "roles")["bureau"]
    assert row["verdict"] == "hardly"
    assert row["better"] == 0.0


def test_figures_do_not_hang_on_who_plays(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance_, "CHUNK", 300)
    alone = asked(small, 1_000)
    with ThreadPoolExecutor(3) as pool:
        assert asked(small, 1_000, Crew(pool)) == alone


def test_stopped_it_is_what_a_smaller_one_would_have_been(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(balance_, "CHUNK", 300)
    done: list[int] = []
    cut = asked(small, 1_000, Crew(stop=lambda: len(done) > 1, progress=done.append))
    assert cut.partial
    assert cut.plays == 600
    assert cut.grids == asked(small, 600).grids
