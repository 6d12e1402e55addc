"""A home of the test's own for saves and settings; nothing moves, and no guide speaks."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's saves and settings lie."""
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TASHKENT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TASHKENT_MOTION", "off")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("game.commands.lobby.bundled", lambda: ())  # reading them takes a second
    settings = tmp_path / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"guide": false}')
    return tmp_path
