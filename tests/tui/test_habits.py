"""What holds on every screen: keys, footer, palette, help, settings, colours, ways out."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.screen import Screen

from game.commands.wish import Wish
from game.scenario.model import Scenario
from game.tui import settings as store
from game.tui.keys import MOVES, SCROLLS, named
from game.tui.screens.base import Page, Sheet
from game.tui.settings import Settings
from game.tui.themes import THEMES
from game.tui.widgets.keybar import KeyBar
from game.words import use
from tests.table.tables import table
from tests.tui.driver import AT_THE_LAKE, NARROW, WIDE, Player, drive, seated
from tests.tui.test_decide import ANY, OneTable, decide

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
        await player.reach("NoticeSheet")
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


def test_settings_change_at_once_and_are_kept(home: Path) -> None:
    async def script(player: Player) -> None:
        await seated(player)
        await player.press("comma", "right", "j", "enter")
        assert player.app.theme == "light"
        assert player.app.animation_level == "none"
        await player.press("escape")

    drive(script, AT_THE_LAKE)
    kept = json.loads((home / "config" / "settings.json").read_text())
    assert (kept["theme"], kept["motion"]) == ("light", False)
    assert not list((home / "config").glob("*.tmp"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"theme": "pink"}', '{"motion": 1}', '{"reasons": null}', "[" * 100_000]
)
def test_a_broken_settings_file_is_passed_over_with_a_notice(home: Path, text: str) -> None:
    (home / "config" / "settings.json").write_text(text)
    settings, said = store.load()
    assert settings == Settings()
    assert "settings.json are passed over" in said


def test_settings_of_a_later_version_are_read_as_far_as_they_are_known(home: Path) -> None:
    (home / "config" / "settings.json").write_text('{"theme": "light", "sound": "loud"}')
    assert store.load() == (Settings(theme="light"), "")


def test_settings_that_cannot_be_kept_are_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASHKENT_CONFIG", str(home / "config" / "settings.json" / "below"))
    assert "cannot be kept" in store.save(Settings())
    assert store.load()[0] == Settings()


def contrast(text: str, ground: str) -> float:
    """How far a text stands out from its ground, as WCAG 2 reckons it."""

    def light(colour: str) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in
                 Color.parse(colour).normalized]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((light(text), light(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_stands_out_from_every_ground(theme: str) -> None:
    palette = THEMES[theme][1]
    names = ("good", "bad", "mild", "faint")
    texts = [
        palette.foreground,
        palette.primary,
        palette.accent,
        *(palette.variables[name] for name in names),
    ]
    least = 7.0 if theme == "contrast" else 4.5
    for text, ground in product(texts, (palette.background, palette.surface)):
        assert text
        assert ground
        assert contrast(text, ground) >= least, (text, ground)
    for text in (palette.foreground, palette.accent, palette.variables["mild"]):
        assert text
        assert palette.panel
        assert contrast(text, palette.panel) >= 4.5, (text, palette.panel)


def test_without_colour_every_sign_is_still_there(monkeypatch: pytest.MonkeyPatch, small: Scenario) -> None:
    at = table(small)
    assert at.choose("answer", "troops") is None
    texts: list[str] = []
    colours: list[set[str]] = []

    async def script(player: Player) -> None:
        await seated(player)
        await player.press("m")
        texts.append(player.text)
        styles = [segment.style for strip in player.screen._compositor.render_strips() for segment in strip]
        colours.append({style.color.get_truecolor().hex for style in styles if style and style.color})

    drive(script, ANY, lobby=OneTable(at))
    monkeypatch.setenv("NO_COLOR", "1")
    drive(script, ANY, lobby=OneTable(at))
    assert texts[0] == texts[1]
    for sign in ("▲", "●", "✓", "┼", "━", "▸", "!"):
        assert sign in texts[0]
    grey = [colour for colour in colours[1] if colour[1:3] == colour[3:5] == colour[5:7]]
    assert len(grey) == len(colours[1]) > 1
    assert not colours[0] <= colours[1]


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
