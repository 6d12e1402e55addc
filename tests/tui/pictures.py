"""The pictures in the README, made anew: `python -m tests.tui.pictures [FOLDER]`.

One game with a fixed seed against a policy that draws nothing at random, so the same program makes the same
pictures.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from game.commands.lobby import LocalLobby
from game.commands.wish import Wish
from game.scenario.refusal import Refusal
from game.table.table import Table
from game.tui.app import Start
from game.tui.lobby import Broken, Order, Sitting
from tests.tui.driver import NARROW, WIDE, Player, drive, seated

FOLDER = Path(__file__).parents[2] / ".github" / "pictures"

OSH = "osh"
GAME = Start("kyrgyzstan-2010", "moscow", "planner", 7)
CHOICES = {
    "bishkek.answer": "aid", "bishkek.initiative": "telephone", "osh.answer": "peacekeepers",
    "osh.initiative": "tashkent", "yerevan.answer": "procedure", "december.answer": "sign",
}  # fmt: skip
"""What Moscow does where it does not take the default; what is not on offer gives way to that."""

Script = Callable[[Player], Awaitable[None]]


class Advanced(LocalLobby):
    """Games that begin where somebody has played up to a stage, or to the end."""

    def __init__(self, until: str) -> None:
        super().__init__(Wish(scenario=GAME.scenario, seed=GAME.seed, saved=False))
        self._until = until

    def begin(self, order: Order) -> Sitting | Broken | Refusal:
        """A game that has come that far."""
        sitting = super().begin(order)
        if isinstance(sitting, Sitting):
            _advance(sitting.table, self._until)
        return sitting


def _advance(table: Table, until: str) -> None:
    while not table.finished and table.view().stage != until:
        view = table.view()
        decision = next((each for each in view.decisions if each.id not in view.made), None)
        if decision is None:
            table.move_on()
            continue
        wanted = CHOICES.get(f"{view.stage}.{decision.id}", decision.default)
        offered = {option.id for option in decision.options if option.on_offer}
        table.choose(
            decision.id, wanted if wanted in offered else decision.default, "It can be done this week."
        )


def pictures(folder: Path) -> None:
    """Make all of them."""

    def keep(player: Player, name: str) -> None:
        picture = player.app.export_screenshot(title="Tashkent", simplify=True)
        picture = re.sub(r"terminal-\d+-", f"{name}-", picture)  # the number is another one each time
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")

    async def start(player: Player) -> None:
        await player.until(lambda: "New game …" not in player.text)
        keep(player, "start")

    async def decision(player: Player) -> None:
        await seated(player)
        await player.press("o", *"jjjjjj")
        keep(player, "decision-80x24")

    async def decision_wide(player: Player) -> None:
        await seated(player)
        await player.press("o", *"jjjjjj")
        keep(player, "decision-140x45")
        await player.press("m", *"jjj", "enter")
        keep(player, "member-140x45")

    async def outcome(player: Player) -> None:
        await seated(player)
        for option in (CHOICES["osh.answer"], CHOICES["osh.initiative"]):
            view = player.screen.view  # type: ignore[attr-defined]
            waiting = next(each for each in view.decisions if each.id not in view.made)
            at = [each.id for each in waiting.options].index(option) + 1
            await player.press("o", str(at), "enter")
            await player.reach("CommitSheet")
            await player.press("enter")
            await player.settle()
        await player.reach("OutcomeScreen")
        keep(player, "outcome-140x45")

    async def debrief(player: Player) -> None:
        await player.reach("DebriefScreen")
        keep(player, "debrief-140x45")
        await player.press("2")
        keep(player, "timeline-140x45")

    folder.mkdir(parents=True, exist_ok=True)
    shown: list[tuple[Script, str, tuple[int, int]]] = [
        (decision, OSH, NARROW), (decision_wide, OSH, WIDE), (outcome, OSH, WIDE), (debrief, "", WIDE),
    ]  # fmt: skip
    drive(start, Start(), size=(110, 32), wish=Wish())
    for script, until, size in shown:
        drive(script, GAME, size=size, lobby=Advanced(until))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"TASHKENT_DATA": home, "TASHKENT_CONFIG": home, "TASHKENT_MOTION": "off"}
        (Path(home) / "settings.json").write_text('{"guide": false}', encoding="utf-8")
        pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
