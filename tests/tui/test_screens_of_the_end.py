"""The outcome and the debrief as they look, in two sizes and two themes; see `snapshots`.

`pytest --update-golden` keeps them anew; the change is then to be read in the diff.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from game.tui.screens.outcome import OutcomeScreen
from tests.tui.driver import NARROW, WIDE, Player
from tests.tui.endings import Over, ending
from tests.tui.nouns import outcome
from tests.tui.snapshots import compare, snapshot
from tests.tui.stand import stand

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids="{0[0]}x{0[1]}".format)

Way = tuple[tuple[str, str], ...]
"""By name of what is then seen: the keys to press, from where the one before left off."""


def seen(screen: Callable[[], Screen[Any]], way: Way, size: tuple[int, int], config: pytest.Config) -> None:
    """Compare everything on the way with what is kept."""
    differences: list[str] = []

    async def script(player: Player) -> None:
        for name, keys in way:
            await player.press(*keys.split())
            differences.append(compare(f"{name}-{size[0]}x{size[1]}", await snapshot(player), config))

    stand(screen, script, size=size)
    found = "\n".join(each for each in differences if each)
    if found:
        pytest.fail(f"it looks otherwise (--update-golden accepts it)\n{found}", pytrace=False)


@SIZES
def test_an_outcome_looks_as_it_did(size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    way: Way = (("outcome", ""),)
    if size == NARROW:
        way += (("outcome-council", "enter"), ("outcome-why", "enter"))
    seen(lambda: OutcomeScreen(outcome(), None, "capital"), way, size, pytestconfig)


@SIZES
def test_the_debrief_looks_as_it_did(size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    leaves = ("scores", "timeline", "turning", "belief", "partners", "claims", "questions")
    way: Way = tuple((f"debrief-{leaf}", str(at)) for at, leaf in enumerate(leaves, 1))
    way += (("report", "w"), ("branch", "escape b"))
    seen(lambda: ending(Over()), way, size, pytestconfig)
