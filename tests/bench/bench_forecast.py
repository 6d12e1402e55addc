"""Looking ahead and looking around: the forecast of a whole menu, and a game's place among 100,000 others.

    python -m tests.bench.bench_forecast [--rounds N]

Run it from the top of the checkout. CPU time of this process (`time.process_time`), every task once in each
round, so that a busy machine disturbs all of them alike; goals are judged by the median. A menu is all that a
seat may do in a stage of the flagship, from where the historical line has come to; the forecast is what a
player waits for after the key: the outlook, and its words.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from game.analysis.cloud import PLAYS, cloud
from game.analysis.outlook import outlook
from game.analysis.regret import regrets
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, Position, begin, chosen, finish, settle
from game.policies.fixed import Historical
from game.present.prospects import forecast_view
from game.present.standing import standing
from game.scenario.loader import find_scenario, load_scenario
from tests.bench.measure import Row, interleaved, scaled, seconds, table

SCENARIO = "kyrgyzstan-2010"
MENU_LIMIT, CLOUD_LIMIT = 300.0, 1.5
"""Milliseconds for a menu; seconds for the cloud and all that is said of it."""


def historical() -> list[Position]:
    """The historical line of the flagship, as each stage opened and after the last."""
    scenario = load_scenario(find_scenario(SCENARIO)).scenario
    assert scenario is not None
    policies: dict[str, Policy] = {role.id: Historical() for role in scenario.roles}
    passed = [begin(compile_world(scenario), Luck(1, 0, 1), explained=True)]
    while passed[-1].stage is not None:
        passed.append(settle(passed[-1], chosen(passed[-1], policies)))
    return passed


def menu(position: Position, role: str) -> Callable[[int], float]:
    """The forecast of a seat's whole menu."""
    return lambda _round: seconds(lambda: forecast_view(position, role, {}))


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_forecast", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is measured")
    rounds = parser.parse_args().rounds
    *stages, over = historical()
    world, trace = over.world, finish(over)
    menus = {
        f"{position.stage.id}, {role.id}, {_options(position, role.id)} options": menu(position, role.id)
        for position in stages
        if position.stage is not None
        for role in world.scenario.roles
        if _options(position, role.id)
    }
    around: dict[str, Callable[[int], float]] = {
        f"{PLAYS:,} plays with scores": lambda number: seconds(lambda: cloud(world, number)),
        "where you stand among them, in words": lambda _: seconds(lambda: standing(world, trace, "moscow")),
        "the regret of every decision": lambda _: seconds(lambda: regrets(world, trace, "moscow")),
    }
    taken = interleaved({**menus, **around}, rounds)
    rows = [Row(f"forecast: {name}", "ms", scaled(taken[name], 1e3), limit=MENU_LIMIT) for name in menus]
    rows += [
        Row(name, "s", taken[name], limit=CLOUD_LIMIT if "plays" in name or "stand" in name else None)
        for name in around
    ]
    print(f"{rounds} rounds, interleaved; load {os.getloadavg()[0]:.1f} in the end")
    print(*table(rows), sep="\n")
    print("CPU time of one process; goals judged by the median.")


def _options(position: Position, role: str) -> int:
    """How many options a seat has in the stage at hand."""
    found = outlook(position, role, 1)
    return sum(each is not None for options in found.values() for each in options)


if __name__ == "__main__":
    main()
