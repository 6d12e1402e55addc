"""Many programs in one process, each on a screen that is elsewhere."""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from game.classroom.driver import LARGEST, OutletDriver, fitting
from game.classroom.served import Served
from game.tui.settings import Settings

CONTROL = re.compile(r"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07]*\x07")


class Tape:
    """An outlet that remembers."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.urls: list[str] = []
        self.files: list[tuple[str, bytes]] = []

    def show(self, data: str) -> None:
        """Remember."""
        self.shown.append(data)

    def open_url(self, url: str) -> None:
        """Remember."""
        self.urls.append(url)

    def hand_over(self, name: str, data: bytes) -> None:
        """Remember."""
        self.files.append((name, data))

    def has(self, words: str) -> bool:
        """Whether these words were shown since `text` was asked for."""
        return words in CONTROL.sub(" ", "".join(self.shown))

    def text(self) -> str:
        """All that was shown since the last time, without what steers the terminal."""
        text, self.shown = CONTROL.sub(" ", "".join(self.shown)), []
        return text


class Small(App[None]):
    """Tells which keys were pressed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.outlet = Tape()
        self.driver_class = OutletDriver
        self._capture_stdout = sys.stdout  # type: ignore[assignment]  # as a worker does
        self._capture_stderr = sys.stderr  # type: ignore[assignment]  # as a worker does
        self.called = name
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        """A name."""
        yield Static(f"I am {self.called}")

    def on_key(self, event: events.Key) -> None:
        """Remember."""
        self.keys.append(event.key)

    @property
    def at(self) -> OutletDriver:
        """Its driver."""
        assert isinstance(self._driver, OutletDriver)
        return self._driver


async def until(come: Callable[[], object]) -> None:
    """Wait until something has come to pass."""
    async with asyncio.timeout(20):
        while not come():
            await asyncio.sleep(0.005)


def played(script: Any, *names: str) -> None:
    """Run programs side by side, and a script on them."""

    async def run() -> None:
        apps = [Small(name) for name in names]
        tasks = [asyncio.create_task(app.run_async(size=(40, 10))) for app in apps]
        await until(lambda: all(app.outlet.has(f"I am {app.called}") for app in apps))
        await script(*apps)
        for app in apps:
            app.exit()
        await asyncio.gather(*tasks)

    asyncio.run(run())


def test_programs_in_one_process_show_and_hear_each_their_own() -> None:
    async def script(ann: Small, bek: Small) -> None:
        assert "I am Ann" in ann.outlet.text()
        assert "I am Bek" in bek.outlet.text()
        ann.at.feed("a\x1b[A")
        bek.at.feed("ж")
        await until(lambda: len(ann.keys) == 2 and bek.keys)
        assert ann.keys == ["a", "up"]
        assert bek.keys == ["ж"]

    played(script, "Ann", "Bek")


def test_a_lone_escape_counts_once_nothing_follows_it() -> None:
    async def script(ann: Small) -> None:
        ann.at.feed("\x1b")
        ann.at.feed("[B")  # the rest of an arrow that came in two pieces
        await until(lambda: ann.keys)
        assert ann.keys == ["down"]
        ann.at.feed("\x1b")
        await until(lambda: len(ann.keys) == 2)
        assert ann.keys == ["down", "escape"]

    played(script, "Ann")


def test_the_processs_own_streams_stay_its_own() -> None:
    before = sys.stdout, sys.stderr
    said = io.StringIO()

    async def script(ann: Small, bek: Small) -> None:
        assert (sys.stdout, sys.stderr) == before
        bek.exit()
        await until(lambda: not bek.is_running)
        assert (sys.stdout, sys.stderr) == before
        print("heard", file=said)

    played(script, "Ann", "Bek")
    assert (sys.stdout, sys.stderr) == before
    assert said.getvalue() == "heard\n"


def test_after_a_loss_everything_is_drawn_anew() -> None:
    async def script(ann: Small) -> None:
        ann.outlet.text()
        ann.at.repaint()
        await until(lambda: ann.outlet.has("I am Ann"))
        assert "\x1b[?1049h" in "".join(ann.outlet.shown)  # and the terminal is told again what it needs

    played(script, "Ann")


def test_a_browser_has_any_size_within_reason() -> None:
    async def script(ann: Small) -> None:
        ann.at.resize(100, 30)
        await until(lambda: tuple(ann.size) == (100, 30))

    played(script, "Ann")
    assert fitting(10**9, -5) == (LARGEST[0], 1)


def test_a_file_goes_to_the_browser_and_an_address_is_opened_there(tmp_path: Path) -> None:
    async def script(ann: Small) -> None:
        ann.deliver_text(io.StringIO("größer"), save_directory=tmp_path, save_filename="report.md")
        ann.open_url("https://example.org")
        await until(lambda: ann.outlet.files)
        assert ann.outlet.files == [("report.md", "größer".encode())]
        assert ann.outlet.urls == ["https://example.org"]
        assert not list(tmp_path.iterdir())

    played(script, "Ann")


def test_a_students_settings_are_never_read_from_or_kept_on_the_hosts_machine(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("TASHKENT_CONFIG", str(tmp_path))
    (tmp_path / "settings.json").write_text('{"motion": false}', encoding="utf-8")

    class Nobody:
        """A table that nobody answers for."""

    app = Served(Nobody(), Tape())  # type: ignore[arg-type]  # it is not asked for anything
    assert app.settings == Settings()
    app.keep(Settings(guide=False))
    assert app.settings == Settings(guide=False)
    assert (tmp_path / "settings.json").read_text(encoding="utf-8") == '{"motion": false}'
