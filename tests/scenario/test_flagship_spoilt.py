"""The flagship, spoilt in thousands of ways and misspelt in each of its ids."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.diagnostics import Problem
from game.scenario.loader import read_scenario
from game.scenario.model import Scenario
from game.scenario.shelf import MAIN, Shelf
from tests.scenario.mutations import Held, Outcome, fault_of
from tests.scenario.mutations import flagship as files_of_flagship
from tests.scenario.test_authors import slips

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 2.0, 300.0
"""What a load may take at most; the memory is the whole process's."""
FEW, MANY = 120, 5_080


def tried(first: int, count: int) -> Outcome:
    """What came of mutations, tried in a process of their own."""
    command = [sys.executable, "-m", "tests.scenario.mutations", str(first), str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stderr
    return Outcome(**json.loads(done.stdout))


def check(outcome: Outcome, count: int) -> None:
    """All were read, none was slow, large or unexplained."""
    assert outcome.failures == []
    assert outcome.tried == count
    assert outcome.slowest < SECONDS
    assert outcome.megabytes < MEGABYTES
    assert 0.05 * count < outcome.valid < 0.6 * count  # neither all too hard nor all too mild
    assert set(outcome.codes) <= DIAGNOSTICS.keys()


def test_a_hundred_mutations_are_explained_or_still_load_and_play() -> None:
    outcome = tried(0, FEW)
    check(outcome, FEW)
    assert len(outcome.codes) > 20


@pytest.mark.slow(90)
def test_five_thousand_mutations_are_explained_or_still_load_and_play() -> None:
    half = MANY // 2
    with ThreadPoolExecutor(2) as pool:
        for outcome in pool.map(lambda first: tried(first, half), (FEW, FEW + half)):
            check(outcome, half)
            assert len(outcome.codes) > 35


@settings(max_examples=120)
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_at_all_are_a_scenario_or_explained(main: bytes, stage: bytes) -> None:
    shelf = Shelf(Held({MAIN: main, "stages/01-a.yaml": stage}))
    assert fault_of(read_scenario(shelf), shelf) == ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A use of an id, misspelt: as an entry of `events` or `lines`, or a citation in the discussion."""

    meant: str
    written: str
    part: str
    text: str


def uses(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Each id that anything can refer to, once: the id, and where it may be used, `@` standing for it."""
    found = [(member.id, "events", "levers: {bargain.@: 0.1}") for member in scenario.members]
    found += [(threat.id, "events", "levers: {promise.@: 0.1}") for threat in scenario.threats]
    found += [(partner.id, "events", "levers: {pull.@: 0.1}") for partner in scenario.partners]
    own = [*scenario.events, *(event for stage in scenario.stages for event in stage.events)]
    found += [(event.id, "events", "when: happened.@") for event in own]
    options = [option for stage in scenario.stages for each in stage.decisions for option in each.options]
    levers = [lever for event in own for lever in event.levers]
    levers += [lever for option in options for lever in option.levers]
    flags = sorted({lever.partition(".")[2] for lever in levers if lever.startswith("flag.")})
    found += [(flag, "events", "when: flag.@") for flag in flags]
    for stage in scenario.stages:
        decision = stage.decisions[0]
        found.append((stage.id, "events", f"when: chosen.@.{decision.role}.{decision.id} == 'x'"))
        for each in stage.decisions:
            path = f"{stage.id}.{each.role}.{each.id}"
            found += [(option.id, "lines", f"{path}: @") for option in each.options]
    seat = scenario.stages[0].decisions[0]
    found += [(role.id, "lines", f"{scenario.stages[0].id}.@.answer: wait") for role in scenario.roles]
    found += [(seat.id, "lines", f"{scenario.stages[0].id}.{seat.role}.@: wait")]
    found += [(source.id, "discussion", "[@]") for source in scenario.sources]
    return found


def misspelt(scenario: Scenario) -> list[Slip]:
    """Every id misspelt once, never so as to be another one."""
    found = uses(scenario)
    known = {word for word, _, _ in found}
    made: list[Slip] = []
    for seed, (word, part, text) in enumerate(found):
        fresh = [each for each in slips(word, seed) if each not in known]
        written = fresh[seed % len(fresh)]
        made.append(Slip(word, written, part, text.replace("@", written)))
    return made


def entry(number: int, slip: Slip) -> str:
    """A slip as it stands in its part of the file."""
    match slip.part:
        case "events":
            return f"  - id: slip-{number}\n    text: A slip.\n    {slip.text}\n"
        case "lines":
            return f"  slip-{number}: {{name: A slip, summary: A slip., choices: {{{slip.text}}}}}\n"
        case _:
            return f'  - "{slip.text}"\n'


def problems_of(slips_made: list[Slip]) -> tuple[list[str], tuple[Problem, ...]]:
    """The lines of the flagship's `scenario.yaml` with all slips in it, and what is told of them."""
    files = files_of_flagship()
    text = files[MAIN].decode("utf-8")
    for part in ("events", "lines", "discussion"):
        entries = "".join(entry(i, slip) for i, slip in enumerate(slips_made) if slip.part == part)
        assert text.count(f"\n{part}:\n") == 1
        text = text.replace(f"\n{part}:\n", f"\n{part}:\n{entries}")
    shelf = Shelf(Held({**files, MAIN: text.encode()}))
    assert read_scenario(shelf) is None
    return text.split("\n"), tuple(shelf.problems)  # all of them, not those alone that are shown


def test_each_id_misspelt_once_is_told_with_the_right_one(flagship: Scenario) -> None:
    made = misspelt(flagship)
    assert len(made) > 300
    lines, problems = problems_of(made)
    told = {lines[problem.line - 1].strip(): problem.hint for problem in problems}
    missed = []
    for number, slip in enumerate(made):
        line = slip.text if slip.part == "events" else entry(number, slip).strip()
        if f"`{slip.meant}`" not in told.get(line, "").partition("did you mean")[2]:
            missed.append((slip.meant, slip.written, told.get(line)))
    assert len(missed) <= 0.05 * len(made), missed
