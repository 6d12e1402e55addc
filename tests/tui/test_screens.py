"""The screens before and during a game as they look, in two sizes and two themes; see `snapshots`.

`pytest --update-golden` keeps them anew; the change is then to be read in the diff.
"""

from __future__ import annotations

import pytest

from game.commands.wish import Wish
from game.scenario.model import Scenario
from game.tui.app import Start
from tests.cli.run import SMALL
from tests.table.tables import table
from tests.tui.driver import NARROW, WIDE, Player, drive, seated
from tests.tui.one_table import ANY, OneTable
from tests.tui.snapshots import compare, snapshot

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids="{0[0]}x{0[1]}".format)

Way = tuple[tuple[str, str], ...]
"""By name of what is then seen: the keys to press, from where the one before left off."""

PANES: Way = (("situation", "s"), ("options", "o 2"), ("members", "m"), ("map", "v"), ("why", "v w"))
BOXES: Way = (
    ("member", "m enter"),
    ("commit", "escape o 2 enter"),
    ("log", "escape l"),
    ("scores", "escape x"),
    ("help", "escape question_mark"),
    ("settings", "escape comma"),
)


def differences(name: str, shown: list[str]) -> None:
    """Fail with what differs, if anything does."""
    found = "\n".join(each for each in shown if each)
    if found:
        pytest.fail(f"{name}: it looks otherwise (--update-golden accepts it)\n{found}", pytrace=False)


@SIZES
def test_the_first_screens_look_as_they_did(size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    found: list[str] = []

    async def script(player: Player) -> None:
        await player.until(lambda: "Lake Pact" in player.text)
        for name, keys in (("start", ""), ("seat", "enter")):
            await player.press(*keys.split())
            found.append(compare(f"{name}-{size[0]}x{size[1]}", await snapshot(player), pytestconfig))

    drive(script, Start(), wish=Wish(scenario=str(SMALL)), size=size)
    differences("start", found)


@SIZES
def test_the_decision_screen_looks_as_it_did(
    size: tuple[int, int], small: Scenario, pytestconfig: pytest.Config
) -> None:
    at = table(small)
    assert at.choose("answer", "aid", "doctors first") is None
    regions = {member.id: member.region for member in small.members}
    way = (*PANES, *BOXES) if size == NARROW else (("wide", "o 2"), ("member", "m enter"))
    found: list[str] = []

    async def script(player: Player) -> None:
        await seated(player)
        for name, keys in way:
            await player.press(*keys.split())
            found.append(compare(f"{name}-{size[0]}x{size[1]}", await snapshot(player), pytestconfig))

    drive(script, ANY, lobby=OneTable(at, regions), size=size)
    differences("decide", found)
