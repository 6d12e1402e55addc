"""What tests of a session share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.classroom.remote_table import RemoteTable
from game.scenario.model import Scenario
from game.tui.classroom import app as apps
from game.tui.classroom.app import ClassApp
from tests.classroom.classes import Class
from tests.classroom.inside import Inside
from tests.classroom.sitting import Script, Student
from tests.report.browser import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def trio(small: Scenario) -> Class:
    """Three students in one seat of room A, and a policy in the other; a minute for each stage."""
    found = Class(small, seconds=60.0)
    for student in ("ann", "ben", "cem"):
        found.seat(student, "A", "capital")
    found.begin("A")
    return found


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (slow to start)

    path = browser()
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def sat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Script], ClassApp]:
    """Sit down in a class, alone unless the script lets others join."""
    monkeypatch.setenv("TASHKENT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TASHKENT_MOTION", "off")
    monkeypatch.setattr("game.classroom.client.FIRST_PAUSE", 0.01)
    monkeypatch.setattr(apps, "PATIENCE", 0.1)

    def seat(script: Script) -> ClassApp:
        found: list[ClassApp] = []

        async def play(room: Inside) -> None:
            table = RemoteTable(room.dial, await room.join("Ann"))
            app = ClassApp(table)
            found.append(app)
            line = asyncio.ensure_future(table.run())
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await script(Student(room, app, pilot))
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)

        Inside(tmp_path).run(play)
        return found[0]

    return seat
