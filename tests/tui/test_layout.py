"""What no terminal's size and no scenario's names can break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.tui.lobby import Broken, Kept, Offer, Rival, Seat
from tests.table.tables import table
from tests.tui.driver import MIDDLE, NARROW, WIDE, Player, drive, seated
from tests.tui.endings import Over, ending
from tests.tui.nouns import MEMBERS
from tests.tui.one_table import ANY, OneTable
from tests.tui.stand import stand

SIZES = pytest.mark.parametrize(
    "size", [NARROW, pytest.param(MIDDLE, marks=pytest.mark.slow), WIDE], ids="{0[0]}x{0[1]}".format
)


LONG = "The United Principalities of the Upper and the Lower Lake District and of the Isles"


def strange(small: Scenario) -> Scenario:
    """The small scenario with names that are wide, long, or written from right to left."""
    alder, birch, cedar = small.members
    members = (
        replace(alder, name="湖国連邦共和国 [/b]"),
        replace(birch, name="جمهورية البحيرات"),
        replace(cedar, name=LONG),
    )
    spring, *rest = small.stages
    title = "危機 والأزمة " + "and a very long title indeed " * 2
    decisions = tuple(
        replace(
            each,
            options=tuple(
                replace(one, label=f"{one.label} 湖国 البحيرة {'and on ' * 5}") for one in each.options
            ),
        )
        for each in spring.decisions
    )
    stage = replace(spring, title=title[:60], decisions=decisions)
    roles = tuple(replace(role, name=f"{role.name} of {LONG}") for role in small.roles)
    return replace(small, members=members, stages=(stage, *rest), roles=roles)


def offered() -> Offer:
    """The strange scenario as it is put to the player."""
    seat = Seat("capital", "湖国の首都 " * 3, "A brief أمر of the 首都. " * 20, (("credibility", 1.0),))
    return Offer(
        id="strange",
        title="湖の条約 👩‍👩‍👧 معاهدة البحيرة: a title as long as an author may ever have made one",
        summary="A summary 湖 with بحيرة in it. " * 30,
        minutes=1_000,
        difficulty="hard",
        content_note="",
        alliance="湖の条約",
        stages=(("2001-04-07", 12.0), ("2002-04-07", 0.5)),
        regions=(("البحيرات والتلال", ("湖国連邦共和国", "جمهورية البحيرات")), (LONG, (LONG,))),
        seats=(seat, replace(seat, id="bureau", name=LONG)),
        rivals=(Rival("planner", f"計画 {LONG}", "It plans. يخطط"),),
    )


class Strange(OneTable):
    """Offers it, and a game that was begun in it."""

    def scenarios(self) -> Iterator[Offer | Broken]:
        """The one."""
        yield offered()

    def saves(self) -> Iterator[Kept | Refusal]:
        """The one."""
        yield Kept("湖-capital-4" * 9, offered().title, LONG, "1 May, 12:00", "stage 1 of 2", 4, "計画")


@SIZES
def test_strange_names_do_not_break_the_first_screens(small: Scenario, size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.until(lambda: "湖" in player.text)
        for keys in ("", "j", "k enter"):
            await player.press(*keys.split())
            assert {cell_len(row) for row in player.rows} == {size[0]}, keys
        assert player.on("SeatScreen")
        assert "⏎ Begin" in player.text

    drive(script, lobby=Strange(table(small)), size=size)


@SIZES
def test_strange_names_do_not_break_the_layout(small: Scenario, size: tuple[int, int]) -> None:
    scenario = strange(small)
    regions = {member.id: member.region for member in scenario.members}

    async def script(player: Player) -> None:
        await seated(player)
        for keys in ("s", "o", "m", "v", "w", "l", "escape x", "escape a", "escape v m enter"):
            await player.press(*keys.split())
            assert {cell_len(row) for row in player.rows} == {size[0]}, keys
        assert player.on("MemberSheet")

    drive(script, ANY, lobby=OneTable(table(scenario), regions), size=size)


@SIZES
def test_strange_names_leave_the_columns_of_members_in_line(small: Scenario, size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("m")
        rows = player.find("#member-list").region
        lines = [line_of(row, rows.x, rows.width) for row in player.rows[rows.y : rows.y + 3]]
        ranges = [re.search(r"\d+–\d+", line) for line in lines]
        assert len({cell_len(found.string[: found.end()]) for found in ranges if found}) == 1
        assert all(ranges)

    drive(script, ANY, lobby=OneTable(table(strange(small))), size=size)


def line_of(row: str, left: int, width: int) -> str:
    """The part of a row that stands in a box."""
    return "".join(part.text for part in Strip([Segment(row)]).crop(left, left + width))


@SIZES
def test_strange_names_do_not_break_the_debrief(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        for leaf in range(1, 8):
            await player.press(str(leaf))
            assert any(name in player.text for name in MEMBERS[1:]) or leaf not in {4, 5}
            assert {cell_len(row) for row in player.rows} == {size[0]}, leaf

    stand(lambda: ending(Over()), script, size=size)


def test_a_window_that_is_too_small_says_so_and_the_game_comes_back(small: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "2")
        before = player.text
        await player.resize((60, 15))
        await player.until(lambda: player.on("SmallScreen"))
        assert "needs 80 × 24" in player.words
        assert "here are 60 × 15" in player.words
        await player.resize(WIDE)
        await player.reach("DecideScreen")
        assert "Red line" in player.words
        await player.resize(NARROW)
        assert player.text == before

    drive(script, ANY, lobby=OneTable(table(small)))


def test_a_box_that_is_open_survives_a_change_of_size(small: Scenario) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "2", "enter")
        await player.type("half")
        await player.resize((60, 15))
        await player.until(lambda: player.on("SmallScreen"))
        await player.resize(WIDE)
        await player.reach("CommitSheet")
        await player.type("way")
        assert "halfway" in player.text
        await player.press("escape")
        await player.settle()
        assert "Red line" in player.words  # side by side beneath

    drive(script, ANY, lobby=OneTable(table(small)))
