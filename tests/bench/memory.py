"""`python -m tests.bench.memory PLAYS`: tally so many plays, and print the most memory held, in MB.

Without plays it is the memory of an idle game: interpreter, NumPy, and the scenario loaded.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from game.analysis.ensemble import Sweep, tallied
from game.engine.settings import Settings
from game.policies.random import Random
from game.scenario.loader import find_scenario, load_scenario
from tests.bench.processes import SCENARIO

STATUS = Path("/proc/self/status")


def peak() -> float:
    """The most memory that this process has held, in MB of 2^20 bytes.

    On Linux `ru_maxrss` begins at what the parent held when it started us, so the kernel's own mark
    for this program is read instead.
    """
    if STATUS.exists():
        marks = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        return int(marks["VmHWM"].split()[0]) / 2**10
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    """Play, and say how much it took."""
    scenario = load_scenario(find_scenario(SCENARIO)).scenario
    assert scenario is not None
    plays = int(sys.argv[1])
    if plays:
        tallied(Sweep(scenario, Settings(), {role.id: Random() for role in scenario.roles}, 2010), plays)
    print(peak())


if __name__ == "__main__":
    main()
