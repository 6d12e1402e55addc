"""Tables for tests, and quick ways to play at them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from game.engine.play import Policy
from game.policies.fixed import Historical
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table.local import LocalTable
from game.table.record import Header, Record, parse
from game.table.saves import Opened, Save, create, open_save

AID_THEN_GO = (("answer", "aid"), ("answer", "operation"))
"""A whole game of the small scenario, for the capital."""


def table(
    scenario: Scenario,
    role: str = "capital",
    policy: Policy | None = None,
    seed: int = 4,
    *,
    insists: bool = True,
) -> LocalTable:
    """A fresh table, nothing saved."""
    return LocalTable(scenario, role, policy or Historical(), seed=seed, insists=insists)


def played(at: LocalTable, choices: Iterable[tuple[str, str]]) -> LocalTable:
    """The same table, after these decisions; none may be refused."""
    for decision, option in choices:
        refusal = at.choose(decision, option)
        assert refusal is None, refusal
    return at


def header(scenario: Scenario, role: str = "capital", seed: int = 4) -> Header:
    """What a save of a game with a historical opponent says first."""
    return Header(scenario.id, scenario.digest, "", "0", role, "historical", seed)


def saved(scenario: Scenario, path: Path, at: LocalTable | None = None) -> tuple[LocalTable, Save]:
    """A table whose game is saved at `path`."""
    save = create(header(scenario), path)
    assert isinstance(save, Save), save
    seat = at or table(scenario)
    seat.save_in(save)
    return seat, save


def record(path: Path) -> Record:
    """What a save holds."""
    read = parse(path.read_bytes())
    assert not isinstance(read, Refusal), read
    return read


def with_two_decisions(scenario: Scenario) -> Scenario:
    """The small scenario, with a second decision for the capital in spring: `answer`, then `note`."""
    spring, *rest = scenario.stages
    answer = next(each for each in spring.decisions if each.role == "capital")
    decisions = (
        answer,
        replace(answer, id="note"),
        *(each for each in spring.decisions if each is not answer),
    )
    return replace(scenario, stages=(replace(spring, decisions=decisions), *rest))


def with_an_idle_stage(scenario: Scenario) -> Scenario:
    """The small scenario, with an autumn in which the bureau has nothing to decide."""
    summer = scenario.stages[-1]
    decisions = tuple(each for each in summer.decisions if each.role == "capital")
    autumn = replace(summer, id="autumn", appeals=(), events=(), decisions=decisions)
    return replace(scenario, stages=(*scenario.stages, autumn))


def opened(name: str) -> Opened:
    """A save that opens."""
    found = open_save(name)
    assert isinstance(found, Opened), found
    return found


def refused(name: str) -> Refusal:
    """Why a save does not open."""
    found = open_save(name)
    assert isinstance(found, Refusal)
    return found


def failing(*codes: int) -> object:
    """Something that fails as the system does, once a code."""
    left = list(codes)

    def fail(*_: object) -> int:
        raise OSError(left.pop(0), os.strerror(codes[0]))

    return fail
