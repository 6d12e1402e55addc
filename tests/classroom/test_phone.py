"""A student on a telephone: the game fits, a tap is a click, and there is a way to type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket

from game.classroom import events as e
from game.classroom.state import MOVE_ON
from tests.classroom.lesson import PATIENCE, Host

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

TALL, WIDE = (390, 844), (844, 390)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """One room of the shortest scenario."""
    found = Host(tmp_path / "data", "osh-june-2010", "--rooms", "1", "--seed", "4")
    yield found
    found.close()


class Phone:
    """A telephone at the host's door, and what passes between it and the host."""

    def __init__(self, chromium: Browser, host: Host, size: tuple[int, int]) -> None:
        width, height = size
        held = {"width": width, "height": height}
        context = chromium.new_context(viewport=held, screen=held, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.text = ""
        """All that was ever written to its terminal."""
        self.cells = (0, 0)
        """Columns and lines of its terminal."""
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("websocket", self._listen)
        self.page.goto(f"{host.link['address']}/?code={host.link['code']}")
        self.page.fill("#name", "Ann")
        self.page.tap("button")
        host.until(lambda: host.of(e.Connected), "joining")
        self.until(lambda: "has not begun" in self.text, "the waiting screen")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._read)
        socket.on("framesent", self._sent)

    def _read(self, data: str | bytes) -> None:
        self.text += data.decode("utf-8", "replace") if isinstance(data, bytes) else ""

    def _sent(self, data: str | bytes) -> None:
        match json.loads(data):
            case ["resize", {"width": int(width), "height": int(height)}]:
                self.cells = (width, height)

    def until(self, come: Callable[[], object], what: str) -> None:
        """Wait until something has come to pass."""
        for _ in range(int(PATIENCE * 20)):
            self.page.wait_for_timeout(50)
            if come():
                return
        raise AssertionError(f"{what} did not come to pass")

    def sees(self, text: str) -> None:
        """Wait for something to be written anew, from here on."""
        self.until(lambda: text in self.text, text)
        self.text = ""

    def key(self, name: str) -> None:
        """Tap one of the keys below the game."""
        self.page.get_by_role("button", name=name, exact=True).tap()

    def tap(self, column: int, line: int) -> None:
        """Tap a cell of the terminal."""
        box = self.page.locator(".xterm-screen").bounding_box()
        assert box
        columns, lines = self.cells
        x, y = (column + 0.5) * box["width"] / columns, (line + 0.5) * box["height"] / lines
        self.page.locator(".xterm-screen").tap(position={"x": x, "y": y})

    def fits(self) -> None:
        """The whole of the game, and no more than the window."""
        self.until(lambda: self.cells[0] >= 80 and self.cells[1] >= 24, f"80 × 24, not {self.cells}")
        wide, tall = self.page.evaluate("[visualViewport.width, visualViewport.height]")
        keys = self.page.locator("#keys").bounding_box()
        assert keys
        assert keys["x"] >= 0
        assert keys["x"] + keys["width"] <= wide + 1
        assert keys["y"] + keys["height"] <= tall + 1
        screen = self.page.locator(".xterm-screen").bounding_box()
        assert screen
        assert screen["width"] <= wide + 1
        assert screen["y"] + screen["height"] <= keys["y"] + 1


def test_a_student_votes_with_a_reason_on_a_telephone(host: Host, chromium: Browser, tmp_path: Path) -> None:
    phone = Phone(chromium, host, WIDE)
    phone.fits()
    assert not phone.page.locator("#turn").is_visible()
    console = chromium.new_page()
    console.goto(host.link["console"])
    console.click("#bar [data-do=begin]")
    phone.sees("You are Moscow")
    phone.key("Back")
    phone.until(lambda: "Stage 1" in phone.text, "the first stage")
    phone.tap(column=17, line=5)  # the tab of the options
    phone.sees("fly in relief")
    assert phone.page.evaluate("document.activeElement.inputMode") != ""  # a tap calls no keyboard
    phone.key("Enter")
    phone.sees("Why?")
    phone.page.screenshot(path=tmp_path / "vote.png")
    phone.page.tap("#words")
    assert phone.page.evaluate("document.activeElement.id") == "words"  # the browser brings its keyboard
    phone.page.keyboard.type("quite near")
    phone.key("Put in")
    phone.sees("quite near")
    phone.key("Enter")
    host.until(lambda: host.of(e.Voted), "the vote")
    votes = [each for each in host.log() if isinstance(each, e.Voted) and each.decision != MOVE_ON]
    assert [each.reason for each in votes] == ["quite near"]
    assert phone.complaints == []


def test_a_telephone_that_is_held_upright_shows_the_whole_game_and_says_to_turn_it(
    host: Host, chromium: Browser
) -> None:
    phone = Phone(chromium, host, TALL)
    phone.fits()
    assert phone.page.get_by_text("Turn your telephone").is_visible()
    phone.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    phone.until(lambda: not phone.page.locator("#turn").is_visible(), "turning")
    phone.until(lambda: phone.cells[0] > 90, "more columns")
    phone.fits()
    assert phone.complaints == []


def test_a_small_window_of_a_laptop_has_smaller_letters(host: Host, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 700, "height": 420})
    sizes: list[dict[str, int]] = []

    def sent(data: str | bytes) -> None:
        match json.loads(data):
            case ["resize", dict(size)]:
                sizes.append(size)

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    page.goto(f"{host.link['address']}/?code={host.link['code']}")
    page.fill("#name", "Ann")
    page.click("button")
    host.until(lambda: host.of(e.Connected), "joining")
    page.wait_for_function("document.body.classList.contains('-first-byte')")
    assert sizes
    assert sizes[-1]["width"] >= 80
    assert sizes[-1]["height"] >= 24
    assert not page.locator("#keys").is_visible()
