"""How long an author waits for `tashkent scenario check` on the flagship."""

from __future__ import annotations

import resource

import pytest

from tests.bench.processes import Starter

pytestmark = pytest.mark.slow(10)

WHOLE, STATIC = 3.0, 0.3
"""Seconds: of the whole check, and of the static one beyond the start of the same modules.

The processor's time is counted: the check waits for nothing, so it is what an author waits for on a machine
that does nothing else, and tests that run at the same time do not count.
"""
TIMES = 3
"""How often each is timed; the quickest counts."""
CHECK = (
    "from game.commands.check import checked\n"
    "found = checked('kyrgyzstan-2010', played={played}, strict=True, covered=False, seed=1, plays=20_000)\n"
    "print('\\n'.join(found.text()))\n"
    "assert not found.failed\n"
)
IMPORTS = (
    "import game.cli, game.commands.check, game.authoring.inspection, game.scenario.whole\n"
    "import game.authoring.transcripts\n"  # the flagship has tests
)


def quickest(starter: Starter, code: str) -> float:
    """Seconds."""
    return min(spent(starter, code) for _ in range(TIMES))


def spent(starter: Starter, code: str) -> float:
    """Seconds of the processor's time that a Python spends on this code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    starter.whole_run(code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Starter:
    """Processes with everything compiled."""
    starter = Starter(tmp_path_factory.mktemp("check"))
    starter.whole_run(IMPORTS + CHECK.format(played=True))
    return starter


def test_the_flagship_is_checked_whole_in_three_seconds(starter: Starter) -> None:
    assert quickest(starter, IMPORTS + CHECK.format(played=True)) < WHOLE


def test_the_static_check_takes_three_tenths_of_a_second_beyond_the_start(starter: Starter) -> None:
    start = quickest(starter, IMPORTS)
    assert quickest(starter, IMPORTS + CHECK.format(played=False)) - start < STATIC
