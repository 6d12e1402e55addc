"""What a player sets for good, and the colours: every theme can be read, and so can none at all."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from textual.color import Color

from game.scenario.model import Scenario
from game.tui import settings as store
from game.tui.settings import Settings
from game.tui.themes import THEMES
from tests.table.tables import table
from tests.tui.driver import AT_THE_LAKE, Player, drive, seated
from tests.tui.one_table import ANY, OneTable


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
