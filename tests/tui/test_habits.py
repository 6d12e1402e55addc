"""What holds on every screen: keys, footer, palette, help, ways out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets._toast import Toast

from game.commands.wish import Wish
from game.scenario.model import Scenario
from game.tui.keys import MOVES, SCROLLS, named
from game.tui.screens.base import Page, Sheet
from game.tui.screens.help import Keys
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.options import Options
from game.words import use
from tests.table.tables import table
from tests.tui.driver import AT_THE_LAKE, NARROW, WIDE, Player, drive, seated
from tests.tui.one_table import ANY, OneTable, decide

MOVING = {binding.action for binding in (*MOVES, *SCROLLS)}

WAYS: dict[str, tuple[str, ...]] = {
    "DecideScreen": (),
    "CommitSheet": ("o", "1", "enter"),
    "MemberSheet": ("m", "enter"),
    "LogSheet": ("l",),
    "ReadingSheet": ("t",),
    "HelpSheet": ("question_mark",),
    "SettingsSheet": ("comma",),
}
"""By screen: the keys that lead to it from the decision screen."""


def shown_keys(screen: Screen[Any]) -> dict[str, str]:
    """What the footer shows: key and name."""
    return {named(binding.key): binding.description for binding, _ in screen.query_one(KeyBar)._keys()}


@pytest.mark.parametrize("name", WAYS)
def test_every_key_is_named_explained_and_there_is_a_way_back(name: str) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press(*WAYS[name])
        await player.reach(name)
        screen = player.screen
        assert isinstance(screen, Page | Sheet)
        shown = shown_keys(screen)
        footer = " ".join(player.words.split())
        for key, label in shown.items():
            assert f"{key} {label}" in footer
        for active in screen.active_bindings.values():
            binding = active.binding
            if active.node.__module__.startswith("game.") and binding.action not in MOVING and binding.show:
                assert binding.tooltip, binding
        if name != "DecideScreen":
            await player.press("escape")
            await player.reach("DecideScreen")

    drive(script, AT_THE_LAKE)


def test_the_palette_finds_everything_that_a_key_does() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        found = {command.title for command in player.app.get_system_commands(player.screen)}
        labels = {
            each.binding.description
            for each in player.screen.active_bindings.values()
            if each.enabled and each.binding.tooltip and each.binding.action not in MOVING
        }
        assert labels <= found
        assert {"Log", "Undo", "Situation", "Help", "Quit", "Colours: Light"} <= found
        (quits,) = [each for each in player.app.get_system_commands(player.screen) if each.title == "Quit"]
        assert quits.help == "Leave the game; what was decided is saved."
        await player.press("ctrl+p")
        await player.pilot.press(*"alliance")
        await player.until(lambda: "Its forces, rules" in player.text)
        await player.press("enter")
        await player.reach("ReadingSheet")
        assert "The alliance" in player.words

    drive(script, AT_THE_LAKE)


def test_the_footer_is_clicked_as_its_keys_are_pressed() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.click("b Brief")
        await player.reach("ReadingSheet")
        await player.click("Esc Back")
        await player.reach("DecideScreen")
        await player.click("m Members")
        assert player.screen.focused is player.find("#member-list")

    drive(script, AT_THE_LAKE)


def test_the_help_explains_the_screen_at_hand() -> None:
    helps: list[str] = []

    async def script(player: Player) -> None:
        await seated(player)
        for keys in ((), ("m", "enter"), ("l",)):
            await player.press(*keys, "question_mark")
            await player.reach("HelpSheet")
            helps.append(player.words)
            await player.press("escape", *(["escape"] if keys else []))

    drive(script, AT_THE_LAKE, size=WIDE)
    assert "where it leans" in helps[0]
    assert "Beliefs are ranges" in helps[1]
    assert "Every stage that is over" in helps[2]


def test_the_help_names_the_options_that_there_are_and_no_others() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o")
        count = len(player.screen.query_one(Options).decision.options)  # type: ignore[union-attr]
        await player.press("question_mark")
        told = player.screen.query_one(Keys).draw(100).plain
        assert f"Have option {count} at hand." in told
        assert f"Have option {count + 1} at hand." not in told

    drive(script, AT_THE_LAKE)


def test_what_is_said_in_passing_is_said_to_the_letter() -> None:
    text = "The report is in /tmp/[/b]/[red].md."

    async def script(player: Player) -> None:
        for speaker in (player.app, player.screen):
            speaker.notify(text)
        await player.settle()
        assert [Toast(each).render().plain for each in player.app._notifications] == [text, text]

    drive(script, wish=Wish(scenario=AT_THE_LAKE.scenario))


def test_a_picture_of_the_screen_is_kept_and_where_it_lies_is_said(home: Path) -> None:
    async def script(player: Player) -> None:
        player.app.deliver_screenshot("screen.svg", str(home))
        await player.until(lambda: player.said)
        assert player.said == f"The picture is in {home / 'screen.svg'}."

    drive(script, wish=Wish(scenario=AT_THE_LAKE.scenario))
    assert (home / "screen.svg").read_text().startswith("<svg")


def test_quit_asks_only_if_something_would_be_lost(small: Scenario) -> None:
    async def saved(player: Player) -> None:
        await seated(player)
        await decide(player, "1")
        await player.reach("OutcomeScreen")
        await player.press("escape")
        await player.reach("DecideScreen")
        await player.press("q")
        await player.until(lambda: player.app._exit)

    async def unsaved(player: Player) -> None:
        await seated(player)
        await decide(player, "1")
        await player.reach("OutcomeScreen")
        await player.press("escape")
        await player.reach("DecideScreen")
        await player.press("q")
        assert "This game is not saved, and will be lost." in player.words
        await player.press("escape")
        await player.reach("DecideScreen")
        await player.press("ctrl+q")
        await player.press("enter")
        await player.until(lambda: player.app._exit)

    drive(saved, AT_THE_LAKE)
    drive(unsaved, ANY, lobby=OneTable(table(small)))


def test_a_reason_that_has_been_begun_is_not_lost_without_a_question() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("o", "1", "enter")
        await player.press("ctrl+q")
        await player.until(lambda: player.app._exit)

    async def written(player: Player) -> None:
        await seated(player)
        await player.press("o", "1", "enter")
        await player.type("hm")
        await player.press("ctrl+q")
        await player.reach("AskSheet")
        assert "reason that you have written" in player.words

    drive(script, AT_THE_LAKE)
    drive(written, AT_THE_LAKE)


def test_a_mistake_of_ours_ends_the_program_and_is_kept_for_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        monkeypatch.setattr("game.tui.screens.reading.alliance", None)
        await player.pilot.press("a")

    with pytest.raises(TypeError):  # as Textual's own pilot tells it
        drive(script, AT_THE_LAKE)


def test_a_screen_that_is_begun_without_a_wish_lists_scenarios() -> None:
    async def script(player: Player) -> None:
        await player.until(lambda: "Lake Pact" in player.text)
        await player.press("question_mark")
        await player.reach("HelpSheet")
        assert "tashkent play" in player.words

    drive(script, wish=Wish(scenario=AT_THE_LAKE.scenario), size=NARROW)


def test_text_is_copied_from_under_the_mouse() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        row = next(at for at, line in enumerate(player.rows) if "Crowds fill" in line)
        left = player.rows[row].index("Crowds")
        await player.pilot.mouse_down(offset=(left, row))
        await player.pilot.hover(offset=(left + 8, row))
        await player.pilot.mouse_up(offset=(left + 11, row))
        await player.press("ctrl+c")
        assert player.app.clipboard.startswith("Crowds fill")
        assert player.on("DecideScreen")

    drive(script, AT_THE_LAKE)


def test_what_a_worker_words_is_in_the_players_language() -> None:
    async def script(player: Player) -> None:
        await seated(player)
        assert "просит о помощи" in player.words

    use("ru")
    try:
        drive(script, AT_THE_LAKE)
    finally:
        use("")
